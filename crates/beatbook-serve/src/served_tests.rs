//! A server of the fixture's book, and how it is asked.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use beatbook_core::Audience;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;
use ureq::http::Response;

use crate::connections::Bounds;
use crate::fixture_tests::{peak, store};
use crate::pool::Pool;
use crate::server::{ServeError, listen, run};
use crate::{Served, Tokens};

/// A server on a free port, stopped when it goes out of scope.
pub(crate) struct Server {
    pub(crate) page: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
    /// Folder of the book.
    pub(crate) book: TempDir,
    pub(crate) served: Served,
}

/// A job in the pool of a server.
pub(crate) struct Busy {
    end: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Busy {
    pub(crate) fn end(self) {
        drop(self.end);
        self.thread.join().unwrap();
    }
}

/// Waits until something is so; only a test that fails waits long.
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_mins(1), "never: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

impl Server {
    pub(crate) fn start(audience: Audience) -> Self {
        Self::with_tokens(audience, Tokens::default())
    }

    pub(crate) fn with_tokens(audience: Audience, tokens: Tokens) -> Self {
        Self::over(Pool::default(), audience, tokens, Bounds::default())
    }

    /// With a queue and limits of connections of its own.
    pub(crate) fn bounded(pool: Pool, bounds: Bounds) -> Self {
        Self::over(pool, Audience::Analyst, Tokens::default(), bounds)
    }

    fn over(pool: Pool, audience: Audience, tokens: Tokens, bounds: Bounds) -> Self {
        let (book, store) = store();
        let served = Served::over(pool, store, book.path(), audience, tokens);
        let of_server = served.clone();
        let listener = listen(local(0)).unwrap();
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap();
            let ready = |page: &str| tell.send(page.to_owned()).unwrap();
            let stopped = async {
                let _ = stopped.await;
            };
            runtime.block_on(run(listener, of_server, bounds, ready, stopped))
        });
        Self {
            page: told.recv_timeout(Duration::from_secs(10)).unwrap(),
            stop: Some(stop),
            thread: Some(thread),
            book,
            served,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Response<ureq::Body> {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response<ureq::Body> {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let mut request = config
            .build()
            .new_agent()
            .get(format!("{}{path}", self.page));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.call().unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let mut response = self.get(path);
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), "application/json");
        response.body_mut().read_json().unwrap()
    }

    /// An answer that is text.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(bytes(self.get(path))).unwrap()
    }

    /// Has one place of the pool taken by a job until it is told to end.
    pub(crate) fn keep_busy(&self) -> Busy {
        let (end, may_end) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        let served = self.served.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let job = move || {
                begun.send(()).unwrap();
                let _ = may_end.recv();
                Ok(())
            };
            runtime.block_on(served.pool().run(job)).unwrap();
        });
        has_begun.recv().unwrap();
        Busy { end, thread }
    }

    pub(crate) fn problem(&self, path: &str, status: u16) -> Value {
        let mut response = self.get(path);
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        let problem: Value = response.body_mut().read_json().unwrap();
        assert_eq!(problem["status"], status);
        for part in ["type", "title", "detail"] {
            assert!(problem[part].is_string(), "{problem}");
        }
        problem
    }

    /// Head and body of the answer to a request written by hand.
    pub(crate) fn raw(&self, request: &str) -> (String, Vec<u8>) {
        let address = self
            .page
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        (
            String::from_utf8(answer[..end].to_vec()).unwrap(),
            answer[end + 4..].to_vec(),
        )
    }

    pub(crate) fn stop(&mut self) -> Result<(), ServeError> {
        drop(self.stop.take());
        self.thread
            .take()
            .map_or(Ok(()), |thread| thread.join().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

pub(crate) fn local(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

pub(crate) fn header<'a>(response: &'a Response<ureq::Body>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

pub(crate) fn bytes(mut response: Response<ureq::Body>) -> Vec<u8> {
    response.body_mut().read_to_vec().unwrap()
}

pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

/// The tile over the peak.
pub(crate) fn over_peak(zoom: u8) -> String {
    let steps = f64::from(1_u32 << zoom);
    let x = (peak().lon + 180.0) / 360.0 * steps;
    let y = (1.0 - peak().lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * steps;
    format!("{zoom}/{}/{}", x as u32, y as u32)
}
