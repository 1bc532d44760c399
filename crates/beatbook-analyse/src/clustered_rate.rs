//! The rate of several areas together, with an interval that knows that areas differ.
//!
//! Source: the ratio estimate and its variance from whole clusters, Cochran (1977), *Sampling Techniques*,
//! 3rd edition, section 6.3, on the logarithm, with Student's t.
//!
//! A Poisson interval of the sum takes every event for a draw by itself. Events come in places: one street
//! of bars decides the rate of a whole decile. How far the areas lie from the common rate tells how
//! far it would move if other areas of the same kind were the ones.

use crate::intervals::{Interval, Level};
use crate::tails::student_two_sided;

/// The 95% interval of the rate of some areas together, or as `level` says.
///
/// - `areas`: events and population of each. Those without population are left out.
/// - Returns `None` with fewer than two areas with a population, without events, or where one area holds
///   everything: there is nothing to tell how areas differ.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, clustered_rate, poisson_interval};
///
/// // 100 events among 5,000 people: most of them in one of the areas.
/// let areas = [(72, 1e3), (8, 1e3), (6, 1e3), (9, 1e3), (5, 1e3)];
/// let interval = clustered_rate(&areas, Level::P95).unwrap();
/// let by_chance = poisson_interval(100, Level::P95);
/// assert!(interval.low < by_chance.low / 5e3 && interval.high > by_chance.high / 5e3);
/// ```
pub fn clustered_rate(areas: &[(u64, f64)], level: Level) -> Option<Interval> {
    let counted = || areas.iter().filter(|(_, people)| *people > 0.0);
    let n = counted().count() as f64;
    let people: f64 = counted().map(|(_, people)| people).sum();
    let events = counted().map(|(events, _)| *events as f64).sum::<f64>();
    let hit = counted().filter(|(events, _)| *events > 0).count();
    if n < 2.0 || hit < 2 {
        return None;
    }
    let rate = events / people;
    let squares = counted().map(|(events, people)| (*events as f64 - rate * people).powi(2));
    let error = (n / (n - 1.0) * squares.sum::<f64>()).sqrt() / events;
    let reach = (student_two_sided(1.0 - level.value(), n - 1.0) * error).exp();
    Some(Interval {
        low: rate / reach,
        high: rate * reach,
    })
}

#[cfg(test)]
#[path = "clustered_rate_tests.rs"]
mod tests;
