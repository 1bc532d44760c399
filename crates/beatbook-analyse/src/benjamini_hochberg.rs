//! Benjamini-Hochberg: what share of the places called hot would be so by chance?
//!
//! Source: Benjamini & Hochberg (1995), *Journal of the Royal Statistical Society B* 57(1),
//! <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>; for maps, Caldas de Castro & Singer
//! (2006), *Geographical Analysis* 38(2), <https://doi.org/10.1111/j.0016-7363.2006.00682.x>.
//!
//! With the m p-values in rising order, `q(i) = min over k >= i of min(1, m p(k) / k)`. Calling
//! every unit with `q <= alpha` hot keeps the expected share of false calls at alpha or below,
//! also when neighbouring tests share events, as those of overlapping neighbourhoods do
//! (positive dependence: Benjamini & Yekutieli 2001, <https://doi.org/10.1214/aos/1013699998>).

/// Why q could not be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BenjaminiHochbergError {
    /// (position, value): a probability lies in 0..=1.
    #[error(
        "p-value {0} is {1}; a probability lies between 0 and 1 (NaN where nothing was tested)"
    )]
    NotAProbability(usize, f64),
}

/// The adjusted p-value (q) of every unit, in input order.
///
/// - `p[i]`: p-value of unit `i`, uncorrected; NaN where the unit was not tested. Such a unit
///   does not count among the tests, and its q is NaN, which is never `<= alpha`.
/// - Give all units that were tested, the empty ones too, not only those to be drawn.
///
/// # Errors
/// [`BenjaminiHochbergError::NotAProbability`], naming the first.
///
/// # Example
/// ```
/// use beatbook_analyse::benjamini_hochberg;
///
/// let q = benjamini_hochberg(&[0.04, 0.01, f64::NAN])?;
/// assert_eq!(q[..2], [0.04, 0.02]);
/// assert!(q[2].is_nan());
/// # Ok::<(), beatbook_analyse::BenjaminiHochbergError>(())
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>, BenjaminiHochbergError> {
    if let Some(i) = p
        .iter()
        .position(|p| !p.is_nan() && !(0.0..=1.0).contains(p))
    {
        return Err(BenjaminiHochbergError::NotAProbability(i, p[i]));
    }
    // Bits of floats that are not negative rise with their value; -0.0 is lifted by adding 0.
    let mut rising: Vec<(u64, u32)> = (0_u32..)
        .zip(p)
        .filter(|(_, p)| !p.is_nan())
        .map(|(unit, p)| ((p + 0.0).to_bits(), unit))
        .collect();
    rising.sort_unstable();

    let tests = rising.len() as f64;
    let mut q = vec![f64::NAN; p.len()];
    let mut lowest = 1.0_f64;
    for (place, (bits, unit)) in rising.into_iter().enumerate().rev() {
        lowest = lowest.min(f64::from_bits(bits) * tests / (place as f64 + 1.0));
        q[unit as usize] = lowest;
    }
    Ok(q)
}

#[cfg(test)]
#[path = "benjamini_hochberg_tests.rs"]
mod tests;
