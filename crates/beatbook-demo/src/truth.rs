//! What was planted, as written to `truth.json`.

use beatbook_core::Wgs84;
use serde::{Deserialize, Serialize};

use crate::plane::{Xy, from_degrees};
use crate::truth_files::{
    TruthCallouts, TruthComplaints, TruthIstv, TruthPeople, TruthSearches, TruthTiig,
};
use crate::truth_planted::{
    TruthChain, TruthDelay, TruthEdge, TruthIntervention, TruthPin, TruthRepeatedHour,
    TruthSeriousYear, TruthTrend, TruthUnder18,
};

/// The answer that a good analysis of the city gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Always true.
    pub synthetic: bool,
    /// Seed of the events.
    pub seed: u64,
    /// Rows of the extract.
    pub events: u64,
    /// True for a city without blocks.
    pub null: bool,
    /// First and last day.
    pub period: [String; 2],
    /// Ground of the city.
    pub study_area_km2: f64,
    /// Incidents with a position that are expected.
    pub expected_incidents: f64,
    /// What was really written; absent before the files are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub counts: Option<TruthCounts>,
    /// Places that are hot.
    pub blocks: Vec<TruthBlock>,
    /// Places that only look as if they were.
    pub decoys: Vec<TruthDecoy>,
    /// When the extract was taken, and what was not yet recorded then.
    pub reporting_delay: TruthDelay,
    /// The gazetteer's default pin, and how many rows are drawn at it.
    pub default_pin: TruthPin,
    /// Nights on which 01:00 to 02:00 comes twice.
    pub repeated_hours: Vec<TruthRepeatedHour>,
    /// Serious violence in each year from October to September; empty in a null city and in one
    /// of fewer than 20,000 rows, as is all that follows up to `people`.
    #[serde(default)]
    pub serious_violence: Vec<TruthSeriousYear>,
    /// Robbery in each year: personal and business, rows.
    #[serde(default)]
    pub robbery: Vec<[u64; 2]>,
    /// Serious violence with a child, in the wards beside the centre.
    #[serde(default)]
    pub under_18: Option<TruthUnder18>,
    /// A new, a gone and a persistent hotspot.
    #[serde(default)]
    pub hotspots_over_time: Vec<TruthTrend>,
    /// One intervention that worked, and one place that only came down by itself.
    #[serde(default)]
    pub interventions: Vec<TruthIntervention>,
    /// Chains of burglaries of dwellings.
    #[serde(default)]
    pub near_repeat_chains: Vec<TruthChain>,
    /// The block of which one half lies beyond the edge.
    #[serde(default)]
    pub edge_hotspot: Option<TruthEdge>,
    /// People linked to the rows.
    #[serde(default)]
    pub people: Option<TruthPeople>,
    /// A&E by place.
    #[serde(default)]
    pub istv: Option<TruthIstv>,
    /// A&E by residence.
    #[serde(default)]
    pub tiig: Option<TruthTiig>,
    /// Ambulance call-outs.
    #[serde(default)]
    pub callouts: Option<TruthCallouts>,
    /// Complaints by address.
    #[serde(default)]
    pub complaints: Option<TruthComplaints>,
    /// Stop and search.
    #[serde(default)]
    pub searches: Option<TruthSearches>,
}

/// Rows of the extract as written, by the place where they happened: a discovered row counts by the
/// place that it states, in figures or in words. `located + outside + unlocated = rows`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthCounts {
    /// All rows.
    pub rows: u64,
    /// Rows with a position in the city that says where it was.
    pub located: u64,
    /// Rows with a position beyond its edge.
    pub outside: u64,
    /// Rows without a place: blank, drawn at the default pin, or discovered and nothing stated.
    pub unlocated: u64,
    /// Incidents.
    pub incidents: u64,
}

/// A disc in which incidents come `rate_ratio` times as often as elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthBlock {
    /// Short name for programs.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Degrees east of its middle, WGS 84.
    pub longitude: f64,
    /// Degrees north of its middle, WGS 84.
    pub latitude: f64,
    /// Metres east of its middle, EPSG:27700.
    pub easting: f64,
    /// Metres north of its middle, EPSG:27700.
    pub northing: f64,
    /// Metres from the middle to the edge.
    pub radius_m: f64,
    /// Rate inside over rate elsewhere.
    pub rate_ratio: f64,
    /// Incidents with a position that the disc would have anyway.
    pub expected_background: f64,
    /// Incidents with a position on top of these.
    pub expected_excess: f64,
    /// The window in which the block is hot above all, if there is one.
    pub window: Option<String>,
    /// Share of the excess on Friday night (22:00 to Saturday 07:00) and Saturday night.
    pub window_share: f64,
}

impl TruthBlock {
    pub(crate) fn place(lat: f64, lon: f64) -> (Wgs84, Xy) {
        (Wgs84 { lon, lat }, from_degrees(lat, lon))
    }
}

/// A place, or a kind of row, that must not be reported as hot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthDecoy {
    /// Short name for programs.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it looks like.
    pub kind: String,
    /// Why it is not hot.
    pub why: String,
    /// Degrees east of its middle; absent for rows without a position.
    pub longitude: Option<f64>,
    /// Degrees north of its middle.
    pub latitude: Option<f64>,
    /// Metres east of its middle.
    pub easting: Option<f64>,
    /// Metres north of its middle.
    pub northing: Option<f64>,
    /// Metres from the middle to the edge.
    pub radius_m: Option<f64>,
    /// Incidents with a position that are expected in the disc.
    pub expected_background: Option<f64>,
}
