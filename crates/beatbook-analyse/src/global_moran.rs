//! Moran's I: do similar values lie next to each other, over the map as a whole?
//!
//! Source: Moran (1950), *Biometrika* 37(1/2), <https://doi.org/10.2307/2332142>; moments in Cliff &
//! Ord (1981), *Spatial Processes*, chapter 2. With `z = x - x̄` and `S0 = Σ w_ij`:
//!
//! - `I = (n / S0) Σ w_ij z_i z_j / Σ z_i²`, and `E(I) = -1 / (n - 1)` if chance dealt values out.
//!
//! I has no unit; neither shifting nor scaling the values, nor scaling all weights, changes it. For
//! rates of small populations see [`standardised_rates`](crate::standardised_rates()): raw rates
//! vary more where fewer people live, and where people live is no accident.

use crate::autocorrelation::{
    Approximation, AutocorrelationError, Chance, WeightSums, chance_of_products, check, products,
};
use crate::gi_star::from_zero;
use crate::permutation::Method;
use crate::{Permutations, Weights};

const METHOD: Method = Method::new(b"Moran's global 1");

/// Moran's I and what chance would make of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobalMoran {
    /// The statistic.
    pub i: f64,
    /// Its mean if chance dealt the values out: `-1 / (n - 1)`, the same under both assumptions.
    pub expected: f64,
    /// If the values were independent draws from one normal distribution.
    pub normality: Approximation,
    /// If the values observed were dealt out at random.
    pub randomisation: Approximation,
    /// The same, by permutations: no approximation but their number.
    pub chance: Chance,
}

/// Measures how alike neighbours are over the whole map.
///
/// - `values[i]`: any quantity of unit `i`.
/// - `weights`: without self weights; usually row-standardised. Units without neighbours take part
///   in the mean only.
///
/// Takes O(links) time per permutation.
///
/// # Errors
/// [`AutocorrelationError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{Permutations, Tail, Weights, global_moran};
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let weights = Weights::binary(&row);
/// let moran = global_moran(&[0.0, 1.0, 8.0, 9.0], &weights, Permutations::default())?;
/// assert!(moran.i > moran.expected);
/// // Two of the 24 orders of four values reach that.
/// assert!((moran.chance.p(Tail::Upper) - 2.0 / 24.0).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn global_moran(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<GlobalMoran, AutocorrelationError> {
    check(values, weights)?;
    if values.len() < 4 {
        return Err(AutocorrelationError::TooFewUnits(values.len()));
    }
    let n = values.len() as f64;
    let deviations = deviations(values);
    let sums = WeightSums::of(weights);
    let variance = deviations.iter().map(|z| z * z).sum::<f64>() / n;
    // I is a sum of products over this.
    let scale = sums.s0 * variance;
    let i = products(&deviations, weights) / scale;
    let expected = -1.0 / (n - 1.0);

    let all_weights = sums.s0 * sums.s0;
    let kurtosis = deviations.iter().map(|z| z.powi(4)).sum::<f64>() / n / (variance * variance);
    let normal = (n * n * sums.s1 - n * sums.s2 + 3.0 * all_weights)
        / ((n - 1.0) * (n + 1.0) * all_weights)
        - expected * expected;
    let random = (n * ((n * n - 3.0 * n + 3.0) * sums.s1 - n * sums.s2 + 3.0 * all_weights)
        - kurtosis * ((n * n - n) * sums.s1 - 2.0 * n * sums.s2 + 6.0 * all_weights))
        / ((n - 1.0) * (n - 2.0) * (n - 3.0) * all_weights)
        - expected * expected;
    // Rounding stays far below this part of I.
    let tie = 1e-12 * (1.0 + i.abs()) * scale;
    Ok(GlobalMoran {
        i,
        expected,
        normality: Approximation::new(i, expected, normal),
        randomisation: Approximation::new(i, expected, random),
        chance: chance_of_products(&deviations, weights, tie, permutations, METHOD),
    })
}

/// Deviations from the mean, scaled by a power of two where squares could leave a float's range.
/// What is 0 but for rounding is 0.
pub(crate) fn deviations(values: &[f64]) -> Vec<f64> {
    let mut values = from_zero(values);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    for value in &mut values {
        *value -= mean;
    }
    let largest = values.iter().fold(0.0_f64, |top, z| top.max(z.abs()));
    for value in &mut values {
        if value.abs() <= 1e-13 * largest {
            *value = 0.0;
        }
    }
    values
}

#[cfg(test)]
#[path = "global_moran_tests.rs"]
mod tests;
