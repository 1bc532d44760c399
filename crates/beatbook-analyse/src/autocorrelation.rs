//! What Moran's I and the general G share: sums of weights, the checks, and the chance of the
//! observed sum of products under permutation.

use crate::permutation::{Method, TailCount, relabelled};
use crate::tails::normal_upper_tail;
use crate::{Permutations, Tail, Weights};

/// Why no statistic could be computed. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AutocorrelationError {
    /// (values, units): every unit needs exactly one value.
    #[error("got {0} values for {1} units; supply one value per unit")]
    LengthMismatch(usize, usize),
    /// (position, value): missing data has to be handled before this point.
    #[error("unit {0} has value {1}; drop or fill in missing units first")]
    NotFinite(usize, f64),
    /// (units): the spread is zero, so nothing can go together.
    #[error("the {0} unit values do not vary, so there is no pattern to measure")]
    NoVariation(usize),
    /// (units): the variance is not defined.
    #[error("got {0} units; at least 4 are needed")]
    TooFewUnits(usize),
    /// No unit has a neighbour.
    #[error("no unit has a neighbour, so nothing can be compared; link units that are near")]
    NoLinks,
    /// A unit does not go together with itself.
    #[error("the weights include each unit itself; leave self weights to Gi*")]
    SelfWeights,
    /// (position, value): the general G multiplies values, which have to be amounts.
    #[error(
        "unit {0} has value {1}; the general G takes amounts of 0 or more, Moran's I any value"
    )]
    Negative(usize, f64),
    /// Every product is 0 whichever way the values are dealt out.
    #[error("fewer than two units hold more than 0, so no two can be high together")]
    TooFewAboveZero,
}

/// A normal approximation to the distribution of a statistic. Approximate indeed: with few events
/// per unit prefer the permutations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Approximation {
    /// Variance of the statistic.
    pub variance: f64,
    /// Standard score of the observed one.
    pub z: f64,
}

impl Approximation {
    pub(crate) fn new(observed: f64, expected: f64, variance: f64) -> Self {
        let z = (observed - expected) / variance.sqrt();
        Self { variance, z }
    }

    /// Approximate p of a tail.
    pub fn p(&self, tail: Tail) -> f64 {
        match tail {
            Tail::Upper => normal_upper_tail(self.z),
            Tail::Lower => normal_upper_tail(-self.z),
            Tail::TwoSided => 2.0 * normal_upper_tail(self.z.abs()),
        }
    }
}

/// The chance of a statistic as extreme, from permutations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance {
    count: TailCount,
    permutations: Permutations,
}

impl Chance {
    pub(crate) fn new(count: TailCount, permutations: Permutations) -> Self {
        Self {
            count,
            permutations,
        }
    }

    /// p of a tail: how many permutations are as extreme, the observed map counted among them.
    pub fn p(&self, tail: Tail) -> f64 {
        self.count.p(tail, self.permutations.count())
    }

    /// The permutations made.
    pub fn permutations(&self) -> Permutations {
        self.permutations
    }
}

/// Checks what all of these statistics ask for.
pub(crate) fn check(values: &[f64], weights: &Weights) -> Result<(), AutocorrelationError> {
    if values.len() != weights.len() {
        return Err(AutocorrelationError::LengthMismatch(
            values.len(),
            weights.len(),
        ));
    }
    if let Some(i) = values.iter().position(|v| !v.is_finite()) {
        return Err(AutocorrelationError::NotFinite(i, values[i]));
    }
    if weights.has_self() {
        return Err(AutocorrelationError::SelfWeights);
    }
    if weights.neighbours().links().is_empty() {
        return Err(AutocorrelationError::NoLinks);
    }
    if values.iter().all(|v| *v == values[0]) {
        return Err(AutocorrelationError::NoVariation(values.len()));
    }
    Ok(())
}

/// The sums of weights that moments are made of (Cliff & Ord).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeightSums {
    /// All weights.
    pub(crate) s0: f64,
    /// Half the squares of `w_ij + w_ji`, over all ordered pairs.
    pub(crate) s1: f64,
    /// Squares of a unit's weights, in and out together.
    pub(crate) s2: f64,
}

impl WeightSums {
    pub(crate) fn of(weights: &Weights) -> Self {
        let units = weights.len();
        let mut s0 = 0.0;
        let mut s1 = 0.0;
        let mut in_and_out = vec![0.0; units];
        for unit in 0..units {
            let (links, row) = weights.of(unit);
            for (&other, weight) in links.iter().zip(row) {
                s0 += weight;
                // Σ (w_ij + w_ji)² / 2 = Σ w_ij² + Σ w_ij w_ji.
                s1 += weight * (weight + weights.between(other as usize, unit as u32));
                in_and_out[unit] += weight;
                in_and_out[other as usize] += weight;
            }
        }
        Self {
            s0,
            s1,
            s2: in_and_out.iter().map(|w| w * w).sum(),
        }
    }
}

/// `Σ w_ij x_i x_j`.
pub(crate) fn products(values: &[f64], weights: &Weights) -> f64 {
    let of_unit = |unit: usize| values[unit] * weights.sum_around(unit, values);
    (0..values.len()).map(of_unit).sum()
}

/// Counts the sums of products with the values dealt out anew. Sums no further apart than `tie`
/// are equal.
pub(crate) fn chance_of_products(
    values: &[f64],
    weights: &Weights,
    tie: f64,
    permutations: Permutations,
    method: Method,
) -> Chance {
    let dealt_anew = |dealt: &mut Vec<f64>, order: &[u32]| {
        dealt.clear();
        dealt.extend(order.iter().map(|&unit| values[unit as usize]));
        products(dealt, weights)
    };
    let sums = relabelled(permutations, method, values.len(), Vec::new, dealt_anew);
    let count = TailCount::of(&sums, products(values, weights), tie);
    Chance::new(count, permutations)
}
