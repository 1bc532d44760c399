//! What every answer about a selection says of itself.

use beatbook_core::{Accounting, Answer, CountBy, Located, Released, Selection};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::words;
use crate::etag::Key;

/// The common part of every answer.
#[derive(Serialize, ToSchema)]
#[schema(as = Answer)]
pub(crate) struct Head {
    /// What the answer was worked out from, hashed; answers and tiles with the same key belong
    /// together.
    key: String,
    /// The selection in its canonical form.
    selection: String,
    /// The selection part by part, with what is in force where it names nothing.
    selection_parts: SelectionParts,
    #[schema(schema_with = words::audience)]
    audience: String,
    /// Whether the data are made up.
    synthetic: bool,
    /// Version of the book.
    book: String,
    /// The finding in a sentence or two.
    sentence: String,
    /// What became of every event of the selection.
    accounting: AccountingReply,
    /// What has to be known to read the numbers, in sentences.
    caveats: Vec<String>,
}

/// The selection part by part.
#[derive(Serialize, ToSchema)]
struct SelectionParts {
    /// Who recorded the events.
    source: String,
    /// Categories, sorted; none means all.
    category: Vec<String>,
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Parts of the week, such as `fri22-sat07`. `null` for the whole week.
    window: Option<String>,
    #[schema(schema_with = words::time)]
    time: &'static str,
    /// Kinds of days, joined by commas. `null` for all.
    days: Option<String>,
    /// The only area looked at. `null` for the whole study area.
    area: Option<AreaPart>,
    /// Settings in force: `public`, `non-dwelling`, `any` or a list.
    setting: String,
    /// Flags that have to be set; with a dash before it, that must not be.
    flag: Vec<String>,
    #[schema(schema_with = words::located)]
    located: &'static str,
    #[schema(schema_with = words::count)]
    count: &'static str,
    /// Where it is counted: `h3-10`, `ward22`, ...
    unit: String,
}

/// An area.
#[derive(Serialize, ToSchema)]
#[schema(as = NamedArea)]
struct AreaPart {
    /// Layer and code, such as `ward22:E05011376`.
    id: String,
    /// Name.
    name: String,
}

/// What became of every event: selected = located + unlocated + outside + left out.
#[derive(Serialize, ToSchema)]
#[schema(as = Accounting)]
struct AccountingReply {
    /// Events of the selection. `null` where it is too small to be shown to this audience.
    selected: Option<u32>,
    /// Of these, with a place in what is looked at. `null` where it is too small to be shown to
    /// this audience.
    located: Option<u32>,
    /// Of these, without a usable place. `null` where it is too small to be shown to this audience.
    unlocated: Option<u32>,
    /// Of these, with a place outside. `null` where it is too small to be shown to this audience.
    outside: Option<u32>,
    /// Of these, left out by a rule.
    left_out: LeftOut,
    /// Known only to a time too vague for the window or period. `null` where it is too small to be
    /// shown to this audience.
    untimed: Option<u32>,
    /// Incidents that the located events belong to. `null` where it is too small to be shown to
    /// this audience.
    incidents: Option<u32>,
}

/// Events left out by a rule, not by choice.
#[derive(Serialize, ToSchema)]
struct LeftOut {
    /// Exist because officers were there. `null` where it is too small to be shown to this
    /// audience.
    activity: Option<u32>,
    /// In dwellings. `null` where it is too small to be shown to this audience.
    dwelling: Option<u32>,
    /// At custody, hospital, court or police addresses. `null` where it is too small to be shown to
    /// this audience.
    institution: Option<u32>,
    /// Of a setting that was not asked for. `null` where it is too small to be shown to this
    /// audience.
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
