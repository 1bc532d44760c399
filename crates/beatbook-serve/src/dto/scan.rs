//! `/api/v1/scan`.

use beatbook_core::{Outbreak, Outbreaks, Released, ScanVerdict};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct ScanReply {
    #[serde(flatten)]
    head: Head,
    /// `outbreak`, `none` or `cannot`.
    verdict: &'static str,
    /// Why nothing could be scanned.
    reason: Option<String>,
    outbreaks: Vec<OutbreakReply>,
    /// The most marked, when none stands out.
    strongest: Option<OutbreakReply>,
    withheld: u32,
    method: MethodReply,
}

/// What was really done.
#[derive(Serialize)]
struct MethodReply {
    statistic: &'static str,
    step: &'static str,
    steps: u32,
    from: String,
    to: String,
    places: String,
    cylinders: u64,
    max_share: f64,
    max_radius: f64,
    permutations: u32,
    seed: u64,
    alive: bool,
    alpha: f64,
    scanned: Option<u32>,
}

#[derive(Serialize)]
struct OutbreakReply {
    /// Cell with most of it.
    id: String,
    name: String,
    area: Option<String>,
    from: String,
    to: String,
    observed: Option<u32>,
    observed_shown: String,
    expected: Option<f64>,
    ratio: Option<f64>,
    p: Option<f64>,
    /// Longitude and latitude of the circle's centre.
    centre: [f64; 2],
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
