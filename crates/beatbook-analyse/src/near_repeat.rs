//! Near repeats: do events follow each other at places near by more often than chance explains?
//!
//! Source: Knox (1964), *Applied Statistics* 13(1), <https://doi.org/10.2307/2985220>; with Monte
//! Carlo, for crime: Johnson et al. (2007), *Journal of Quantitative Criminology* 23(3),
//! <https://doi.org/10.1007/s10940-007-9025-3>.
//!
//! `X[s][t]` is the number of unordered pairs of events whose distance lies in band s and whose
//! difference of time lies in band t. Under the null, times are dealt out anew over the fixed
//! places, R times, and
//!
//! - `p = (#{X* >= X} + 1) / (R + 1)`, one-sided: more pairs than chance;
//! - `ratio = X / mean(X*)`, Knox's ratio; to the median as well, which the Near Repeat Calculator
//!   and others show;
//! - `expected = n_s n_t / N`, the mean over *all* orders of the times: `n_s` pairs in the distance
//!   band, `n_t` in the time band, N pairs in all. With it a Poisson p, for comparison only: pairs
//!   share events, so that counts of pairs vary more than Poisson's.
//!
//! Bands are half-open, `[a, b)`: a pair at exactly 100 m is in 100 to 200, and a pair at 99.5 m is
//! not, unlike in Ratcliffe's Near Repeat Calculator, whose band "a to b" holds `[a - 1, b)`.
//! Places are equal where their coordinates are; such pairs have a row of their own.
//!
//! Only times move, so that only pairs within the largest distance band matter: finding them once
//! and counting them R times is exact. Eight replicates are counted together, in whole numbers.
//!
//! Dealing times out keeps the map and the calendar of the events as they are, but not their
//! product: if places have different seasons, or a district grew over the years, pairs look
//! linked that are not. Test shorter periods one by one.

use beatbook_core::Metres;
use rayon::prelude::*;

use crate::knox_kernel::{LANES, Lanes};
use crate::knox_null::Counter;
use crate::near_bands::NearRepeatBands;
use crate::near_pairs::{MOST_PAIRS, NearPairsError, Sweep};
use crate::permutation::{Method, block_rng};
use crate::tails::ln_gamma_tails;
use crate::{Permutations, TooFewPermutations, benjamini_hochberg};

/// Keeps the draws of times apart from all other random numbers of the same seed.
const DRAW: Method = Method::new(b"near rep. draw 1");

/// With three events there are six orders of the times: no p could fall to 5%.
const FEWEST_EVENTS: usize = 4;

/// Knox's table. See [`near_repeat`].
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeat {
    /// Number of events.
    pub events: usize,
    /// Whether the first band of distance is the same place.
    pub same_place: bool,
    /// Pairs of events in each band of distance, whatever their times.
    pub near: Vec<u64>,
    /// Pairs of events in each band of time, wherever they are; mean over draws of times.
    pub soon: Vec<f64>,
    /// The cells, a row per band of distance.
    pub cells: Vec<Vec<KnoxCell>>,
    /// Cells tested: those into which some order of the times could put a pair.
    pub tested: usize,
    /// How the null was made.
    pub permutations: Permutations,
    /// Draws of times from their windows; 1 where all times are certain.
    pub draws: u32,
}

/// One band of distance with one band of time.
#[derive(Debug, Clone, PartialEq)]
pub struct KnoxCell {
    /// Pairs observed: a whole number, or the mean over draws of uncertain times.
    pub observed: f64,
    /// Fewest and most pairs over the draws.
    pub observed_range: [u64; 2],
    /// Mean of the permutations.
    pub mean: f64,
    /// Median of the permutations.
    pub median: f64,
    /// Mean over all orders of the times, in closed form.
    pub expected: f64,
    /// The chance of so many pairs or more; `None` where no order of the times gives any.
    pub p: Option<f64>,
    /// Smallest and largest p over the draws taken one by one.
    pub p_range: Option<[f64; 2]>,
    /// p corrected for the cells tested (Benjamini & Hochberg).
    pub q: Option<f64>,
}

