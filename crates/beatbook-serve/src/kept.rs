//! Whole responses, kept as they were sent: what is asked again costs a look-up, no parsing, hashing or
//! compressing.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
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

/// Answers from what is kept, or anew, and keeps what may be kept. The version of the book and the audience
/// are chosen here, once for the whole request.
///
/// - `anew`: answers a request that carries its [`App`].
pub(crate) async fn answer(
    served: &Served,
    mut request: Request,
    anew: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let app = match served.reader(request.headers()) {
        Ok(app) => app,
        Err(stranger) => return HttpError::from(stranger).into_response(),
    };
    if request.method() != Method::GET {
        request.extensions_mut().insert(app);
        return anew(request).await;
    }
    let asked = asked(app.policy.audience, &request);
    if let Some(kept) = app.ready.get::<Kept>(asked.as_str()) {
        return kept.response(request.headers());
    }
    let ready = Arc::clone(&app.ready);
    request.extensions_mut().insert(app);
    let response = anew(request).await;
    let is_whole = [StatusCode::OK, StatusCode::NO_CONTENT].contains(&response.status());
    if !is_whole || response.extensions().get::<Keep>().is_none() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return HttpError::Broken.into_response(); // it was in memory already
    };
    if bytes.len() <= MOST_BYTES {
        let kept = Kept {
            status: parts.status,
            headers: parts.headers.clone(),
            body: bytes.clone(),
        };
        let _ = ready.get_or_make(asked, || Ok::<_, Infallible>(kept));
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Everything the bytes of a response depend on beside the book.
fn asked(audience: Audience, request: &Request) -> String {
    // A header may come in several lines, all of which are read when an answer is made.
    let header = |name| {
        let lines = request.headers().get_all(name).iter();
        let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()));
        lines.collect::<Vec<_>>().join(",")
    };
    let address = request.uri().path_and_query();
    let address = address.map_or("", |address| address.as_str());
    let [host, encodings] = [header::HOST, header::ACCEPT_ENCODING].map(header);
    format!("{audience}\n{host}\n{encodings}\n{address}")
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod tests;
