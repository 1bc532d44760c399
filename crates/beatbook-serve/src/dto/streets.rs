//! `/api/v1/streets`.

use beatbook_core::{RankedStreet, Released, StreetShare, Streets};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::{MethodReply, shown};
use super::{sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Streets whose course is sent along: what a map can show at a glance.
const DRAWN: usize = 200;

/// Streets or segments, ranked.
#[derive(Serialize, ToSchema)]
#[schema(as = Streets)]
pub(crate) struct StreetsReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// What is ranked: `streets` or `segments`.
    #[schema(schema_with = words::street_unit)]
    of: String,
    /// Ranked by: `rate` or `count`.
    #[schema(schema_with = words::street_by)]
    by: String,
    /// Kernel of the density along the network.
    #[schema(schema_with = words::street_kernel)]
    kernel: String,
    /// Its radius, in metres along the network.
    radius: u16,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// Streets by rank; those without one after them, by count and id.
    streets: Vec<StreetReply>,
    /// How many there are in the area looked at, those without incidents among them.
    all: u32,
    /// Segments in the area looked at.
    segments: u32,
    /// Their length, in kilometres.
    #[schema(minimum = 0)]
    km: f64,
    /// Incidents on them. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
    /// Incidents farther than `reach` metres from any street. `null` where it is too small to be
    /// shown to this audience.
    off: Option<u32>,
    /// Incidents on streets outside the area looked at. `null` where it is too small to be shown to
    /// this audience.
    beyond: Option<u32>,
    /// Farthest that an incident may lie from its street, in metres.
    #[schema(minimum = 0)]
    reach: f64,
    /// How few segments hold how much.
    concentration: Vec<ShareReply>,
    /// The same for every tenth of the incidents: the Lorenz curve of the segments. Empty where this audience
    /// may not know.
    lorenz: Vec<ShareReply>,
    /// Streets that passed the test. `null` where nothing was tested or this audience may not know.
    standing_out: Option<u32>,
    /// Streets that this audience may not see.
    withheld: u32,
    /// Courses of the first 200 streets of this answer.
    map: Collection,
}

/// A street, or a segment of one.
#[derive(Serialize, ToSchema)]
#[schema(as = Street)]
struct StreetReply {
    /// Stable id.
    id: String,
    /// Rank, from 1. `null` where too little happened, or it is too short, for a rank by rate.
    #[schema(minimum = 1)]
    rank: Option<u32>,
    /// Lower end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_low: Option<u32>,
    /// Upper end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_high: Option<u32>,
    /// Name; where it has none, of what it is near.
    name: String,
    /// The streets at its two ends, for a segment. `null` otherwise.
    between: Option<String>,
    /// Class of the street.
    class: String,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// Incidents on it. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
    /// The incidents as they are written: `*` where too small to be shown.
    incidents_shown: String,
    /// Length, in metres.
    #[schema(minimum = 0)]
    metres: f64,
    /// Segments it is made of.
    segments: u32,
    /// Whether it is too short for a rate.
    too_short: bool,
    /// Incidents per kilometre. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    per_km: Option<f64>,
    /// Lower end of the 95% interval of that. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = 0)]
    per_km_low: Option<f64>,
    /// Upper end of the 95% interval of that. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = 0)]
    per_km_high: Option<f64>,
    /// Expected if incidents fell on the streets by chance. `null` where it is too small to be
    /// shown to this audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// Whether it passed the test. `null` where not tested or this audience may not know.
    stands_out: Option<bool>,
    /// Incidents per kilometre where they lie densest on it. `null` where it is too small to be
    /// shown to this audience.
    #[schema(minimum = 0)]
    peak_per_km: Option<f64>,
    /// Longitude (WGS 84, degrees) of that point. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = -180, maximum = 180)]
    peak_lon: Option<f64>,
    /// Latitude (WGS 84, degrees) of that point. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = -90, maximum = 90)]
    peak_lat: Option<f64>,
    /// Longitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
}

/// How few segments hold how much.
#[derive(Serialize, ToSchema)]
#[schema(as = StreetShare)]
struct ShareReply {
    /// Share of the incidents, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    incidents: f64,
    /// Share of all segments that holds as much.
    #[schema(minimum = 0, maximum = 1)]
    segments: f64,
    /// Share that would if they had fallen on the streets by chance.
    #[schema(minimum = 0, maximum = 1)]
    by_chance: f64,
}

/// Courses as GeoJSON.
#[derive(Serialize, ToSchema)]
#[schema(as = StreetCollection)]
struct Collection {
    #[schema(schema_with = words::feature_collection)]
    r#type: &'static str,
    /// One for each street.
    features: Vec<Feature>,
}

/// One course.
#[derive(Serialize, ToSchema)]
#[schema(as = StreetFeature)]
struct Feature {
    #[schema(schema_with = words::feature)]
    r#type: &'static str,
    /// Which street.
    properties: Properties,
    /// Its course.
    geometry: Lines,
}

/// Which street.
#[derive(Serialize, ToSchema)]
#[schema(as = StreetProperties)]
struct Properties {
    /// Id of the street.
    id: String,
    /// Rank of the street. `null` where it is not ranked or this audience may not know.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Its incidents as they are written: `*` where they are too few to be shown.
    incidents_shown: String,
    /// Its incidents per kilometre. `null` where this audience may not know.
    #[schema(minimum = 0)]
    per_km: Option<f64>,
    /// Whether it holds more than its length explains. `null` where it was not tested or this
    /// audience may not know.
    stands_out: Option<bool>,
}

/// Lines, WGS 84.
#[derive(Serialize, ToSchema)]
#[schema(as = MultiLineString)]
struct Lines {
    #[schema(schema_with = words::multi_line_string)]
    r#type: &'static str,
    #[schema(schema_with = words::lines)]
    coordinates: Vec<Vec<[f64; 2]>>,
}

impl Paged for StreetsReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.streets);
        let rows = &self.streets;
        let is_here = |feature: &Feature| rows.iter().any(|row| row.id == feature.properties.id);
        self.map.features.retain(is_here);
        self.page
    }
}

impl StreetsReply {
    pub(crate) fn new(released: &Released<Streets>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let found = released.value();
        let drawn = found.streets.iter().take(DRAWN);
        Self {
            head: Head::new(released, sentences::streets(released), key, store),
            page: Page::default(),
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
            lorenz: found.lorenz.iter().map(ShareReply::new).collect(),
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
