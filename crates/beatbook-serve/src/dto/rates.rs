//! `/api/v1/rates`.

use beatbook_core::{AreaRate, AreaRates, AreasDiffer, RatedArea, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::measures::MeasureReply;
use super::{sentences, words};
use crate::etag::Key;

/// Rates of the areas of a layer.
#[derive(Serialize, ToSchema)]
#[schema(as = AreaRates)]
pub(crate) struct RatesReply {
    #[serde(flatten)]
    head: Head,
    /// The layer.
    layer: String,
    #[schema(schema_with = words::per)]
    per: &'static str,
    /// What a rate is of, in words.
    rate_of: &'static str,
    /// Where the denominator comes from.
    base_says: String,
    /// Years counted.
    years: f64,
    /// All areas together. `null` where no rate can be said.
    all: Option<DifferReply>,
    /// Areas in the order of the layer.
    areas: Vec<RatedAreaReply>,
    /// Counted in no area. `null` where it is too small to be shown to this audience.
    nowhere: Option<u32>,
    /// Why no rate can be said. `null` where it can.
    refused: Option<String>,
}

/// All areas together and how they differ.
#[derive(Serialize, ToSchema)]
#[schema(as = AreasDiffer)]
struct DifferReply {
    /// Their rate.
    rate: MeasureReply,
    /// How much more they vary than by chance; 1 or less is chance.
    phi: f64,
    /// Variance of the square root of their ratio to the whole.
    tau2: f64,
}

/// One area.
#[derive(Serialize, ToSchema)]
#[schema(as = RatedArea)]
struct RatedAreaReply {
    /// Official code.
    code: String,
    /// Name.
    name: String,
    /// How many. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    count_shown: String,
    /// People or km2. `null` where it is not known.
    base: Option<f64>,
    /// Its rate. `null` where there is none, or it may not be shown to this audience.
    rated: Option<RatedReply>,
}

/// The rate of an area.
#[derive(Serialize, ToSchema)]
#[schema(as = AreaRate)]
struct RatedReply {
    /// As recorded, with the exact interval.
    rate: MeasureReply,
    /// Drawn towards the rate of all areas.
    smoothed: f64,
    /// Interval of that. `null` where chance explains all differences.
    smoothed_interval: Option<[f64; 2]>,
    /// Drawn towards the rate of the area and its neighbours. `null` without any.
    local: Option<f64>,
    /// Least and most within the 95% limits of the funnel.
    limits: [f64; 2],
    #[schema(schema_with = words::funnel)]
    status: &'static str,
}

impl RatesReply {
    pub(crate) fn new(released: &Released<AreaRates>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let all = |all: AreasDiffer| DifferReply {
            rate: MeasureReply::new(all.rate),
            phi: all.phi,
            tau2: all.tau2,
        };
        Self {
            head: Head::new(released, sentences::rates(released), key, store),
            layer: found.layer.to_string(),
            per: found.per.word(),
            rate_of: found.per.label(),
            base_says: found.base_says.clone(),
            years: found.years,
            all: found.all.map(all),
            areas: found.areas.iter().map(RatedAreaReply::new).collect(),
            nowhere: found.nowhere.number(),
            refused: found.refused.clone(),
        }
    }
}

impl RatedAreaReply {
    fn new(area: &RatedArea) -> Self {
        Self {
            code: area.code.clone(),
            name: area.name.clone(),
            count: area.count.number(),
            count_shown: shown(area.count),
            base: area.base,
            rated: area.rated.map(RatedReply::new),
        }
    }
}

impl RatedReply {
    fn new(rated: AreaRate) -> Self {
        let (smoothed, interval) = rated.smoothed;
        Self {
            rate: MeasureReply::new(rated.rate),
            smoothed,
            smoothed_interval: interval.map(Into::into),
            local: rated.local,
            limits: rated.limits.into(),
            status: rated.status.word(),
        }
    }
}
