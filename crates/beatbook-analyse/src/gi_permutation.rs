//! Permutation p-values of Getis-Ord Gi and Gi*, for values and weights of any kind.
//!
//! Source: Ord & Getis (1995), *Geographical Analysis* 27(4), section 4,
//! <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>; conditional permutation as in Anselin
//! (1995), <https://doi.org/10.1111/j.1538-4632.1995.tb00338.x>. The statistic of unit i is the
//! weighted sum around it, of which Gi and Gi* are rising functions as long as the values dealt
//! out stay the same. So p is the share of permutations whose sum is as high (or low), the
//! observed map counted among them: `(c + 1) / (R + 1)`.
//!
//! Which null hypothesis? [`Null::Conditional`] holds a unit's own value and tests its surroundings
//! only, so Gi and Gi* have the same p, and an isolated spike goes cold in the middle of a hot
//! ring. [`Null::Full`] tests the neighbourhood as a whole. For counts with binary weights
//! [`exact_upper_tail`](crate::exact_upper_tail()) gives the p of the full null without
//! permutations and without their floor: with R permutations no p is below `1 / (R + 1)`.

use crate::permutation::{Method, TailCount};
use crate::shuffled_sums::{Null, shuffled_sums};
use crate::{Permutations, Tail, TooFewPermutations, Weights};

const METHOD: Method = Method::new(b"Getis-Ord sums 1");

/// How to test.
///
/// # Example
/// ```
/// use beatbook_analyse::{Null, PermutationRules, Tail};
///
/// let rules = PermutationRules::default();
/// assert_eq!((rules.null, rules.tail), (Null::Conditional, Tail::Upper));
/// assert_eq!(rules.permutations.count(), 9_999);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PermutationRules {
    /// How many permutations, and from which seed.
    pub permutations: Permutations,
    /// What stays where it is.
    pub null: Null,
    /// Which extreme counts: by default high values.
    pub tail: Tail,
}

/// Why no p-value could be computed. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GiPermutationError {
    /// (values, units): every unit needs exactly one value.
    #[error("got {0} values for {1} units; supply one value per unit")]
    LengthMismatch(usize, usize),
    /// (position, value): missing data has to be handled before this point.
    #[error("unit {0} has value {1}; drop or fill in missing units first")]
    NotFinite(usize, f64),
    /// (units): all permutations of equal values are the same map.
    #[error("the {0} unit values do not vary, so no unit can stand out")]
    NoVariation(usize),
}

/// The outcome, and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct PermutationTest {
    /// p of every unit, uncorrected, in input order. `None` where all permutations give the same
    /// sum: units without neighbours, or with all others for neighbours, and a unit that alone
    /// differs from all others.
    pub p: Vec<Option<f64>>,
    /// The rules it was made by.
    pub rules: PermutationRules,
}

impl PermutationTest {
    /// p of every unit as [`benjamini_hochberg`](crate::benjamini_hochberg()) takes it: NaN where
    /// nothing was tested.
    pub fn p_or_nan(&self) -> Vec<f64> {
        self.p.iter().map(|p| p.unwrap_or(f64::NAN)).collect()
    }

    /// Number of units tested: what a correction counts.
    pub fn tested(&self) -> usize {
        self.p.iter().flatten().count()
    }

    /// Whether the permutations were too few for any single unit to pass a correction at `alpha`.
    pub fn too_few(&self, alpha: f64) -> Option<TooFewPermutations> {
        let PermutationRules {
            permutations, tail, ..
        } = self.rules;
        permutations.too_few_in(tail, self.tested(), alpha)
    }
}

/// Tests the weighted sum around every unit against permutations.
///
/// - `values[i]`: count, share or rate of unit `i`. Adding the same number to all, or multiplying
///   all by the same positive one, changes no p.
/// - `weights`: with self weights for Gi*, without for Gi. Multiplying all weights of a unit by the
///   same positive number changes no p.
/// - The same input, rules and seed give the same p on any number of threads.
///
/// Where every neighbour of a unit counts the same, as with binary and row-standardised weights,
/// 9,999 permutations of ten thousand units take milliseconds; otherwise about a hundred times as
/// long.
///
/// # Errors
/// [`GiPermutationError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{PermutationRules, Weights, benjamini_hochberg, gi_permutation};
/// use beatbook_core::Neighbours;
///
/// // Twenty units in a row; the last three are high.
/// let row: Vec<Vec<usize>> = (0..20)
///     .map(|i: usize| (i.saturating_sub(1)..=(i + 1).min(19)).filter(|&j| j != i).collect())
///     .collect();
/// let weights = Weights::binary(&Neighbours::from_lists(&row)?).with_self(1.0)?;
/// let mut shares: Vec<f64> = (0..20).map(|i| f64::from(i % 3) / 10.0).collect();
/// shares[17..].copy_from_slice(&[2.5, 3.5, 3.0]);
///
/// let test = gi_permutation(&shares, &weights, &PermutationRules::default())?;
/// // Both neighbours of unit 18 are high: one pair in 171 is as high.
/// let p = test.p[18].expect("it has neighbours");
/// assert!((p - 1.0 / 171.0).abs() < 0.003);
/// let q = benjamini_hochberg(&test.p_or_nan())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gi_permutation(
    values: &[f64],
    weights: &Weights,
    rules: &PermutationRules,
) -> Result<PermutationTest, GiPermutationError> {
    if values.len() != weights.len() {
        return Err(GiPermutationError::LengthMismatch(
            values.len(),
            weights.len(),
        ));
    }
    if let Some(i) = values.iter().position(|v| !v.is_finite()) {
        return Err(GiPermutationError::NotFinite(i, values[i]));
    }
    if values.iter().all(|v| *v == values[0]) {
        return Err(GiPermutationError::NoVariation(values.len()));
    }
    let values = crate::gi_star::from_zero(values);
    let PermutationRules {
        permutations,
        null,
        tail,
    } = *rules;
    let counts = shuffled_sums(&values, weights, null, permutations, METHOD);
    let p = |count: Option<TailCount>| Some(count?.p(tail, permutations.count()));
    Ok(PermutationTest {
        p: counts.into_iter().map(p).collect(),
        rules: *rules,
    })
}

#[cfg(test)]
#[path = "gi_permutation_tests.rs"]
mod tests;
