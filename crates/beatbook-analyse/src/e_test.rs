//! Do two counts come from the same rate? The E-test.
//!
//! Source: Krishnamoorthy & Thomson (2004), *Journal of Statistical Planning and Inference* 119(1),
//! <https://doi.org/10.1016/S0378-3758(02)00408-1>. With counts x over exposures n the statistic is
//! `(x1/n1 - x2/n2) / √(x1/n1² + x2/n2²)`; its p is exact for two Poisson counts with the one rate that
//! fits both best.
//!
//! It sees more than the binomial test of [`rate_ratio`](crate::rate_ratio()), which keeps its size by
//! being cautious with small counts; the E-test keeps it on average, and may exceed it by a few tenths of
//! a percent for some rates. There is no interval that goes with it: where an interval is told, tell the p
//! of `rate_ratio`.

use crate::intervals::IntervalError;

/// Statistics no further apart than this share are equal.
const TIE: f64 = 1e-9;
/// Counts further from the expected one than so many of its square roots, and so many more, have no chance
/// worth a digit.
const ROOTS: f64 = 9.0;
const MORE: f64 = 40.0;

/// The two-sided p of equal rates.
///
/// - `count_a`, `count_b`: events, independent of each other.
/// - `exposure_a`, `exposure_b`: what they are counted over, in the same unit.
/// - Time and memory grow with the square root of the counts.
///
/// # Errors
/// [`IntervalError::NotAnExposure`]; [`IntervalError::NoEvents`] where both counts are 0.
///
/// # Example
/// ```
/// use beatbook_analyse::e_test;
///
/// // None in one year and three in the next: chance does that about once in eleven times.
/// let p = e_test(0, 1.0, 3, 1.0)?;
/// assert!((p - 0.0884).abs() < 5e-5);
/// # Ok::<(), beatbook_analyse::IntervalError>(())
/// ```
pub fn e_test(
    count_a: u64,
    exposure_a: f64,
    count_b: u64,
    exposure_b: f64,
) -> Result<f64, IntervalError> {
    for exposure in [exposure_a, exposure_b] {
        if !(exposure.is_finite() && exposure > 0.0) {
            return Err(IntervalError::NotAnExposure(exposure));
        }
    }
    if count_a == 0 && count_b == 0 {
        return Err(IntervalError::NoEvents);
    }
    let statistic = |a: f64, b: f64| {
        let (rate_a, rate_b) = (a / exposure_a, b / exposure_b);
        let variance = rate_a / exposure_a + rate_b / exposure_b;
        // Nothing on either side is the least sign of a difference.
        if variance > 0.0 {
            (rate_a - rate_b).powi(2) / variance
        } else {
            0.0
        }
    };
    let observed = statistic(count_a as f64, count_b as f64) * (1.0 - TIE);
    let rate = (count_a + count_b) as f64 / (exposure_a + exposure_b);
    let of_a = Poisson::new(rate * exposure_a);
    let of_b = Poisson::new(rate * exposure_b);
    // For a fixed count of a the statistic falls and then rises with that of b, and its least is where the
    // rates are equal; so what is not beyond the observed one is a run of counts.
    let p: f64 = of_a
        .counts()
        .map(|a| {
            let equal = (a / exposure_a * exposure_b).floor();
            let within = |b: f64| statistic(a, b) < observed;
            let low = of_b.first_where(|b| b > equal || within(b));
            let high = of_b.first_where(|b| b > equal && !within(b));
            of_a.chance(a) * (1.0 - of_b.between(low, high))
        })
        .sum();
    Ok(p.clamp(0.0, 1.0))
}

/// The counts of a Poisson distribution that have a chance.
struct Poisson {
    first: f64,
    chances: Vec<f64>,
    /// Chance of a count below the first, the second, and so on to all.
    below: Vec<f64>,
}

impl Poisson {
    fn new(mean: f64) -> Self {
        let reach = ROOTS * mean.sqrt() + MORE;
        let first = (mean - reach).max(0.0).floor();
        let last = (mean + reach).ceil();
        let chance = |step: u64| {
            let count = first + step as f64;
            (count * mean.ln() - mean - libm::lgamma(count + 1.0)).exp()
        };
        let chances: Vec<f64> = (0..=(last - first) as u64).map(chance).collect();
        // Logarithms of large numbers leave a relative error common to all.
        let all: f64 = chances.iter().sum();
        let chances: Vec<f64> = chances.iter().map(|chance| chance / all).collect();
        let mut below = vec![0.0];
        below.extend(chances.iter().scan(0.0, |sum, chance| {
            *sum += chance;
            Some(*sum)
        }));
        Self {
            first,
            chances,
            below,
        }
    }

    fn counts(&self) -> impl Iterator<Item = f64> {
        (0..self.chances.len()).map(|step| self.first + step as f64)
    }

    fn chance(&self, count: f64) -> f64 {
        self.chances[(count - self.first) as usize]
    }

    /// Position of the first count of which `holds` is true, which stays true from there on.
    fn first_where(&self, holds: impl Fn(f64) -> bool) -> usize {
        let (mut low, mut high) = (0, self.chances.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if holds(self.first + middle as f64) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Chance of the counts at positions from `low` to before `high`.
    fn between(&self, low: usize, high: usize) -> f64 {
        (self.below[high] - self.below[low.min(high)]).max(0.0)
    }
}

#[cfg(test)]
#[path = "e_test_tests.rs"]
mod tests;
