//! `/api/v1/streets`.

use beatbook_core::{RankedStreet, Released, StreetShare, Streets};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::{MethodReply, shown};
use super::sentences;
use crate::etag::Key;

/// Streets whose course is sent along: what a map can show at a glance.
const DRAWN: usize = 200;

#[derive(Serialize)]
pub(crate) struct StreetsReply {
    #[serde(flatten)]
    head: Head,
    of: String,
    by: String,
    kernel: String,
    radius: u16,
    method: Option<MethodReply>,
    streets: Vec<StreetReply>,
    /// How many there are in the area looked at, those without incidents among them.
    all: u32,
    segments: u32,
    km: f64,
    /// Incidents on them.
    incidents: Option<u32>,
    /// Incidents farther than `reach` metres from any street.
    off: Option<u32>,
    beyond: Option<u32>,
    reach: f64,
    concentration: Vec<ShareReply>,
    standing_out: Option<u32>,
    /// Streets that this audience may not see.
    withheld: u32,
    /// The first streets of the list, to be drawn.
    map: Collection,
}

#[derive(Serialize)]
struct StreetReply {
    id: String,
    rank: Option<u32>,
    rank_low: Option<u32>,
    rank_high: Option<u32>,
    name: String,
    between: Option<String>,
    class: String,
    area: Option<String>,
    incidents: Option<u32>,
    incidents_shown: String,
    metres: f64,
    segments: u32,
    too_short: bool,
    per_km: Option<f64>,
    per_km_low: Option<f64>,
    per_km_high: Option<f64>,
    expected: Option<f64>,
    q: Option<f64>,
    stands_out: Option<bool>,
    /// Incidents per km where they lie densest on it.
    peak_per_km: Option<f64>,
    peak_lon: Option<f64>,
    peak_lat: Option<f64>,
    lon: f64,
    lat: f64,
}

#[derive(Serialize)]
struct ShareReply {
    /// Share of the incidents.
    incidents: f64,
    /// Share of all segments that holds as much.
    segments: f64,
    /// Share that would if they had fallen on the streets by chance.
    by_chance: f64,
}

#[derive(Serialize)]
struct Collection {
    r#type: &'static str,
    features: Vec<Feature>,
}

#[derive(Serialize)]
struct Feature {
    r#type: &'static str,
    properties: Properties,
    geometry: Lines,
}

#[derive(Serialize)]
struct Properties {
    id: String,
    rank: Option<u32>,
    name: String,
    incidents_shown: String,
    per_km: Option<f64>,
    stands_out: Option<bool>,
}

#[derive(Serialize)]
struct Lines {
    r#type: &'static str,
    coordinates: Vec<Vec<[f64; 2]>>,
}

impl StreetsReply {
    pub(crate) fn new(released: &Released<Streets>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let found = released.value();
        let drawn = found.streets.iter().take(DRAWN);
        Self {
            head: Head::new(released, sentences::streets(released), key, store),
            of: found.asked.unit.to_string(),
            by: found.asked.by.to_string(),
            kernel: found.asked.kernel.to_string(),
            radius: found.asked.radius,
            method: answer.method.as_ref().map(MethodReply::new),
            streets: found.streets.iter().map(StreetReply::new).collect(),
            all: found.all,
            segments: found.segments,
            km: found.km,
            incidents: found.incidents.number(),
            off: found.off.number(),
            beyond: found.beyond.number(),
            reach: found.reach,
            concentration: found.concentration.iter().map(ShareReply::new).collect(),
            standing_out: found.standing_out,
            withheld: found.withheld,
            map: Collection {
                r#type: "FeatureCollection",
                features: drawn.map(Feature::new).collect(),
            },
        }
    }
}

impl StreetReply {
    fn new(street: &RankedStreet) -> Self {
        Self {
            id: street.id.clone(),
            rank: street.rank,
            rank_low: street.rank_interval.map(|(low, _)| low),
            rank_high: street.rank_interval.map(|(_, high)| high),
            name: street.name.clone(),
            between: street.between.clone(),
            class: street.class.clone(),
            area: street.area.clone(),
            incidents: street.incidents.number(),
            incidents_shown: shown(street.incidents),
            metres: street.metres,
            segments: street.segments,
            too_short: street.too_short,
            per_km: street.per_km,
            per_km_low: street.per_km_interval.map(|(low, _)| low),
            per_km_high: street.per_km_interval.map(|(_, high)| high),
            expected: street.expected,
            q: street.q,
            stands_out: street.stands_out,
            peak_per_km: street.peak.map(|peak| peak.per_km),
            peak_lon: street.peak.map(|peak| peak.at.lon),
            peak_lat: street.peak.map(|peak| peak.at.lat),
            lon: street.middle.lon,
            lat: street.middle.lat,
        }
    }
}

impl ShareReply {
    fn new(share: &StreetShare) -> Self {
        Self {
            incidents: share.incidents,
            segments: share.segments,
            by_chance: share.by_chance,
        }
    }
}

impl Feature {
    fn new(street: &RankedStreet) -> Self {
        Self {
            r#type: "Feature",
            properties: Properties {
                id: street.id.clone(),
                rank: street.rank,
                name: street.name.clone(),
                incidents_shown: shown(street.incidents),
                per_km: street.per_km,
                stands_out: street.stands_out,
            },
            geometry: Lines {
                r#type: "MultiLineString",
                coordinates: street.lines.clone(),
            },
        }
    }
}
