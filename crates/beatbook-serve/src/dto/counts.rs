//! `/api/v1/counts`.

use beatbook_core::{Released, UnitCount, UnitCounts};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::sentences;
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Counts of the units of a selection.
#[derive(Serialize, ToSchema)]
#[schema(as = Counts)]
pub(crate) struct CountsReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// What is counted by, as `unit` asks: `h3-10`, `ward22`, ...
    unit: String,
    /// Units that hold anything, the fullest first; of equal ones by id.
    units: Vec<UnitReply>,
    /// Counted, but in no unit. `null` where it is too small to be shown to this audience.
    nowhere: Option<u32>,
    /// The same in events; a fraction with `time=aoristic`. `null` where it is too small to be
    /// shown to this audience.
    #[schema(minimum = 0)]
    nowhere_weight: Option<f64>,
}

/// A unit and its count.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitCount)]
struct UnitReply {
    /// H3 index, square, segment or area code.
    id: String,
    /// Name. `null` where it has none.
    name: Option<String>,
    /// Counted in it: incidents or events, as `count` asks. `null` where it is too small to be
    /// shown to this audience.
    count: Option<u32>,
    /// In events: with `time=aoristic` the sum of the parts that lie inside, to 2^-32 of an event.
    /// `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    weight: Option<f64>,
    /// Length of a street segment; absent from other units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    metres: Option<f64>,
    /// Count per kilometre of a street segment; absent from other units and where the count is not
    /// shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    per_km: Option<f64>,
}

impl Paged for CountsReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.units);
        self.page
    }
}

impl CountsReply {
    pub(crate) fn new(released: &Released<UnitCounts>, key: &Key, store: &Store) -> Self {
        let value = released.value();
        Self {
            head: Head::new(released, sentences::counts(released), key, store),
            page: Page::default(),
            unit: value.unit.to_string(),
            units: value.units.iter().map(UnitReply::new).collect(),
            nowhere: value.nowhere.number(),
            nowhere_weight: value.nowhere_weight.map(in_events),
        }
    }
}

/// A weight below 2^53 loses no bit.
fn in_events(weight: u64) -> f64 {
    weight as f64 / UnitCounts::WHOLE as f64
}

impl UnitReply {
    fn new(unit: &UnitCount) -> Self {
        Self {
            id: unit.id.clone(),
            name: unit.name.clone(),
            count: unit.count.number(),
            weight: unit.weight.map(in_events),
            metres: unit.metres,
            per_km: unit.per_km(),
        }
    }
}
