//! Mann-Kendall: does a series rise or fall more steadily than chance would have it?
//!
//! Sources: Mann (1945), *Econometrica* 13(3), <https://doi.org/10.2307/1907187>; Kendall (1975),
//! *Rank Correlation Methods*; for serial correlation Hamed & Rao (1998), *Journal of Hydrology*
//! 204, <https://doi.org/10.1016/S0022-1694(97)00125-X>.
//!
//! With n values in order of time, `S = Σ_{i<j} sgn(x_j - x_i)`, where equal values count nothing,
//! `Var = [n(n-1)(2n+5) - Σ t(t-1)(2t+5)] / 18` over all groups of t equal values, and
//! `z = (S ∓ 1) / √Var`, 0 where S is 0. p is two-sided, from the normal curve.
//!
//! - Only the order of values counts, so any unit will do.
//! - Values must not share events. Overlapping windows make neighbours in time alike, and the test
//!   then calls series without a trend rising or falling several times as often as it says. Cut the
//!   time into steps that do not overlap.
//! - [`mann_kendall_hamed_rao`] allows for serial correlation that remains. It estimates it from the
//!   same few values and is rough below some 40 of them.
//! - Below [`FEWEST_STEPS`] values hardly any trend can be told: [`MannKendall::power_note`].

use std::f64::consts::SQRT_2;
use std::fmt;

use crate::tails::normal_two_sided;

/// With fewer values only the steadiest of trends can be told.
pub const FEWEST_STEPS: u32 = 10;
/// Serial correlations beyond this level count, as in the paper.
const LAG_ALPHA: f64 = 0.05;

/// Why no trend can be told. Positions count from 0, in order of time.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MannKendallError {
    /// (values)
    #[error("a trend needs at least 3 values in order of time, not {0}; take shorter steps")]
    TooShort(usize),
    /// (position, value): missing steps have to be handled before this point.
    #[error("step {0} has value {1}; leave missing steps out first")]
    NotFinite(usize, f64),
    /// (values): zeros only, usually.
    #[error("all {0} values are equal, so no trend can be told; take longer steps or more events")]
    AllEqual(usize),
    /// (factor): the serial correlations found leave no variance.
    #[error(
        "the serial correlation of these values leaves a variance factor of {0:.3}, which is none; \
         use the test without correction"
    )]
    NoVarianceLeft(f64),
}

/// Which way a series goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// It falls.
    Down,
    /// Neither can be told from chance.
    None,
    /// It rises.
    Up,
}

/// The test of one series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// Values in the series.
    pub steps: u32,
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// Variance of S were all orders equally likely, equal values allowed for.
    pub variance: f64,
    /// Standard score, corrected for continuity.
    pub z: f64,
    /// Two-sided p from the normal curve, uncorrected for testing several series.
    pub p: f64,
}

/// The same with serial correlation allowed for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HamedRao {
    /// The test without the correction.
    pub plain: MannKendall,
    /// `n / n*` of the paper, by which it multiplies the variance.
    pub factor: f64,
    /// Standard score with the variance times the factor, or times 1 where that is less.
    pub z: f64,
    /// Two-sided p of that score.
    pub p: f64,
}

/// What too few values mean for a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerNote {
    /// Values in the series.
    pub steps: u32,
    /// The p of a series that rises at every step: no series has a smaller one.
    pub smallest_p: f64,
}

impl fmt::Display for PowerNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { steps, smallest_p } = self;
        write!(
            f,
            "{steps} steps are few for a trend: a rise at every step has p {smallest_p:.3}, and \
             lesser trends go unnoticed; {FEWEST_STEPS} or more are better"
        )
    }
}

impl PowerNote {
    /// A note for fewer than [`FEWEST_STEPS`] steps.
    pub fn of(steps: u32) -> Option<Self> {
        if steps >= FEWEST_STEPS {
            return None;
        }
        let n = i64::from(steps);
        let (s, variance) = (n * (n - 1) / 2, variance(n, std::iter::empty()));
        Some(Self {
            steps,
            smallest_p: two_sided(score(s, variance)),
        })
    }
}

impl MannKendall {
    /// The way the series goes, if p is at most `alpha`.
    pub fn direction(&self, alpha: f64) -> Direction {
        match self.s {
            s if s > 0 && self.p <= alpha => Direction::Up,
            s if s < 0 && self.p <= alpha => Direction::Down,
            _ => Direction::None,
        }
    }

    /// What the number of values leaves to be seen; `None` from [`FEWEST_STEPS`] on.
    pub fn power_note(&self) -> Option<PowerNote> {
        PowerNote::of(self.steps)
    }
}

