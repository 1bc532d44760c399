//! `/api/v1/events?<selection>[&cell=, &place=, &hour=, &month=]`: the rows behind a figure. Every
//! listing is logged before it is sent.

use axum::http::Uri;
use beatbook_core::EventList;

use crate::api;
use crate::asked;
use crate::audit::log_listing;
use crate::dto::events::EventsReply;
use crate::error::{HttpError, Problems};
use crate::paging::Paging;
use crate::params::{BehindParams, PlaceOrCell, RowPageParams, SelectionParams};
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection::selection_with;

/// The rows behind a figure, the newest first.
///
/// Of all of the selection, or behind one unit, place, hour or month of it. Every listing is logged
/// before it is sent, and is never kept.
#[utoipa::path(get, path = "/api/v1/events", tag = api::ROWS,
    params(SelectionParams, PlaceOrCell, BehindParams, RowPageParams),
    responses((status = 200, description = "Rows", body = EventsReply), Problems))]
pub(crate) async fn events(Reader(app): Reader, uri: Uri) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let extras = ["cell", "place", "hour", "month", limit, offset];
    let (selection, [cell, place, hour, month, limit, offset]) = selection_with(&uri, extras)?;
    let paging = Paging::parse_up_to(EventList::MOST as u32, &[limit, offset])?;
    let behind = asked::behind(cell, place, hour.as_deref(), month.as_deref())?;
    let key = app.key_beside(&selection, &paging.beside(&asked::behind_text(&behind)));
    let (offset, limit) = paging.part().unwrap_or((0, EventList::MOST as u32));
    app.work(move |app| {
        let released = app
            .store
            .events_from(&selection, &behind, offset, limit)?
            .release(app.policy)
            .map_err(HttpError::Withheld)?;
        log_listing(&app.book, &released, &behind)?;
        let rows = EventsReply::new(&released, &key, &app.store);
        reply::part_now(&uri, paging, rows)
    })
    .await
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
