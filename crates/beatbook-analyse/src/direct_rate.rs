//! A rate made comparable between places whose people differ in age and sex.
//!
//! Source: Dobson, Kuulasmaa, Eberle & Scherer (1991), *Statistics in Medicine* 10(3),
//! <https://doi.org/10.1002/sim.4780100317>, with Byar's interval of the total (Breslow & Day 1987, p. 69), as
//! the public-health profiles of England compute it.
//!
//! The rate of each group, such as an age band, is weighted by a standard population:
//! `D = ΣwO/n / Σw`. Its interval is that of the total count, scaled by the standard error:
//! `D + √(Var D / O) (O_low - O)` and the same with the upper end, `Var D = Σw²O/n² / (Σw)²`.

use crate::intervals::{Interval, Level, byar_interval};

/// Fewer events in all leave no interval worth its name; the profiles of England tell none either.
const FEWEST: u64 = 10;

/// One group of people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateGroup {
    /// Events among them.
    pub events: u64,
    /// How many they are, times years.
    pub population: f64,
    /// How many of the standard population are of this group.
    pub weight: f64,
}

/// A directly standardised rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectRate {
    /// Events per unit of population, had it the make-up of the standard.
    pub rate: f64,
    /// Its interval.
    pub interval: Interval,
}

/// Why there is no standardised rate. Positions count from 0.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DirectRateError {
    /// (group, population, weight)
    #[error(
        "group {0} has a population of {1} and a weight of {2}; both are finite, weights not negative and \
         populations above 0 where the weight is: put groups together"
    )]
    NotAGroup(usize, f64, f64),
    /// No group has weight.
    #[error("the standard population is empty; give the weights of its groups")]
    NoWeight,
    /// (events)
    #[error("{0} events are too few for a standardised rate, which needs 10; lengthen the period")]
    TooFewEvents(u64),
}

/// Standardises directly.
///
/// # Errors
/// [`DirectRateError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, RateGroup, direct_rate};
///
/// let group = |events, population, weight| RateGroup { events, population, weight };
/// let ages = [group(5, 1200.0, 5000.0), group(12, 2300.0, 5500.0), group(30, 2500.0, 7000.0)];
/// let found = direct_rate(&ages, Level::P95)?;
/// assert!((found.rate * 1000.0 - 7.63).abs() < 0.01);
/// # Ok::<(), beatbook_analyse::DirectRateError>(())
/// ```
pub fn direct_rate(groups: &[RateGroup], level: Level) -> Result<DirectRate, DirectRateError> {
    let weighs = |group: &RateGroup| {
        let RateGroup {
            population, weight, ..
        } = *group;
        let finite = population.is_finite() && weight.is_finite();
        finite && weight >= 0.0 && (population > 0.0 || (weight == 0.0 && group.events == 0))
    };
    if let Some(at) = groups.iter().position(|group| !weighs(group)) {
        let RateGroup {
            population, weight, ..
        } = groups[at];
        return Err(DirectRateError::NotAGroup(at, population, weight));
    }
    let standard: f64 = groups.iter().map(|group| group.weight).sum();
    if standard <= 0.0 {
        return Err(DirectRateError::NoWeight);
    }
    let total: u64 = groups.iter().map(|group| group.events).sum();
    if total < FEWEST {
        return Err(DirectRateError::TooFewEvents(total));
    }
    let weighed = groups.iter().filter(|group| group.weight > 0.0);
    let (mut rate, mut variance) = (0.0, 0.0);
    for RateGroup {
        events,
        population,
        weight,
    } in weighed
    {
        let share = weight / standard / population;
        rate += share * *events as f64;
        variance += share * share * *events as f64;
    }
    let byar = byar_interval(total, level);
    let scale = (variance / total as f64).sqrt();
    let end = |count: f64| rate + scale * (count - total as f64);
    Ok(DirectRate {
        rate,
        interval: Interval {
            low: end(byar.low),
            high: end(byar.high),
        },
    })
}

#[cfg(test)]
#[path = "direct_rate_tests.rs"]
mod tests;
