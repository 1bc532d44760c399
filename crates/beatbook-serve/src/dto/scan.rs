//! `/api/v1/scan`.

use beatbook_core::{Outbreak, Outbreaks, Released, ScanVerdict};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{sentences, words};
use crate::etag::Key;

/// Outbreaks in place and time.
#[derive(Serialize, ToSchema)]
#[schema(as = Outbreaks)]
pub(crate) struct ScanReply {
    #[serde(flatten)]
    head: Head,
    /// `outbreak`, `none` or `cannot`.
    #[schema(schema_with = words::scan_verdict)]
    verdict: &'static str,
    /// Why nothing could be scanned. `null` where it was.
    reason: Option<String>,
    /// Outbreaks, the least likely by chance first.
    outbreaks: Vec<OutbreakReply>,
    /// The most marked, when none stands out. `null` otherwise.
    strongest: Option<OutbreakReply>,
    /// Outbreaks that this audience may not see.
    withheld: u32,
    /// What was really done.
    method: MethodReply,
}

/// What was really done.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanMethod)]
struct MethodReply {
    /// The statistic.
    statistic: &'static str,
    #[schema(schema_with = words::scan_step)]
    step: &'static str,
    /// Steps of time.
    steps: u32,
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// What the places are, in words.
    places: String,
    /// Cylinders of place and time looked at.
    cylinders: u64,
    /// Largest share of the incidents, and of the period, that one outbreak may take up.
    #[schema(minimum = 0, maximum = 1)]
    max_share: f64,
    /// Largest radius, in metres.
    #[schema(minimum = 0)]
    max_radius: f64,
    /// Permutations of the test.
    permutations: u32,
    /// Seed of the permutations.
    seed: u64,
    /// Whether only outbreaks that last to the end were looked for.
    alive: bool,
    /// Error rate allowed.
    #[schema(minimum = 0, maximum = 1)]
    alpha: f64,
    /// Incidents scanned. `null` where it is too small to be shown to this audience.
    scanned: Option<u32>,
}

/// An outbreak.
#[derive(Serialize, ToSchema)]
#[schema(as = Outbreak)]
struct OutbreakReply {
    /// Cell with most of it.
    id: String,
    /// Name.
    name: String,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Incidents in it. `null` where it is too small to be shown to this audience.
    observed: Option<u32>,
    /// The incidents as they are written: `*` where too small to be shown.
    observed_shown: String,
    /// Expected there and then. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Observed over expected. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    ratio: Option<f64>,
    /// Its p among the most marked of all permutations. `null` where it is too small to be shown to
    /// this audience.
    #[schema(minimum = 0, maximum = 1)]
    p: Option<f64>,
    /// Longitude and latitude of the circle's centre, degrees.
    #[schema(schema_with = words::position)]
    centre: [f64; 2],
    /// Radius of the circle, in metres.
    #[schema(minimum = 0)]
    radius_m: f64,
}

impl ScanReply {
    pub(crate) fn new(released: &Released<Outbreaks>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::scan(released), key, store),
            verdict: found.verdict.word(),
            reason: match &found.verdict {
                ScanVerdict::Cannot(reason) => Some(reason.clone()),
                _ => None,
            },
            outbreaks: found.outbreaks.iter().map(OutbreakReply::new).collect(),
            strongest: found.strongest.as_ref().map(OutbreakReply::new),
            withheld: found.withheld,
            method: MethodReply::new(found),
        }
    }
}

impl MethodReply {
    fn new(found: &Outbreaks) -> Self {
        let asked = &found.asked;
        Self {
            statistic: "space-time permutation scan",
            step: found.step.word(),
            steps: found.steps,
            from: found.period.0.to_string(),
            to: found.period.1.to_string(),
            places: found.places.clone(),
            cylinders: found.cylinders,
            max_share: asked.max_share,
            max_radius: asked.max_radius,
            permutations: asked.permutations,
            seed: asked.seed,
            alive: asked.alive,
            alpha: found.alpha,
            scanned: found.scanned.number(),
        }
    }
}

impl OutbreakReply {
    fn new(outbreak: &Outbreak) -> Self {
        Self {
            id: outbreak.id.clone(),
            name: outbreak.name.clone(),
            area: outbreak.area.clone(),
            from: outbreak.from.to_string(),
            to: outbreak.to.to_string(),
            observed: outbreak.observed.number(),
            observed_shown: outbreak.observed.to_string(),
            expected: outbreak.expected,
            ratio: outbreak.ratio(),
            p: outbreak.p,
            centre: [outbreak.centre.lon, outbreak.centre.lat],
            radius_m: outbreak.radius.round(),
        }
    }
}