/// Why near repeats could not be tested. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NearRepeatError {
    /// (events)
    #[error(
        "{0} events have too few orders of their times for any p-value of 5%; choose a longer period \
         or a larger area"
    )]
    TooFewEvents(usize),
    /// (points, times)
    #[error("got {0} positions and {1} times; supply one of each per event")]
    LengthMismatch(usize, usize),
    /// (events)
    #[error("all {0} events are at one place, so times dealt out anew change nothing")]
    OnePlace(usize),
    /// (events)
    #[error("all {0} events have one time, so dealing times out anew changes nothing")]
    OneTime(usize),
    /// (metres)
    #[error(
        "no two events are within {0} metres of each other; ask for longer distances, or more events"
    )]
    NoPairs(f64),
    /// (position, from, to)
    #[error("event {0} ends at {2}, before its start at {1}; correct the row or leave it out")]
    EndBeforeStart(usize, i64, i64),
    /// (position, length, narrowest)
    #[error(
        "event {0} is known only to {1} units of time, and a band of time is {2} wide: it cannot \
         say which band a pair is in; leave such events out and count them, or widen the bands"
    )]
    TooVague(usize, i64, i64),
    /// (earliest, latest)
    #[error("times from {0} to {1} are too far apart to be compared; give them in a coarser unit")]
    TooFarApart(i64, i64),
    /// A mean over no draws.
    #[error("times cannot be drawn 0 times; ask for 1 draw or more")]
    NoDraws,
    /// Finding the pairs failed.
    #[error(transparent)]
    Pairs(#[from] NearPairsError),
}

/// Tests whether events near each other in place are near in time more often than chance.
///
/// - `points[i]`: position of event `i`, in metres.
/// - `times[i]`: its time, in any whole unit: days, minutes.
/// - `bands`: bands of distance in metres and of time in that unit.
///
/// Takes O(n log n + pairs x permutations) time, where pairs are those within the largest
/// distance; and 8 bytes a pair. Same input and seed, same bits, on any number of threads.
///
/// # Errors
/// [`NearRepeatError`].
///
/// # Example
/// ```
/// use beatbook_analyse::{NearRepeatBands, Permutations, near_repeat};
///
/// // Ten streets a kilometre apart; in each a break-in, and a second one next door two days after.
/// let streets = 0..10_i64;
/// let points: Vec<[f64; 2]> =
///     streets.clone().flat_map(|i| [[1_000.0 * i as f64, 0.0], [1_000.0 * i as f64, 50.0]]).collect();
/// let days: Vec<i64> = streets.flat_map(|i| [30 * i, 30 * i + 2]).collect();
///
/// let bands = NearRepeatBands::new(&[0.0, 100.0, 200.0], &[0, 7, 14])?;
/// let found = near_repeat(&points, &days, &bands, Permutations::new(999, 1)?)?;
/// // Rows: same place, under 100 m, 100 to 200 m.
/// let next_door = &found.cells[1][0];
/// assert_eq!(next_door.observed, 10.0);
/// assert!(next_door.ratio().unwrap() > 10.0);
/// assert_eq!(next_door.p, Some(0.001));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn near_repeat(
    points: &[[f64; 2]],
    times: &[i64],
    bands: &NearRepeatBands,
    permutations: Permutations,
) -> Result<NearRepeat, NearRepeatError> {
    if points.len() != times.len() {
        return Err(NearRepeatError::LengthMismatch(points.len(), times.len()));
    }
    table(points, &[times.to_vec()], bands, permutations)
}

