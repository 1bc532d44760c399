//! Getis-Ord Gi and Gi*: which units sit in an unusually high or low neighbourhood?
//!
//! Source: Ord & Getis (1995), *Geographical Analysis* 27(4), the z-forms,
//! <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>. The variance divides by n, as PySAL and
//! spdep do, where some older papers print values that divide by n - 1.
//!
//! With n units, weights w, `W = Σ w_ij` and `S = Σ w_ij²` of unit i, mean x̄ and deviation s:
//!
//! - Gi*, self included: `z = (Σ w_ij x_j - W x̄) / (s √((n S - W²) / (n - 1)))`;
//! - Gi, self excluded: the same over the n - 1 other units, with their mean and deviation.
//!
//! With binary weights W = S = k, the units in a neighbourhood, and the root is over
//! `k (n - k) / (n - 1)`.
//!
//! A z says how far a neighbourhood is from the mean of all units given. It is not the test
//! behind a hotspot of counts: with few events a normal p-value is far too small. That test is
//! [`exact_upper_tail`](crate::exact_upper_tail).

use beatbook_core::Neighbours;

use crate::Weights;
use crate::shuffled_sums::only_unit_that_differs;

/// Why scores could not be computed. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GiStarError {
    /// (values, units): every unit needs exactly one value.
    #[error("got {0} values for {1} units; supply one value per unit")]
    LengthMismatch(usize, usize),
    /// (position, value): missing data has to be handled before this point.
    #[error("unit {0} has value {1}; drop or fill in missing units first")]
    NotFinite(usize, f64),
    /// (units): the spread is zero, so a standard score has no meaning.
    #[error("the {0} unit values do not vary, so no unit can stand out")]
    NoVariation(usize),
}

/// Scores the neighbourhood of every unit, self included, against all units.
///
/// - `values[i]`: count, or rate, of unit `i`. Any scale: multiplying every value by the same
///   positive number, or adding the same number to each, changes no score.
/// - `neighbours`: the units next to each, without itself.
/// - Returns z in input order. A unit without neighbours has the standard score of its own
///   value. `None` where a unit neighbours all others: its neighbourhood is then the whole map.
///
/// Takes O(units + links) time. Where all values are integers below 2^53, equal neighbourhood
/// sums of equal size give equal scores, to the last bit.
///
/// # Errors
/// [`GiStarError`], checked before any arithmetic: there is never a partial result.
///
/// # Example
/// ```
/// use beatbook_analyse::gi_star;
/// use beatbook_core::Neighbours;
///
/// // Four units in a row; events pile up at the right-hand end.
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let z = gi_star(&[0.0, 1.0, 8.0, 9.0], &row)?;
/// assert!(z[0] < z[3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gi_star(values: &[f64], neighbours: &Neighbours) -> Result<Vec<Option<f64>>, GiStarError> {
    check(values, neighbours.len())?;
    let values = from_zero(values);
    Ok(scores_with_self(&values, |unit| {
        let ring = neighbours.of(unit);
        Around::binary(values[unit] + ring_sum(&values, ring), ring.len() + 1)
    }))
}

/// Scores the neighbours of every unit, self excluded, against all other units.
///
/// As [`gi_star`], except that unit `i` is left out of its own sum, mean and deviation. `None`
/// where a unit has no neighbour, neighbours all others, or where all others are equal.
///
/// # Errors
/// [`GiStarError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::getis_ord_gi;
/// use beatbook_core::Neighbours;
///
/// // Unit 3 touches nothing, so there is nothing to score.
/// let map = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1], vec![]])?;
/// assert_eq!(getis_ord_gi(&[0.0, 1.0, 8.0, 9.0], &map)?[3], None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn getis_ord_gi(
    values: &[f64],
    neighbours: &Neighbours,
) -> Result<Vec<Option<f64>>, GiStarError> {
    check(values, neighbours.len())?;
    let values = from_zero(values);
    Ok(scores_without_self(&values, |unit| {
        let ring = neighbours.of(unit);
        Around::binary(ring_sum(&values, ring), ring.len())
    }))
}

/// How the squares of weights enter the deviation of a weighted sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WeightSquares {
    /// As squares: Ord & Getis, and spdep. Multiplying the weights of a unit changes no score, so
    /// row-standardised weights give the scores of binary ones.
    #[default]
    Squared,
    /// As the weights themselves, which is right for 0 and 1 only. `PySAL` does so for all weights;
    /// its row-standardised scores are too near to 0, the nearer the more neighbours a unit has.
    /// For comparison with that package alone.
    AsIfBinary,
}

