//! What was planted among the events, with the numbers as they were written.

use serde::{Deserialize, Serialize};

/// A disc on the ground.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthDisc {
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
}

/// How late rows are recorded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthDelay {
    /// The extract was taken at the end of this day.
    pub taken: String,
    /// Rows that had happened by then and were recorded later: not in the extract.
    pub not_yet_recorded: u64,
    /// Share recorded within 0, 1, 2 ... 60 days of the day on which the event ended (`to`).
    pub share_recorded_within_days: Vec<f64>,
}

/// Words for any place in the centre, drawn at one point.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthPin {
    /// The words.
    pub name: String,
    /// Metres east.
    pub easting: f64,
    /// Metres north.
    pub northing: f64,
    /// Rows drawn there; they count as unlocated.
    pub rows: u64,
}

/// A night on which 01:00 to 02:00 comes twice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthRepeatedHour {
    /// The Sunday.
    pub date: String,
    /// Rows with a known time in that hour: it cannot be said in which of the two.
    pub rows: u64,
}

/// Rows, incidents and dates of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthPlace {
    /// Name.
    pub name: String,
    /// Rows.
    pub offences: u64,
    /// Incidents.
    pub incidents: u64,
    /// Distinct dates.
    pub dates: u64,
}

/// Rows recorded at the coordinates of a hospital.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthHospitals {
    /// All of them.
    pub linked: u64,
    /// Those that happened there.
    pub happened: u64,
    /// Those that were only discovered there (`location_role` is `discovered`).
    pub discovered: u64,
    /// Of the discovered, with a knife.
    pub discovered_with_knife: u64,
    /// Of the discovered, with a grid position of where it is said to have happened.
    pub stated_position: u64,
    /// Of the discovered, with words only.
    pub stated_words: u64,
    /// Of the discovered, without either.
    pub stated_nothing: u64,
    /// Per hospital, the rows that happened there.
    pub happened_at: Vec<TruthPlace>,
}

/// Serious violence in one year, in rows (offences) as written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthSeriousYear {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Rows.
    pub offences: u64,
    /// Incidents.
    pub incidents: u64,
    /// Flagged domestic.
    pub domestic: u64,
    /// Flagged as motivated by hate.
    pub hate: u64,
    /// Flagged alcohol.
    pub alcohol: u64,
    /// Flagged drugs.
    pub drugs: u64,
    /// Flagged knife.
    pub knife: u64,
    /// In the wards of the city centre, by where it happened as far as that has a grid position.
    pub centre: u64,
    /// Of these, flagged alcohol.
    pub centre_alcohol: u64,
    /// Of the domestic, flagged knife.
    pub domestic_knife: u64,
    /// Of the domestic, flagged alcohol.
    pub domestic_alcohol: u64,
    /// With a victim or suspect under 18.
    pub with_child: u64,
    /// Of these, flagged knife.
    pub with_child_knife: u64,
    /// Of these, in the centre.
    pub with_child_centre: u64,
    /// With one of 18 to 25.
    pub with_young: u64,
    /// Of these, flagged knife.
    pub with_young_knife: u64,
    /// Of these, in the centre.
    pub with_young_centre: u64,
    /// HMP Manchester, by exact coordinate.
    pub prison: TruthPlace,
    /// Piccadilly Gardens, within 60 m.
    pub gardens: TruthPlace,
    /// The three hospitals.
    pub hospitals: TruthHospitals,
    /// Most rows that any other position has, by where it happened.
    pub most_elsewhere: u64,
}

/// Serious violence with a child in the wards beside the centre, three years.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthUnder18 {
    /// The wards.
    pub wards: Vec<String>,
    /// Rows in these wards.
    pub offences: u64,
    /// Of these, on streets.
    pub street: u64,
    /// Of these, in parks.
    pub open_space: u64,
}

/// A hotspot whose strength changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthTrend {
    /// `new`, `gone` or `persistent`: the last year against the one before.
    pub kind: String,
    /// Id of the block in `blocks`.
    pub block: String,
    /// Name for people.
    pub name: String,
    /// Where.
    #[serde(flatten)]
    pub disc: TruthDisc,
    /// Per year (October to September), factor of the excess.
    pub factors: [f64; 3],
    /// Per year, incidents with a position in the disc, as written.
    pub incidents: [u64; 3],
}

/// Something done at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthIntervention {
    /// `effect` or `regression-to-the-mean`.
    pub kind: String,
    /// Name for people.
    pub name: String,
    /// Where.
    #[serde(flatten)]
    pub disc: TruthDisc,
    /// First day on which it works.
    pub date: String,
    /// True change of the rate in the disc: -0.2 is a fall by one fifth.
    pub true_change: f64,
    /// Share of the incidents gone from the disc that moved to the ring around it.
    pub displaced: f64,
    /// Outer edge of that ring, metres from the middle.
    pub ring_m: Option<f64>,
    /// Days before and after that the counts are of.
    pub days: i32,
    /// Incidents with a position in the disc: before, after.
    pub incidents: [u64; 2],
    /// The same in the ring around it, out to `ring_m`.
    pub ring_incidents: Option<[u64; 2]>,
    /// Incidents expected in as many days at the place's long-run rate; for the second kind.
    pub expected: Option<f64>,
    /// What to say of it.
    pub why: String,
}

/// A chain of burglaries of dwellings (code 28E), each near the ones before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthChain {
    /// Where: every burglary of the chain lies in the disc.
    #[serde(flatten)]
    pub disc: TruthDisc,
    /// Day of the first.
    pub first: String,
    /// Burglaries.
    pub events: u64,
    /// Days from one to the next, at most.
    pub step_days: i32,
}

/// A hotspot on the edge of the city.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthEdge {
    /// Id of the block in `blocks`; its expected numbers are of the whole disc.
    pub block: String,
    /// Share of the disc in the city.
    pub share_inside: f64,
    /// Incidents with a position in the disc, in the city.
    pub incidents_inside: u64,
    /// Incidents with a position in the disc, beyond the edge.
    pub incidents_beyond: u64,
    /// Rows beyond the edge, in the ring, all of it.
    pub ring_rows: u64,
}
