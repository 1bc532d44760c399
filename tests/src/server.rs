//! `beatbook serve` for the length of a test.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

/// The server did not come up; with what it said until then.
#[derive(Debug)]
pub struct ServerError(String);

impl fmt::Display for ServerError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl std::error::Error for ServerError {}

/// A running server on the loopback. Dropping it ends the process.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts the program over a book on a free port and waits until it has said its address.
    ///
    /// # Errors
    /// [`ServerError`] if it cannot be started, ends, or says no address within a minute.
    pub fn start(program: &Path, book: &Path) -> Result<Self, ServerError> {
        Self::spawn(&mut Command::new(program), book, &[])
    }

    /// The same with further words for `beatbook serve`, such as `--audience partnership`.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn start_with(program: &Path, book: &Path, words: &[&str]) -> Result<Self, ServerError> {
        Self::spawn(&mut Command::new(program), book, words)
    }

    /// The same with a number of threads for its computations.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn start_on(program: &Path, book: &Path, threads: &str) -> Result<Self, ServerError> {
        let mut command = Command::new(program);
        Self::spawn(command.env("RAYON_NUM_THREADS", threads), book, &[])
    }

    fn spawn(command: &mut Command, book: &Path, words: &[&str]) -> Result<Self, ServerError> {
        let mut child = command
            .arg("serve")
            .arg(book)
            .arg("--port")
            .arg(free_port()?.to_string())
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                let program = command.get_program().to_string_lossy();
                ServerError(format!("{program}: {error}"))
            })?;
        let (sender, lines) = mpsc::channel();
        // Both streams are read to their end, so that the server never waits for a reader.
        if let Some(stream) = child.stdout.take() {
            read_lines(stream, sender.clone());
        }
        if let Some(stream) = child.stderr.take() {
            read_lines(stream, sender);
        }
        // From here on the process is ended whatever happens.
        let mut server = Self {
            child,
            url: String::new(),
        };
        let began = Instant::now();
        let mut said = String::new();
        while let Ok(line) = lines.recv_timeout(PATIENCE.saturating_sub(began.elapsed())) {
            if let Some(url) = address(&line) {
                server.url = url;
                return Ok(server);
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(ServerError(format!(
            "`beatbook serve {}` said no address:\n{said}",
            book.display()
        )))
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<u16, ServerError> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| ServerError(format!("no free port on 127.0.0.1: {error}")))
}

fn read_lines(stream: impl Read + Send + 'static, to: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Nobody listens once the address is known.
            let _ = to.send(line);
        }
    });
}

/// `http://127.0.0.1:8080` out of a line that holds it.
fn address(line: &str) -> Option<String> {
    const START: &str = "http://127.0.0.1:";
    let at = line.find(START)?;
    let port: String = line[at + START.len()..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    (!port.is_empty()).then(|| format!("{START}{port}"))
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
