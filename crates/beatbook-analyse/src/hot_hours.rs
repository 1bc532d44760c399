//! Which units are hot at which hours, in one answer with one correction.
//!
//! A night is looked at hour by hour: each hour has counts of its own and is tested as a map of its own,
//! by the exact upper tail of the whole permutation distribution ([`exact_upper_tail_among()`]). So what
//! is busy at every place of the map at two in the morning makes no place hot at two: within an hour the
//! units are compared with each other. Then all units of all hours are corrected together
//! ([`benjamini_hochberg()`]): twenty-four maps read one by one at 5% would show something on most nights
//! on which nothing stands out.
//!
//! Hours whose counts overlap, as in a moving window, and units that share neighbours make p-values that
//! rise and fall together. Benjamini-Hochberg holds its rate where tests depend on each other in this way
//! and in no other (Benjamini & Yekutieli 2001, <https://doi.org/10.1214/aos/1013699998>); that nothing
//! else is at work here is not proved but simulated, in the tests beside this file.

use beatbook_core::{Neighbours, Stop};
use rayon::prelude::*;

use crate::{ExactTailError, benjamini_hochberg, exact_upper_tail_among, whole_cells};

/// p and q of every unit at every hour.
#[derive(Debug, Clone, PartialEq)]
pub struct HotHours {
    /// Per hour: p of every unit, NaN for one that is not tested; `None` for an hour at which all units
    /// hold the same, so that none can stand out.
    pub p: Vec<Option<Vec<f64>>>,
    /// Per hour: p corrected for all units and hours tested. NaN and `None` as in `p`.
    pub q: Vec<Option<Vec<f64>>>,
    /// Units tested times hours tested: what the correction is for.
    pub tests: usize,
}

/// Tests every unit at every hour and corrects for all of them at once.
///
/// - `counts[h][i]`: events in unit `i` at hour `h`; hours may overlap.
/// - `share[i]`: share of the ground of unit `i` that is looked at, as [`whole_cells()`] takes it.
/// - `tested[i]`: whether unit `i` is tested itself, and does not only count as a neighbour.
///
/// # Errors
/// [`ExactTailError`] on counts of the wrong length, or neighbourhoods too large for the test.
///
/// # Panics
/// If there are fewer shares or marks than units.
///
/// # Example
/// ```
/// use beatbook_analyse::hot_hours;
/// use beatbook_core::Neighbours;
///
/// // Two hundred corners of a street, quiet at ten; at eleven the first two are busy.
/// let street = |i: usize| (i.saturating_sub(1)..=(i + 1).min(199)).filter(|&j| j != i).collect();
/// let neighbours = Neighbours::from_lists(&(0..200).map(street).collect::<Vec<_>>())?;
/// let ten: Vec<u32> = (0..200).map(|i| i % 2).collect();
/// let mut eleven = ten.clone();
/// eleven[..2].copy_from_slice(&[20, 30]);
///
/// let found = hot_hours(&[ten, eleven], &neighbours, &[1.0; 200], &[true; 200])?;
/// assert_eq!(found.tests, 400);
/// let q = |hour: usize| found.q[hour].as_ref().map(|q| q[0]);
/// assert!(q(0) > Some(0.05) && q(1) < Some(0.05));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hot_hours(
    counts: &[Vec<u32>],
    neighbours: &Neighbours,
    share: &[f64],
    tested: &[bool],
) -> Result<HotHours, ExactTailError> {
    let stop = Stop::current();
    let hour = |counts: &Vec<u32>| {
        stop.check();
        let pool = whole_cells(counts, share);
        match exact_upper_tail_among(counts, neighbours, &pool) {
            Ok(mut p) => {
                for (p, tested) in p.iter_mut().zip(tested) {
                    if !tested {
                        *p = f64::NAN;
                    }
                }
                Ok(Some(p))
            }
            Err(ExactTailError::NoVariation(_)) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let p: Vec<Option<Vec<f64>>> = counts.par_iter().map(hour).collect::<Result<_, _>>()?;
    let all: Vec<f64> = p.iter().flatten().flatten().copied().collect();
    let tests = all.iter().filter(|p| !p.is_nan()).count();
    // An exact tail lies between 0 and 1, so nothing can be refused.
    let corrected = benjamini_hochberg(&all).unwrap_or_default();
    let mut corrected = corrected.into_iter();
    let q = p.iter().map(|p| {
        let units = p.as_ref()?.len();
        Some(corrected.by_ref().take(units).collect())
    });
    let q = q.collect();
    Ok(HotHours { p, q, tests })
}

#[cfg(test)]
#[path = "hot_hours_tests.rs"]
mod tests;
