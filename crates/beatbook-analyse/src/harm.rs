//! Harm: a sum of offences, each weighted by how serious its kind is.
//!
//! Sources: the sum is that of the Cambridge Crime Harm Index, Sherman, Neyroud & Neyroud (2016),
//! *Policing* 10(3), <https://doi.org/10.1093/police/paw003>, and of the ONS Crime Severity Score;
//! its interval is the gamma one of Fay & Feuer (1997), *Statistics in Medicine* 16(7),
//! <https://doi.org/10.1002/(SICI)1097-0258(19970415)16:7%3C791::AID-SIM500%3E3.0.CO;2-%23>.
//!
//! With `y = Σ wᵢ nᵢ` and `v = Σ wᵢ² nᵢ` the lower end is the lower quantile of the gamma
//! distribution with mean `y` and variance `v`, the upper end the upper quantile of that with mean
//! `y + m` and variance `v + m²`, `m` the largest weight. With one weight this is Garwood's exact
//! interval of the count. The normal kind (Dobson) goes below 0 here: one murder weighs as hundreds
//! of assaults.

use crate::intervals::{Interval, Level};
use crate::tails::{ln_gamma_lower_quantile, ln_gamma_upper_quantile};

/// The harm of one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Harm {
    /// Sum of weights, in the unit of the weights.
    pub total: f64,
    /// Interval of the sum that would be expected there.
    pub interval: Interval,
    /// Weight of its most harmful event; 0 without any event.
    pub largest: f64,
}

/// Where a place stands by harm among others, from 1; equal sums share a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HarmStanding {
    /// Its rank.
    pub rank: u32,
    /// Its rank if its most harmful event had not happened, all others as they are.
    pub without_largest: u32,
}

/// Why a sum of harm could not be made. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HarmError {
    /// (counts, weights): every kind needs one of each.
    #[error("got {0} counts for {1} weights; supply one weight per kind of event")]
    LengthMismatch(usize, usize),
    /// (position, value): a weight that is finite and not negative.
    #[error("kind {0} has the weight {1}; a weight is finite and not below 0")]
    NotAWeight(usize, f64),
    /// Nothing has a weight, so no sum means anything.
    #[error("no kind of event has a weight; supply at least one")]
    NoWeights,
}

/// Adds up the weights of the events of one place.
///
/// - `counts[i]`: events of kind `i` at the place, 0 where another place has some.
/// - `weights[i]`: harm of one of them. Kinds without a weight stay out of both: a weight of 0 says
///   that they do no harm. The largest of all weights sets the upper end, since what has not yet
///   happened here could have.
/// - The interval takes events as independent, and covers at least as often as it says.
///
/// # Errors
/// [`HarmError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, harm};
///
/// // One murder outweighs 43 assaults, and the interval says how little is known.
/// let place = harm(&[1, 43], &[5475.0, 20.0], Level::P95)?;
/// assert_eq!((place.total, place.largest), (6335.0, 5475.0));
/// assert!(place.interval.low < 600.0 && place.interval.high > 30_000.0);
/// # Ok::<(), beatbook_analyse::HarmError>(())
/// ```
pub fn harm(counts: &[u64], weights: &[f64], level: Level) -> Result<Harm, HarmError> {
    if counts.len() != weights.len() {
        return Err(HarmError::LengthMismatch(counts.len(), weights.len()));
    }
    if let Some(i) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
        return Err(HarmError::NotAWeight(i, weights[i]));
    }
    let heaviest = weights.iter().copied().reduce(f64::max);
    let heaviest = heaviest.ok_or(HarmError::NoWeights)?;
    let kinds = || counts.iter().zip(weights).filter(|(count, _)| **count > 0);
    let total: f64 = kinds().map(|(&n, w)| n as f64 * w).sum();
    let variance: f64 = kinds().map(|(&n, w)| n as f64 * w * w).sum();
    let tail = (1.0 - level.value()) / 2.0;
    let quantile = |of: fn(f64, f64) -> f64, mean: f64, variance: f64| {
        if mean > 0.0 {
            variance / mean * of(mean * mean / variance, tail).exp()
        } else {
            0.0
        }
    };
    Ok(Harm {
        total,
        interval: Interval {
            low: quantile(ln_gamma_lower_quantile, total, variance),
            high: quantile(
                ln_gamma_upper_quantile,
                total + heaviest,
                variance + heaviest * heaviest,
            ),
        },
        largest: kinds().map(|(_, w)| *w).fold(0.0, f64::max),
    })
}

/// Ranks places by harm, and again with the most harmful event of each left out: a place whose rank
/// falls owes it to a single case.
///
/// - Returns one entry per place, in input order.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, harm, harm_standings};
///
/// let weights = [5475.0, 20.0];
/// let places = [harm(&[1, 0], &weights, Level::P95)?, harm(&[0, 90], &weights, Level::P95)?];
/// let standings = harm_standings(&places);
/// assert_eq!((standings[0].rank, standings[0].without_largest), (1, 2));
/// assert_eq!((standings[1].rank, standings[1].without_largest), (2, 2));
/// # Ok::<(), beatbook_analyse::HarmError>(())
/// ```
pub fn harm_standings(places: &[Harm]) -> Vec<HarmStanding> {
    let mut totals: Vec<f64> = places.iter().map(|place| place.total).collect();
    totals.sort_unstable_by(|a, b| b.total_cmp(a));
    let above = |sum: f64| totals.partition_point(|total| *total > sum) as u32;
    places
        .iter()
        .map(|place| {
            let without = place.total - place.largest;
            // The place itself is among those above what is left of it.
            let itself = u32::from(place.total > without);
            HarmStanding {
                rank: above(place.total) + 1,
                without_largest: above(without) - itself + 1,
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "harm_tests.rs"]
mod tests;