/// Scores the weighted sum around every unit: Gi* where the weights include the unit itself
/// ([`Weights::with_self`]), Gi where they do not.
///
/// As [`gi_star`] and [`getis_ord_gi`], which it equals for binary weights. `None` also where
/// weights are such that the sum could not differ from what it is.
///
/// # Errors
/// [`GiStarError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{WeightSquares, Weights, gi_star, weighted_gi};
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let values = [0.0, 1.0, 8.0, 9.0];
/// let star = Weights::binary(&row).with_self(1.0)?;
/// let z = weighted_gi(&values, &star, WeightSquares::Squared)?;
/// assert_eq!(z, gi_star(&values, &row)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn weighted_gi(
    values: &[f64],
    weights: &Weights,
    squares: WeightSquares,
) -> Result<Vec<Option<f64>>, GiStarError> {
    check(values, weights.len())?;
    let values = from_zero(values);
    let around = |unit: usize| Around {
        sum: weights.sum_around(unit, &values),
        weights: weights.sum_of(unit),
        squares: match squares {
            WeightSquares::Squared => weights.squares_of(unit),
            WeightSquares::AsIfBinary => weights.sum_of(unit),
        },
    };
    Ok(if weights.has_self() {
        scores_with_self(&values, around)
    } else {
        scores_without_self(&values, around)
    })
}

/// What lies around a unit.
struct Around {
    /// Weighted sum of the values.
    sum: f64,
    /// Sum of the weights, and of their squares.
    weights: f64,
    squares: f64,
}

impl Around {
    fn binary(sum: f64, size: usize) -> Self {
        Self {
            sum,
            weights: size as f64,
            squares: size as f64,
        }
    }

    /// z, if values with this mean and variance are dealt out over so many units.
    fn score(&self, units: f64, mean: f64, variance: f64) -> Option<f64> {
        let all_equal = self.weights * self.weights;
        let spread = units * self.squares - all_equal;
        // At 0 all units are in, and count the same; what rounding leaves is no spread either.
        let varies = spread > 1e-12 * all_equal && units > 1.0;
        let deviation = (variance * (spread / (units - 1.0))).sqrt();
        varies.then(|| (self.sum - self.weights * mean) / deviation)
    }
}

fn scores_with_self(values: &[f64], around: impl Fn(usize) -> Around) -> Vec<Option<f64>> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    (0..values.len())
        .map(|unit| around(unit).score(n, mean, variance))
        .collect()
}

fn scores_without_self(values: &[f64], around: impl Fn(usize) -> Around) -> Vec<Option<f64>> {
    let odd_one_out = only_unit_that_differs(values);
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();

    let score = |unit: usize| {
        if odd_one_out == Some(unit) {
            return None;
        }
        let own = values[unit] - mean;
        let others = n - 1.0;
        // One unit at most can hold over half of the squares; for it, taking its share from the
        // total would leave little but rounding.
        let (mean, variance) = if own * own > 0.5 * squares {
            moments_without(values, unit)
        } else {
            (
                mean - own / others,
                (squares - own * own) / others - (own / others).powi(2),
            )
        };
        around(unit).score(others, mean, variance)
    };
    (0..values.len()).map(score).collect()
}

/// Mean and variance of all values but one.
fn moments_without(values: &[f64], left_out: usize) -> (f64, f64) {
    let others = || {
        values
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != left_out)
            .map(|(_, v)| *v)
    };
    let n = values.len() as f64 - 1.0;
    let mean = others().sum::<f64>() / n;
    (mean, others().map(|v| (v - mean).powi(2)).sum::<f64>() / n)
}

fn check(values: &[f64], units: usize) -> Result<(), GiStarError> {
    if values.len() != units {
        return Err(GiStarError::LengthMismatch(values.len(), units));
    }
    if let Some(i) = values.iter().position(|v| !v.is_finite()) {
        return Err(GiStarError::NotFinite(i, values[i]));
    }
    if values.iter().all(|v| *v == values[0]) {
        return Err(GiStarError::NoVariation(values.len()));
    }
    Ok(())
}

/// The same values, moved so that the first is 0, and scaled by a power of two into -2..2 where
/// their squares or sums could leave the range of a float. Neither rounds an integer.
pub(crate) fn from_zero(values: &[f64]) -> Vec<f64> {
    let largest = values.iter().fold(0.0_f64, |top, v| top.max(v.abs()));
    let factor = if (1e-100..=1e100).contains(&largest) {
        1.0
    } else {
        2.0_f64.powi(-largest.log2().floor().clamp(-1000.0, 1000.0) as i32)
    };
    values
        .iter()
        .map(|v| v * factor - values[0] * factor)
        .collect()
}

fn ring_sum(values: &[f64], ring: &[u32]) -> f64 {
    ring.iter().map(|&j| values[j as usize]).sum()
}

#[cfg(test)]
#[path = "gi_star_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "weighted_gi_tests.rs"]
mod weighted_tests;
