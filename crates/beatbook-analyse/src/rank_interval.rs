//! How sure is the order of a list? Ranks with a 95% interval.
//!
//! Ranks look firmer than they are, and a rank without an interval invites a league table:
//! Goldstein & Spiegelhalter (1996), *Journal of the Royal Statistical Society A* 159(3),
//! <https://doi.org/10.2307/2983325>. As there, the interval comes from ranking again and again
//! under the uncertainty of each entry.
//!
//! Places are ranked by their excess, events observed minus events expected. Observed events are
//! taken as Poisson with an unknown mean, whose posterior under Jeffreys' prior is
//! Gamma(observed + 1/2, rate 1); expected events as known. Each of 2,000 draws of all means is
//! ranked, and 50 ranks are left out at either end.
//!
//! Entries are drawn independently. Where neighbourhoods overlap they share events, so that the
//! real uncertainty about the order of two neighbours is smaller than shown.

use beatbook_core::Stop;
use rand_distr::{Distribution, Gamma};
use rayon::prelude::*;

use crate::permutation::{Method, block_rng};

/// Draws in all, and in each block with random numbers of its own. Blocks are fixed, so neither
/// threads nor their number change a digit.
const DRAWS: usize = 2_000;
const BLOCK: usize = 250;
/// Draws left out at either end: 2.5%.
const TAIL: usize = DRAWS / 40;
/// Shape of Jeffreys' prior of a Poisson mean.
pub(crate) const JEFFREYS: f64 = 0.5;
/// Keeps these random numbers apart from those of other methods with the same seed.
const METHOD: Method = Method::new(b"rank intervals 1");

/// A rank from 1, the largest excess first, and the interval that holds it with 95% probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    /// Rank of the observed excess; of equals, the one that came first is ahead.
    pub rank: u32,
    /// Best rank within the interval.
    pub low: u32,
    /// Worst rank within the interval.
    pub high: u32,
}

/// Why ranks could not be computed. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RankIntervalError {
    /// (expected, observed): one number each per entry.
    #[error("got {0} expected numbers for {1} observed ones; supply one each")]
    LengthMismatch(usize, usize),
    /// (position, value): a number of events that is not negative.
    #[error("entry {0} expects {1} events; an expected number is finite and not negative")]
    NotAnExpectation(usize, f64),
}

/// Ranks entries by observed minus expected events, with the 95% interval of every rank.
///
/// - `observed[i]`, `expected[i]`: events of entry `i`.
/// - `seed`: the same input and seed give the same intervals.
/// - Returns one entry each, in input order. The interval always holds the rank itself: it is
///   widened where draws alone would leave it out, as they can for the one sure entry among many
///   unsure ones.
///
/// # Errors
/// [`RankIntervalError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::rank_intervals;
///
/// // The first place is clearly ahead; the other two could well change places.
/// let ranks = rank_intervals(&[400, 52, 50], &[6.0, 6.0, 6.0], 1)?;
/// assert_eq!((ranks[0].low, ranks[0].high), (1, 1));
/// assert_eq!((ranks[1].rank, ranks[1].low, ranks[1].high), (2, 2, 3));
/// # Ok::<(), beatbook_analyse::RankIntervalError>(())
/// ```
pub fn rank_intervals(
    observed: &[u64],
    expected: &[f64],
    seed: u64,
) -> Result<Vec<RankInterval>, RankIntervalError> {
    if expected.len() != observed.len() {
        return Err(RankIntervalError::LengthMismatch(
            expected.len(),
            observed.len(),
        ));
    }
    if let Some(i) = expected.iter().position(|e| !(e.is_finite() && *e >= 0.0)) {
        return Err(RankIntervalError::NotAnExpectation(i, expected[i]));
    }
    Ok(rank_intervals_by(
        observed,
        JEFFREYS,
        seed,
        |entry, events| events - expected[entry],
    ))
}

/// Ranks entries by any value that rises with their events, the largest first. `value` takes an
/// entry and its events: observed for the rank, drawn for the interval. Memory: 8 KB an entry.
///
/// - `prior`: shape of the gamma prior of the means, above 0: what an entry has beside its own events.
pub(crate) fn rank_intervals_by(
    observed: &[u64],
    prior: f64,
    seed: u64,
    value: impl Fn(usize, f64) -> f64 + Sync,
) -> Vec<RankInterval> {
    let ranks = ranks_of(observed, &value);
    let stop = Stop::current();
    let blocks: Vec<Vec<u32>> = (0..DRAWS / BLOCK)
        .into_par_iter()
        .map(|block| {
            stop.check();
            draw_block(observed, prior, &value, seed, block as u64)
        })
        .collect();
    let mut drawn = Vec::with_capacity(DRAWS);
    let interval = |(entry, rank): (usize, u32)| {
        stop.check();
        drawn.clear();
        for block in &blocks {
            drawn.extend_from_slice(&block[entry * BLOCK..(entry + 1) * BLOCK]);
        }
        let low = *drawn.select_nth_unstable(TAIL).1;
        let high = *drawn.select_nth_unstable(DRAWS - 1 - TAIL).1;
        RankInterval {
            rank,
            low: low.min(rank),
            high: high.max(rank),
        }
    };
    ranks.into_iter().enumerate().map(interval).collect()
}

/// Rank 1 to the largest value, 2 to the next, and so on; of equals, the first is ahead.
fn ranks_of(observed: &[u64], value: impl Fn(usize, f64) -> f64) -> Vec<u32> {
    let mut falling: Vec<(f64, usize)> = (0..)
        .zip(observed)
        .map(|(entry, &events)| (value(entry, events as f64), entry))
        .collect();
    falling.sort_unstable_by(|(a, i), (b, j)| b.total_cmp(a).then(i.cmp(j)));
    let mut ranks = vec![0; falling.len()];
    for (rank, (_, entry)) in (1..).zip(falling) {
        ranks[entry] = rank;
    }
    ranks
}

/// The ranks of every entry in the draws of one block, entry after entry.
fn draw_block(
    observed: &[u64],
    prior: f64,
    value: impl Fn(usize, f64) -> f64,
    seed: u64,
    block: u64,
) -> Vec<u32> {
    let mut random = block_rng(seed, METHOD, block);
    let posteriors: Vec<Gamma<f64>> = observed
        .iter()
        .map(|&events| Gamma::new(events as f64 + prior, 1.0).expect("shape and scale are above 0"))
        .collect();
    // Draws are sorted as whole numbers, which is several times faster, with the number of the
    // entry in the lowest bits: few enough that only draws equal to nine digits swap.
    let entry_bits = usize::BITS - observed.len().leading_zeros();
    let mut falling = Vec::with_capacity(observed.len());
    let mut ranks = vec![0; observed.len() * BLOCK];
    for draw in 0..BLOCK {
        falling.clear();
        falling.extend((0..).zip(&posteriors).map(|(entry, posterior)| {
            let drawn = value(entry as usize, posterior.sample(&mut random));
            (from_large_to_small(drawn) >> entry_bits << entry_bits) | entry
        }));
        falling.sort_unstable();
        for (rank, number) in (1..).zip(&falling) {
            let entry = (number & ((1 << entry_bits) - 1)) as usize;
            ranks[entry * BLOCK + draw] = rank;
        }
    }
    ranks
}

/// A whole number that falls as the float rises.
fn from_large_to_small(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_sign_negative() {
        bits
    } else {
        !bits & !(1 << 63)
    }
}

#[cfg(test)]
#[path = "rank_interval_tests.rs"]
mod tests;
