//! The servers that are measured, each a process of its own, so that its CPU time can be told apart.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use beatbook_core::Audience;
use beatbook_serve::{Tokens, serve};
use beatbook_store::Store;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(2);
/// Clock ticks of a second in the tables of Linux (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

/// A server of another process, ended with this value.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// This program again, as one of the servers.
    pub fn start(kind: &str, of: &Path) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(kind)
            .arg(of)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = child.stdout.take().ok_or("it says nothing")?;
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address)?;
        Ok(Self {
            child,
            address: address.trim().into(),
        })
    }

    /// martin with one archive, on both processors as the others.
    pub fn martin(program: &Path, archive: &Path) -> Result<Self, Box<dyn Error>> {
        let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = Command::new(program)
            .arg(archive)
            .args(["--listen-addresses", &free.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self {
            child,
            address: format!("http://{free}/"),
        };
        let began = Instant::now();
        while TcpStream::connect(free).is_err() {
            if began.elapsed() > PATIENCE {
                return Err("martin does not answer".into());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// What it has worked so far.
    pub fn cpu(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // The name in brackets may hold blanks.
        let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
        let ticks = after.split(' ').skip(11).take(2);
        let ticks: f64 = ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        Duration::from_secs_f64(ticks / TICKS)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended
        let _ = self.child.wait();
    }
}

pub fn book(folder: &Path) -> Result<(), Box<dyn Error>> {
    end_with_input();
    let store = Arc::new(Store::open(folder)?);
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let shown = (Audience::Analyst, Tokens::default(), None);
    serve(store, folder, any, shown, |page| println!("{page}"), |_| ())?;
    Ok(())
}

/// As little as axum can do: one route, one handler, the bytes and what they are.
pub fn bare(file: &Path) -> Result<(), Box<dyn Error>> {
    end_with_input();
    let bytes = Bytes::from(fs::read(file)?);
    let handler = move || async move {
        let headers = [
            (header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile"),
            (header::CONTENT_ENCODING, "gzip"),
        ];
        (headers, bytes)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}/", listener.local_addr()?);
        axum::serve(listener, Router::new().route("/", get(handler))).await
    })?;
    Ok(())
}

/// Nothing is left behind when whoever started this goes away.
fn end_with_input() {
    thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
}