/// As [`near_repeat`], with times known only to windows.
///
/// - `windows[i]`: event `i` happened in `[from, to)`, equally likely at any time; `from == to` is
///   a certain time. No window may be longer than the narrowest band of time.
/// - `draws`: how often all times are drawn. The statistic is the mean number of pairs over the
///   draws, tested against the mean over the same draws with windows dealt out anew; the range
///   over single draws says how much hangs on the uncertainty. Work grows with the draws.
///
/// # Errors
/// [`NearRepeatError`].
pub fn near_repeat_within(
    points: &[[f64; 2]],
    windows: &[[i64; 2]],
    draws: u32,
    bands: &NearRepeatBands,
    permutations: Permutations,
) -> Result<NearRepeat, NearRepeatError> {
    if points.len() != windows.len() {
        return Err(NearRepeatError::LengthMismatch(points.len(), windows.len()));
    }
    if draws == 0 {
        return Err(NearRepeatError::NoDraws);
    }
    let narrowest = bands.narrowest_span();
    for (i, &[from, to]) in windows.iter().enumerate() {
        if to < from {
            return Err(NearRepeatError::EndBeforeStart(i, from, to));
        }
        if to.saturating_sub(from) > narrowest {
            return Err(NearRepeatError::TooVague(
                i,
                to.saturating_sub(from),
                narrowest,
            ));
        }
    }
    let draw = |number: u32| -> Vec<i64> {
        let mut random = block_rng(permutations.seed(), DRAW, u64::from(number));
        windows
            .iter()
            .map(|&[from, to]| from + part_of((to - from) as u64, &mut random) as i64)
            .collect()
    };
    let certain = windows.iter().all(|[from, to]| from == to);
    let draws = if certain { 1 } else { draws };
    let times: Vec<Vec<i64>> = (0..draws).map(draw).collect();
    table(points, &times, bands, permutations)
}

impl NearRepeat {
    /// Number of pairs of events, near or not.
    pub fn pairs(&self) -> u64 {
        pairs_among(self.events)
    }

    /// Whether so few permutations leave no cell a chance by itself after the correction over the
    /// cells tested.
    pub fn too_few_permutations(&self, alpha: f64) -> Option<TooFewPermutations> {
        self.permutations.too_few_for(self.tested, alpha)
    }
}

impl KnoxCell {
    /// Pairs observed for each one that chance gives; `None` where chance gave none.
    pub fn ratio(&self) -> Option<f64> {
        (self.mean > 0.0).then(|| self.observed / self.mean)
    }

    /// The same to the median of the permutations.
    pub fn ratio_to_median(&self) -> Option<f64> {
        (self.median > 0.0).then(|| self.observed / self.median)
    }

    /// `P(Y >= observed)` for Y Poisson with mean `expected`. Too small a value where events
    /// crowd together, and no basis for a finding.
    pub fn poisson_p(&self) -> f64 {
        poisson_tail(self.observed.ceil(), self.expected)
    }

    /// `P(Y > observed)`, which pointpats prints as its Poisson p: the observed number itself is
    /// left out, so that it is smaller than a p-value may be.
    pub fn poisson_p_beyond(&self) -> f64 {
        poisson_tail(self.observed.floor() + 1.0, self.expected)
    }
}

