//! `/api/v1/meta`: what the book holds, for menus and status lines.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use crate::api;
use crate::dto::meta::MetaReply;
use crate::error::Problems;
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;
use crate::served::Served;

/// What the book holds.
#[utoipa::path(get, path = "/api/v1/meta", tag = api::BOOK,
    responses(
        (status = 200, description = "What the book holds", body = MetaReply),
        Held, Problems
    ))]
pub(crate) async fn meta(
    Reader(app): Reader,
    State(served): State<Served>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    selection::nothing(&uri)?;
    let basemap = served.basemap().is_some();
    let key = app.key_of(if basemap { "basemap" } else { "" });
    match reply::held(&key, &headers) {
        Some(held) => Ok(held),
        None => reply::json(&key, &MetaReply::new(&app.store, app.policy, basemap)),
    }
}
