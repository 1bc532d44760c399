//! Connections: how many, how long each may be slow, and how they end.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::front::Front;
use crate::served::Served;

/// Connections at once; those beyond wait at the system's door. A browser opens six.
const MOST: usize = 512;
/// How long the head of a request may take to arrive, and a connection that is kept may rest.
const HEAD: Duration = Duration::from_secs(30);
/// Bytes read ahead of each connection: the largest head that is looked at at all.
const BUFFER: usize = 64 << 10;
/// How long requests under way may take after the end was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(5);
/// How long work that was left may take to notice.
const LAST_WORK: Duration = Duration::from_secs(2);
/// When connections are accepted again after the system refused one, as where files are short.
const AGAIN: Duration = Duration::from_millis(100);

/// Limits of the connections, of which tests have narrower ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) most: usize,
    pub(crate) head: Duration,
    pub(crate) last_requests: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            most: MOST,
            head: HEAD,
            last_requests: LAST_REQUESTS,
        }
    }
}

/// Answers what comes in until `stop` ends. Then nothing more is accepted; requests under way get some
/// seconds, and what is not done by then is left.
pub(crate) async fn answer(
    listener: TcpListener,
    served: Served,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let front = Arc::new(Front::new(served.clone()));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(BUFFER);
    let places = Arc::new(Semaphore::new(bounds.most));
    let ending = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            Some((place, accept(&listener).await))
        };
        let next = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Some((place, stream)) = next else { break };
        let front = Arc::clone(&front);
        let service = service_fn(move |request| {
            let front = Arc::clone(&front);
            async move { Ok::<_, Infallible>(front.answer(request).await) }
        });
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = ending.watch(connection);
        let served = served.clone();
        connections.spawn(async move {
            let open = &served.metrics().connections;
            open.inc();
            let _ = connection.await; // a broken connection is its sender's affair
            open.dec();
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    served.stop();
    let _ = timeout(bounds.last_requests, ending.shutdown()).await; // what is left is cut off
    connections.shutdown().await;
    let _ = timeout(LAST_WORK, served.pool().rest()).await;
}

/// The next connection. Where the system has none to give, it is asked again a little later.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let _ = stream.set_nodelay(true); // else the end of an answer waits for more
                return stream;
            }
            Err(error) if is_of_one(&error) => {}
            Err(_) => sleep(AGAIN).await,
        }
    }
}

/// Whether only the connection that was to be accepted is gone.
fn is_of_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
#[path = "connections_tests.rs"]
mod tests;
