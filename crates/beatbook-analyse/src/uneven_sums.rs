//! Sums of draws around units whose neighbours count differently: each unit adds up all draws.
//!
//! Most of it is done in single precision, whose error is bounded: only a block in which a sum comes
//! within that bound of the observed one is added up again in double precision. The counts are
//! those of double precision throughout.

use std::ops::Add;

use crate::permutation::{BLOCK, TailCount};
use crate::shuffled_sums::{Observed, Rows};

/// Sums kept in registers at a time.
const STRIP: usize = 16;
/// The values of a block of draws as shares of the largest, in single precision.
pub(crate) struct Narrow {
    pub(crate) columns: Vec<[f32; BLOCK]>,
    pub(crate) replicates: usize,
}

/// A unit whose neighbours count differently.
pub(crate) struct UnevenRow {
    pub(crate) weights: Vec<f64>,
    pub(crate) observed: Observed,
    /// The weights as shares of their sum.
    narrow: Vec<f32>,
    /// Sums of shares above, or below, these are so in double precision too, and no ties.
    surely_above: f32,
    surely_below: f32,
}

impl UnevenRow {
    pub(crate) fn new(rows: &Rows, unit: usize) -> Self {
        let weights = rows.weights_of(unit);
        let total: f64 = weights.iter().sum();
        let sum = weighted_sum(&weights, rows.observed(unit));
        let observed = Observed::new(sum, rows.tie(weights.len(), total));
        // Each product of shares is rounded thrice and added up to k times, each time by 2^-24 of
        // a sum that stays below 1; twice that leaves room for rounding the limits themselves.
        let error = 2.0 * (weights.len() as f64 + 4.0) * f64::from(f32::EPSILON / 2.0);
        let share = |sum: f64| sum / total / rows.largest;
        Self {
            narrow: weights.iter().map(|w| (w / total) as f32).collect(),
            surely_above: (share(observed.high) + error) as f32,
            surely_below: (share(observed.low) - error) as f32,
            weights,
            observed,
        }
    }

    /// Counts one block of draws.
    pub(crate) fn count(&self, columns: &[[f64; BLOCK]], narrow: &Narrow) -> TailCount {
        let sure = self.sure_count(&narrow.columns);
        if (sure.at_least + sure.at_most) as usize == narrow.replicates {
            sure
        } else {
            self.count_all(columns)
        }
    }

    /// Counts one block, but leaves out what single precision cannot tell from a tie.
    fn sure_count(&self, columns: &[[f32; BLOCK]]) -> TailCount {
        // Counts side by side, as the sums are, so that nothing leaves the wide registers.
        let mut above = [0_u32; STRIP];
        let mut below = [0_u32; STRIP];
        for strip in 0..BLOCK / STRIP {
            let mut sums = [0.0_f32; STRIP];
            for (column, weight) in columns.iter().zip(&self.narrow) {
                let drawn = &column.as_chunks::<STRIP>().0[strip];
                for (sum, value) in sums.iter_mut().zip(drawn) {
                    *sum += weight * value;
                }
            }
            for (lane, sum) in sums.iter().enumerate() {
                above[lane] += u32::from(*sum > self.surely_above);
                below[lane] += u32::from(*sum < self.surely_below);
            }
        }
        TailCount {
            at_least: above.iter().sum(),
            at_most: below.iter().sum(),
        }
    }

    /// Counts one block in double precision.
    fn count_all(&self, columns: &[[f64; BLOCK]]) -> TailCount {
        let mut sums = [0.0; BLOCK];
        for (column, weight) in columns.iter().zip(&self.weights) {
            for (sum, value) in sums.iter_mut().zip(column) {
                *sum += weight * value;
            }
        }
        let counted = sums.iter().map(|sum| self.observed.count(*sum));
        counted.fold(TailCount::default(), Add::add)
    }
}

/// Adds in the order of the places, so that a sum has the same bits whenever it is made.
pub(crate) fn weighted_sum(weights: &[f64], values: impl Iterator<Item = f64>) -> f64 {
    weights
        .iter()
        .zip(values)
        .fold(0.0, |sum, (weight, value)| sum + weight * value)
}
