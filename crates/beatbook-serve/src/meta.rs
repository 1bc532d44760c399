//! `/api/v1/meta`: what the book holds, for menus and status lines.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use crate::app::App;
use crate::dto::meta::MetaReply;
use crate::reply::{self, Reply};
use crate::selection;

pub(crate) async fn meta(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    selection::nothing(&uri)?;
    let key = app.key(None);
    match reply::held(&key, &headers) {
        Some(held) => Ok(held),
        None => reply::json(&key, &MetaReply::new(&app.store, app.policy)),
    }
}
