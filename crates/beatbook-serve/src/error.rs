//! Every way a request can fail, and what is said about it (RFC 9457,
//! <https://www.rfc-editor.org/rfc/rfc9457>).

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use beatbook_core::SelectionError;
use beatbook_tile::TileError;
use serde::Serialize;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{self, Ref, RefOr};
use utoipa::{IntoResponses, ToSchema};

use crate::audit::AuditError;
use crate::limits::{LONGEST_ADDRESS, MOST_HEADER_BYTES, MOST_HEADERS};
use crate::tokens::Stranger;

const PROBLEM_JSON: &str = "application/problem+json";

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
    /// (bytes of the file): no part of it was named, or one that it has not.
    #[error("name one part of the {0} bytes, such as `Range: bytes=0-16383`")]
    Part(u64),
    /// A computation did not finish.
    #[error("the answer could not be worked out; the program's own window says more")]
    Broken,
}

/// Why a request was not answered (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Kind of the problem: the same word for the same kind.
    #[schema(pattern = "^urn:beatbook:[a-z-]+$")]
    r#type: &'static str,
    /// The kind in words.
    title: &'static str,
    /// Status of the response.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong and what to do instead, in a sentence.
    detail: String,
    /// Parameter, or part of the address, at fault. Absent where it is none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parameter: Option<String>,
    /// Words that would be accepted. Absent where they cannot be listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<String>,
}

/// Every way in which any address can refuse.
pub(crate) enum Problems {}

/// That a thing named in an address is not there.
pub(crate) enum Absent {}

/// What `Problems` can be, and when.
const STATUSES: [(StatusCode, &str); 10] = [
    (
        StatusCode::BAD_REQUEST,
        "A parameter is not known, is missing or cannot be read, or the book cannot answer it; `parameter` names it",
    ),
    (
        StatusCode::UNAUTHORIZED,
        "The request carries a token that is not good here",
    ),
    (
        StatusCode::FORBIDDEN,
        "The rules of disclosure keep it from this audience",
    ),
    (
        StatusCode::METHOD_NOT_ALLOWED,
        "Nothing can be changed: only GET and HEAD are answered",
    ),
    (
        StatusCode::PAYLOAD_TOO_LARGE,
        "The request carries a body, and none is read",
    ),
    (StatusCode::URI_TOO_LONG, "The address is too long"),
    (
        StatusCode::MISDIRECTED_REQUEST,
        "The request was addressed to another host",
    ),
    (
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The request has too many headers, or too large ones",
    ),
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something is wrong in the program",
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "Too many questions wait for an answer, it takes too long to work out, the program is ending, or a listing cannot be logged",
    ),
];

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
        let described = STATUSES.iter().map(|&(status, when)| {
            let mut response = problem(when);
            let header = match status {
                StatusCode::UNAUTHORIZED => Some(("WWW-Authenticate", "How to show a token")),
                StatusCode::METHOD_NOT_ALLOWED => Some(("Allow", "Methods that are answered")),
                StatusCode::SERVICE_UNAVAILABLE => {
                    Some(("Retry-After", "Seconds to wait before asking again"))
                }
                _ => None,
            };
            response.headers.extend(header.map(|(name, meaning)| {
                let text = Object::with_type(Type::String);
                let header = HeaderBuilder::new().schema(text).description(Some(meaning));
                (name.to_owned(), header.build())
            }));
            (status.as_str().to_owned(), response.into())
        });
        described.collect()
    }
}

impl IntoResponses for Absent {
    fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
        let missing = problem("There is no such thing; `accepted` lists what there is");
        [(StatusCode::NOT_FOUND.as_str().into(), missing.into())].into()
    }
}

fn problem(when: &str) -> openapi::Response {
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description(when)
        .content(PROBLEM_JSON, body)
        .build()
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
            Self::Part(_) => (
                StatusCode::RANGE_NOT_SATISFIABLE,
                "urn:beatbook:part",
                "There is no such part",
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
            Self::Missing { what, accepted, .. } => (Some(what), accepted),
            _ => (None, &[]),
        };
        let problem = Problem {
            r#type,
            title,
            status: status.as_u16(),
            detail: self.to_string(),
            parameter: parameter.map(ToOwned::to_owned),
            accepted: accepted.to_vec(),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
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
