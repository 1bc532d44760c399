//! `/api/v1/health`: whether requests are answered, from which version of the book, and whether that is
//! the current one.

use axum::extract::State;
use axum::http::Uri;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::error::Problems;
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
