//! `/api/v1/events`.

use beatbook_core::{EventList, Link, ListedEvent, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{labels, sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// The rows behind a figure. Every listing is logged before it is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Events)]
pub(crate) struct EventsReply {
    #[serde(flatten)]
    head: Head,
    /// Rows behind the figure.
    total: u32,
    /// Rows before the first of this part. Absent where neither `limit` nor `offset` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    offset: Option<u32>,
    /// Most rows of a part. Absent where neither `limit` nor `offset` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    limit: Option<u32>,
    /// Rows in this answer.
    shown: usize,
    /// Rows, the newest first.
    rows: Vec<RowReply>,
}

/// One recorded row.
#[derive(Serialize, ToSchema)]
#[schema(as = EventRow)]
pub(crate) struct RowReply {
    /// Reference of its source. `null` where it has none.
    r#ref: Option<String>,
    /// Earliest local time, no finer than it is known: `2023-10-06 23:15`, `2023-10-06` or
    /// `2023-10`.
    from: String,
    /// Latest local time, in the same form.
    to: String,
    #[schema(schema_with = words::precision)]
    precision: &'static str,
    /// Category.
    category: String,
    #[schema(schema_with = words::setting)]
    setting: &'static str,
    /// Where it is. `null` where that is not known.
    place: Option<String>,
    /// Flags that are set.
    flags: Vec<String>,
    /// Offence code. `null` where it has none.
    code: Option<String>,
    /// Premises it belongs to. `null` where none.
    premises: Option<String>,
    #[schema(schema_with = words::link)]
    link: Option<&'static str>,
    /// Whether the premises themselves called.
    called_by_premises: bool,
    /// Day on which it was recorded (year-month-day). `null` where not known.
    recorded: Option<String>,
    /// File it was read from.
    file: String,
    /// Line of that file, from 1.
    #[schema(minimum = 1)]
    line: u64,
}

impl EventsReply {
    pub(crate) fn new(released: &Released<EventList>, key: &Key, store: &Store) -> Self {
        let list = released.value();
        Self {
            head: Head::new(released, sentences::events(released), key, store),
            total: list.total,
            offset: None,
            limit: None,
            shown: list.rows.len(),
            rows: list.rows.iter().map(RowReply::new).collect(),
        }
    }
}

impl Paged for EventsReply {
    /// The store has listed no other rows: all that is left is to say which they are.
    fn keep(&mut self, paging: Paging) -> Page {
        (self.offset, self.limit) = paging.part().unzip();
        paging.page(self.total)
    }
}

impl RowReply {
    pub(crate) fn new(row: &ListedEvent) -> Self {
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
