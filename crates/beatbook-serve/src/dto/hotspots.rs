//! `/api/v1/hotspots`.

use beatbook_core::{
    Accounting, Answer, Count, HotspotGroup, Hotspots, Method, Released, Selection,
};
use beatbook_store::Store;
use serde::Serialize;

use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct HotspotsReply {
    key: String,
    selection: String,
    selection_parts: SelectionParts,
    audience: String,
    synthetic: bool,
    book: String,
    verdict: &'static str,
    sentence: String,
    method: Option<MethodReply>,
    accounting: AccountingReply,
    caveats: Vec<String>,
    groups: Vec<GroupReply>,
    strongest: Vec<GroupReply>,
    /// Hotspots that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
pub(crate) struct SelectionParts {
    source: String,
    category: Vec<String>,
    from: String,
    to: String,
    window: Option<String>,
    time: &'static str,
    area: Option<AreaPart>,
    count: &'static str,
    unit: String,
}

#[derive(Serialize)]
struct AreaPart {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct MethodReply {
    statistic: &'static str,
    p_value: &'static str,
    correction: &'static str,
    alpha: f64,
    units: u32,
    /// `null` where it would give away a protected total.
    mean: Option<f64>,
    against: String,
}

#[derive(Serialize)]
pub(crate) struct AccountingReply {
    selected: Option<u32>,
    located: Option<u32>,
    unlocated: Option<u32>,
    outside: Option<u32>,
    untimed: Option<u32>,
    incidents: Option<u32>,
}

#[derive(Serialize)]
pub(crate) struct GroupReply {
    id: String,
    rank: Option<u32>,
    rank_low: Option<u32>,
    rank_high: Option<u32>,
    name: String,
    street: Option<String>,
    area: Option<String>,
    events: Option<u32>,
    events_shown: String,
    expected: Option<f64>,
    q: Option<f64>,
    class: u8,
    lon: f64,
    lat: f64,
    bbox: [f64; 4],
    cells: usize,
    km2: f64,
    z: Option<f64>,
    hours: Option<HoursReply>,
    one_address: Option<u32>,
}

#[derive(Serialize)]
struct HoursReply {
    label: String,
    share: f64,
}

impl HotspotsReply {
    pub(crate) fn new(released: &Released<Hotspots>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let groups = |groups: &[HotspotGroup]| groups.iter().map(GroupReply::new).collect();
        Self {
            key: key.as_str().into(),
            selection: answer.selection.to_string(),
            selection_parts: SelectionParts::new(answer, store),
            audience: released.audience().to_string(),
            synthetic: answer.synthetic,
            book: answer.book.to_string(),
            verdict: answer.value.verdict.word(),
            sentence: sentences::hotspots(released),
            method: answer.method.as_ref().map(MethodReply::new),
            accounting: AccountingReply::new(&answer.accounting),
            caveats: answer.caveats.iter().map(ToString::to_string).collect(),
            groups: groups(&answer.value.groups),
            strongest: groups(&answer.value.strongest),
            withheld: answer.value.withheld,
        }
    }
}

impl SelectionParts {
    pub(crate) fn new<T>(answer: &Answer<T>, store: &Store) -> Self {
        let Selection {
            window,
            time,
            area,
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
        Self {
            source: answer.source.to_string(),
            category: answer
                .selection
                .categories()
                .iter()
                .map(ToString::to_string)
                .collect(),
            from: answer.period.0.to_string(),
            to: answer.period.1.to_string(),
            window: window.as_ref().map(ToString::to_string),
            time: beatbook_core::TimeRule::WORDS[*time as usize],
            area: area_part,
            count: beatbook_core::CountBy::WORDS[*count as usize],
            unit: unit.to_string(),
        }
    }
}

impl MethodReply {
    fn new(method: &Method) -> Self {
        Self {
            statistic: method.statistic,
            p_value: method.p_value,
            correction: method.correction,
            alpha: method.alpha,
            units: method.units,
            mean: Some(method.mean).filter(|mean| mean.is_finite()),
            against: method.against.clone(),
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
            untimed: accounting.uncertain.number(),
            incidents: accounting.incidents.number(),
        }
    }
}

impl GroupReply {
    pub(crate) fn new(group: &HotspotGroup) -> Self {
        Self {
            id: group.id.clone(),
            rank: group.rank,
            rank_low: group.rank_interval.map(|(low, _)| low),
            rank_high: group.rank_interval.map(|(_, high)| high),
            name: group.name.clone(),
            street: group.street.clone(),
            area: group.area.clone(),
            events: group.events.number(),
            events_shown: shown(group.events),
            expected: group.expected,
            q: group.q,
            class: group.class.number(),
            lon: group.centre.lon,
            lat: group.centre.lat,
            bbox: group.bbox,
            cells: group.cells.len(),
            km2: group.km2,
            z: group.z,
            hours: group.hours.as_ref().map(|hours| HoursReply {
                label: labels::hours(hours),
                share: hours.share,
            }),
            one_address: group.one_address.and_then(Count::number),
        }
    }
}

/// A count as it is written, `*` when it is too small to be shown.
pub(crate) fn shown(count: Count) -> String {
    match count.number() {
        Some(number) => beatbook_core::thousands(number.into()),
        None => count.to_string(),
    }
}
