//! Ranks, rates and tests of streets.

use beatbook_analyse::{
    RankInterval, RankingRules, SegmentRank, SegmentRankingError, segment_ranking, smallest_share,
    smallest_share_by_chance,
};
use beatbook_core::{SelectionError, StreetShare, StreetUnit, StreetsAsked, StreetsBy};

use crate::streets::View;

/// The units of a view.
pub(crate) struct Ranking {
    /// In the order of the view; empty where nothing lies on any.
    units: Vec<SegmentRank>,
    by: StreetsBy,
}

/// Where the p-values come from.
pub(crate) const P_VALUE: &str = "exact binomial upper tail, by length";
/// Of more streets or segments with incidents the intervals of the ranks take minutes and gigabytes.
const MOST_RANKED: usize = 20_000;

impl Ranking {
    /// # Errors
    /// [`SelectionError`] where there is nothing to compare with.
    pub(crate) fn new(view: &View<'_>, asked: StreetsAsked) -> Result<Self, SelectionError> {
        let inside = view.inside();
        let counts: Vec<u32> = inside.iter().map(|&s| view.counts[s]).collect();
        let metres: Vec<f64> = inside.iter().map(|&s| view.network.metres[s]).collect();
        let owners: Vec<u32> = inside.iter().map(|&s| view.unit[s]).collect();
        let units = view.with_incidents();
        if units > MOST_RANKED {
            let reason = format!(
                "something happened on {units} of them, and of more than {MOST_RANKED} no ranks are worked out; choose an area, a category or a shorter period"
            );
            return Err(SelectionError::new("of", reason, ["streets"]));
        }
        let found = segment_ranking(&counts, &metres, Some(&owners), &RankingRules::default());
        let units = match found {
            Ok(found) => found.units,
            Err(SegmentRankingError::NoEvents) => Vec::new(),
            Err(SegmentRankingError::TooFewUnits(_)) => return Err(too_few(asked.unit)),
            Err(reason) => return Err(SelectionError::new("of", reason.to_string(), [""; 0])),
        };
        Ok(Self {
            units,
            by: asked.by,
        })
    }

    pub(crate) fn unit(&self, unit: usize) -> &SegmentRank {
        &self.units[unit]
    }

    /// Rank and interval of a unit by what was asked; `None` where it has too little for one.
    pub(crate) fn rank(&self, unit: usize) -> Option<RankInterval> {
        match self.by {
            StreetsBy::Rate => self.units[unit].by_rate.ok(),
            StreetsBy::Count => self.units[unit].by_count,
        }
    }
}

fn too_few(unit: StreetUnit) -> SelectionError {
    match unit {
        StreetUnit::Streets => SelectionError::new(
            "area",
            "one street alone cannot be ranked; choose a larger area, or ask for segments",
            [""; 0],
        ),
        StreetUnit::Segments => SelectionError::new(
            "area",
            "one segment alone cannot be ranked; choose a larger area",
            [""; 0],
        ),
    }
}

/// Shorter streets have no rank by rate.
pub(crate) fn too_short(metres: f64) -> bool {
    metres < RankingRules::default().min_metres
}

/// Shares of the incidents that are told in words: a quarter and a half.
pub(crate) const TOLD: [f64; 2] = [0.25, 0.5];
/// Shares of the incidents that the Lorenz curve is drawn through.
pub(crate) const TENTHS: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// How few of all segments hold some shares of what happened, and how few would by chance.
pub(crate) fn concentration(view: &View<'_>, shares: &[f64]) -> Vec<StreetShare> {
    let inside = view.inside();
    let counts: Vec<u32> = inside.iter().map(|&s| view.counts[s]).collect();
    let metres: Vec<f64> = inside.iter().map(|&s| view.network.metres[s]).collect();
    let all: u32 = counts.iter().sum();
    let share = |incidents: f64| {
        Some(StreetShare {
            incidents,
            segments: smallest_share(&counts, incidents)?,
            by_chance: smallest_share_by_chance(all.into(), &metres, incidents)?,
        })
    };
    shares.iter().copied().filter_map(share).collect()
}
