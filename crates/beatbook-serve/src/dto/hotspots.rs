//! `/api/v1/hotspots`.

use beatbook_core::{Count, HotspotGroup, Hotspots, Method, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct HotspotsReply {
    #[serde(flatten)]
    head: Head,
    verdict: &'static str,
    method: Option<MethodReply>,
    groups: Vec<GroupReply>,
    strongest: Vec<GroupReply>,
    /// Hotspots that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
pub(crate) struct MethodReply {
    statistic: &'static str,
    p_value: String,
    correction: &'static str,
    alpha: f64,
    units: u32,
    /// `null` where it would give away a protected total.
    mean: Option<f64>,
    against: String,
}

#[derive(Serialize)]
pub(crate) struct GroupReply {
    id: String,
    cell: String,
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
    /// Of street segments alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    per_km: Option<f64>,
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
            head: Head::new(released, sentences::hotspots(released), key, store),
            verdict: answer.value.verdict.word(),
            method: answer.method.as_ref().map(MethodReply::new),
            groups: groups(&answer.value.groups),
            strongest: groups(&answer.value.strongest),
            withheld: answer.value.withheld,
        }
    }
}

impl MethodReply {
    pub(crate) fn new(method: &Method) -> Self {
        Self {
            statistic: method.statistic,
            p_value: method.p_value.to_string(),
            correction: method.correction,
            alpha: method.alpha,
            units: method.units,
            mean: Some(method.mean).filter(|mean| mean.is_finite()),
            against: method.against.clone(),
        }
    }
}

impl GroupReply {
    pub(crate) fn new(group: &HotspotGroup) -> Self {
        Self {
            id: group.id.clone(),
            cell: group.cell.clone(),
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
            per_km: group.per_km,
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
