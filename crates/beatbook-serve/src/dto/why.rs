//! `/api/v1/hotspots/{id}`.

use beatbook_core::{Count, Released, Why};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::{GroupReply, MethodReply};
use super::months::MonthReply;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct WhyReply {
    #[serde(flatten)]
    head: Head,
    method: Option<MethodReply>,
    group: GroupReply,
    cell: CellReply,
    flower: Vec<PetalReply>,
    months: Vec<MonthReply>,
    /// Of each hour of the day, of what is timed to the hour; empty where no hour may be told.
    hours: Vec<Option<u32>>,
    /// What officers did there: beside a hotspot, never part of it.
    activity: Option<ActivityReply>,
}

#[derive(Serialize)]
struct ActivityReply {
    events: Option<u32>,
    finds: Option<u32>,
}

#[derive(Serialize)]
struct CellReply {
    observed: Option<u32>,
    expected: Option<f64>,
    z: Option<f64>,
    p: Option<f64>,
    q: Option<f64>,
    neighbours: usize,
    /// Units with a p as small or smaller, itself included.
    rank: Option<u32>,
    /// Units that passed the correction.
    passed: Option<u32>,
    /// The largest p that passes it.
    limit: Option<f64>,
}

#[derive(Serialize)]
struct PetalReply {
    cell: String,
    lon: f64,
    lat: f64,
    count: Option<u32>,
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