/// Tests a series for a trend.
///
/// - `values[i]`: the value of step `i`, in order of time; steps of equal length that do not overlap.
///
/// Takes O(n²) time.
///
/// # Errors
/// [`MannKendallError`]. Equal values throughout are one: of them no trend can be told, which is not
/// the same as none.
///
/// # Example
/// ```
/// use beatbook_analyse::{Direction, mann_kendall};
///
/// let months = [3.0, 5.0, 4.0, 6.0, 8.0, 7.0, 9.0, 11.0, 10.0, 12.0];
/// let trend = mann_kendall(&months)?;
/// assert_eq!((trend.s, trend.direction(0.05)), (39, Direction::Up));
/// assert!(mann_kendall(&[0.0; 10]).is_err());
/// # Ok::<(), beatbook_analyse::MannKendallError>(())
/// ```
pub fn mann_kendall(values: &[f64]) -> Result<MannKendall, MannKendallError> {
    if values.len() < 3 {
        return Err(MannKendallError::TooShort(values.len()));
    }
    if let Some(i) = values.iter().position(|value| !value.is_finite()) {
        return Err(MannKendallError::NotFinite(i, values[i]));
    }
    let pairs = values.iter().enumerate().flat_map(|(i, earlier)| {
        let later = values[i + 1..].iter();
        later.map(move |later| i64::from(later > earlier) - i64::from(later < earlier))
    });
    let s = pairs.sum();
    // Adding 0 makes -0.0 and 0.0 one value.
    let mut rising: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    rising.sort_unstable_by(f64::total_cmp);
    let ties = rising.chunk_by(|a, b| a == b).map(|tied| tied.len() as i64);
    let variance = variance(values.len() as i64, ties);
    if variance <= 0.0 {
        return Err(MannKendallError::AllEqual(values.len()));
    }
    let z = score(s, variance);
    Ok(MannKendall {
        steps: values.len() as u32,
        s,
        variance,
        z,
        p: two_sided(z),
    })
}

/// The same, with a variance that allows for serial correlation.
///
/// The series is freed of its trend (the median of all slopes between two values, Sen), and the
/// serial correlations `r_k` of the ranks of the rest beyond ±1.96/√n enter
/// `n/n* = 1 + 2/(n(n-1)(n-2)) Σ_k (n-k)(n-k-1)(n-k-2) r_k`. A factor below 1, from values that
/// alternate, would make trends of what is none by the plain test: it is given, and not used.
///
/// # Errors
/// As [`mann_kendall()`]; [`MannKendallError::NoVarianceLeft`] where the factor is not above 0.
///
/// # Example
/// ```
/// use beatbook_analyse::mann_kendall_hamed_rao;
///
/// let slow_wave = [1.0, 2.0, 4.0, 6.0, 8.0, 7.0, 5.0, 6.0, 7.0, 9.0, 8.0, 6.0];
/// let trend = mann_kendall_hamed_rao(&slow_wave)?;
/// assert!(trend.p >= trend.plain.p);
/// # Ok::<(), beatbook_analyse::MannKendallError>(())
/// ```
pub fn mann_kendall_hamed_rao(values: &[f64]) -> Result<HamedRao, MannKendallError> {
    let plain = mann_kendall(values)?;
    let slope = median_slope(values);
    let rest: Vec<f64> = (1..)
        .zip(values)
        .map(|(step, value)| value - f64::from(step) * slope)
        .collect();
    let n = values.len() as f64;
    let bound = normal_two_sided(LAG_ALPHA) / n.sqrt();
    let lags: f64 = (1..)
        .zip(serial_correlations(&ranks(&rest)))
        .filter(|(_, r)| r.abs() > bound)
        .map(|(lag, r)| {
            (n - f64::from(lag)) * (n - f64::from(lag) - 1.0) * (n - f64::from(lag) - 2.0) * r
        })
        .sum();
    let factor = 1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * lags;
    if factor <= 0.0 {
        return Err(MannKendallError::NoVarianceLeft(factor));
    }
    let z = score(plain.s, plain.variance * factor.max(1.0));
    Ok(HamedRao {
        plain,
        factor,
        z,
        p: two_sided(z),
    })
}

fn variance(n: i64, ties: impl Iterator<Item = i64>) -> f64 {
    let of = |t: i64| t * (t - 1) * (2 * t + 5);
    (of(n) - ties.map(of).sum::<i64>()) as f64 / 18.0
}

fn score(s: i64, variance: f64) -> f64 {
    (s - s.signum()) as f64 / variance.sqrt()
}

fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The median of the slopes between any two values.
fn median_slope(values: &[f64]) -> f64 {
    let mut slopes: Vec<f64> = values
        .iter()
        .enumerate()
        .flat_map(|(i, earlier)| {
            let later = values[i + 1..].iter().zip(1..);
            later.map(move |(later, steps)| (later - earlier) / f64::from(steps))
        })
        .collect();
    slopes.sort_unstable_by(f64::total_cmp);
    let middle = slopes.len() / 2;
    if slopes.len().is_multiple_of(2) {
        f64::midpoint(slopes[middle - 1], slopes[middle])
    } else {
        slopes[middle]
    }
}

/// Rank of every value, equal ones sharing the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |value: f64| values.iter().filter(|other| **other < value).count();
    let equal = |value: f64| values.iter().filter(|other| **other == value).count();
    values
        .iter()
        .map(|&value| below(value) as f64 + f64::midpoint(equal(value) as f64, 1.0))
        .collect()
}

/// Correlation of a series with itself moved by 1, 2, ... steps; none where all values are equal.
fn serial_correlations(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let product = |lag: usize| -> f64 {
        let pairs = values.iter().zip(&values[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum()
    };
    let own = product(0);
    if own == 0.0 {
        return Vec::new();
    }
    (1..values.len()).map(|lag| product(lag) / own).collect()
}

#[cfg(test)]
#[path = "mann_kendall_tests.rs"]
mod tests;
