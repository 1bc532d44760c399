//! How many events has each place, once luck is taken out, and which of them can be told from an ordinary
//! one?
//!
//! Source: the empirical Bayes estimate of Marshall (1991), *Applied Statistics* 40(2),
//! <https://doi.org/10.2307/2347593>, for places that were all looked at for as long.
//!
//! Each place has a mean of its own; the means of all places are taken as gamma, with the average m of the
//! counts and the variance A that is left of theirs when that of chance alone, m, is taken off. A place with
//! x events then has the posterior Gamma(m²/A + x, rate m/A + 1): its mean lies between x and m, the nearer
//! to m the less the places differ. Intervals are the central 95% of that posterior; ranks are drawn from it
//! as in [`rank_intervals`](crate::rank_intervals()).
//!
//! Where the counts vary no more than chance makes them (A is not above 0) all places have the mean m, and
//! none can be told from another.

use crate::rank_interval::{RankInterval, rank_intervals_by};
use crate::tails::{ln_gamma_lower_quantile, ln_gamma_upper_quantile};

/// Half of what the 95% interval leaves out.
const TAIL: f64 = 0.025;

/// One place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrunkCount {
    /// Posterior mean, in events.
    pub mean: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end of its 95% interval.
    pub high: f64,
    /// Rank by the posterior mean, with its interval.
    pub rank: RankInterval,
}

/// All places, in input order.
#[derive(Debug, Clone, PartialEq)]
pub struct ShrunkCounts {
    /// One entry each.
    pub places: Vec<ShrunkCount>,
    /// Median of the posterior means: the ordinary place.
    pub median: f64,
    /// Average count.
    pub mean: f64,
    /// Variance of the means beyond chance; 0 where there is none.
    pub variance: f64,
}

impl ShrunkCounts {
    /// Whether the interval of a place leaves out the median.
    ///
    /// Panics where `place` is out of range.
    pub fn differs(&self, place: usize) -> bool {
        let ShrunkCount { low, high, .. } = self.places[place];
        self.variance > 0.0 && (low > self.median || high < self.median)
    }
}

/// Shrinks the counts of places towards their average.
///
/// - `counts[i]`: events of place `i`; all places looked at for as long, those without events too: leaving
///   them out makes every other look ordinary.
/// - `seed`: the same input and seed give the same intervals of ranks.
/// - Returns one entry each; nothing for no place.
///
/// # Example
/// ```
/// use beatbook_analyse::shrunk_counts;
///
/// let found = shrunk_counts(&[30, 4, 2, 3, 0, 1, 2, 0], 1);
/// let (first, second) = (found.places[0], found.places[1]);
/// assert!(first.mean < 30.0 && first.low > found.median && found.differs(0));
/// assert!(second.mean < 5.0 && !found.differs(1));
/// ```
pub fn shrunk_counts(counts: &[u64], seed: u64) -> ShrunkCounts {
    let n = counts.len().max(1) as f64;
    let mean = counts.iter().sum::<u64>() as f64 / n;
    let spread = counts.iter().map(|&x| (x as f64 - mean).powi(2));
    let variance = (spread.sum::<f64>() / n - mean).max(0.0);
    if variance == 0.0 {
        return all_alike(counts.len(), mean);
    }
    let (shape, rate) = (mean * mean / variance, mean / variance);
    let ranks = rank_intervals_by(counts, shape, seed, |_, events| events);
    let place = |(&events, rank): (&u64, RankInterval)| {
        let shape = shape + events as f64;
        ShrunkCount {
            mean: shape / (rate + 1.0),
            low: ln_gamma_lower_quantile(shape, TAIL).exp() / (rate + 1.0),
            high: ln_gamma_upper_quantile(shape, TAIL).exp() / (rate + 1.0),
            rank,
        }
    };
    let places: Vec<ShrunkCount> = counts.iter().zip(ranks).map(place).collect();
    ShrunkCounts {
        median: median(places.iter().map(|place| place.mean)),
        places,
        mean,
        variance,
    }
}

fn all_alike(places: usize, mean: f64) -> ShrunkCounts {
    let high = places as u32;
    let place = |rank| ShrunkCount {
        mean,
        low: mean,
        high: mean,
        rank: RankInterval { rank, low: 1, high },
    };
    ShrunkCounts {
        places: (1..=high).map(place).collect(),
        median: mean,
        mean,
        variance: 0.0,
    }
}

/// The middle value; of an even number the mean of the two in the middle.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut rising: Vec<f64> = values.collect();
    rising.sort_unstable_by(f64::total_cmp);
    let half = rising.len() / 2;
    if rising.len().is_multiple_of(2) {
        f64::midpoint(rising[half - 1], rising[half])
    } else {
        rising[half]
    }
}

#[cfg(test)]
#[path = "shrunk_counts_tests.rs"]
mod tests;
