//! `/api/v1/events`.

use beatbook_core::{EventList, Link, ListedEvent, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct EventsReply {
    #[serde(flatten)]
    head: Head,
    total: u32,
    shown: usize,
    rows: Vec<RowReply>,
}

#[derive(Serialize)]
struct RowReply {
    r#ref: Option<String>,
    /// Local time, no finer than it is known.
    from: String,
    to: String,
    precision: &'static str,
    category: String,
    setting: &'static str,
    place: Option<String>,
    flags: Vec<String>,
    code: Option<String>,
    premises: Option<String>,
    link: Option<&'static str>,
    called_by_premises: bool,
    recorded: Option<String>,
    file: String,
    line: u64,
}

impl EventsReply {
    pub(crate) fn new(released: &Released<EventList>, key: &Key, store: &Store) -> Self {
        let list = released.value();
        Self {
            head: Head::new(released, sentences::events(released), key, store),
            total: list.total,
            shown: list.rows.len(),
            rows: list.rows.iter().map(RowReply::new).collect(),
        }
    }
}

impl RowReply {
    fn new(row: &ListedEvent) -> Self {
        let (from, to) = labels::times(row);
        Self {
            r#ref: row.id.clone(),
            from,
            to,
            precision: row.precision.word(),
            category: row.category.clone(),
            setting: row.setting.word(),
            place: row.place.clone(),
            flags: row.flags.clone(),
            code: row.code.clone(),
            premises: row.premises.clone(),
            link: row.link.map(Link::word),
            called_by_premises: row.called_by_premises,
            recorded: row.recorded.map(|day| day.to_string()),
            file: row.file.clone(),
            line: row.line,
        }
    }
}
