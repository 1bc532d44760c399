//! `/api/v1/hotspots/{id}`.

use beatbook_core::{Count, Released, Why, ZSpread};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::{GroupReply, MethodReply};
use super::months::MonthReply;
use super::sentences;
use crate::etag::Key;

/// Why a hotspot stands out.
#[derive(Serialize, ToSchema)]
#[schema(as = Why)]
pub(crate) struct WhyReply {
    #[serde(flatten)]
    head: Head,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// The hotspot.
    group: GroupReply,
    /// Its peak and how it was tested.
    cell: CellReply,
    /// How z spreads over all tested units. `null` where it may not be told.
    z_spread: Option<ZSpreadReply>,
    /// The peak and its neighbours.
    flower: Vec<PetalReply>,
    /// Count of each month.
    months: Vec<MonthReply>,
    /// Of each hour of the day, of what is timed to the hour; empty where no hour may be told.
    hours: Vec<Option<u32>>,
    /// What officers did there: beside a hotspot, never part of it. `null` where the book has none.
    activity: Option<ActivityReply>,
}

/// What officers did there.
#[derive(Serialize, ToSchema)]
#[schema(as = Activity)]
struct ActivityReply {
    /// Stops, searches and the like. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// Of these, with something found. `null` where it is too small to be shown to this audience.
    finds: Option<u32>,
}

/// How the peak was tested.
#[derive(Serialize, ToSchema)]
#[schema(as = PeakTest)]
struct CellReply {
    /// Counted in the hotspot. `null` where it is too small to be shown to this audience.
    observed: Option<u32>,
    /// Expected there. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Its z. `null` where it is too small to be shown to this audience.
    z: Option<f64>,
    /// Its p. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    p: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// Neighbours of the peak.
    neighbours: usize,
    /// Units with a p as small or smaller, itself included. `null` where it was not tested or may
    /// not be told.
    rank: Option<u32>,
    /// Units that passed the correction. `null` where it was not tested or may not be told.
    passed: Option<u32>,
    /// The largest p that passes it. `null` where it was not tested or may not be told.
    #[schema(minimum = 0, maximum = 1)]
    limit: Option<f64>,
}

/// How z spreads over all tested units.
#[derive(Serialize, ToSchema)]
#[schema(as = ZSpread)]
struct ZSpreadReply {
    /// The lowest z of the first class.
    lowest: f64,
    /// Width of a class.
    step: f64,
    /// Tested units in each class.
    units: Vec<u32>,
}

/// The peak or one of its neighbours.
#[derive(Serialize, ToSchema)]
#[schema(as = Petal)]
struct PetalReply {
    /// Id of the unit.
    cell: String,
    /// Longitude (WGS 84, degrees) of its centre.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its centre.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Whether it is the peak.
    centre: bool,
}

impl WhyReply {
    pub(crate) fn new(released: &Released<Why>, key: &Key, store: &Store) -> Self {
        let why = released.value();
        let petal = |(position, petal): (usize, &beatbook_core::Petal)| PetalReply {
            cell: petal.cell.clone(),
            lon: petal.centre.lon,
            lat: petal.centre.lat,
            count: petal.count.number(),
            centre: position == 0,
        };
        Self {
            head: Head::new(released, sentences::why(released), key, store),
            method: released.answer().method.as_ref().map(MethodReply::new),
            group: GroupReply::new(&why.group),
            cell: CellReply {
                observed: why.group.events.number(),
                expected: why.group.expected,
                z: why.group.z,
                p: why.test.map(|test| test.p),
                q: why.group.q,
                neighbours: why.flower.len().saturating_sub(1),
                rank: why.test.map(|test| test.rank),
                passed: why.test.map(|test| test.passed),
                limit: why.test.map(|test| test.limit),
            },
            z_spread: why.z_spread.as_ref().map(|spread| ZSpreadReply {
                lowest: spread.lowest,
                step: ZSpread::STEP,
                units: spread.units.clone(),
            }),
            flower: why.flower.iter().enumerate().map(petal).collect(),
            months: why.months.iter().map(MonthReply::new).collect(),
            hours: why.hours.iter().copied().map(Count::number).collect(),
            activity: why.activity.map(|activity| ActivityReply {
                events: activity.events.number(),
                finds: activity.finds.number(),
            }),
        }
    }
}
