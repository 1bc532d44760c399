//! Routes, and the socket they are served on.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, Version, header};
use axum::response::{IntoResponse, Response};
use beatbook_core::Audience;
use beatbook_store::Store;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

use crate::basemap::{self, Basemap};
use crate::connections::{self, Bounds};
use crate::error::HttpError;
use crate::served::Served;
use crate::tokens::Tokens;
use crate::{api, assets, end};

/// Ports tried, the first included.
const PORTS: u16 = 20;

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Other machines could reach the server.
    #[error(
        "will not listen on {0}: other machines could reach it, and authentication is not configured; use 127.0.0.1"
    )]
    NotLoopback(SocketAddr),
    /// (first, last): every port tried is in use.
    #[error("ports {0} to {1} are in use; stop one of the programs there or name another port")]
    PortsInUse(u16, u16),
    /// The system refused.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The system refused later on.
    #[error("the server had to stop")]
    Stopped(#[source] io::Error),
}

/// Serves a book at this machine until it is asked to end: by Ctrl-C, or as a system ends its services.
/// Requests under way are finished, for up to some seconds; then their work is left.
///
/// - `book`: its folder; rows that are listed are logged there.
/// - `audience`, `tokens`: as for [`Served::new`]; `basemap`: what is drawn under the findings.
/// - `address`: a loopback address; when its port is taken the next free one of twenty is used.
/// - `ready`: called once with the address of the page, when requests are answered.
/// - `log`: told in a sentence what became of a new version of the book.
///
/// # Errors
/// [`ServeError`] when the address may not or cannot be listened on.
pub fn serve(
    store: Arc<Store>,
    book: &Path,
    address: SocketAddr,
    (audience, tokens, basemap): (Audience, Tokens, Option<Basemap>),
    ready: impl FnOnce(&str),
    log: impl Fn(&str),
) -> Result<(), ServeError> {
    let listener = listen(address)?;
    let served = Served::new(store, book, audience, tokens).on(basemap);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Stopped)?;
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = run(listener, served.clone(), Bounds::default(), ready, end::asked()) => ended,
            () = served.clone().watch(log) => Ok(()), // it never ends
        }
    });
    // A version of the book that is being opened is not waited for.
    runtime.shutdown_background();
    ended
}

/// All addresses of a book, and their templates.
pub(crate) fn addresses(served: Served) -> (Router, Vec<String>) {
    let anything_but_packed = SizeAbove::new(512).and(
        |_: StatusCode, _: Version, headers: &HeaderMap, _: &axum::http::Extensions| {
            let kind = headers
                .get(header::CONTENT_TYPE)
                .and_then(|kind| kind.to_str().ok());
            kind.is_none_or(|kind| {
                ![
                    "font/",
                    "image/png",
                    "application/vnd.apache.parquet",
                    "application/vnd.pmtiles",
                ]
                .iter()
                .any(|packed| kind.starts_with(packed))
            })
        },
    );
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(anything_but_packed);
    let (addresses, described) = api::routes().split_for_parts();
    let addresses = addresses
        .fallback(
            async |State(served): State<Served>, uri: Uri, headers: HeaderMap| {
                page_or_nowhere(&served, &uri, &headers).await
            },
        )
        .with_state(served)
        .layer(compression);
    (addresses, described.paths.paths.into_keys().collect())
}

/// Files of the page; below `/api`, `/tiles` and `/ogc` every other address is a mistake worth naming.
async fn page_or_nowhere(served: &Served, uri: &Uri, headers: &HeaderMap) -> Response {
    let path = uri.path();
    if ["/api/", "/tiles/", "/ogc/"]
        .iter()
        .any(|root| path.starts_with(root))
    {
        return nowhere(uri);
    }
    match served.basemap() {
        Some(basemap) if path == basemap::ADDRESS => basemap.part(headers).await.into_response(),
        _ => assets::asset(uri, headers).into_response(),
    }
}

fn nowhere(uri: &Uri) -> Response {
    let missing = HttpError::Missing {
        what: "address",
        asked: uri.path().into(),
        accepted: api::addresses().map(Into::into).collect(),
    };
    missing.into_response()
}

pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    let last = match address.port() {
        0 => 0, // any free port
        first => first.saturating_add(PORTS - 1),
    };
    for port in address.port()..=last {
        let tried = SocketAddr::new(address.ip(), port);
        match TcpListener::bind(tried) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(ServeError::Listen(tried, error)),
        }
    }
    Err(ServeError::PortsInUse(address.port(), last))
}

pub(crate) async fn run(
    listener: TcpListener,
    served: Served,
    bounds: Bounds,
    ready: impl FnOnce(&str),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    listener
        .set_nonblocking(true)
        .map_err(ServeError::Stopped)?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Stopped)?;
    let own = listener.local_addr().map_err(ServeError::Stopped)?;
    ready(&format!("http://{own}/"));
    connections::answer(listener, served, bounds, stop).await;
    Ok(())
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
