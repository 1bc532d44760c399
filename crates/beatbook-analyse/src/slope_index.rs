//! How much more has the poorer end of a town than the richer one? Slope, relative and concentration index.
//!
//! Sources: slope (SII) and relative index (RII) of inequality: Low & Low (2004), *Journal of Public Health*
//! 26(1), <https://doi.org/10.1093/pubmed/fdh110>, with the intervals of the public-health profiles of England
//! (`phe_sii`); concentration index: Kakwani, Wagstaff & van Doorslaer (1997), *Journal of Econometrics* 77(1),
//! <https://doi.org/10.1016/S0304-4076(96)01807-6>, from grouped data.
//!
//! Groups stand in order, the most deprived first. With a the share of the population, b the middle of the
//! group on the ladder from 0 to 1 and Y its rate, Y is fitted to b by least squares with weights a. SII is the
//! slope: the rate at the least deprived end less that at the most deprived end. RII is the ratio of the two.
//! Both are below nought, or one, where the poorer have more. The concentration index is `2Σ aYb / Σ aY - 1`,
//! from -1 (all at the most deprived end) to 1.
//!
//! Intervals come from drawing each group's rate again within its own interval: on the logarithm for rates,
//! the log-odds for shares. They are as good as those intervals: from Poisson ones they tell of chance alone,
//! and nothing of the places a group happens to be made of ([`clustered_rate`](crate::clustered_rate())).

use beatbook_core::Stop;
use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;

use crate::concentration::Measured;
use crate::funnel::quantile;
use crate::intervals::{Interval, Level};
use crate::permutation::{Method, block_rng};

/// Draws as the public-health profiles make, and in each block with random numbers of its own.
const DRAWS: usize = 100_000;
const BLOCK: usize = 5_000;
const METHOD: Method = Method::new(b"slope index    1");
/// A line through two groups fits whatever they are.
const FEWEST: usize = 3;

/// One group of people of similar deprivation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedGroup {
    /// People, or another denominator, in it. A group without is left out.
    pub population: f64,
    /// Its rate or share.
    pub value: f64,
    /// The 95% interval of that.
    pub interval: Interval,
}

/// How a group's value varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueScale {
    /// On its own scale, such as years of life.
    Plain,
    /// On the logarithm.
    Rate,
    /// On the log-odds, between 0 and 1.
    Share,
}

impl ValueScale {
    fn forth(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Rate => value.ln(),
            Self::Share => (value / (1.0 - value)).ln(),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Rate => value.exp(),
            Self::Share => 1.0 / (1.0 + (-value).exp()),
        }
    }
}

/// The indices of one ladder of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlopeIndex {
    /// Fitted at the most deprived end.
    pub intercept: f64,
    /// SII: how much more the least deprived end has.
    pub slope: Measured,
    /// RII: how many times as much; `None` where the line is not above 0 at both ends. An end of its interval
    /// may be 0 or infinite.
    pub relative: Option<Measured>,
    /// Concentration index.
    pub concentration: Measured,
    /// Groups with a population.
    pub groups: usize,
}

/// Why there is no index. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SlopeIndexError {
    /// (groups)
    #[error("{0} groups with a population make no slope, which needs 3; widen the study area")]
    TooFewGroups(usize),
    /// (group, population)
    #[error("group {0} has a population of {1}; populations are finite and not negative")]
    NotAPopulation(usize, f64),
    /// (group, low, value, high)
    #[error(
        "group {0} has {2} with the interval {1} to {3}, which has no place on its scale; a group \
         without events has no rate to draw: lengthen the period, or put groups together"
    )]
    NotAnInterval(usize, f64, f64, f64),
}

