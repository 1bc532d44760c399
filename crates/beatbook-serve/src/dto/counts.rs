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
    /// What a whole event weighs.
    whole: u64,
    units: Vec<UnitReply>,
    nowhere: Option<u32>,
    nowhere_weight: Option<u64>,
}

#[derive(Serialize)]
struct UnitReply {
    id: String,
    name: Option<String>,
    count: Option<u32>,
    weight: Option<u64>,
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
            whole: UnitCounts::WHOLE,
            units: value.units.iter().map(UnitReply::new).collect(),
            nowhere: value.nowhere.number(),
            nowhere_weight: value.nowhere_weight,
        }
    }
}

impl UnitReply {
    fn new(unit: &UnitCount) -> Self {
        Self {
            id: unit.id.clone(),
            name: unit.name.clone(),
            count: unit.count.number(),
            weight: unit.weight,
            metres: unit.metres,
            per_km: unit.per_km(),
        }
    }
}
