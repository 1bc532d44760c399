//! A server on this machine that speaks what publishers speak, and fails as they fail.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::{Entry, Patience, Source};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path and query.
    pub path: String,
    headers: HashMap<String, String>,
    /// How many requests came before it.
    pub nth: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The value of a parameter of the query.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.path.split_once('?')?;
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// One answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Close the connection after so many bytes of the body.
    pub cut: Option<usize>,
    /// Wait after each 4 KiB.
    pub pace: Duration,
    /// Do not say how long the body is.
    pub no_length: bool,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn body(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            body: body.into(),
            ..Self::default()
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn cut(mut self, after: usize) -> Self {
        self.cut = Some(after);
        self
    }

    /// A file as a good server gives it: whole, or from where it is asked while it is the same.
    pub(crate) fn file(asked: &Asked, bytes: &[u8], etag: &str) -> Self {
        let from = asked.header("range").and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse::<usize>()
                .ok()
        });
        let same = asked.header("if-range").is_none_or(|tag| tag == etag);
        let total = bytes.len();
        let reply = match from {
            Some(from) if same && from >= total => {
                Self::status(416).with("Content-Range", format!("bytes */{total}"))
            }
            Some(from) if same => Self {
                status: 206,
                body: bytes[from..].to_vec(),
                ..Self::default()
            }
            .with(
                "Content-Range",
                format!("bytes {from}-{}/{total}", total - 1),
            ),
            _ => Self::body(bytes),
        };
        reply.with("ETag", etag)
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Asked>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (log, stopped) = (Arc::clone(&seen), Arc::clone(&stop));
        let answer = Arc::new(answer);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let nth = log.lock().unwrap().len();
                if let Some(asked) = read(&stream, nth) {
                    log.lock().unwrap().push(asked.clone());
                    let answer = Arc::clone(&answer);
                    // A slow answer does not hold up the next.
                    thread::spawn(move || send(&stream, &answer(&asked)));
                }
            }
        });
        Self {
            address,
            seen,
            stop,
            thread: Some(thread),
        }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far.
    pub(crate) fn seen(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn read(stream: &TcpStream, nth: usize) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_string();
    let mut headers = HashMap::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_string());
    }
    Some(Asked { path, headers, nth })
}

fn send(mut stream: &TcpStream, reply: &Reply) {
    let mut head = format!("HTTP/1.1 {} x\r\nConnection: close\r\n", reply.status);
    if !reply.no_length {
        let _ = write!(head, "Content-Length: {}\r\n", reply.body.len());
    }
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    let body = &reply.body[..reply.cut.unwrap_or(reply.body.len())];
    // The other side may be gone, which is what some tests are about.
    if stream.write_all(head.as_bytes()).is_err() {
        return;
    }
    for piece in body.chunks(4096) {
        if stream.write_all(piece).is_err() {
            return;
        }
        if !reply.pace.is_zero() {
            thread::sleep(reply.pace);
        }
    }
}

/// Waits that a test can bear.
pub(crate) fn hurried() -> Patience {
    Patience {
        connect: Duration::from_secs(5),
        answer: Duration::from_secs(5),
        silence: Duration::from_millis(500),
        tries: 3,
        all_tries: 20,
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_secs(2),
    }
}

/// Bytes that differ from place to place.
pub(crate) fn bytes(n: usize) -> Vec<u8> {
    (0..n).map(|i| (i * 31 % 251) as u8).collect()
}

/// A source with one file; `more` are further lines of its `[[file]]`.
pub(crate) fn source(protocol: &str, address: &str, file: &str, more: &str) -> Source {
    let text = format!(
        r#"
        title = "A product"
        kind = "test"
        vintage = 2021
        publisher = "A publisher"
        licence = "Open Government Licence v3.0"
        attribution = ["Contains what it contains"]
        crs = "EPSG:27700"
        page = "https://publisher.example/product"
        [[file]]
        id = "one"
        what = "the file"
        protocol = "{protocol}"
        address = "{address}"
        file = "{file}"
        {more}
        "#
    );
    Source::read("product-2021", "a test", &text).unwrap()
}

pub(crate) fn entry(source: &Source) -> &Entry {
    &source.files[0]
}

/// A folder that is removed again, and the path at which the one file of [`source`] belongs.
pub(crate) fn place(file: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("product-2021").join(file);
    (folder, path)
}
