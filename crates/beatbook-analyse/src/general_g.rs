//! The general G: do high values lie next to high ones, over the map as a whole?
//!
//! Source: Getis & Ord (1992), *Geographical Analysis* 24(3),
//! <https://doi.org/10.1111/j.1538-4632.1992.tb00261.x>. `G = Σ w_ij x_i x_j / Σ x_i x_j` over the
//! ordered pairs of different units. Unlike Moran's I it tells hot from cold: above its
//! expectation the high values, below it the low ones keep together. For amounts of 0 or more;
//! multiplying all by one number changes nothing, adding to all does.

use crate::autocorrelation::{
    Approximation, AutocorrelationError, Chance, WeightSums, chance_of_products, check, products,
};
use crate::permutation::Method;
use crate::{Permutations, Weights};

const METHOD: Method = Method::new(b"the general G  1");

/// The general G and what chance would make of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeneralG {
    /// The statistic: with binary weights a share, between 0 and 1.
    pub g: f64,
    /// Its mean if chance dealt the values out: `S0 / (n (n - 1))`.
    pub expected: f64,
    /// If the values observed were dealt out at random, and G normally distributed.
    pub randomisation: Approximation,
    /// The same, by permutations: no approximation but their number.
    pub chance: Chance,
}

/// Measures how far high values keep together over the whole map.
///
/// - `values[i]`: an amount of 0 or more in unit `i`.
/// - `weights`: without self weights; usually binary.
///
/// # Errors
/// [`AutocorrelationError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{Permutations, Tail, Weights, general_g};
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let weights = Weights::binary(&row);
/// let g = general_g(&[0.0, 1.0, 8.0, 9.0], &weights, Permutations::default())?;
/// // 0 * 1 + 1 * 8 + 8 * 9 = 80 of the 89 that all pairs make.
/// assert!((g.g - 80.0 / 89.0).abs() < 1e-15);
/// // A third of the orders of four values reach that.
/// assert!((g.chance.p(Tail::Upper) - 1.0 / 3.0).abs() < 0.03);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn general_g(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<GeneralG, AutocorrelationError> {
    check(values, weights)?;
    if let Some(i) = values.iter().position(|v| *v < 0.0) {
        return Err(AutocorrelationError::Negative(i, values[i]));
    }
    if values.len() < 4 {
        return Err(AutocorrelationError::TooFewUnits(values.len()));
    }
    if values.iter().filter(|v| **v > 0.0).count() < 2 {
        return Err(AutocorrelationError::TooFewAboveZero);
    }
    let values = shares_of_largest(values);
    let n = values.len() as f64;
    let power = |exponent: i32| values.iter().map(|v| v.powi(exponent)).sum::<f64>();
    let (m1, m2, m3, m4) = (power(1), power(2), power(3), power(4));
    let pairs = pairs(&values);
    let sums = WeightSums::of(weights);
    let (s1, s2, all_weights) = (sums.s1, sums.s2, sums.s0 * sums.s0);

    let g = products(&values, weights) / pairs;
    let expected = sums.s0 / (n * (n - 1.0));
    let b0 = (n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * all_weights;
    let b1 = -((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * all_weights);
    let b2 = -(2.0 * n * s1 - (n + 3.0) * s2 + 6.0 * all_weights);
    let b3 = 4.0 * (n - 1.0) * s1 - 2.0 * (n + 1.0) * s2 + 8.0 * all_weights;
    let b4 = s1 - s2 + all_weights;
    let of_squares = b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1.powi(4);
    let square = of_squares / (pairs * pairs * n * (n - 1.0) * (n - 2.0) * (n - 3.0));
    let variance = square - expected * expected;
    // Rounding stays far below this part of G.
    let tie = 1e-12 * g.max(expected) * pairs;
    Ok(GeneralG {
        g,
        expected,
        randomisation: Approximation::new(g, expected, variance),
        chance: chance_of_products(&values, weights, tie, permutations, METHOD),
    })
}

/// The values, scaled by a power of two so that fourth powers stay in a float's range.
fn shares_of_largest(values: &[f64]) -> Vec<f64> {
    let largest = values.iter().fold(0.0_f64, |top, v| top.max(*v));
    let factor = 2.0_f64.powi(-largest.log2().floor().clamp(-1000.0, 1000.0) as i32);
    values.iter().map(|v| v * factor).collect()
}

/// `Σ x_i x_j` over the ordered pairs of different units, without taking squares away again.
fn pairs(values: &[f64]) -> f64 {
    let mut before = 0.0;
    let mut pairs = 0.0;
    for value in values {
        pairs += value * before;
        before += value;
    }
    2.0 * pairs
}

#[cfg(test)]
#[path = "general_g_tests.rs"]
mod tests;
