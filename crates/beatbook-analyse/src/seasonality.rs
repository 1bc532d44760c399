//! Seasons: which months of the year have more or fewer events than a flat year would?
//!
//! With whole years of monthly counts `x_ym` and days `d_ym`, a flat year has in month m
//! `E_ym = x_y d_ym g_ym / Σ_m d_ym g_ym`, where `x_y` is the total of the year and
//! `g = exp(β t)` a steady growth over all years, t in months. β is the maximum likelihood of Poisson
//! counts of whole years: a city that grows would otherwise have a season that rises towards the end of
//! every year. The *index* of a month is `Σ_y x_ym / Σ_y E_ym`: 1.2 is 20% above a flat year. February
//! is not low for having 28 days, nor one year's total of weight in another's.
//!
//! **Test.** Were the year flat, the twelve ratios `x_ym / E_ym` of a year could stand in any order. So
//! the index is compared with that of years whose months are dealt out anew, each year by itself:
//! two-sided, by the permutation engine, then Benjamini-Hochberg over the twelve months. Nothing is
//! assumed of how counts scatter; a brawl counted five times makes the test less sure, not wrong.
//! A month that is highest in each of Y years has p `2 / 12^Y` at least: with two years no month can
//! pass among twelve, so the test wants three.
//!
//! **Intervals** allow for counts that scatter more than Poisson: quasi-Poisson (`McCullagh` & Nelder
//! 1989, *Generalized Linear Models*, 9.2, <https://doi.org/10.1007/978-1-4899-3242-6>), with the
//! dispersion `φ = Σ (x - μ)² / μ / (11 (Y - 1) - 1)` over `μ_ym = E_ym index_m`, at least 1. The count
//! over φ is taken for a Poisson count and given its exact interval
//! ([`poisson_interval`](crate::poisson_interval())).
//!
//! What a calendar moves about, as Easter, is no season of months, and one exceptional summer in three
//! looks like one: the years are listed with the answer for that reason.

use crate::benjamini_hochberg;
use crate::intervals::Interval;
use crate::permutation::{Method, Permutations, Tail, TailCount, below, block_rng};
use crate::tails::{ln_gamma_lower_quantile, ln_gamma_upper_quantile};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Months of a year.
pub const MONTHS: usize = 12;
/// Years from which an index can be told.
const FEWEST_YEARS: usize = 2;
/// Years from which a month can pass the test.
const YEARS_TO_TEST: usize = 3;
const METHOD: Method = Method::new(b"seasons        1");

/// Twelve months in a row, from whichever month all years begin with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonYear {
    /// Events of each month.
    pub counts: [u64; MONTHS],
    /// Days of each month that are looked at.
    pub days: [f64; MONTHS],
    /// Years after the first one given, more than 1 apart where a year between is left out.
    pub after: u32,
}

/// Why no season can be told. Years and months count from 0, in the order given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SeasonalityError {
    /// (years)
    #[error(
        "{0} whole years of months are too few: a season needs at least 2, and 3 to be tested; \
         lengthen the period"
    )]
    TooFewYears(usize),
    /// (year, month, days)
    #[error("month {1} of year {0} has {2} days looked at; leave years out that are not whole")]
    NotWhole(usize, usize, f64),
    /// (year)
    #[error("year {0} has no events, so its months have no order; leave it out")]
    EmptyYear(usize),
    /// (position): years come in order of time.
    #[error("year {0} does not come after the one before; give the years in order of time")]
    NotRising(usize),
    /// (alpha)
    #[error("{0} is no error rate; give a number between 0 and 1, such as 0.05")]
    NotAnErrorRate(f64),
}

/// The months of the year. See [`seasonality()`].
#[derive(Debug, Clone, PartialEq)]
pub struct Seasonality {
    /// Twelve months, in the order given.
    pub months: [SeasonMonth; MONTHS],
    /// Years looked at.
    pub years: u32,
    /// φ: how much more counts scatter than Poisson counts would; 1 at least.
    pub dispersion: f64,
    /// Change of the total from year to year, as a ratio, taken out before months are compared.
    pub yearly_growth: f64,
    /// Whether months were tested.
    pub test: SeasonTest,
}

/// Whether months were tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeasonTest {
    /// By so many permutations.
    Permuted(Permutations),
    /// Two years: a month could be highest in both by chance more often than any test may be wrong.
    TooFewYears,
}

