//! How few places hold most of a selection, as answers carry it.

use crate::{Measure, Policy, Protect, Source, Unit};

/// The smallest share of the places that holds a share of the incidents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldShare {
    /// Of the incidents, 0 to 1.
    pub part: f64,
    /// Of the places, 0 to 1.
    pub places: Measure,
    /// The same if incidents had fallen at random over the ground or the length of the places.
    pub by_chance: f64,
}

/// The indices of concentration.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcentrationIndices {
    /// Gini: 0 where all places have as many, near 1 where one has all.
    pub gini: Measure,
    /// Without the concentration that few incidents on many places cannot avoid.
    pub generalised: Measure,
    /// The same, corrected for small numbers; `None` for a single incident.
    pub unbiased: Option<Measure>,
    /// Half of the incidents and others.
    pub shares: Vec<HeldShare>,
    /// Share of the places, the hottest first, and share of the incidents they hold.
    pub curve: Vec<(f64, f64)>,
}

/// How few places hold most of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacesHeld {
    /// What the places are.
    pub unit: Unit,
    /// Places in all, those without any incident too.
    pub places: u32,
    /// Places with an incident.
    pub hit: u32,
    /// Incidents in them.
    pub incidents: u32,
    /// Located incidents in none of them.
    pub nowhere: u32,
    /// The indices; `None` where nothing can be said.
    pub indices: Option<ConcentrationIndices>,
    /// Why nothing can be said.
    pub refused: Option<String>,
}

impl PlacesHeld {
    /// Shares of the incidents told: those of the law of crime concentration, and four fifths.
    pub const PARTS: [f64; 3] = [0.25, 0.5, 0.8];
    /// Fewest incidents: with fewer, which places have one is chance.
    pub const FEWEST: u32 = 30;
}

impl Protect for PlacesHeld {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if policy.shows_exact() {
            return Ok(());
        }
        Err(format!(
            "how few places hold the {source} rows rests on counts too small for this audience; ask for \
             the rates of wards instead"
        ))
    }
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
