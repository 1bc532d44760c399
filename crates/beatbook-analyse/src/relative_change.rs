//! Did it change more in one place than elsewhere? Before and after, against a comparison.
//!
//! Source: difference in differences of log counts, as in Wheeler & Ratcliffe (2018), *Crime Science* 7:11,
//! <https://doi.org/10.1186/s40163-018-0085-5>, for the counts they use: the ratio of two ratios,
//! (after / before) / (comparison after / comparison before), whose logarithm has the variance 1/count of
//! all four.
//!
//! Counts of a small place jump more from step to step than Poisson counts do, since incidents come in runs.
//! So the variance of its own two counts is multiplied by the dispersion of its steps: Pearson's χ² of them
//! against what the steps of the comparison lead to expect, over its degrees of freedom, and never below 1.

use crate::intervals::Level;

/// A place, or the comparison: counts of equally long steps before and after the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps<'a> {
    /// Before the day, oldest first.
    pub before: &'a [u64],
    /// From the day on.
    pub after: &'a [u64],
}

/// How much more, or less, a place changed than its comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativeChange {
    /// 1 is as the comparison; 0.8 is a fifth below what it leads to expect.
    pub ratio: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How much more the steps of the place vary than chance makes them; 1 or above.
    pub dispersion: f64,
}

/// Why no relative change could be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RelativeChangeError {
    /// (own steps, steps of the comparison) of one side.
    #[error("got {0} steps of the place and {1} of the comparison; supply as many of each")]
    LengthMismatch(usize, usize),
    /// A ratio with a count of 0 in it has no interval.
    #[error("one of the four counts is 0; lengthen the periods or widen the selection")]
    NoEvents,
}

/// The ratio of ratios, with its interval.
///
/// - `own`, `comparison`: as many steps of each on each side.
///
/// # Errors
/// [`RelativeChangeError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, Steps, relative_change};
///
/// let own = Steps { before: &[207], after: &[110] };
/// let comparison = Steps { before: &[308], after: &[318] };
/// let change = relative_change(own, comparison, Level::P95)?;
/// assert!((change.ratio - 0.51469).abs() < 1e-5);
/// assert!((change.low - 0.389).abs() < 1e-3 && (change.high - 0.681).abs() < 1e-3);
/// # Ok::<(), beatbook_analyse::RelativeChangeError>(())
/// ```
pub fn relative_change(
    own: Steps<'_>,
    comparison: Steps<'_>,
    level: Level,
) -> Result<RelativeChange, RelativeChangeError> {
    let sides = [
        (own.before, comparison.before),
        (own.after, comparison.after),
    ];
    if let Some((a, b)) = sides.iter().find(|(a, b)| a.len() != b.len()) {
        return Err(RelativeChangeError::LengthMismatch(a.len(), b.len()));
    }
    let steps = own.before.len() + own.after.len();
    let pearson: f64 = sides
        .iter()
        .map(|(own, compared)| chi2(own, compared))
        .sum();
    let dispersion = if steps > 2 {
        (pearson / (steps - 2) as f64).max(1.0)
    } else {
        1.0
    };
    let total = |counts: &[u64]| counts.iter().sum();
    relative_change_of_totals(
        (total(own.before), total(own.after)),
        (total(comparison.before), total(comparison.after)),
        dispersion,
        level,
    )
}

/// The same from totals alone, where steps may not be told.
///
/// - `own`, `comparison`: events before and after.
/// - `dispersion`: how much more the counts of the place vary than chance makes them; below 1 it is 1.
///
/// # Errors
/// [`RelativeChangeError::NoEvents`].
pub fn relative_change_of_totals(
    own: (u64, u64),
    comparison: (u64, u64),
    dispersion: f64,
    level: Level,
) -> Result<RelativeChange, RelativeChangeError> {
    let counts = [own.0, own.1, comparison.0, comparison.1];
    if counts.contains(&0) {
        return Err(RelativeChangeError::NoEvents);
    }
    let dispersion = dispersion.max(1.0);
    let [before, after, compared_before, compared_after] = counts.map(|count| count as f64);
    let log = (after / before).ln() - (compared_after / compared_before).ln();
    let variance =
        dispersion * (1.0 / before + 1.0 / after) + 1.0 / compared_before + 1.0 / compared_after;
    let reach = level.z() * variance.sqrt();
    Ok(RelativeChange {
        ratio: log.exp(),
        low: (log - reach).exp(),
        high: (log + reach).exp(),
        dispersion,
    })
}

/// Pearson's χ² of the steps of one side: how its total is spread against that of the comparison.
fn chi2(own: &[u64], comparison: &[u64]) -> f64 {
    let total = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
    let share = total(own) / total(comparison);
    let steps = own.iter().zip(comparison);
    let term = |(&observed, &compared): (&u64, &u64)| {
        let expected = share * compared as f64;
        if expected > 0.0 {
            (observed as f64 - expected).powi(2) / expected
        } else {
            0.0
        }
    };
    steps.map(term).sum()
}

#[cfg(test)]
#[path = "relative_change_tests.rs"]
mod tests;
