//! Which months of a series are too thin to be true? A file that is missing looks like a fall.
//!
//! A month is thin when it holds less than a quarter of the upper quartile of the months that hold
//! anything, and chance does not explain it: a Poisson count with that quartile as its mean would be so low with
//! a probability below one in a thousand, shared over all months looked at (Bonferroni). Of a
//! source with a dozen events a month no month is thin. The upper quartile stands for an
//! ordinary month as long as a quarter of the months with events are ordinary; months without any do
//! not count for it, or a source of four scattered months would have no ordinary one.

/// A month below this share of an ordinary one may be thin.
const SHARE: f64 = 0.25;
/// Probability of calling any month thin where all are alike.
const ERROR: f64 = 0.001;

/// Positions of the months that are too thin to be true, rising.
///
/// - `counts`: events of each month, months without any included.
///
/// # Example
/// ```
/// use beatbook_analyse::thin_months;
///
/// assert_eq!(thin_months(&[410, 380, 12, 0, 395]), [2, 3]);
/// // Of so few events a month without any is nothing out of the ordinary.
/// assert_eq!(thin_months(&[4, 3, 0, 5, 2]), []);
/// ```
pub fn thin_months(counts: &[u64]) -> Vec<usize> {
    let mut sorted: Vec<u64> = counts.iter().copied().filter(|&count| count > 0).collect();
    sorted.sort_unstable();
    // The least count that at least three quarters of these months do not exceed.
    let Some(&ordinary) = sorted.get((sorted.len() * 3).div_ceil(4).saturating_sub(1)) else {
        return Vec::new();
    };
    let ordinary = ordinary as f64;
    let error = ERROR / counts.len() as f64;
    let thin = |count: u64| (count as f64) < ordinary * SHARE && at_most(count, ordinary) < error;
    let thin = counts.iter().enumerate().filter(|(_, count)| thin(**count));
    thin.map(|(position, _)| position).collect()
}

/// Probability of at most `count` under a Poisson law; in logarithms, so that large means do not
/// vanish.
fn at_most(count: u64, mean: f64) -> f64 {
    let mut log_term = -mean;
    let mut sum = 0.0;
    for k in 0..=count {
        if k > 0 {
            log_term += (mean / k as f64).ln();
        }
        sum += log_term.exp();
    }
    sum
}

#[cfg(test)]
#[path = "thin_months_tests.rs"]
mod tests;
