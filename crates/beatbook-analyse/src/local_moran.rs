//! Local Moran's I: which units are like their neighbours, and which are not?
//!
//! Source: Anselin (1995), *Geographical Analysis* 27(2),
//! <https://doi.org/10.1111/j.1538-4632.1995.tb00338.x>. With `z = x - x̄`:
//!
//! - `I_i = z_i Σ_j w_ij z_j / (Σ z² / (n - 1))`, as `PySAL` and, with `mlvar = FALSE`, spdep have
//!   it; spdep divides by `Σ z² / n` by default: see [`LocalMoran::over_n`].
//! - The sum over all units is `(n - 1) S0 / n` times the global I.
//!
//! p comes from conditional permutation: the unit keeps its value, all others are dealt out. What is
//! high among low neighbours is as unusual as high among high ones, so clusters are judged by the
//! two-sided p. A peer's p that is folded to the nearer tail and not doubled is half as large.
//!
//! Rates of small populations: pass [`standardised_rates`](crate::standardised_rates()).

use std::cmp::Ordering::{Greater, Less};

use crate::autocorrelation::{AutocorrelationError, Chance, check};
use crate::global_moran::deviations;
use crate::permutation::{Method, TailCount};
use crate::shuffled_sums::{Null, shuffled_sums};
use crate::{Permutations, Tail, TooFewPermutations, Weights, benjamini_hochberg};

const METHOD: Method = Method::new(b"Moran's locals 1");

/// A unit's value and its neighbours', each against the mean of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among low.
    LowLow,
    /// High among low: an outlier.
    HighLow,
    /// Low among high: an outlier.
    LowHigh,
}

/// What may be said of a unit on a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LocalCluster {
    /// Unusual after correction for all units tested.
    Significant(Quadrant),
    /// Not told from chance: its quadrant means nothing.
    NotSignificant,
    /// Nothing was tested: no neighbours, a value exactly at the mean, or surroundings that no
    /// permutation changes.
    NotTested,
}

/// One unit's place in Moran's scatter plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoranUnit {
    /// The statistic.
    pub i: f64,
    /// Value less the mean of the map, and the weighted sum of the same around the unit: with
    /// row-standardised weights their mean. In the unit of the values, or scaled by a power of two
    /// where those are beyond 1e100 or below 1e-100.
    pub deviation: f64,
    /// See `deviation`.
    pub lag: f64,
    /// `None` where the deviation or the lag is 0: neither high nor low.
    pub quadrant: Option<Quadrant>,
    /// The chance of an I as extreme. `None` where nothing could be tested.
    pub chance: Option<Chance>,
}

/// Local Moran's I of all units.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalMoran {
    /// In input order; `None` for units without neighbours.
    pub units: Vec<Option<LocalMoranUnit>>,
    /// The permutations made.
    pub permutations: Permutations,
}

impl LocalMoran {
    /// The same with the variance of the values divided by n instead of n - 1, spdep's default.
    /// p and quadrants stay as they are.
    #[must_use]
    pub fn over_n(mut self) -> Self {
        let n = self.units.len() as f64;
        for unit in self.units.iter_mut().flatten() {
            unit.i *= n / (n - 1.0);
        }
        self
    }

    /// p of every unit, uncorrected, as [`benjamini_hochberg`](crate::benjamini_hochberg()) takes
    /// it: NaN where nothing was tested. The upper tail is likeness, the lower one unlikeness.
    pub fn p_or_nan(&self, tail: Tail) -> Vec<f64> {
        let p = |unit: &Option<LocalMoranUnit>| Some(unit.as_ref()?.chance?.p(tail));
        self.units
            .iter()
            .map(|unit| p(unit).unwrap_or(f64::NAN))
            .collect()
    }

    /// Number of units tested: what a correction counts.
    pub fn tested(&self) -> usize {
        self.units
            .iter()
            .flatten()
            .filter(|unit| unit.chance.is_some())
            .count()
    }

    /// Whether the permutations were too few for any single unit to pass a two-sided test
    /// corrected at `alpha`.
    pub fn too_few(&self, alpha: f64) -> Option<TooFewPermutations> {
        self.permutations
            .too_few_in(Tail::TwoSided, self.tested(), alpha)
    }