/// Fits the ladder.
///
/// - `groups`: the most deprived first. Those without population are left out.
/// - `seed`: the same input and seed give the same intervals, which are 95% ones.
///
/// # Errors
/// [`SlopeIndexError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Interval, RankedGroup, ValueScale, slope_index};
///
/// let group = |value: f64| RankedGroup {
///     population: 1000.0,
///     value,
///     interval: Interval { low: value * 0.9, high: value * 1.1 },
/// };
/// let found = slope_index(&[30.0, 24.0, 21.0, 12.0, 10.0].map(group), ValueScale::Rate, 1)?;
/// // From 32 at the poorer end to 7 at the richer one.
/// assert!((found.intercept - 32.4).abs() < 0.1 && (found.slope.value + 26.0).abs() < 0.1);
/// assert!(found.slope.interval.high < 0.0 && found.concentration.interval.high < 0.0);
/// # Ok::<(), beatbook_analyse::SlopeIndexError>(())
/// ```
pub fn slope_index(
    groups: &[RankedGroup],
    scale: ValueScale,
    seed: u64,
) -> Result<SlopeIndex, SlopeIndexError> {
    for (at, group) in groups.iter().enumerate() {
        let RankedGroup {
            population,
            value,
            interval,
        } = *group;
        if !(population.is_finite() && population >= 0.0) {
            return Err(SlopeIndexError::NotAPopulation(at, population));
        }
        let ends = [interval.low, value, interval.high];
        let placed = ends.iter().all(|end| scale.forth(*end).is_finite());
        if population > 0.0 && !(placed && interval.low <= value && value <= interval.high) {
            return Err(SlopeIndexError::NotAnInterval(
                at,
                interval.low,
                value,
                interval.high,
            ));
        }
    }
    let held: Vec<&RankedGroup> = groups
        .iter()
        .filter(|group| group.population > 0.0)
        .collect();
    if held.len() < FEWEST {
        return Err(SlopeIndexError::TooFewGroups(held.len()));
    }
    let ladder = Ladder::new(held.iter().map(|group| group.population));
    let values: Vec<f64> = held.iter().map(|group| group.value).collect();
    let observed = ladder.fit(&values);
    let z = Level::P95.z();
    let spread: Vec<(f64, f64)> = held
        .iter()
        .map(|group| {
            let Interval { low, high } = group.interval;
            let width = scale.forth(high) - scale.forth(low);
            (scale.forth(group.value), width / (2.0 * z))
        })
        .collect();
    let drawn = draws(&ladder, &spread, scale, seed);
    let measured = |of: &dyn Fn(&Fit) -> f64| {
        let mut rising: Vec<f64> = drawn.iter().map(of).collect();
        rising.sort_unstable_by(f64::total_cmp);
        let interval = Interval {
            low: between(&rising, 0.025),
            high: between(&rising, 0.975),
        };
        Measured {
            value: of(&observed),
            interval,
        }
    };
    let is_ratio = observed.intercept > 0.0 && observed.intercept + observed.slope > 0.0;
    Ok(SlopeIndex {
        intercept: observed.intercept,
        slope: measured(&|fit| fit.slope),
        relative: is_ratio.then(|| measured(&Fit::relative)),
        concentration: measured(&|fit| fit.concentration),
        groups: held.len(),
    })
}

/// A quantile of numbers some of which may be infinite.
fn between(rising: &[f64], part: f64) -> f64 {
    let found = quantile(rising, part);
    if found.is_nan() { f64::INFINITY } else { found }
}

/// One line.
struct Fit {
    intercept: f64,
    slope: f64,
    concentration: f64,
}

impl Fit {
    fn relative(&self) -> f64 {
        if self.intercept > 0.0 {
            ((self.intercept + self.slope) / self.intercept).max(0.0)
        } else {
            f64::INFINITY
        }
    }
}

/// Shares of the population and where they stand.
struct Ladder {
    shares: Vec<f64>,
    middles: Vec<f64>,
    mean: f64,
    squares: f64,
}

impl Ladder {
    fn new(populations: impl Iterator<Item = f64> + Clone) -> Self {
        let all: f64 = populations.clone().sum();
        let shares: Vec<f64> = populations.map(|people| people / all).collect();
        let middles: Vec<f64> = shares
            .iter()
            .scan(0.0, |below, share| {
                let middle = *below + share / 2.0;
                *below += share;
                Some(middle)
            })
            .collect();
        let pairs = || shares.iter().zip(&middles);
        let mean = pairs().map(|(a, b)| a * b).sum::<f64>();
        let squares = pairs().map(|(a, b)| a * (b - mean).powi(2)).sum();
        Self {
            shares,
            middles,
            mean,
            squares,
        }
    }

    fn fit(&self, values: &[f64]) -> Fit {
        let (mut level, mut along) = (0.0, 0.0);
        for ((a, b), y) in self.shares.iter().zip(&self.middles).zip(values) {
            level += a * y;
            along += a * y * b;
        }
        let slope = (along - level * self.mean) / self.squares;
        Fit {
            intercept: level - slope * self.mean,
            slope,
            concentration: 2.0 * along / level - 1.0,
        }
    }
}

/// - `spread`: where each group lies on its scale, and its standard error there.
fn draws(ladder: &Ladder, spread: &[(f64, f64)], scale: ValueScale, seed: u64) -> Vec<Fit> {
    let stop = Stop::current();
    let block = |block: usize| {
        stop.check();
        let mut random = block_rng(seed, METHOD, block as u64);
        let mut values = vec![0.0; spread.len()];
        let mut draw = || {
            for (value, (middle, error)) in values.iter_mut().zip(spread) {
                let z: f64 = StandardNormal.sample(&mut random);
                *value = scale.back(middle + error * z);
            }
            ladder.fit(&values)
        };
        (0..BLOCK).map(|_| draw()).collect::<Vec<Fit>>()
    };
    let blocks: Vec<Vec<Fit>> = (0..DRAWS / BLOCK).into_par_iter().map(block).collect();
    blocks.into_iter().flatten().collect()
}

#[cfg(test)]
#[path = "slope_index_tests.rs"]
mod tests;