/// One month of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonMonth {
    /// Events in all years.
    pub events: u64,
    /// Events of flat years.
    pub expected: f64,
    /// Events over expected.
    pub index: f64,
    /// Interval of the index.
    pub interval: Interval,
    /// Two-sided p, uncorrected; `None` where months were not tested.
    pub p: Option<f64>,
    /// p corrected for testing twelve months.
    pub q: Option<f64>,
    /// 1 where `q <= alpha` and the month is above a flat year, -1 where below, else 0.
    pub unusual: i8,
}

/// The index of every month of the year, and which stand out from a flat year.
///
/// - `years`: two whole years at least, three to have the months tested, in order of time. Leave years
///   out that hold a month which is not fully recorded: it would look like a quiet one.
/// - `alpha`: the share of false calls to hold, such as 0.05; intervals hold the index with `1 - alpha`.
///
/// # Errors
/// [`SeasonalityError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{Permutations, SeasonYear, seasonality};
///
/// // Three years with a busy August.
/// let mut counts = [100; 12];
/// counts[7] = 150;
/// let days = [31., 28., 31., 30., 31., 30., 31., 31., 30., 31., 30., 31.];
/// let years = [0, 1, 2].map(|after| SeasonYear { counts, days, after });
/// let seasons = seasonality(&years, Permutations::default(), 0.05)?;
/// let august = &seasons.months[7];
/// assert!(august.index > 1.3 && august.unusual == 1);
///
/// let two = seasonality(&years[..2], Permutations::default(), 0.05)?;
/// assert_eq!(two.months[7].q, None);
/// assert!(seasonality(&years[..1], Permutations::default(), 0.05).is_err());
/// # Ok::<(), beatbook_analyse::SeasonalityError>(())
/// ```
pub fn seasonality(
    years: &[SeasonYear],
    permutations: Permutations,
    alpha: f64,
) -> Result<Seasonality, SeasonalityError> {
    check(years, alpha)?;
    let growth = growth(years);
    let expected: Vec<[f64; MONTHS]> = years.iter().map(|year| flat(year, growth)).collect();
    let sum_of = |month: usize| -> (u64, f64) {
        (
            years.iter().map(|year| year.counts[month]).sum(),
            expected.iter().map(|year| year[month]).sum(),
        )
    };
    let sums: [(u64, f64); MONTHS] = std::array::from_fn(sum_of);
    let dispersion = dispersion(years, &expected, &sums);
    let tested = years.len() >= YEARS_TO_TEST;
    let p = tested.then(|| p_values(years, &expected, permutations));
    // A pseudo p lies between 0 and 1, so nothing can be refused.
    let q = p.as_ref().and_then(|p| benjamini_hochberg(p).ok());
    let month = |month: usize| {
        let (events, expected) = sums[month];
        let q = q.as_ref().map(|q| q[month]);
        SeasonMonth {
            events,
            expected,
            index: events as f64 / expected,
            interval: interval(events, expected, dispersion, 1.0 - alpha),
            p: p.as_ref().map(|p| p[month]),
            q,
            unusual: match q {
                Some(q) if q <= alpha && events as f64 > expected => 1,
                Some(q) if q <= alpha => -1,
                _ => 0,
            },
        }
    };
    Ok(Seasonality {
        months: std::array::from_fn(month),
        years: years.len() as u32,
        dispersion,
        yearly_growth: (growth * MONTHS as f64).exp(),
        test: if tested {
            SeasonTest::Permuted(permutations)
        } else {
            SeasonTest::TooFewYears
        },
    })
}

fn check(years: &[SeasonYear], alpha: f64) -> Result<(), SeasonalityError> {
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(SeasonalityError::NotAnErrorRate(alpha));
    }
    if years.len() < FEWEST_YEARS {
        return Err(SeasonalityError::TooFewYears(years.len()));
    }
    for (number, year) in years.iter().enumerate() {
        let whole = |days: &f64| days.is_finite() && *days > 0.0;
        if let Some(month) = year.days.iter().position(|days| !whole(days)) {
            return Err(SeasonalityError::NotWhole(number, month, year.days[month]));
        }
        if year.counts.iter().all(|count| *count == 0) {
            return Err(SeasonalityError::EmptyYear(number));
        }
        if number > 0 && year.after <= years[number - 1].after {
            return Err(SeasonalityError::NotRising(number));
        }
    }
    Ok(())
}

