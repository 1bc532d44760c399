//! How concentrated are events on places? Lorenz curve and Gini, with what few events on many places do of
//! themselves taken out.
//!
//! Sources: Gini with the counts sorted, `G = 2Σ i x(i) / (n Σx) - (n + 1) / n`; with c events on n places,
//! fewer than one each, Bernasco & Steenbeek (2017), *Journal of Quantitative Criminology* 33(3),
//! <https://doi.org/10.1007/s10940-016-9324-7>: `G' = max(1, n/c) (G - 1) + 1`, which is 0 where no place
//! has a second event; the correction for small numbers is `m / (m - 1)` with `m = min(n, c)`. Places
//! without events are part of the whole ([`smallest_share`](crate::smallest_share()) says why).
//!
//! Intervals are of the percentile bootstrap over places: what other places of the same make would have
//! shown. Drawing events again, which is the other way, adds chance to counts that chance already made
//! uneven, and so lies above what it should hold. Where a handful of places holds most events the
//! intervals are too narrow, since a draw seldom holds a place hotter than the hottest seen.

use std::collections::BTreeMap;

use beatbook_core::Stop;
use rand_distr::{Binomial, Distribution};
use rayon::prelude::*;

use crate::funnel::quantile;
use crate::intervals::{Interval, Level};
use crate::permutation::{Method, block_rng};
use crate::smallest_share::share_of;

/// Draws in all, and in each block with random numbers of its own.
const DRAWS: usize = 2_000;
const BLOCK: usize = 250;
const METHOD: Method = Method::new(b"concentration  1");
/// Points of a Lorenz curve at most: more cannot be drawn.
const MOST_POINTS: usize = 200;

/// A measure with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// As observed.
    pub value: f64,
    /// 95%, or as asked.
    pub interval: Interval,
}

/// The smallest share of places that holds a share of the events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareOfPlaces {
    /// Of the events.
    pub part: f64,
    /// Of the places.
    pub places: Measured,
}

/// How concentrated events are.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// Places in all, and those with an event.
    pub places: u64,
    /// Places with at least one event.
    pub hit: u64,
    /// Events in all.
    pub events: u64,
    /// Gini of the counts.
    pub gini: Measured,
    /// G', with the concentration taken out that few events on many places cannot avoid.
    pub generalised: Measured,
    /// G' times m / (m - 1); `None` where m is 1.
    pub unbiased: Option<Measured>,
    /// One entry per part asked for.
    pub shares: Vec<ShareOfPlaces>,
    /// Share of the places, the hottest first, and share of the events they hold: from (0, 0) to (1, 1).
    pub curve: Vec<(f64, f64)>,
}

/// Why nothing can be said of the concentration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConcentrationError {
    /// No event: nothing is concentrated.
    #[error("there are no events; lengthen the period or widen the selection")]
    NoEvents,
    /// (places)
    #[error("{0} place cannot be compared with others; choose smaller units")]
    TooFewPlaces(usize),
    /// (part)
    #[error("{0} is no share of the events; shares lie above 0 and up to 1")]
    NotAShare(f64),
}

/// Measures the concentration of events on places.
///
/// - `counts`: events of each place, those without any too.
/// - `parts`: shares of the events, such as 0.25 and 0.5.
/// - `seed`: the same input and seed give the same intervals.
/// - Time grows with the number of different counts, not with that of places.
///
/// # Errors
/// [`ConcentrationError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, concentration};
///
/// let counts = [5, 2, 1, 0, 0, 0, 0, 0, 0, 0];
/// let found = concentration(&counts, &[0.5], Level::P95, 1)?;
/// assert!((found.gini.value - 0.80).abs() < 1e-12);
/// // Eight events on ten places could not be spread more evenly than 0.20.
/// assert!((found.generalised.value - 0.75).abs() < 1e-12);
/// assert!((found.shares[0].places.value - 0.08).abs() < 1e-12);
/// # Ok::<(), beatbook_analyse::ConcentrationError>(())
/// ```
pub fn concentration(
    counts: &[u32],
    parts: &[f64],
    level: Level,
    seed: u64,
) -> Result<Concentration, ConcentrationError> {
    if let Some(part) = parts.iter().find(|part| !(**part > 0.0 && **part <= 1.0)) {
        return Err(ConcentrationError::NotAShare(*part));
    }
    if counts.len() < 2 {
        return Err(ConcentrationError::TooFewPlaces(counts.len()));
    }
    let mut levels = BTreeMap::<u32, u64>::new();
    for &count in counts {
        *levels.entry(count).or_default() += 1;
    }
    let levels: Vec<(u32, u64)> = levels.into_iter().rev().collect();
    let observed = Measures::of(&levels, parts).ok_or(ConcentrationError::NoEvents)?;
    let drawn = draws(&levels, parts, seed);
    let measured = |of: &dyn Fn(&Measures) -> Option<f64>| {
        let value = of(&observed)?;
        let mut rising: Vec<f64> = drawn.iter().filter_map(of).collect();
        rising.sort_unstable_by(f64::total_cmp);
        let tail = (1.0 - level.value()) / 2.0;
        let ends = |part| {
            if rising.is_empty() {
                value
            } else {
                quantile(&rising, part)
            }
        };
        let interval = Interval {
            low: ends(tail).min(value),
            high: ends(1.0 - tail).max(value),
        };
        Some(Measured { value, interval })
    };
    let shares = (0..parts.len()).filter_map(|at| {
        let places = measured(&|measures| Some(measures.shares[at]))?;
        Some(ShareOfPlaces {
            part: parts[at],
            places,
        })
    });
    let no_events = ConcentrationError::NoEvents;
    Ok(Concentration {
        places: counts.len() as u64,
        hit: counts.iter().filter(|count| **count > 0).count() as u64,
        events: counts.iter().copied().map(u64::from).sum(),
        gini: measured(&|measures| Some(measures.gini)).ok_or(no_events.clone())?,
        generalised: measured(&|measures| Some(measures.generalised)).ok_or(no_events)?,
        unbiased: measured(&|measures| measures.unbiased),
        shares: shares.collect(),
        curve: curve(&levels),
    })
}

