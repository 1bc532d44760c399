//! `/api/v1/meta`: what the book holds, for menus and status lines.

use axum::http::{HeaderMap, Uri};

use crate::dto::meta::MetaReply;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;

#[utoipa::path(get, path = "/api/v1/meta")]
pub(crate) async fn meta(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    selection::nothing(&uri)?;
    let key = app.key(None);
    match reply::held(&key, &headers) {
        Some(held) => Ok(held),
        None => reply::json(&key, &MetaReply::new(&app.store, app.policy)),
    }
}
