//! `/api/v1/events?<selection>[&cell=, &place=, &hour=, &month=]`: the rows behind a figure. Every
//! listing is logged before it is sent.

use axum::http::Uri;

use crate::asked;
use crate::audit::log_listing;
use crate::dto::events::EventsReply;
use crate::error::HttpError;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection::selection_with;

#[utoipa::path(get, path = "/api/v1/events")]
pub(crate) async fn events(Reader(app): Reader, uri: Uri) -> Reply {
    let extras = ["cell", "place", "hour", "month"];
    let (selection, [cell, place, hour, month]) = selection_with(&uri, extras)?;
    let behind = asked::behind(cell, place, hour.as_deref(), month.as_deref())?;
    let key = app.key_beside(&selection, &asked::behind_text(&behind));
    app.work(move |app| {
        let released = app
            .store
            .events(&selection, &behind)?
            .release(app.policy)
            .map_err(HttpError::Withheld)?;
        log_listing(&app.book, &released, &behind)?;
        reply::now(&EventsReply::new(&released, &key, &app.store))
    })
    .await
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