/// What one town shows.
struct Measures {
    gini: f64,
    generalised: f64,
    unbiased: Option<f64>,
    shares: Vec<f64>,
}

impl Measures {
    /// - `levels`: a count and how many places have it, the largest first. `None` without events.
    fn of(levels: &[(u32, u64)], parts: &[f64]) -> Option<Self> {
        let pairs = || {
            levels
                .iter()
                .map(|&(count, places)| (f64::from(count), places as f64))
        };
        let (mut n, mut events) = (0.0, 0.0);
        for (count, places) in pairs() {
            n += places;
            events += count * places;
        }
        if events == 0.0 {
            return None;
        }
        // Σ i x(i) with ranks rising from the smallest: of places that have the same, the middle rank.
        let mut above = 0.0;
        let ranked: f64 = pairs()
            .map(|(count, places)| {
                let middle = n - above - (places - 1.0) / 2.0;
                above += places;
                count * places * middle
            })
            .sum();
        let gini = 2.0 * ranked / (n * events) - (n + 1.0) / n;
        let generalised = (n / events).max(1.0) * (gini - 1.0) + 1.0;
        let m = n.min(events);
        let shares = parts.iter().map(|&part| share_of(pairs(), n, part));
        Some(Self {
            gini,
            generalised,
            unbiased: (m > 1.0).then(|| generalised * m / (m - 1.0)),
            shares: shares.collect::<Option<_>>()?,
        })
    }
}

/// As many places drawn from the same, again and again: only how many have each count matters.
fn draws(levels: &[(u32, u64)], parts: &[f64], seed: u64) -> Vec<Measures> {
    let stop = Stop::current();
    let block = |block: usize| {
        let mut random = block_rng(seed, METHOD, block as u64);
        let mut drawn = Vec::with_capacity(levels.len());
        let mut made = Vec::with_capacity(BLOCK);
        for _ in 0..BLOCK {
            stop.check();
            drawn.clear();
            let all: u64 = levels.iter().map(|(_, places)| places).sum();
            let (mut to_draw, mut to_come) = (all, all);
            for &(count, places) in levels {
                // The share of this count among those not yet dealt with.
                let part = places as f64 / to_come as f64;
                let here = match Binomial::new(to_draw, part.min(1.0)) {
                    Ok(binomial) => binomial.sample(&mut random),
                    Err(_) => 0, // a share lies within 0 and 1
                };
                drawn.push((count, here));
                to_draw -= here;
                to_come -= places;
            }
            made.extend(Measures::of(&drawn, parts));
        }
        made
    };
    let blocks: Vec<Vec<Measures>> = (0..DRAWS / BLOCK).into_par_iter().map(block).collect();
    blocks.into_iter().flatten().collect()
}

/// Corners of the Lorenz curve, between which it is straight.
fn curve(levels: &[(u32, u64)]) -> Vec<(f64, f64)> {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let pairs = levels.iter();
        pairs
            .map(|&(count, places)| of(f64::from(count), places as f64))
            .sum()
    };
    let (n, events) = (
        sum(&|_, places| places),
        sum(&|count, places| count * places),
    );
    let mut at = (0.0, 0.0);
    let mut corners = vec![at];
    for &(count, places) in levels {
        at.0 += places as f64 / n;
        at.1 += f64::from(count) * places as f64 / events;
        corners.push((at.0.min(1.0), at.1.min(1.0)));
    }
    let every = corners.len().div_ceil(MOST_POINTS);
    let last = corners.len() - 1;
    let kept = corners.into_iter().enumerate();
    let kept = kept.filter(|(at, _)| at.is_multiple_of(every) || *at == last);
    kept.map(|(_, corner)| corner).collect()
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