fn table(
    points: &[[f64; 2]],
    draws: &[Vec<i64>],
    bands: &NearRepeatBands,
    permutations: Permutations,
) -> Result<NearRepeat, NearRepeatError> {
    let events = points.len();
    if events < FEWEST_EVENTS {
        return Err(NearRepeatError::TooFewEvents(events));
    }
    let sweep = Sweep::new(points, Metres(bands.furthest()))?;
    if points.iter().all(|at| *at == points[0]) {
        return Err(NearRepeatError::OnePlace(events));
    }
    let times = from_the_first(draws)?;
    let near = sweep.pairs(bands.rows(), MOST_PAIRS, |metres| bands.row(metres))?;
    if near.iter().all(Vec::is_empty) {
        return Err(NearRepeatError::NoPairs(bands.furthest()));
    }
    let counter = Counter {
        order: &sweep.order,
        near: &near,
        times: &times,
        edges: bands.edges(),
    };
    let in_order: Vec<Lanes> = (0..events as u32).map(|i| [i; LANES]).collect();
    let observed: Vec<Vec<u32>> = counter.count(&in_order).swap_remove(0);
    let null = counter.null(permutations, &observed);

    let near: Vec<u64> = near.iter().map(|pairs| pairs.len() as u64).collect();
    let all = pairs_among(events) as f64;
    let soon: Vec<f64> = soon(&times, bands.edges());
    let columns = soon.len();
    let mut cells: Vec<KnoxCell> = (0..near.len() * columns)
        .map(|cell| {
            let expected = near[cell / columns] as f64 * soon[cell % columns] / all;
            null.cell(cell, &observed, expected, permutations.count())
        })
        .collect();
    let p: Vec<f64> = cells
        .iter()
        .map(|cell| cell.p.unwrap_or(f64::NAN))
        .collect();
    // Every p is a probability or NaN, which is all that can be refused.
    let q = benjamini_hochberg(&p).unwrap_or(p);
    for (cell, q) in cells.iter_mut().zip(q) {
        cell.q = cell.p.map(|_| q);
    }
    Ok(NearRepeat {
        events,
        same_place: bands.has_same_place(),
        tested: cells.iter().filter(|cell| cell.p.is_some()).count(),
        cells: cells.chunks(columns).map(<[KnoxCell]>::to_vec).collect(),
        near,
        soon,
        permutations,
        draws: times.len() as u32,
    })
}

/// Times since the earliest, in 32 bits, which eight lanes are compared in.
fn from_the_first(draws: &[Vec<i64>]) -> Result<Vec<Vec<i32>>, NearRepeatError> {
    let all = || draws.iter().flatten().copied();
    let (first, last) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    if first == last {
        return Err(NearRepeatError::OneTime(draws[0].len()));
    }
    // Below the largest number, so that an edge cut to it lies beyond every difference.
    if i128::from(last) - i128::from(first) >= i128::from(i32::MAX) {
        return Err(NearRepeatError::TooFarApart(first, last));
    }
    let of_draw = |times: &Vec<i64>| times.iter().map(|time| (time - first) as i32).collect();
    Ok(draws.iter().map(of_draw).collect())
}

/// Pairs in each band of time, wherever they are; mean over draws.
fn soon(draws: &[Vec<i32>], edges: &[i64]) -> Vec<f64> {
    let mut sums = vec![0_u64; edges.len() - 1];
    for times in draws {
        let mut rising = times.clone();
        rising.par_sort_unstable();
        let below = |edge: i64| -> u64 {
            let mut start = 0;
            let pairs = rising.iter().enumerate().map(|(i, time)| {
                while i64::from(*time) - i64::from(rising[start]) >= edge && start < i {
                    start += 1;
                }
                let reached = i64::from(*time) - i64::from(rising[start]) < edge;
                if reached { (i - start) as u64 } else { 0 }
            });
            pairs.sum()
        };
        for (sum, band) in sums.iter_mut().zip(edges.windows(2)) {
            *sum += below(band[1]) - below(band[0]);
        }
    }
    sums.iter()
        .map(|sum| *sum as f64 / draws.len() as f64)
        .collect()
}

/// A whole number from 0 to `length - 1`, or 0.
fn part_of(length: u64, random: &mut impl rand_chacha::rand_core::Rng) -> u64 {
    ((u128::from(random.next_u64()) * u128::from(length)) >> 64) as u64
}

fn pairs_among(events: usize) -> u64 {
    events as u64 * (events as u64).saturating_sub(1) / 2
}

/// `P(Y >= at_least)` for Y Poisson.
fn poisson_tail(at_least: f64, mean: f64) -> f64 {
    if at_least <= 0.0 {
        1.0
    } else if mean <= 0.0 {
        0.0
    } else {
        ln_gamma_tails(at_least, mean).0.exp()
    }
}

#[cfg(test)]
#[path = "near_repeat_tests.rs"]
mod tests;
