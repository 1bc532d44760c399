//! `/api/v1/health`: whether requests are answered, from which version of the book, and whether that is
//! the current one.

use axum::extract::State;
use axum::http::Uri;
use serde::Serialize;

use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;
use crate::served::Served;

#[derive(Serialize)]
struct HealthReply {
    /// The version served.
    book: String,
    /// Why a newer version is not served; `null` where there is none.
    trouble: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/health")]
pub(crate) async fn health(Reader(app): Reader, State(served): State<Served>, uri: Uri) -> Reply {
    selection::nothing(&uri)?;
    reply::now(&HealthReply {
        book: app.store.about().book.to_string(),
        trouble: served.trouble(),
    })
}
