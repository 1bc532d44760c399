//! The exact chance that a neighbourhood of this size holds at most so many events: the mirror of
//! [`exact_upper_tail`](crate::exact_upper_tail()).
//!
//! With every count c turned into `M - c`, M the largest of all, a sum s of k counts becomes
//! `k M - s`, and the lower tail of the one is the upper tail of the other. So it is as exact, far in
//! the tail too, where 1 less the upper tail would be lost in rounding. The work grows with `M n`.

use beatbook_core::Neighbours;

use crate::exact_tail::{ExactTailError, exact_upper_tail_among};

/// The p-value of every neighbourhood, self included, one-sided for low counts.
///
/// - `counts[i]`, `pool[i]`: events in unit `i`, and whether its count may be drawn. A unit left out
///   for holding less ground than the others is cold for that alone: do not use its p, nor that of
///   its neighbours.
/// - Returns p in input order, uncorrected; NaN where a unit neighbours all others.
///
/// Where the mean count is below about 5, hardly any neighbourhood can be cold: an empty one is
/// nothing unusual.
///
/// # Errors
/// [`ExactTailError`], checked before any arithmetic.
///
/// # Panics
/// If `pool` is shorter than `counts`.
///
/// # Example
/// ```
/// use beatbook_analyse::exact_lower_tail_among;
/// use beatbook_core::Neighbours;
///
/// // Units 0 and 3 are neighbours and hold 10. Of the six pairs that could be drawn, all but
/// // {8, 9} hold as little.
/// let pairs = Neighbours::from_lists(&[vec![3], vec![], vec![], vec![0]])?;
/// let p = exact_lower_tail_among(&[1, 0, 8, 9], &pairs, &[true; 4])?;
/// assert!((p[0] - 5.0 / 6.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exact_lower_tail_among(
    counts: &[u32],
    neighbours: &Neighbours,
    pool: &[bool],
) -> Result<Vec<f64>, ExactTailError> {
    let largest = counts.iter().copied().max().unwrap_or(0);
    let mirrored: Vec<u32> = counts.iter().map(|count| largest - count).collect();
    exact_upper_tail_among(&mirrored, neighbours, pool)
}

#[cfg(test)]
#[path = "exact_lower_tail_tests.rs"]
mod tests;
