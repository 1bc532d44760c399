//! Every way a request can fail, and what is said about it (RFC 9457,
//! <https://www.rfc-editor.org/rfc/rfc9457>).

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use beatbook_core::SelectionError;
use beatbook_tile::TileError;
use serde::Serialize;

use crate::audit::AuditError;
use crate::limits::{LONGEST_ADDRESS, MOST_HEADER_BYTES, MOST_HEADERS};
use crate::tokens::Stranger;

/// When to ask again after a 503.
const SECONDS_TO_WAIT: HeaderValue = HeaderValue::from_static("1");

const HOW_TO_SHOW_A_TOKEN: HeaderValue =
    HeaderValue::from_static("Bearer realm=\"beatbook\", Basic realm=\"beatbook\"");

/// Why a request was not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// A parameter has a word that is not accepted.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// There is no such thing: what, what was asked for, what there is.
    #[error("there is no {what} `{asked}`")]
    Missing {
        what: &'static str,
        asked: String,
        accepted: Vec<String>,
    },
    /// There is no such tile, or it could not be written.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// The disclosure rule keeps it from this audience.
    #[error("{0}")]
    Withheld(String),
    /// Rows may be shown only where the listing is logged, and it cannot be.
    #[error(transparent)]
    Unlogged(#[from] AuditError),
    /// The request carries a token that is not good here.
    #[error(transparent)]
    Stranger(#[from] Stranger),
    /// The request was addressed to another name.
    #[error(
        "this server answers as 127.0.0.1, localhost or [::1] only; the request was sent to `{0}`"
    )]
    Host(String),
    /// Not a reading method.
    #[error("nothing can be changed here; use GET or HEAD")]
    Method,
    /// More requests wait than can be answered soon.
    #[error("too many questions are waiting for an answer; ask again in a moment")]
    Busy,
    /// (limit): it took too long to work out.
    #[error(
        "no answer could be worked out within {} seconds, and the work was left; choose a shorter period, a smaller area or larger units, or ask again when less is asked at once",
        .0.as_secs()
    )]
    TooLong(Duration),
    /// Why no questions are taken at this moment.
    #[error("{0}")]
    NotReady(&'static str),
    /// (bytes): the address is too long.
    #[error(
        "the address has {0} bytes, and {LONGEST_ADDRESS} are read; name fewer things in the selection, or a layer that holds them together"
    )]
    LongAddress(usize),
    /// Too many headers, or too large ones.
    #[error(
        "more than {MOST_HEADERS} headers or {MOST_HEADER_BYTES} bytes of them; a browser that holds many cookies of this address has to drop them"
    )]
    LargeHeaders,
    /// The request has a body.
    #[error("the request carries a body, and what is asked here stands in the address; send none")]
    LargeBody,
    /// A computation did not finish.
    #[error("the answer could not be worked out; the program's own window says more")]
    Broken,
}

#[derive(Serialize)]
struct Problem<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    accepted: &'a [String],
}

impl HttpError {
    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Selection(_) => (
                StatusCode::BAD_REQUEST,
                "urn:beatbook:selection",
                "The selection cannot be read",
            ),
            Self::Missing { .. } | Self::Tile(TileError::Zoom(_) | TileError::Range(..)) => (
                StatusCode::NOT_FOUND,
                "urn:beatbook:not-found",
                "There is no such thing",
            ),
            Self::Withheld(_) => (
                StatusCode::FORBIDDEN,
                "urn:beatbook:withheld",
                "This may not be shown",
            ),
            Self::Unlogged(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "urn:beatbook:unlogged",
                "The listing cannot be logged",
            ),
            Self::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "urn:beatbook:busy",
                "The program is busy",
            ),
            Self::TooLong(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "urn:beatbook:too-long",
                "The answer takes too long",
            ),
            Self::NotReady(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "urn:beatbook:not-ready",
                "The program takes no questions now",
            ),
            Self::LongAddress(_) => (
                StatusCode::URI_TOO_LONG,
                "urn:beatbook:address",
                "The address is too long",
            ),
            Self::LargeHeaders => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "urn:beatbook:headers",
                "The request has too many headers",
            ),
            Self::LargeBody => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "urn:beatbook:body",
                "The request carries too much",
            ),
            Self::Stranger(_) => (
                StatusCode::UNAUTHORIZED,
                "urn:beatbook:token",
                "The token is not good here",
            ),
            Self::Host(_) => (
                StatusCode::MISDIRECTED_REQUEST,
                "urn:beatbook:host",
                "The request was meant for another server",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "urn:beatbook:method",
                "Nothing can be changed here",
            ),
            Self::Tile(_) | Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "urn:beatbook:broken",
                "Something is wrong in the program",
            ),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let (status, r#type, title) = self.kind();
        let (parameter, accepted): (_, &[String]) = match &self {
            Self::Selection(error) => (Some(error.part.as_str()), &error.accepted),
            Self::Missing { what, accepted, .. } => (Some(*what), accepted),
            _ => (None, &[]),
        };
        let problem = Problem {
            r#type,
            title,
            status: status.as_u16(),
            detail: self.to_string(),
            parameter,
            accepted,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, SECONDS_TO_WAIT);
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HOW_TO_SHOW_A_TOKEN);
        }
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}
