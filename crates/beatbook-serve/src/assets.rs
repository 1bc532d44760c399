//! The page, built into the program.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, Uri, header};
use rust_embed::{Embed, EmbeddedFile};

use crate::error::HttpError;
use crate::etag::Key;
use crate::reply::{self, Reply};

#[derive(Embed)]
#[folder = "../../frontend/dist"]
struct FrontEnd;

/// Files whose name holds a hash of their content never change.
const HASHED: &str = "assets/";
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const CHECK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// Anything that is neither API nor tile.
pub(crate) fn asset(uri: &Uri, headers: &HeaderMap) -> Reply {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    // Packed when the page was built: smaller than can be done while somebody waits.
    let packed = takes_gzip(headers).then(|| FrontEnd::get(&format!("{path}.gz")));
    let packed = packed.flatten();
    let is_packed = packed.is_some();
    let file = packed
        .or_else(|| FrontEnd::get(path))
        .ok_or_else(|| HttpError::Missing {
            what: "address",
            asked: uri.path().into(),
            accepted: Vec::new(),
        })?;
    let key = Key::of_hash(&file.metadata.sha256_hash());
    let mut response = match reply::held(&key, headers) {
        Some(held) => held,
        None => whole(path, file, &key),
    };
    if is_packed {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    let cache = if path.starts_with(HASHED) {
        FOR_EVER
    } else {
        CHECK_FIRST
    };
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    Ok(response)
}

fn whole(path: &str, file: EmbeddedFile, key: &Key) -> Response<Body> {
    let bytes = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, key.header());
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(path)),
    );
    response
}

/// Whether a client says that it unpacks gzip; one that gives it no weight does not.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get(header::ACCEPT_ENCODING);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    said.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("gzip") && parts.all(|weight| weight != "q=0")
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[path = "assets_tests.rs"]
mod tests;
