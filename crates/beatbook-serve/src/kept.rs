//! Whole responses, kept as they were sent: what is asked again costs a look-up, no parsing, hashing or
//! compressing.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use beatbook_core::Audience;
use beatbook_store::Weigh;

use crate::error::HttpError;
use crate::etag::is_held;
use crate::served::Served;

/// Responses beyond this are made anew: one of them would push out hundreds of tiles.
const MOST_BYTES: usize = 1 << 20;
/// About the bytes of a map of headers.
const HEADERS: usize = 1 << 10;

/// Marks a response that depends on nothing but book, audience, address, host and encoding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keep;

/// A response as it was sent.
#[derive(Debug)]
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Weigh for Kept {
    fn heap(&self) -> usize {
        HEADERS + self.body.len()
    }
}

impl Kept {
    fn response(&self, asked: &HeaderMap) -> Response {
        let tag = self.headers.get(header::ETAG);
        let opaque = tag
            .and_then(|tag| tag.to_str().ok())
            .map_or("", |tag| tag.trim_start_matches("W/").trim_matches('"'));
        let held = is_held(opaque, asked);
        let mut response = Response::new(if held {
            Body::empty()
        } else {
            Body::from(self.body.clone())
        });
        *response.status_mut() = if held {
            StatusCode::NOT_MODIFIED
        } else {
            self.status
        };
        *response.headers_mut() = self.headers.clone();
        if held {
            for about_body in [header::CONTENT_TYPE, header::CONTENT_ENCODING] {
                response.headers_mut().remove(about_body);
            }
        }
        response
    }
}

/// Answers from what is kept, and keeps what may be. The version of the book and the audience are chosen
/// here, once for the whole request.
pub(crate) async fn answer(
    State(served): State<Served>,
    mut request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let app = served.reader(request.headers())?;
    if request.method() != Method::GET {
        request.extensions_mut().insert(app);
        return Ok(next.run(request).await);
    }
    let asked = asked(app.policy.audience, &request);
    if let Some(kept) = app.ready.get::<Kept>(asked.as_str()) {
        return Ok(kept.response(request.headers()));
    }
    let ready = Arc::clone(&app.ready);
    request.extensions_mut().insert(app);
    let response = next.run(request).await;
    let is_whole = [StatusCode::OK, StatusCode::NO_CONTENT].contains(&response.status());
    if !is_whole || response.extensions().get::<Keep>().is_none() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await; // it is in memory already
    let bytes = bytes.map_err(|_| HttpError::Broken)?;
    if bytes.len() <= MOST_BYTES {
        let kept = Kept {
            status: parts.status,
            headers: parts.headers.clone(),
            body: bytes.clone(),
        };
        let _ = ready.get_or_make(asked, || Ok::<_, Infallible>(kept));
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Everything the bytes of a response depend on beside the book.
fn asked(audience: Audience, request: &Request) -> String {
    let header = |name| {
        request
            .headers()
            .get(name)
            .map_or(&b""[..], |v| v.as_bytes())
    };
    let address = request.uri().path_and_query();
    let address = address.map_or("", |address| address.as_str());
    let [host, encodings] =
        [header::HOST, header::ACCEPT_ENCODING].map(|name| String::from_utf8_lossy(header(name)));
    format!("{audience}\n{host}\n{encodings}\n{address}")
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod tests;
