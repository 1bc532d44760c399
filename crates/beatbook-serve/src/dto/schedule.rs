//! `/api/v1/schedule`.

use beatbook_core::{PremisesSchedule, Released, ScheduleRow};
use beatbook_report::Table;
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::events::RowReply;
use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

/// The dated schedule of one premises. Every listing is logged before it is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Schedule)]
pub(crate) struct ScheduleReply {
    #[serde(flatten)]
    head: Head,
    /// Id of the premises.
    premises: String,
    /// Their name.
    name: String,
    /// Their street. `null` where none is known.
    street: Option<String>,
    /// Incidents that count in the ranking.
    incidents: u32,
    /// Incidents they called about themselves.
    called: u32,
    /// Rows that belong to them.
    total: u32,
    /// Rows, the oldest first; of more than 2000 the newest of them.
    rows: Vec<ScheduleRowReply>,
}

/// One recorded row of a schedule.
#[derive(Serialize, ToSchema)]
#[schema(as = ScheduleRow)]
struct ScheduleRowReply {
    /// Night it belongs to, by its evening (year-month-day).
    night: String,
    /// The same in words, such as `Fri 6 Oct 2023`.
    label: String,
    /// Whether its incident counts in the ranking.
    ranks: bool,
    /// The row.
    event: RowReply,
}

impl ScheduleReply {
    pub(crate) fn new(released: &Released<PremisesSchedule>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let row = |row: &ScheduleRow| ScheduleRowReply {
            night: row.night.to_string(),
            label: labels::night(row.night),
            ranks: row.ranks,
            event: RowReply::new(&row.event),
        };
        Self {
            head: Head::new(released, sentences::schedule(released), key, store),
            premises: found.id.clone(),
            name: found.name.clone(),
            street: found.street.clone(),
            incidents: found.incidents,
            called: found.called,
            total: found.total,
            rows: found.rows.iter().map(row).collect(),
        }
    }
}

/// The schedule as a table for a spreadsheet: one row for each recorded row.
pub fn schedule_table(released: &Released<PremisesSchedule>) -> Table {
    let head = [
        "night",
        "event_from",
        "event_to",
        "precision",
        "ref",
        "category",
        "premises",
        "link",
        "called_by_premises",
        "counts",
        "place",
        "event_setting",
        "flags",
        "code",
        "recorded",
        "file",
        "line",
    ];
    let yes = |is: bool| if is { "Y" } else { "N" }.to_owned();
    let rows = released.value().rows.iter().map(|row| {
        let event = &row.event;
        let (from, to) = labels::times(event);
        vec![
            row.night.to_string(),
            from,
            to,
            event.precision.word().into(),
            event.id.clone().unwrap_or_default(),
            event.category.clone(),
            event.premises.clone().unwrap_or_default(),
            event
                .link
                .map_or_else(String::new, |link| link.word().into()),
            yes(event.called_by_premises),
            yes(row.ranks),
            event.place.clone().unwrap_or_default(),
            event.setting.to_string(),
            event.flags.join(" "),
            event.code.clone().unwrap_or_default(),
            event
                .recorded
                .map(|day| day.to_string())
                .unwrap_or_default(),
            event.file.clone(),
            event.line.to_string(),
        ]
    });
    Table::of_texts("schedule", released, &head.map(ToOwned::to_owned), rows)
}
