//! One connection that is kept, and what comes back on it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use flate2::read::GzDecoder;

/// Longer than the server gives any request.
const PATIENCE: Duration = Duration::from_secs(90);

/// An answer, unpacked.
#[derive(Debug, Default)]
pub struct Reply {
    pub status: u16,
    pub tag: String,
    pub retry_after: bool,
    pub body: Vec<u8>,
}

#[derive(Debug)]
pub struct Client(BufReader<TcpStream>);

impl Client {
    /// - `url`: `http://127.0.0.1:8080`
    pub fn to(url: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(url.trim_start_matches("http://"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    pub fn get(&mut self, path: &str, headers: &str) -> io::Result<Reply> {
        self.ask(path, headers)?;
        self.reply()
    }

    fn ask(&mut self, path: &str, headers: &str) -> io::Result<()> {
        // The same for every server: the descriptions of tiles name it.
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        self.0.get_mut().write_all(request.as_bytes())
    }

    /// Asks and goes away after a while, whatever came back by then.
    pub fn ask_and_leave(mut self, path: &str, after: Duration) -> io::Result<()> {
        self.ask(path, "")?;
        std::thread::sleep(after);
        self.0.get_ref().shutdown(Shutdown::Both)
    }

    fn reply(&mut self) -> io::Result<Reply> {
        let odd = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let head = self.line()?;
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut reply = Reply {
            status: status.ok_or_else(|| odd(&format!("no status in `{head}`")))?,
            ..Reply::default()
        };
        let (mut length, mut chunked, mut packed) = (0, false, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| odd("no length"))?,
                "transfer-encoding" => chunked = true,
                "content-encoding" => packed = value == "gzip",
                "etag" => value.clone_into(&mut reply.tag),
                "retry-after" => reply.retry_after = true,
                _ => {}
            }
        }
        let mut body = Vec::new();
        while chunked {
            let size = usize::from_str_radix(&self.line()?, 16).map_err(|_| odd("no chunk"))?;
            self.take(size, &mut body)?;
            self.line()?;
            chunked = size > 0;
        }
        if !matches!(reply.status, 204 | 304) {
            self.take(length, &mut body)?;
        }
        if packed && !body.is_empty() {
            GzDecoder::new(&body[..]).read_to_end(&mut reply.body)?;
        } else {
            reply.body = body;
        }
        Ok(reply)
    }

    fn take(&mut self, bytes: usize, to: &mut Vec<u8>) -> io::Result<()> {
        let start = to.len();
        to.resize(start + bytes, 0);
        self.0.read_exact(&mut to[start..])
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}
