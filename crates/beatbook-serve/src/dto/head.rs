//! What every answer about a selection says of itself.

use beatbook_core::{Accounting, Answer, CountBy, Located, Released, Selection};
use beatbook_store::Store;
use serde::Serialize;

use crate::etag::Key;

/// The common part of every answer.
#[derive(Serialize)]
pub(crate) struct Head {
    key: String,
    selection: String,
    selection_parts: SelectionParts,
    audience: String,
    synthetic: bool,
    book: String,
    sentence: String,
    accounting: AccountingReply,
    caveats: Vec<String>,
}

#[derive(Serialize)]
struct SelectionParts {
    source: String,
    category: Vec<String>,
    from: String,
    to: String,
    window: Option<String>,
    time: &'static str,
    days: Option<String>,
    area: Option<AreaPart>,
    /// In force, also where the selection names none.
    setting: String,
    flag: Vec<String>,
    located: &'static str,
    count: &'static str,
    unit: String,
}

#[derive(Serialize)]
struct AreaPart {
    id: String,
    name: String,
}

/// selected = located + unlocated + outside + left out.
#[derive(Serialize)]
struct AccountingReply {
    selected: Option<u32>,
    located: Option<u32>,
    unlocated: Option<u32>,
    outside: Option<u32>,
    left_out: LeftOut,
    untimed: Option<u32>,
    incidents: Option<u32>,
}

/// Events of the selection left out by a rule.
#[derive(Serialize)]
struct LeftOut {
    activity: Option<u32>,
    dwelling: Option<u32>,
    institution: Option<u32>,
    setting: Option<u32>,
}

impl Head {
    pub(crate) fn new<T>(
        released: &Released<T>,
        sentence: String,
        key: &Key,
        store: &Store,
    ) -> Self {
        let answer = released.answer();
        Self {
            key: key.as_str().into(),
            selection: answer.selection.to_string(),
            selection_parts: SelectionParts::new(answer, store),
            audience: released.audience().to_string(),
            synthetic: answer.synthetic,
            book: answer.book.to_string(),
            sentence,
            accounting: AccountingReply::new(&answer.accounting),
            caveats: answer.caveats.iter().map(ToString::to_string).collect(),
        }
    }
}

impl SelectionParts {
    fn new<T>(answer: &Answer<T>, store: &Store) -> Self {
        let Selection {
            window,
            time,
            area,
            located,
            count,
            unit,
            ..
        } = &answer.selection;
        let area_part = area.as_ref().map(|area| {
            let shapes = store.layer(area.layer()).unwrap_or_default();
            let named = shapes.iter().find(|shape| shape.class == area.code());
            AreaPart {
                id: area.to_string(),
                name: named.map_or_else(|| area.code().to_owned(), |shape| shape.name.clone()),
            }
        });
        let categories = answer.selection.categories().iter();
        let days = answer.selection.days();
        let flags = answer.selection.flags().iter().map(|(flag, set)| {
            let sign = if *set { "" } else { "-" };
            format!("{sign}{flag}")
        });
        Self {
            source: answer.source.to_string(),
            category: categories.map(ToString::to_string).collect(),
            from: answer.period.0.to_string(),
            to: answer.period.1.to_string(),
            window: window.as_ref().map(ToString::to_string),
            time: time.word(),
            days: (!days.is_empty()).then(|| days.join(",")),
            area: area_part,
            setting: answer.setting.to_string(),
            flag: flags.collect(),
            located: Located::WORDS[*located as usize],
            count: CountBy::WORDS[*count as usize],
            unit: unit.to_string(),
        }
    }
}

impl AccountingReply {
    fn new(accounting: &Accounting) -> Self {
        Self {
            selected: accounting.selected.number(),
            located: accounting.located.number(),
            unlocated: accounting.unlocated.number(),
            outside: accounting.outside.number(),
            left_out: LeftOut {
                activity: accounting.activity.number(),
                dwelling: accounting.dwelling.number(),
                institution: accounting.institution.number(),
                setting: accounting.setting.number(),
            },
            untimed: accounting.uncertain.number(),
            incidents: accounting.incidents.number(),
        }
    }
}
