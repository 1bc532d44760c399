//! Rates of areas, with the luck of small populations taken out.
//!
//! Source: Marshall (1991), *Applied Statistics* 40(2), <https://doi.org/10.2307/2347593>, with a gamma
//! distribution of the true rates for the intervals (Clayton & Kaldor 1987,
//! <https://doi.org/10.2307/2532003>), of which his estimate is the posterior mean.
//!
//! With events E, population B and rate r = E / B of each of n areas, `m = ΣE / ΣB`,
//! `s² = ΣB (r - m)² / ΣB` and `A = s² - m / (ΣB / n)`, the estimate is `w r + (1 - w) m` with
//! `w = A / (A + m / B)`. Where the rates vary less than chance alone would make them A is negative;
//! it is 0 then and every estimate m (esda 2.9 carries the negative one on in its global form, and so puts areas on
//! the wrong side of m).
//!
//! The global form shrinks towards the rate of all areas, the local one towards that of an area and its
//! neighbours. The local one keeps a rich edge of a poor town apart from it; where neighbourhoods are
//! small it is no steadier than the rate itself.

use beatbook_core::Neighbours;

use crate::intervals::{Interval, Level};
use crate::tails::{ln_gamma_lower_quantile, ln_gamma_upper_quantile};

/// Why there are no rates to compare. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RatesError {
    /// (events, populations): one number each per area.
    #[error("got {0} numbers of events for {1} populations; supply one each per area")]
    LengthMismatch(usize, usize),
    /// (areas, rows of neighbours)
    #[error("got {0} areas and neighbours of {1}; supply one row of neighbours per area")]
    NeighboursMismatch(usize, usize),
    /// (position, value)
    #[error("area {0} has a population of {1}; populations are finite and not negative")]
    NotAPopulation(usize, f64),
    /// No area has anybody.
    #[error("no area has a population, so there is no rate; choose another denominator")]
    NoPopulation,
    /// All rates are 0, and nothing is known of how they differ.
    #[error("there are no events where there is a population; choose a longer period")]
    NoEvents,
}

/// How rates vary among some areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateVariation {
    /// Rate of all together, m.
    pub mean: f64,
    /// Variance of the rates, weighted by population, s².
    pub variance: f64,
    /// Variance of the true rates, A: what chance does not explain; 0 where chance explains all.
    pub between: f64,
}

/// One area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmoothedRate {
    /// Events over population; `None` without population.
    pub raw: Option<f64>,
    /// The estimate. Without population it is the rate of the others: nothing is known of the area.
    pub rate: f64,
    /// How much of it is the area's own, 0 to 1.
    pub own_weight: f64,
    /// The central part of the gamma posterior; `None` where chance explains all differences, so that the
    /// area cannot be told from the others.
    pub interval: Option<Interval>,
}

/// One area among its neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalRate {
    /// Areas with a population that it is held against, itself among them.
    pub areas: usize,
    /// The estimate and what it was drawn towards; `None` where fewer than two areas have a population,
    /// since there is nothing to draw towards.
    pub smoothed: Option<(SmoothedRate, RateVariation)>,
}

/// Smooths the rates of areas towards the rate of all of them.
///
/// - `events[i]`, `population[i]`: of area i. Residents times years, people at work, km²: the rates are
///   per the same unit. Areas without population take no part in the sums.
/// - `level`: of the intervals. They take m and A as known, as empirical Bayes does, so that with few areas
///   they are somewhat too narrow.
/// - Returns one entry each, in input order.
///
/// # Errors
/// [`RatesError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, empirical_bayes};
///
/// // One event among 300 people says little; thirty among 1,000 say much.
/// let population = [1000.0, 500.0, 1500.0, 4000.0, 300.0];
/// let (rates, _) = empirical_bayes(&[30, 2, 5, 3, 1], &population, Level::P95)?;
/// assert!((rates[0].rate - 0.02859765).abs() < 1e-8 && (rates[4].rate - 0.00371923).abs() < 1e-8);
/// # Ok::<(), beatbook_analyse::RatesError>(())
/// ```
pub fn empirical_bayes(
    events: &[u64],
    population: &[f64],
    level: Level,
) -> Result<(Vec<SmoothedRate>, RateVariation), RatesError> {
    check(events, population)?;
    let all = || events.iter().copied().zip(population.iter().copied());
    let variation = variation(all).ok_or(RatesError::NoEvents)?;
    let rates = all().map(|(events, people)| smooth(events, people, variation, level));
    Ok((rates.collect(), variation))
}

