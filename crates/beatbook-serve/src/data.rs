//! `/api/v1/data`: what the book was made of, and how good that is.

use axum::http::{HeaderMap, Uri};

use crate::api;
use crate::dto::data::DataReply;
use crate::error::Problems;
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;

/// What the book was made of: months, accounts, vintages, parameters.
#[utoipa::path(get, path = "/api/v1/data", tag = api::BOOK, operation_id = "data",
    responses((status = 200, description = "What it was made of", body = DataReply), Held, Problems))]
pub(crate) async fn data(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    selection::nothing(&uri)?;
    let key = app.key_of("data");
    match reply::held(&key, &headers) {
        Some(held) => Ok(held),
        None => reply::json(&key, &DataReply::new(&app.store, app.policy)),
    }
}
