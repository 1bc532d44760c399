//! Before anything was done, did the place already move apart from its comparison?
//!
//! Source: the test for a trend in proportions of Armitage (1955), *Biometrics* 11(3),
//! <https://doi.org/10.2307/3001775>: given how many events both have in a step, those of the place are
//! binomial with the same share in every step. Its variance is multiplied by the dispersion of the steps
//! round the trend, never below 1, since incidents come in runs.
//!
//! That no trend is found does not show that there is none: with few events only a steep one would be seen.
//! The interval says how steep a trend the steps leave possible.

use crate::intervals::{Interval, Level};
use crate::tails::normal_upper_tail;

/// Steps in which a trend can be told from a jump.
const FEWEST: usize = 4;

/// How the place moved against its comparison from step to step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParallelTrend {
    /// Ratio of place to comparison in one step over that in the step before: 1 is parallel.
    pub per_step: f64,
    /// Its interval.
    pub interval: Interval,
    /// Two-sided p of no trend.
    pub p: f64,
    /// Dispersion of the steps; 1 or above.
    pub dispersion: f64,
}

/// The trend of a place against its comparison over equally long steps before the day.
///
/// - `own`, `comparison`: events of each step, the oldest first.
/// - Returns `None` with fewer than 4 steps, or without events on either side.
///
/// # Panics
/// Where the lists differ in length.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, parallel_trend};
///
/// let falling = parallel_trend(&[40, 34, 27, 24, 20, 16], &[200; 6], Level::P95).unwrap();
/// assert!(falling.p < 0.01 && falling.per_step < 1.0);
/// let steady = parallel_trend(&[24, 22, 25, 23, 24, 22], &[200; 6], Level::P95).unwrap();
/// assert!(steady.p > 0.5);
/// ```
pub fn parallel_trend(own: &[u64], comparison: &[u64], level: Level) -> Option<ParallelTrend> {
    assert_eq!(own.len(), comparison.len(), "as many steps of each");
    let steps = own.len();
    let both: Vec<f64> = own
        .iter()
        .zip(comparison)
        .map(|(a, b)| (a + b) as f64)
        .collect();
    let (all, of_own) = (both.iter().sum::<f64>(), own.iter().sum::<u64>() as f64);
    let share = of_own / all;
    if steps < FEWEST || !(share > 0.0 && share < 1.0) {
        return None;
    }
    let time = |step: usize| step as f64;
    let middle = (0..steps).map(|step| both[step] * time(step)).sum::<f64>() / all;
    let from_middle = |step: usize| time(step) - middle;
    let spread: f64 = (0..steps)
        .map(|step| both[step] * from_middle(step).powi(2))
        .sum();
    if spread == 0.0 {
        return None;
    }
    let score: f64 = (0..steps)
        .map(|step| from_middle(step) * own[step] as f64)
        .sum();
    let binomial = share * (1.0 - share);
    // The logarithm of the odds per step, to first order.
    let slope = score / (spread * binomial);
    let chi2: f64 = (0..steps)
        .filter(|&step| both[step] > 0.0)
        .map(|step| {
            let left = own[step] as f64 - both[step] * share;
            left * left / (both[step] * binomial)
        })
        .sum();
    let of_trend = score * score / (spread * binomial);
    let dispersion = ((chi2 - of_trend) / (steps - 2) as f64).max(1.0);
    let error = (dispersion / (spread * binomial)).sqrt();
    let reach = level.z() * error;
    Some(ParallelTrend {
        per_step: slope.exp(),
        interval: Interval {
            low: (slope - reach).exp(),
            high: (slope + reach).exp(),
        },
        p: 2.0 * normal_upper_tail((slope / error).abs()),
        dispersion,
    })
}

#[cfg(test)]
#[path = "parallel_trend_tests.rs"]
mod tests;
