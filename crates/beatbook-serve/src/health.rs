//! `/api/v1/health`: whether requests are answered, from which version of the book, and whether that is
//! the current one. `/health/live` and `/health/ready`: the same for whoever watches over services.

use axum::extract::State;
use axum::http::Uri;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::error::{HttpError, Problems};
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;
use crate::served::Served;

/// Which version of the book is served.
#[derive(Serialize, ToSchema)]
#[schema(as = Health)]
struct HealthReply {
    /// The version served.
    book: String,
    /// Why a newer version is not served; `null` where there is none.
    trouble: Option<String>,
}

/// Whether requests are answered, and from the current version of the book.
#[utoipa::path(get, path = "/api/v1/health", tag = api::BOOK,
    responses((status = 200, description = "Requests are answered", body = HealthReply), Problems))]
pub(crate) async fn health(Reader(app): Reader, State(served): State<Served>, uri: Uri) -> Reply {
    selection::nothing(&uri)?;
    reply::now(&HealthReply {
        book: app.store.about().book.to_string(),
        trouble: served.trouble(),
    })
}

/// That the program runs.
#[derive(Serialize, ToSchema)]
struct Live {
    /// Always so, where there is an answer.
    live: bool,
}

/// That questions are taken.
#[derive(Serialize, ToSchema)]
struct Ready {
    /// Always so, where the status is 200.
    ready: bool,
}

/// Whether the program runs at all.
#[utoipa::path(get, path = "/health/live", tag = api::WATCH,
    responses((status = 200, description = "It runs", body = Live), Problems))]
pub(crate) async fn live(uri: Uri) -> Reply {
    selection::nothing(&uri)?;
    reply::now(&Live { live: true })
}

/// Whether questions are taken: a book is open, there is room in the queue, and nobody has asked the
/// program to end.
#[utoipa::path(get, path = "/health/ready", tag = api::WATCH,
    responses((status = 200, description = "Questions are taken", body = Ready), Problems))]
pub(crate) async fn ready(State(served): State<Served>, uri: Uri) -> Reply {
    selection::nothing(&uri)?;
    if served.is_stopped() {
        return Err(HttpError::NotReady("the program is ending"));
    }
    if served.pool().is_full() {
        return Err(HttpError::NotReady(
            "as many questions are waiting for an answer as there is room for",
        ));
    }
    reply::now(&Ready { ready: true })
}
