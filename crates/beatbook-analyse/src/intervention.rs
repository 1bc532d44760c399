//! Did it work? What the figures of a place, its ring and a comparison allow to be said together.
//!
//! A fall at a place that was chosen because it was high says nothing: it falls by itself (regression to the
//! mean; for patrols at hotspots Ariel & Farrington 2010, *Handbook of Quantitative Criminology*, ch. 21).
//! Nor does one that goes on from before the day. So a change is told only where its interval leaves
//! out 1, the place was not chosen from the days it is measured against, and it kept step with its comparison
//! before. Everything else is *no evidence*, with the reason: never *no effect*.

use crate::displacement::{Displacement, Pair, WeightedDifference, displacement, net_difference};
use crate::intervals::Level;
use crate::parallel_trend::{ParallelTrend, parallel_trend};
use crate::relative_change::{RelativeChange, Steps, relative_change, relative_change_of_totals};

/// p of a trend before the day below which the place did not keep step with its comparison.
const APART: f64 = 0.05;

/// How the place came to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// For another reason than its count, or from days that the baseline does not hold.
    Apart,
    /// From days of the baseline.
    FromBaseline,
    /// Not said.
    Unknown,
}

/// Counts of an intervention. See [`intervention`].
#[derive(Debug, Clone, Copy)]
pub struct Treated<'a> {
    /// The place itself.
    pub place: Steps<'a>,
    /// The ground round it, where what was displaced would turn up.
    pub ring: Option<Steps<'a>>,
    /// The comparison, which shares no event with the others.
    pub comparison: Steps<'a>,
    /// Events of the place and of the comparison in as many days before the first step.
    pub earlier: Option<(u64, u64)>,
    /// How the place was chosen.
    pub chosen: Chosen,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The place fell against its comparison.
    Fell,
    /// The place rose against its comparison.
    Rose,
    /// Neither can be said.
    NoEvidence(NoEvidence),
}

/// Why neither can be said. The first reason that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoEvidence {
    /// The place was chosen from days of its own baseline.
    ChosenFromBaseline,
    /// The interval holds 1.
    WithinChance,
    /// The place moved apart from its comparison before the day already.
    MovedBefore,
    /// How it was chosen is not said, and against the days before its baseline it did not change.
    BaselineStoodOut,
    /// How it was chosen is not said, and no days before the baseline are held to tell.
    ChoiceUnknown,
    /// One of the four counts is 0.
    NoEvents,
}

/// The figures of an intervention.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervention {
    /// Change of the place beyond that of the comparison; `None` where a count is 0.
    pub place: Option<RelativeChange>,
    /// Change of the ring beyond that of the comparison; `None` without one or where a count is 0.
    pub ring: Option<RelativeChange>,
    /// Events fewer or more in place and ring together than the comparison leads to expect.
    pub net: Option<WeightedDifference>,
    /// The figures of Bowers & Johnson; `None` without a ring.
    pub displacement: Option<Displacement>,
    /// How the place moved against the comparison before the day.
    pub before: Option<ParallelTrend>,
    /// Change of the place against the days before its baseline.
    pub against_earlier: Option<RelativeChange>,
    /// What may be said.
    pub finding: Finding,
}

/// Works out what may be said of an intervention.
///
/// - `treated`: as many steps of place, ring and comparison on each side.
///
/// # Panics
/// Where the sides differ in their number of steps.
///
/// # Example
/// ```
/// use beatbook_analyse::{Chosen, Finding, Level, NoEvidence, Steps, Treated, intervention};
///
/// let side = |before, after| Steps { before, after };
/// let treated = Treated {
///     place: side(&[52, 50, 55, 50], &[28, 26, 30, 26]),
///     ring: None,
///     comparison: side(&[300; 4], &[310; 4]),
///     earlier: None,
///     chosen: Chosen::Apart,
/// };
/// assert_eq!(intervention(treated, Level::P95).finding, Finding::Fell);
/// let guarded = Treated { chosen: Chosen::FromBaseline, ..treated };
/// let found = intervention(guarded, Level::P95).finding;
/// assert_eq!(found, Finding::NoEvidence(NoEvidence::ChosenFromBaseline));
/// ```
pub fn intervention(treated: Treated<'_>, level: Level) -> Intervention {
    let Treated {
        place,
        ring,
        comparison,
        ..
    } = treated;
    for steps in [Some(place), ring].into_iter().flatten() {
        let lengths = |steps: Steps<'_>| (steps.before.len(), steps.after.len());
        assert_eq!(lengths(steps), lengths(comparison), "as many steps of each");
    }
    let of_place = relative_change(place, comparison, level).ok();
    let of_ring = ring.and_then(|ring| relative_change(ring, comparison, level).ok());
    let both = ring.map_or(totals(place), |ring| {
        let (place, ring) = (totals(place), totals(ring));
        Pair {
            before: place.before + ring.before,
            after: place.after + ring.after,
        }
    });
    let dispersion = |change: Option<RelativeChange>| change.map_or(1.0, |found| found.dispersion);
    let dispersion = dispersion(of_place).max(dispersion(of_ring));
    let mut found = Intervention {
        place: of_place,
        ring: of_ring,
        net: net_difference(both, totals(comparison), dispersion, level),
        displacement: ring
            .map(|ring| displacement(totals(place), totals(ring), totals(comparison))),
        before: parallel_trend(place.before, comparison.before, level),
        against_earlier: against_earlier(treated, dispersion, level),
        finding: Finding::NoEvidence(NoEvidence::NoEvents),
    };
    found.finding = finding(&found, treated.chosen);
    found
}

/// What figures allow to be said, where they are not worked out by [`intervention`] itself: from rounded
/// totals. Reads all but `finding`.
pub fn finding(found: &Intervention, chosen: Chosen) -> Finding {
    use NoEvidence as No;
    if chosen == Chosen::FromBaseline {
        return Finding::NoEvidence(No::ChosenFromBaseline);
    }
    let Some(change) = found.place else {
        return Finding::NoEvidence(No::NoEvents);
    };
    let told = match (change.low > 1.0, change.high < 1.0) {
        (true, _) => Finding::Rose,
        (_, true) => Finding::Fell,
        _ => return Finding::NoEvidence(No::WithinChance),
    };
    if found.before.is_some_and(|trend| trend.p < APART) {
        return Finding::NoEvidence(No::MovedBefore);
    }
    match (chosen, found.against_earlier) {
        (Chosen::Unknown, None) => Finding::NoEvidence(No::ChoiceUnknown),
        (Chosen::Unknown, Some(earlier)) => {
            let same = match told {
                Finding::Fell => earlier.high < 1.0,
                _ => earlier.low > 1.0,
            };
            if same {
                told
            } else {
                Finding::NoEvidence(No::BaselineStoodOut)
            }
        }
        _ => told,
    }
}

fn against_earlier(treated: Treated<'_>, dispersion: f64, level: Level) -> Option<RelativeChange> {
    let (own, compared) = treated.earlier?;
    let own = (own, totals(treated.place).after);
    let compared = (compared, totals(treated.comparison).after);
    relative_change_of_totals(own, compared, dispersion, level).ok()
}

fn totals(steps: Steps<'_>) -> Pair {
    Pair {
        before: steps.before.iter().sum(),
        after: steps.after.iter().sum(),
    }
}

#[cfg(test)]
#[path = "intervention_tests.rs"]
mod tests;
