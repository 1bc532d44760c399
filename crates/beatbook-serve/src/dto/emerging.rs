//! `/api/v1/emerging`.

use beatbook_core::{Emerging, EmergingCell, EmergingPlace, Released, StepLeftOut, TimeStep, Unit};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::{MethodReply, shown};
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct EmergingReply {
    #[serde(flatten)]
    head: Head,
    verdict: &'static str,
    method: Option<MethodReply>,
    /// As it is asked for.
    step: String,
    steps: Vec<StepReply>,
    steps_left_out: Vec<LeftOutReply>,
    /// The words places are sorted by.
    states: [&'static str; 7],
    places: Vec<PlaceReply>,
    cells: Vec<CellReply>,
    cold_tested: bool,
    /// Places that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
struct StepReply {
    from: String,
    to: String,
    count: Option<u32>,
}

#[derive(Serialize)]
struct LeftOutReply {
    from: String,
    to: String,
    reason: String,
}

#[derive(Serialize)]
struct PlaceReply {
    id: String,
    state: &'static str,
    /// Esri's class.
    class: String,
    name: String,
    street: Option<String>,
    area: Option<String>,
    hot_steps: u32,
    hot_now: bool,
    trend: Option<i8>,
    trend_p: Option<f64>,
    rise_q: Option<f64>,
    last: Option<u32>,
    last_shown: String,
    last_expected: Option<f64>,
    /// In the order of `steps`.
    counts: Vec<Option<u32>>,
    events: Option<u32>,
    lon: f64,
    lat: f64,
    bbox: [f64; 4],
    cells: usize,
    km2: f64,
}

#[derive(Serialize)]
struct CellReply {
    cell: String,
    class: String,
    /// Id of its place; `null` for a cold cell.
    place: Option<String>,
}

impl EmergingReply {
    pub(crate) fn new(released: &Released<Emerging>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let found = &answer.value;
        Self {
            head: Head::new(released, sentences::emerging(released), key, store),
            verdict: found.verdict.word(),
            method: answer.method.as_ref().map(MethodReply::new),
            step: found.step.to_string(),
            steps: found.steps.iter().map(StepReply::new).collect(),
            steps_left_out: found.left_out.iter().map(LeftOutReply::new).collect(),
            states: Emerging::STATES,
            places: found.places.iter().map(PlaceReply::new).collect(),
            cells: found
                .cells
                .iter()
                .map(|cell| CellReply::new(cell, found, &answer.selection.unit, store))
                .collect(),
            cold_tested: found.cold_tested,
            withheld: found.withheld,
        }
    }
}

impl StepReply {
    fn new(step: &TimeStep) -> Self {
        Self {
            from: step.from.to_string(),
            to: step.to.to_string(),
            count: step.count.number(),
        }
    }
}

impl LeftOutReply {
    fn new(step: &StepLeftOut) -> Self {
        Self {
            from: step.from.to_string(),
            to: step.to.to_string(),
            reason: step.reason.clone(),
        }
    }
}

impl PlaceReply {
    fn new(place: &EmergingPlace) -> Self {
        let group = &place.group;
        Self {
            id: group.id.clone(),
            state: place.state,
            class: place.class.clone(),
            name: group.name.clone(),
            street: group.street.clone(),
            area: group.area.clone(),
            hot_steps: place.hot_steps,
            hot_now: place.hot_now,
            trend: place.trend.map(|trend| trend.direction),
            trend_p: place.trend.map(|trend| trend.p),
            rise_q: place.rise_q,
            last: place.last().number(),
            last_shown: shown(place.last()),
            last_expected: place.expected,
            counts: place.counts.iter().map(|count| count.number()).collect(),
            events: group.events.number(),
            lon: group.centre.lon,
            lat: group.centre.lat,
            bbox: group.bbox,
            cells: group.cells.len(),
            km2: group.km2,
        }
    }
}

impl CellReply {
    fn new(cell: &EmergingCell, found: &Emerging, unit: &Unit, store: &Store) -> Self {
        let place = cell.place.and_then(|at| found.places.get(at as usize));
        Self {
            cell: store.unit_id(unit, cell.cell),
            class: cell.class.clone(),
            place: place.map(|place| place.group.id.clone()),
        }
    }
}
