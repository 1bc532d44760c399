//! `/api/v1/emerging`.

use beatbook_core::{Emerging, EmergingCell, EmergingPlace, Released, StepLeftOut, TimeStep, Unit};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::{MethodReply, shown};
use super::{sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Places that are new, growing, persistent or gone.
#[derive(Serialize, ToSchema)]
#[schema(as = Emerging)]
pub(crate) struct EmergingReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    #[schema(schema_with = words::verdict)]
    verdict: &'static str,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// Length of a step as it is asked for: `month`, `quarter` or days such as `28d`.
    step: String,
    /// Steps tested, the earliest first.
    steps: Vec<StepReply>,
    /// Steps that are not in the answer, and why.
    steps_left_out: Vec<LeftOutReply>,
    /// The words places are sorted by.
    #[schema(schema_with = words::states)]
    states: [&'static str; 7],
    /// Places, those of the first state first, then by their last count and id.
    places: Vec<PlaceReply>,
    /// Cells that were hot or cold in any step.
    cells: Vec<CellReply>,
    /// Whether cold cells could be told.
    cold_tested: bool,
    /// Places that this audience may not see.
    withheld: u32,
}

/// One step of time.
#[derive(Serialize, ToSchema)]
#[schema(as = TimeStep)]
struct StepReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Incidents (or events) that began in it. `null` where it is too small to be shown to this
    /// audience.
    count: Option<u32>,
}

/// A step that is not in the answer.
#[derive(Serialize, ToSchema)]
#[schema(as = StepLeftOut)]
struct LeftOutReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Why.
    reason: String,
}

/// A place over time.
#[derive(Serialize, ToSchema)]
#[schema(as = EmergingPlace)]
struct PlaceReply {
    /// Stable id, of the ground it stands on.
    id: String,
    #[schema(schema_with = words::state)]
    state: &'static str,
    /// Class in the words of Esri's emerging hot spots, such as `consecutive hot spot`.
    class: String,
    /// Name.
    name: String,
    /// Street. `null` where none is known.
    street: Option<String>,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// Steps in which it was hot.
    hot_steps: u32,
    /// Whether it was hot in the last step.
    hot_now: bool,
    /// -1 falls, 1 rises, 0 neither. `null` where none can be told or shown.
    #[schema(minimum = -1, maximum = 1)]
    trend: Option<i8>,
    /// p of the trend (Mann-Kendall). `null` where none can be told or shown.
    #[schema(minimum = 0, maximum = 1)]
    trend_p: Option<f64>,
    /// q of the rise into the last step. `null` where none can be told or shown.
    #[schema(minimum = 0, maximum = 1)]
    rise_q: Option<f64>,
    /// Count of the last step. `null` where it is too small to be shown to this audience.
    last: Option<u32>,
    /// That count as it is written: `*` where it is too small to be shown.
    last_shown: String,
    /// Count expected in the last step. `null` where none can be told or shown.
    #[schema(minimum = 0)]
    last_expected: Option<f64>,
    /// Count of each step, in the order of `steps`; each `null` where it is too small to be shown.
    counts: Vec<Option<u32>>,
    /// Count over all steps. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// Longitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(schema_with = words::bbox)]
    bbox: [f64; 4],
    /// Cells it is made of.
    cells: usize,
    /// Its ground, in square kilometres.
    #[schema(minimum = 0)]
    km2: f64,
}

/// A cell over time.
#[derive(Serialize, ToSchema)]
#[schema(as = EmergingCell)]
struct CellReply {
    /// Id of the cell.
    cell: String,
    /// Its class, as of places.
    class: String,
    /// Id of its place. `null` for a cold cell.
    place: Option<String>,
}

impl Paged for EmergingReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.places);
        self.page
    }
}

impl EmergingReply {
    pub(crate) fn new(released: &Released<Emerging>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let found = &answer.value;
        Self {
            head: Head::new(released, sentences::emerging(released), key, store),
            page: Page::default(),
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
