//! `/api/v1/hotspots`.

use beatbook_core::{Count, HotspotGroup, Hotspots, Method, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::harm::{HarmBasisReply, PlaceHarmReply};
use super::head::Head;
use super::{labels, sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Tested hotspots, ranked.
#[derive(Serialize, ToSchema)]
#[schema(as = Hotspots)]
pub(crate) struct HotspotsReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    #[schema(schema_with = words::verdict)]
    verdict: &'static str,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// Hotspots by rank; those without a rank by id.
    groups: Vec<GroupReply>,
    /// The strongest groups where none passed the test; empty otherwise.
    strongest: Vec<GroupReply>,
    /// Hotspots that this audience may not see.
    withheld: u32,
    /// What the harm of the groups is made of, or why it cannot be said.
    harm: HarmBasisReply,
}

/// How it was tested.
#[derive(Serialize, ToSchema)]
#[schema(as = Method)]
pub(crate) struct MethodReply {
    /// The statistic.
    statistic: &'static str,
    /// How its p was found.
    p_value: String,
    /// How the number of tests is corrected for.
    correction: &'static str,
    /// Error rate allowed, such as 0.05.
    #[schema(minimum = 0, maximum = 1)]
    alpha: f64,
    /// Units tested.
    units: u32,
    /// Mean count of a unit. `null` where it would give away a protected total.
    #[schema(minimum = 0)]
    mean: Option<f64>,
    /// What it is held against, in words.
    against: String,
}

/// A hotspot: neighbouring units that passed the test.
#[derive(Serialize, ToSchema)]
#[schema(as = Hotspot)]
pub(crate) struct GroupReply {
    /// Stable id, of the ground it stands on: the same under other selections and in other months.
    id: String,
    /// Id of its peak.
    cell: String,
    /// Rank by excess over expectation, from 1. `null` where the order is not sure enough to
    /// number.
    #[schema(minimum = 1)]
    rank: Option<u32>,
    /// Lower end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_low: Option<u32>,
    /// Upper end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_high: Option<u32>,
    /// Name.
    name: String,
    /// Street at its peak. `null` where none is known.
    street: Option<String>,
    /// Area its peak is in. `null` where none is known.
    area: Option<String>,
    /// Counted in it: incidents or events, as `count` asks. `null` where it is too small to be
    /// shown to this audience.
    events: Option<u32>,
    /// The count as it is written: `*` where it is too small to be shown.
    events_shown: String,
    /// Expected there if chance alone placed them. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Smallest q of its units: share of false discoveries among all as marked. `null` where it is
    /// too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// 1: q at most 0.05, 2: 0.01, 3: 0.001; 0 is not hot.
    #[schema(maximum = 3)]
    class: u8,
    /// Longitude (WGS 84, degrees) of its peak.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its peak.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(schema_with = words::bbox)]
    bbox: [f64; 4],
    /// Units it is made of.
    cells: usize,
    /// Its ground, in square kilometres.
    #[schema(minimum = 0)]
    km2: f64,
    /// Count per kilometre; of street segments alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    per_km: Option<f64>,
    /// Largest z of its units. `null` where it is too small to be shown to this audience.
    z: Option<f64>,
    /// Hours of the day that hold most of it. `null` where no hours may be told.
    hours: Option<HoursReply>,
    /// Of the count, at its one busiest address. `null` where that is not told.
    one_address: Option<u32>,
    /// Harm of its events. `null` where it cannot be said or may not be seen.
    harm: Option<PlaceHarmReply>,
}

/// The hours that hold most.
#[derive(Serialize, ToSchema)]
#[schema(as = BusyHours)]
struct HoursReply {
    /// `22-03`: from ten at night to three in the morning.
    label: String,
    /// Share of what is timed to the hour, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    share: f64,
}

impl Paged for HotspotsReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.groups);
        self.page
    }
}

impl HotspotsReply {
    pub(crate) fn new(released: &Released<Hotspots>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let groups = |groups: &[HotspotGroup]| groups.iter().map(GroupReply::new).collect();
        Self {
            head: Head::new(released, sentences::hotspots(released), key, store),
            page: Page::default(),
            verdict: answer.value.verdict.word(),
            method: answer.method.as_ref().map(MethodReply::new),
            groups: groups(&answer.value.groups),
            strongest: groups(&answer.value.strongest),
            withheld: answer.value.withheld,
            harm: HarmBasisReply::new(released),
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
            harm: group.harm.as_ref().map(PlaceHarmReply::new),
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
