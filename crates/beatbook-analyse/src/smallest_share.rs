//! How few places hold a share of all events?
//!
//! Source: the law of crime concentration, Weisburd (2015), *Criminology* 53(2),
//! <https://doi.org/10.1111/1745-9125.12070>: half of the crime of a city is on 2.1 to 6.0% of its street
//! segments, a quarter on 0.4 to 1.6%. Places without events are part of the whole; leaving them out is
//! the commonest mistake, and makes a town look less concentrated than it is.
//!
//! With fewer events than places some concentration is there whatever happens: 100 events on 1,000
//! places leave 900 empty (Bernasco & Steenbeek 2017, <https://doi.org/10.1007/s10940-016-9324-7>). So
//! the share is given beside the one that chance alone would make.

/// Counts beyond which the chance of more is below one in 10^15 for any number expected of a place are
/// not looked at: the number expected, and so many of its square roots, and so many more.
const ROOTS: f64 = 9.0;
const MORE: f64 = 40.0;

/// The smallest share of places that together hold at least a share of the events, 0 to 1. Of the last
/// place only the part that is needed counts, so the share rises evenly among places that have the same.
///
/// - `counts`: events of each place, those without any too.
/// - `part`: the share of the events, above 0 and at most 1.
/// - Returns `None` without events, or when `part` is no such share.
///
/// # Example
/// ```
/// use beatbook_analyse::smallest_share;
///
/// // Ten places; half of the 20 events are at one of them.
/// let counts = [10, 8, 2, 0, 0, 0, 0, 0, 0, 0];
/// assert_eq!(smallest_share(&counts, 0.5), Some(0.1));
/// assert_eq!(smallest_share(&counts, 0.7), Some(0.15));
/// assert_eq!(smallest_share(&counts[..3], 0.5), Some(1.0 / 3.0)); // the mistake
/// assert_eq!(smallest_share(&[0, 0], 0.5), None);
/// ```
pub fn smallest_share(counts: &[u32], part: f64) -> Option<f64> {
    let most = counts.iter().copied().max()? as usize;
    if most > counts.len() {
        let mut falling: Vec<u32> = counts.to_vec();
        falling.sort_unstable_by(|a, b| b.cmp(a));
        let levels = falling.into_iter().map(|count| (f64::from(count), 1.0));
        return share_of(levels, counts.len() as f64, part);
    }
    let mut places = vec![0.0; most + 1];
    for &count in counts {
        places[count as usize] += 1.0;
    }
    let levels = places.into_iter().enumerate().rev();
    let levels = levels.map(|(count, places)| (count as f64, places));
    share_of(levels, counts.len() as f64, part)
}

/// The same share if the events had fallen at random, each place as likely as its weight says: from the
/// number of places expected to have 0, 1, 2 ... of them, each taken as Poisson.
///
/// - `events`: how many.
/// - `weights`: of each place, such as its length; finite, none below 0 and not all 0.
/// - Returns `None` without events, without weight, or when `part` is no share above 0.
///
/// # Example
/// ```
/// use beatbook_analyse::smallest_share_by_chance;
///
/// // 100 events on 1,000 places: chance puts half of them on fewer than 5% of the places.
/// let share = smallest_share_by_chance(100, &[1.0; 1_000], 0.5).unwrap();
/// assert!((0.04..0.05).contains(&share));
/// ```
pub fn smallest_share_by_chance(events: u64, weights: &[f64], part: f64) -> Option<f64> {
    let all: f64 = weights.iter().sum();
    if events == 0 || !(all.is_finite() && all > 0.0) || weights.iter().any(|w| *w < 0.0) {
        return None;
    }
    let expected = |weight: &f64| events as f64 * weight / all;
    let largest = weights.iter().map(expected).fold(0.0, f64::max);
    let most = (largest + ROOTS * largest.sqrt() + MORE).ceil() as usize;
    let mut places = vec![0.0; most + 1];
    for expected in weights.iter().map(expected) {
        // Counts around the expected one; the others have no chance worth a digit.
        let reach = ROOTS * expected.sqrt() + MORE;
        let low = (expected - reach).max(0.0) as usize;
        let high = ((expected + reach) as usize).min(most);
        let mut log = if expected > 0.0 {
            low as f64 * expected.ln() - expected - ln_factorial(low)
        } else {
            0.0
        };
        for (count, places) in places.iter_mut().enumerate().take(high + 1).skip(low) {
            if expected == 0.0 {
                *places += 1.0;
                break;
            }
            *places += log.exp();
            log += (expected / (count + 1) as f64).ln();
        }
    }
    let levels = places.into_iter().enumerate().rev();
    let levels = levels.map(|(count, places)| (count as f64, places));
    share_of(levels, weights.len() as f64, part)
}

/// - `levels`: events of a place and how many places have as many, the largest first.
pub(crate) fn share_of(
    levels: impl Iterator<Item = (f64, f64)> + Clone,
    all_places: f64,
    part: f64,
) -> Option<f64> {
    let all: f64 = levels.clone().map(|(count, places)| count * places).sum();
    if !(all > 0.0 && part > 0.0 && part <= 1.0) {
        return None;
    }
    let (mut held, mut taken) = (0.0, 0.0);
    let wanted = part * all;
    for (count, places) in levels {
        if count <= 0.0 || held + count * places >= wanted {
            let needed = if count > 0.0 {
                (wanted - held) / count
            } else {
                0.0
            };
            return Some((taken + needed) / all_places);
        }
        held += count * places;
        taken += places;
    }
    Some(taken / all_places)
}

/// ln n!, summed.
fn ln_factorial(n: usize) -> f64 {
    (2..=n).map(|k| (k as f64).ln()).sum()
}

#[cfg(test)]
#[path = "smallest_share_tests.rs"]
mod tests;