    /// What may be said of every unit, with the share of false calls held at `alpha` (Benjamini &
    /// Hochberg, over the units tested; two-sided).
    ///
    /// # Panics
    /// Never: p-values by permutation are probabilities.
    pub fn clusters(&self, alpha: f64) -> Vec<LocalCluster> {
        let q = benjamini_hochberg(&self.p_or_nan(Tail::TwoSided))
            .expect("p-values by permutation are probabilities");
        let cluster = |(unit, q): (&Option<LocalMoranUnit>, f64)| match unit {
            Some(LocalMoranUnit {
                chance: Some(_),
                quadrant,
                ..
            }) => match quadrant {
                Some(quadrant) if q <= alpha => LocalCluster::Significant(*quadrant),
                _ => LocalCluster::NotSignificant,
            },
            _ => LocalCluster::NotTested,
        };
        self.units.iter().zip(q).map(cluster).collect()
    }
}

/// Measures how alike each unit is to its neighbours.
///
/// - `values[i]`: any quantity of unit `i`.
/// - `weights`: without self weights; usually row-standardised.
///
/// # Errors
/// [`AutocorrelationError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{Permutations, Quadrant, Weights, local_moran};
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let weights = Weights::binary(&row).row_standardised();
/// let moran = local_moran(&[0.0, 1.0, 8.0, 9.0], &weights, Permutations::default())?;
/// let last = moran.units[3].expect("it has a neighbour");
/// assert_eq!(last.quadrant, Some(Quadrant::HighHigh));
/// // z = 4.5, lag = 3.5, variance 65 / 3.
/// assert!((last.i - 4.5 * 3.5 * 3.0 / 65.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_moran(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<LocalMoran, AutocorrelationError> {
    check(values, weights)?;
    let deviations = deviations(values);
    let n = deviations.len() as f64;
    let variance = deviations.iter().map(|z| z * z).sum::<f64>() / (n - 1.0);
    let counts = shuffled_sums(
        &deviations,
        weights,
        Null::Conditional,
        permutations,
        METHOD,
    );
    let unit = |(unit, count): (usize, Option<TailCount>)| {
        let (links, row) = weights.of(unit);
        if links.is_empty() {
            return None;
        }
        let deviation = deviations[unit];
        let lag = lag_of(
            links
                .iter()
                .zip(row)
                .map(|(&j, w)| w * deviations[j as usize]),
        );
        Some(LocalMoranUnit {
            i: deviation * lag / variance,
            deviation,
            lag,
            quadrant: quadrant(deviation, lag),
            chance: count
                .and_then(|count| of_statistic(count, deviation))
                .map(|count| Chance::new(count, permutations)),
        })
    };
    Ok(LocalMoran {
        units: counts.into_iter().enumerate().map(unit).collect(),
        permutations,
    })
}

/// The sum around a unit; 0 where nothing but rounding is left of it.
fn lag_of(terms: impl Iterator<Item = f64>) -> f64 {
    let (sum, size) = terms.fold((0.0, 0.0), |(sum, size), t| (sum + t, size + t.abs()));
    if sum.abs() <= 1e-13 * size { 0.0 } else { sum }
}

/// I rises with the sum around a unit above the mean, and falls with that around one below it.
fn of_statistic(lags: TailCount, deviation: f64) -> Option<TailCount> {
    if deviation > 0.0 {
        Some(lags)
    } else if deviation < 0.0 {
        Some(TailCount {
            at_least: lags.at_most,
            at_most: lags.at_least,
        })
    } else {
        None
    }
}

fn quadrant(deviation: f64, lag: f64) -> Option<Quadrant> {
    match (deviation.partial_cmp(&0.0)?, lag.partial_cmp(&0.0)?) {
        (Greater, Greater) => Some(Quadrant::HighHigh),
        (Less, Less) => Some(Quadrant::LowLow),
        (Greater, Less) => Some(Quadrant::HighLow),
        (Less, Greater) => Some(Quadrant::LowHigh),
        _ => None,
    }
}

#[cfg(test)]
#[path = "local_moran_tests.rs"]
mod tests;
