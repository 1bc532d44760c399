//! `/api/v1/hotspots/{id}`.

use beatbook_core::{Released, Why};
use serde::Serialize;

use super::hotspots::GroupReply;
use super::months::MonthReply;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct WhyReply {
    key: String,
    group: GroupReply,
    cell: CellReply,
    flower: Vec<PetalReply>,
    months: Vec<MonthReply>,
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
}

#[derive(Serialize)]
struct PetalReply {
    lon: f64,
    lat: f64,
    count: Option<u32>,
    centre: bool,
}

impl WhyReply {
    pub(crate) fn new(released: &Released<Why>, key: &Key) -> Self {
        let why = released.value();
        let petal = |(position, petal): (usize, &beatbook_core::Petal)| PetalReply {
            lon: petal.centre.lon,
            lat: petal.centre.lat,
            count: petal.count.number(),
            centre: position == 0,
        };
        Self {
            key: key.as_str().into(),
            group: GroupReply::new(&why.group),
            cell: CellReply {
                observed: why.group.events.number(),
                expected: why.group.expected,
                z: why.group.z,
                p: why.p,
                q: why.group.q,
                neighbours: why.flower.len().saturating_sub(1),
            },
            flower: why.flower.iter().enumerate().map(petal).collect(),
            months: why.months.iter().map(MonthReply::new).collect(),
            activity: why.activity.map(|activity| ActivityReply {
                events: activity.events.number(),
                finds: activity.finds.number(),
            }),
        }
    }
}