/// β per month: the steady growth that makes the totals of the years likeliest, by Newton's method.
fn growth(years: &[SeasonYear]) -> f64 {
    let totals: Vec<f64> = years
        .iter()
        .map(|year| year.counts.iter().sum::<u64>() as f64)
        .collect();
    let all: f64 = totals.iter().sum();
    let at = |year: &SeasonYear| f64::from(year.after);
    let seen: f64 = years
        .iter()
        .zip(&totals)
        .map(|(year, total)| at(year) * total)
        .sum::<f64>()
        / all;
    let mut beta = 0.0_f64;
    for _ in 0..50 {
        let weight = |year: &SeasonYear| year.days.iter().sum::<f64>() * (beta * at(year)).exp();
        let moment = |power: i32| -> f64 {
            years
                .iter()
                .map(|year| weight(year) * at(year).powi(power))
                .sum()
        };
        let mean = moment(1) / moment(0);
        let step = (seen - mean) / (moment(2) / moment(0) - mean * mean);
        // A jump from next to nothing would overshoot.
        beta += step.clamp(-1.0, 1.0);
        if step.abs() < 1e-12 {
            break;
        }
    }
    beta / MONTHS as f64
}

/// What each month of a flat year would have had.
fn flat(year: &SeasonYear, growth: f64) -> [f64; MONTHS] {
    let weight: [f64; MONTHS] =
        std::array::from_fn(|month| year.days[month] * (growth * month as f64).exp());
    let total = year.counts.iter().sum::<u64>() as f64;
    let all: f64 = weight.iter().sum();
    weight.map(|weight| total * weight / all)
}

fn dispersion(
    years: &[SeasonYear],
    expected: &[[f64; MONTHS]],
    sums: &[(u64, f64); MONTHS],
) -> f64 {
    let squares = years.iter().zip(expected).flat_map(|(year, expected)| {
        (0..MONTHS).filter_map(move |month| {
            let mean = expected[month] * sums[month].0 as f64 / sums[month].1;
            (mean > 0.0).then(|| (year.counts[month] as f64 - mean).powi(2) / mean)
        })
    });
    let free = (MONTHS - 1) * (years.len() - 1) - 1;
    (squares.sum::<f64>() / free as f64).max(1.0)
}

/// The exact Poisson interval of the count over φ, as an index.
fn interval(events: u64, expected: f64, dispersion: f64, level: f64) -> Interval {
    let (events, tail) = (events as f64 / dispersion, (1.0 - level) / 2.0);
    let unit = dispersion / expected;
    Interval {
        low: if events > 0.0 {
            ln_gamma_lower_quantile(events, tail).exp() * unit
        } else {
            0.0
        },
        high: ln_gamma_upper_quantile(events + 1.0, tail).exp() * unit,
    }
}

/// Two-sided p of every month, against years whose months are dealt out anew.
fn p_values(
    years: &[SeasonYear],
    expected: &[[f64; MONTHS]],
    permutations: Permutations,
) -> Vec<f64> {
    let ratios: Vec<[f64; MONTHS]> = years
        .iter()
        .zip(expected)
        .map(|(year, expected)| std::array::from_fn(|m| year.counts[m] as f64 / expected[m]))
        .collect();
    let events = |ratios: &[[f64; MONTHS]]| -> [f64; MONTHS] {
        let mut sums = [0.0; MONTHS];
        for (ratios, expected) in ratios.iter().zip(expected) {
            for ((sum, ratio), expected) in sums.iter_mut().zip(ratios).zip(expected) {
                *sum += ratio * expected;
            }
        }
        sums
    };
    let observed = events(&ratios);
    let block = |block: crate::permutation::Block| {
        let mut random = block_rng(permutations.seed(), METHOD, block.number);
        let mut dealt = ratios.clone();
        let mut counts = [TailCount::default(); MONTHS];
        for _ in block.replicates {
            for year in &mut dealt {
                shuffle(year, &mut random);
            }
            for ((count, dealt), observed) in counts.iter_mut().zip(events(&dealt)).zip(observed) {
                // The same ratios in another order differ by rounding.
                *count = *count + TailCount::of(&[dealt], observed, 1e-9 * observed);
            }
        }
        counts
    };
    let none = || [TailCount::default(); MONTHS];
    let add = |a: [TailCount; MONTHS], b: [TailCount; MONTHS]| std::array::from_fn(|m| a[m] + b[m]);
    let counts = permutations.blocks().map(block).reduce(none, add);
    let p = counts.into_iter();
    p.map(|count| count.p(Tail::TwoSided, permutations.count()))
        .collect()
}

fn shuffle(months: &mut [f64; MONTHS], random: &mut ChaCha8Rng) {
    for place in (1..MONTHS).rev() {
        months.swap(place, below(random, place as u32 + 1) as usize);
    }
}

#[cfg(test)]
#[path = "seasonality_tests.rs"]
mod tests;
