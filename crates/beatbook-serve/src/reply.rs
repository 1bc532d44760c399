//! Responses with a key: sent once, confirmed afterwards.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use serde::Serialize;
use utoipa::IntoResponses;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::{self, RefOr};

use crate::error::HttpError;
use crate::etag::Key;
use crate::headers::PRIVATE;
use crate::kept::Keep;
use crate::paging::{Page, Paged, Paging};

pub(crate) type Reply = Result<Response<Body>, HttpError>;

/// That the sender of a request has the answer already; documented for each answer with an `ETag`.
pub(crate) enum Held {}

impl IntoResponses for Held {
    fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
        let held = ResponseBuilder::new()
            .description("What `If-None-Match` names is still the answer")
            .build();
        [(StatusCode::NOT_MODIFIED.as_str().into(), held.into())].into()
    }
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");
const TILE: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");

/// 304 when the sender holds this already.
pub(crate) fn held(key: &Key, headers: &HeaderMap) -> Option<Response<Body>> {
    key.is_held(headers)
        .then(|| build(StatusCode::NOT_MODIFIED, key, None, Bytes::new()))
}

/// A JSON document.
pub(crate) fn json<T: Serialize>(key: &Key, value: &T) -> Reply {
    let bytes = serde_json::to_vec(value).map_err(|_| HttpError::Broken)?;
    Ok(build(StatusCode::OK, key, Some(JSON), bytes.into()))
}

/// A JSON document with a part of its list, and the way to the other parts.
pub(crate) fn part<T: Serialize + Paged>(
    key: &Key,
    uri: &Uri,
    paging: Paging,
    mut value: T,
) -> Reply {
    let page = value.keep(paging);
    json(key, &value).map(|response| with_links(response, page, uri))
}

/// As [`part`], of what is never kept.
pub(crate) fn part_now<T: Serialize + Paged>(uri: &Uri, paging: Paging, mut value: T) -> Reply {
    let page = value.keep(paging);
    now(&value).map(|response| with_links(response, page, uri))
}

fn with_links(mut response: Response<Body>, page: Page, uri: &Uri) -> Response<Body> {
    if let Some(links) = page.links(uri) {
        response.headers_mut().insert(header::LINK, links);
    }
    response
}

/// A JSON document that is written already.
pub(crate) fn written(key: &Key, json: Bytes) -> Response<Body> {
    build(StatusCode::OK, key, Some(JSON), json)
}

/// A JSON document that is never kept: of single rows, so that each showing is asked for, and logged,
/// anew; of what is so at this moment.
pub(crate) fn now<T: Serialize>(value: &T) -> Reply {
    let bytes = serde_json::to_vec(value).map_err(|_| HttpError::Broken)?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, NOT_KEPT);
    headers.insert(header::CONTENT_TYPE, JSON);
    Ok(response)
}

/// A table of rows that is never kept, as a file of a telling name.
pub(crate) fn csv_now(name: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, NOT_KEPT);
    headers.insert(header::CONTENT_TYPE, CSV);
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A document of any media type.
pub(crate) fn document(key: &Key, content: HeaderValue, bytes: Vec<u8>) -> Response<Body> {
    build(StatusCode::OK, key, Some(content), bytes.into())
}

/// A vector tile; 204 when there is nothing in it.
pub(crate) fn tile(key: &Key, bytes: Bytes) -> Response<Body> {
    if bytes.is_empty() {
        build(StatusCode::NO_CONTENT, key, None, bytes)
    } else {
        build(StatusCode::OK, key, Some(TILE), bytes)
    }
}

fn build(
    status: StatusCode,
    key: &Key,
    content: Option<HeaderValue>,
    bytes: Bytes,
) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.extensions_mut().insert(Keep);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, key.header());
    headers.insert(header::CACHE_CONTROL, PRIVATE);
    if let Some(content) = content {
        headers.insert(header::CONTENT_TYPE, content);
    }
    response
}