/// Smooths the rate of each area towards that of itself and its neighbours together.
///
/// - `events`, `population`, `level`: as in [`empirical_bayes`].
/// - `neighbours`: who is next to whom; the area itself is always added.
///
/// # Errors
/// [`RatesError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, local_empirical_bayes};
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1], vec![]])?;
/// let rates = local_empirical_bayes(&[40, 3, 30, 5], &[1e3, 1e2, 1e3, 1e3], &row, Level::P95)?;
/// let (middle, _) = rates[1].smoothed.unwrap();
/// assert!((0.030..0.035).contains(&middle.rate));
/// assert!(rates[3].smoothed.is_none()); // an island
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_empirical_bayes(
    events: &[u64],
    population: &[f64],
    neighbours: &Neighbours,
    level: Level,
) -> Result<Vec<LocalRate>, RatesError> {
    check(events, population)?;
    if neighbours.len() != events.len() {
        return Err(RatesError::NeighboursMismatch(
            events.len(),
            neighbours.len(),
        ));
    }
    let local = |area: usize| {
        let around = || {
            let near = neighbours.of(area).iter().map(|&near| near as usize);
            std::iter::once(area)
                .chain(near)
                .map(|area| (events[area], population[area]))
        };
        let areas = around().filter(|(_, people)| *people > 0.0).count();
        // Where nobody round it has an event, the rate is nought all round and nothing varies.
        let found = variation(around).unwrap_or(RateVariation {
            mean: 0.0,
            variance: 0.0,
            between: 0.0,
        });
        let smoothed = (areas > 1).then(|| {
            let smoothed = smooth(events[area], population[area], found, level);
            (smoothed, found)
        });
        LocalRate { areas, smoothed }
    };
    Ok((0..events.len()).map(local).collect())
}

pub(crate) fn check(events: &[u64], population: &[f64]) -> Result<(), RatesError> {
    if events.len() != population.len() {
        return Err(RatesError::LengthMismatch(events.len(), population.len()));
    }
    let wrong = |people: &f64| !(people.is_finite() && *people >= 0.0);
    if let Some(area) = population.iter().position(wrong) {
        return Err(RatesError::NotAPopulation(area, population[area]));
    }
    if population.iter().all(|people| *people == 0.0) {
        return Err(RatesError::NoPopulation);
    }
    Ok(())
}

/// `None` without events or without population.
fn variation<I: Iterator<Item = (u64, f64)>>(areas: impl Fn() -> I) -> Option<RateVariation> {
    let areas = || areas().filter(|(_, people)| *people > 0.0);
    let people: f64 = areas().map(|(_, people)| people).sum();
    let mean = areas().map(|(events, _)| events as f64).sum::<f64>() / people;
    if !(mean.is_finite() && mean > 0.0) {
        return None;
    }
    let squares = areas().map(|(events, people)| people * (events as f64 / people - mean).powi(2));
    let variance = squares.sum::<f64>() / people;
    let by_chance = mean / (people / areas().count() as f64);
    Some(RateVariation {
        mean,
        variance,
        between: (variance - by_chance).max(0.0),
    })
}

fn smooth(events: u64, people: f64, among: RateVariation, level: Level) -> SmoothedRate {
    let RateVariation { mean, between, .. } = among;
    let counted = people > 0.0;
    // The prior is Gamma(m²/A, rate m/A).
    let own_weight = if counted && between > 0.0 {
        between / (between + mean / people)
    } else {
        0.0
    };
    let raw = counted.then(|| events as f64 / people);
    let interval = (between > 0.0).then(|| {
        let observed = if counted { events as f64 } else { 0.0 };
        let (shape, rate) = (mean * mean / between + observed, mean / between + people);
        let tail = (1.0 - level.value()) / 2.0;
        Interval {
            low: ln_gamma_lower_quantile(shape, tail).exp() / rate,
            high: ln_gamma_upper_quantile(shape, tail).exp() / rate,
        }
    });
    SmoothedRate {
        raw,
        rate: own_weight * raw.unwrap_or(mean) + (1.0 - own_weight) * mean,
        own_weight,
        interval,
    }
}

#[cfg(test)]
#[path = "empirical_bayes_tests.rs"]
mod tests;
