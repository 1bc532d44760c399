//! `/api/v1/counts`.

use beatbook_core::{Released, UnitCount, UnitCounts};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct CountsReply {
    #[serde(flatten)]
    head: Head,
    unit: String,
    units: Vec<UnitReply>,
    nowhere: Option<u32>,
    /// In events.
    nowhere_weight: Option<f64>,
}

#[derive(Serialize)]
struct UnitReply {
    id: String,
    name: Option<String>,
    count: Option<u32>,
    /// In events: with `time=aoristic` the sum of the parts that lie inside, to 2^-32 of an event.
    weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metres: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_km: Option<f64>,
}

impl CountsReply {
    pub(crate) fn new(released: &Released<UnitCounts>, key: &Key, store: &Store) -> Self {
        let value = released.value();
        Self {
            head: Head::new(released, sentences::counts(released), key, store),
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
