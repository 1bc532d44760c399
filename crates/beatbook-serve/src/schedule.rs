//! `/api/v1/schedule?premises=<id>&<selection>[&form=csv]`: the dated schedule of one premises. Every
//! listing is logged before it is sent.

use axum::http::Uri;
use beatbook_core::SelectionError;

use crate::api;
use crate::audit::log_schedule;
use crate::dto::schedule::{ScheduleReply, schedule_table};
use crate::error::{HttpError, Problems};
use crate::export::file_stem;
use crate::params::{ScheduleParams, SelectionParams};
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection::{needed, selection_with};

/// The dated schedule of one premises, the oldest row first.
///
/// For a hearing: every recorded row that belongs to them, how it belongs to them, whether they called
/// themselves, and whether its incident counts. Every listing is logged before it is sent, and is never
/// kept.
#[utoipa::path(get, path = "/api/v1/schedule", tag = api::ROWS,
    params(SelectionParams, ScheduleParams),
    responses(
        (status = 200, description = "The schedule", content(
            (ScheduleReply = "application/json"),
            (String = "text/csv; charset=utf-8; header=present"),
        )),
        Problems
    ))]
pub(crate) async fn schedule(Reader(app): Reader, uri: Uri) -> Reply {
    let (selection, [premises, form]) = selection_with(&uri, ["premises", "form"])?;
    let premises = needed("premises", premises, &["an id of /api/v1/premises".into()])?;
    let csv = match form.as_deref() {
        None | Some("json") => false,
        Some("csv") => true,
        Some(other) => {
            let reason = format!("`{other}` is not accepted; use json or csv");
            return Err(SelectionError::new("form", reason, ["json", "csv"]).into());
        }
    };
    let key = app.key_beside(&selection, &crate::asked::premises_text(&premises));
    app.work(move |app| {
        let released = app
            .store
            .schedule(&selection, &premises)?
            .release(app.policy)
            .map_err(HttpError::Withheld)?;
        log_schedule(&app.book, &released)?;
        if csv {
            let table = schedule_table(&released);
            let of = std::slice::from_ref(&premises);
            let name = format!("{}.csv", file_stem(table.name(), table.provenance(), of));
            return Ok(reply::csv_now(&name, table.csv()));
        }
        reply::now(&ScheduleReply::new(&released, &key, &app.store))
    })
    .await
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
