//! The one permutation engine: how many, from which seed, and what p they give.
//!
//! A permutation test asks how often chance alone gives a statistic as extreme as the observed
//! one. With R permutations, c of which reach it, `p = (c + 1) / (R + 1)`: the observed map counts
//! as one of the maps chance could give, so that p is never 0 (Davison & Hinkley 1997, *Bootstrap
//! Methods and their Application*, section 4.3, <https://doi.org/10.1017/CBO9780511802843>). The
//! two-sided p is twice the smaller tail, and never above 1.
//!
//! Random numbers are counter-based: the key of `ChaCha8` is (seed, method, block), its position
//! starts at 0, and a block always holds the same replicates. What is kept of a replicate are
//! whole numbers, or values in the order of replicates. So neither the number of threads nor
//! stopping after some of the blocks changes a digit.
//!
//! Three plans are built on it:
//!
//! - *shared draws*: per replicate an ordered draw of a few units without replacement, shared by
//!   all units of the map; the first k are what k neighbours would hold;
//! - *relabelling*: per replicate a random order of all n labels, which deals values out over units;
//! - *time relabelling*: the same with the times of events, whose places stay.

use std::ops::{Add, Range};

use beatbook_core::Stop;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

/// Replicates per block. Small enough that a thousand replicates keep several threads busy and
/// that a block's values of some twenty neighbours stay in the nearest cache.
pub(crate) const BLOCK: usize = 128;

/// Fewer permutations than this give no p below 1%.
const FEWEST: u32 = 99;

/// More than this would not fit in memory.
const MOST: u32 = 9_999_999;

/// How many permutations, and from which seed. By default 9,999 from seed 1.
///
/// # Example
/// ```
/// use beatbook_analyse::Permutations;
///
/// let few = Permutations::new(99, 1)?;
/// assert_eq!(few.smallest_p(), 0.01);
/// assert!(Permutations::new(9, 1).is_err());
///
/// // One hot unit among 7,700 could never be told from chance.
/// let too_few = few.too_few_for(7_700, 0.05).expect("0.01 is above 0.05 / 7,700");
/// assert_eq!(too_few.needed(), 153_999);
/// # Ok::<(), beatbook_analyse::PermutationsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Permutations {
    count: u32,
    seed: u64,
}

/// Why a number of permutations was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PermutationsError {
    /// (count): p would have hardly any value to take.
    #[error("{0} permutations are too few for a p-value; ask for at least 99 (usual: 9,999)")]
    TooFew(u32),
    /// (count): all draws are kept at once.
    #[error(
        "{0} permutations are too many to keep; ask for at most 9,999,999 (counts have an exact \
         test, which needs none)"
    )]
    TooMany(u32),
}

/// The smallest p that can come out is above what a single unit needs to pass a correction for
/// several tests. What then passes does so only in company, however extreme it is.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "{count} permutations give no p-value below {smallest_p}, but with {tests} tests at {alpha} one \
     place alone has to reach {:.*}; ask for at least {} permutations, or test fewer places",
    decimals(self.threshold()),
    self.threshold(),
    self.needed()
)]
pub struct TooFewPermutations {
    /// Permutations made.
    pub count: u32,
    /// The smallest p-value they can give.
    pub smallest_p: f64,
    /// Tests corrected for: the units tested, not those drawn on the map.
    pub tests: usize,
    /// The error rate asked for.
    pub alpha: f64,
}

/// Which extreme counts against chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tail {
    /// High values.
    #[default]
    Upper,
    /// Low values.
    Lower,
    /// Either: twice the smaller of the two, at most 1.
    TwoSided,
}

impl Permutations {
    /// So many permutations from this seed: the same two numbers give the same result.
    ///
    /// # Errors
    /// [`PermutationsError`] below 99 and above 9,999,999.
    pub fn new(count: u32, seed: u64) -> Result<Self, PermutationsError> {
        if count < FEWEST {
            return Err(PermutationsError::TooFew(count));
        }
        if count > MOST {
            return Err(PermutationsError::TooMany(count));
        }
        Ok(Self { count, seed })
    }

    /// Number of permutations.
    pub fn count(self) -> u32 {
        self.count
    }

    /// The seed all random numbers come from.
    pub fn seed(self) -> u64 {
        self.seed
    }

    /// The smallest p of one tail: none of the permutations reaches what was observed.
    pub fn smallest_p(self) -> f64 {
        pseudo_p(0, self.count)
    }

    /// Whether `tests` p-values of one tail, corrected at `alpha`, leave a single unit no chance:
    /// `1 / (R + 1) > alpha / tests`.
    pub fn too_few_for(self, tests: usize, alpha: f64) -> Option<TooFewPermutations> {
        self.too_few_in(Tail::Upper, tests, alpha)
    }

    /// As [`Self::too_few_for`]; a two-sided p has twice the floor.
    pub fn too_few_in(self, tail: Tail, tests: usize, alpha: f64) -> Option<TooFewPermutations> {
        let sides = if tail == Tail::TwoSided { 2.0 } else { 1.0 };
        let verdict = TooFewPermutations {
            count: self.count,
            smallest_p: sides * self.smallest_p(),
            tests,
            alpha,
        };
        // Equality passes the correction; a rounded quotient must not miss it.
        (verdict.smallest_p > verdict.threshold() * (1.0 + 1e-12)).then_some(verdict)
    }

    /// The blocks the replicates come in. Each is worked on alone, and none is begun when the work
    /// is no longer wanted.
    pub(crate) fn blocks(self) -> impl IndexedParallelIterator<Item = Block> {
        let count = self.count as usize;
        let stop = Stop::current();
        (0..count.div_ceil(BLOCK))
            .into_par_iter()
            .map(move |number| {
                stop.check();
                Block {
                    number: number as u64,
                    replicates: number * BLOCK..count.min((number + 1) * BLOCK),
                }
            })
    }
}

impl Default for Permutations {
    fn default() -> Self {
        Self {
            count: 9_999,
            seed: 1,
        }
    }
}

impl TooFewPermutations {
    /// What the smallest p has to reach if one unit alone is to pass.
    pub fn threshold(&self) -> f64 {
        self.alpha / self.tests as f64
    }

    /// Permutations with which one unit alone could pass.
    pub fn needed(&self) -> u64 {
        let sides = (self.smallest_p * (f64::from(self.count) + 1.0)).round();
        let maps = sides * self.tests as f64 / self.alpha;
        (maps * (1.0 - 1e-12)).ceil() as u64 - 1
    }

    /// With as many permutations as were made: how many units have to share the smallest p for
    /// any of them to pass Benjamini & Hochberg's correction.
    pub fn company_needed(&self) -> usize {
        (self.smallest_p / self.threshold() * (1.0 - 1e-12)).ceil() as usize
    }
}

/// Decimal places that show two digits of a small probability.
fn decimals(p: f64) -> usize {
    (2.0 - p.log10().ceil()).clamp(1.0, 20.0) as usize
}

/// Replicates that share one generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) number: u64,
    /// Positions among all replicates.
    pub(crate) replicates: Range<usize>,
}

/// Keeps the random numbers of a method apart from those of others with the same seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Method([u8; 16]);

impl Method {
    /// A label of sixteen bytes, such as `b"near repeats   1"`. Its last sign is the version: a
    /// change of how random numbers are used gets a new one.
    pub(crate) const fn new(label: &[u8; 16]) -> Self {
        Self(*label)
    }
}

/// The generator of one block: the same for the same three numbers, and unlike any other's.
pub(crate) fn block_rng(seed: u64, method: Method, block: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..24].copy_from_slice(&method.0);
    key[24..].copy_from_slice(&block.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// p of a tail that `at_least` of `count` permutations reach.
pub(crate) fn pseudo_p(at_least: u32, count: u32) -> f64 {
    (f64::from(at_least) + 1.0) / (f64::from(count) + 1.0)
}

/// How many replicates lie at or beyond what was observed, on either side. A tie counts on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TailCount {
    pub(crate) at_least: u32,
    pub(crate) at_most: u32,
}

impl TailCount {
    /// Counts replicates against what was observed. Values no further apart than `tie` are equal.
    pub(crate) fn of(replicates: &[f64], observed: f64, tie: f64) -> Self {
        let count = |far: &dyn Fn(f64) -> bool| replicates.iter().filter(|v| far(**v)).count();
        Self {
            at_least: count(&|v| v >= observed - tie) as u32,
            at_most: count(&|v| v <= observed + tie) as u32,
        }
    }

    /// Takes one replicate out and puts another in its place.
    pub(crate) fn replace(&mut self, old: Self, new: Self) {
        self.at_least = self.at_least + new.at_least - old.at_least;
        self.at_most = self.at_most + new.at_most - old.at_most;
    }

    /// The p-value of a tail, of `count` replicates in all.
    pub(crate) fn p(self, tail: Tail, count: u32) -> f64 {
        match tail {
            Tail::Upper => pseudo_p(self.at_least, count),
            Tail::Lower => pseudo_p(self.at_most, count),
            Tail::TwoSided => (2.0 * pseudo_p(self.at_least.min(self.at_most), count)).min(1.0),
        }
    }
}

impl Add for TailCount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            at_least: self.at_least + other.at_least,
            at_most: self.at_most + other.at_most,
        }
    }
}

/// A number from 0 to `bound - 1`, all equally likely (Lemire 2019,
/// <https://doi.org/10.1145/3230636>). `bound` is not 0.
#[inline]
pub(crate) fn below(random: &mut impl Rng, bound: u32) -> u32 {
    loop {
        let product = u64::from(random.next_u32()) * u64::from(bound);
        let low = product as u32;
        // Only a low half below the bound can be one of the few that would come up too often.
        if low >= bound || low >= bound.wrapping_neg() % bound {
            return (product >> 32) as u32;
        }
    }
}

/// The draws of one block: `width` different units per replicate, in random order.
#[derive(Debug, Clone)]
pub(crate) struct Draws {
    pub(crate) block: Block,
    columns: Vec<u32>,
}

impl Draws {
    /// Number of replicates.
    pub(crate) fn len(&self) -> usize {
        self.block.replicates.len()
    }

    /// Number of the first replicate.
    pub(crate) fn first(&self) -> u32 {
        self.block.replicates.start as u32
    }

    /// The first `places` draws of all replicates.
    pub(crate) fn columns(&self, places: usize) -> &[u32] {
        &self.columns[..places * self.len()]
    }

    /// The draw number `place` of every replicate.
    pub(crate) fn column(&self, place: usize) -> &[u32] {
        &self.columns[place * self.len()..(place + 1) * self.len()]
    }
}

/// The plan of shared draws: per replicate `width` of `units` units without replacement, in random
/// order, so that the first k are a draw of k. One entry per block, in order.
///
/// Panics if `width` exceeds `units`.
pub(crate) fn shared_draws(
    permutations: Permutations,
    method: Method,
    units: usize,
    width: usize,
) -> Vec<Draws> {
    assert!(width <= units, "a draw of {width} from {units}");
    let draw = |order: &mut Vec<u32>, block: Block| {
        // From the same order in every block, whatever ran before on this thread.
        order.clear();
        order.extend(0..units as u32);
        let mut random = block_rng(permutations.seed, method, block.number);
        let len = block.replicates.len();
        let mut columns = vec![0; width * len];
        for replicate in 0..len {
            shuffle_start(order, width, &mut random);
            for (place, unit) in order[..width].iter().enumerate() {
                columns[place * len + replicate] = *unit;
            }
        }
        Draws { block, columns }
    };
    permutations.blocks().map_init(Vec::new, draw).collect()
}

/// The plan of relabelling: `statistic` of a random order of `labels` labels, once per replicate,
/// in the order of replicates. For time relabelling the event at place i gets the time of event
/// `order[i]`.
///
/// `scratch` makes the working memory of a block; what it holds must not carry over from one
/// replicate to the next.
pub(crate) fn relabelled<S, T: Send>(
    permutations: Permutations,
    method: Method,
    labels: usize,
    scratch: impl Fn() -> S + Sync,
    statistic: impl Fn(&mut S, &[u32]) -> T + Sync,
) -> Vec<T> {
    let stop = Stop::current();
    let of_block = |block: Block| -> Vec<T> {
        let mut order: Vec<u32> = (0..labels as u32).collect();
        let mut random = block_rng(permutations.seed, method, block.number);
        let mut scratch = scratch();
        block
            .replicates
            .map(|_| {
                stop.check(); // one statistic may take as long as a block of another
                shuffle_start(&mut order, labels, &mut random);
                statistic(&mut scratch, &order)
            })
            .collect()
    };
    let blocks: Vec<Vec<T>> = permutations.blocks().map(of_block).collect();
    blocks.into_iter().flatten().collect()
}

/// Brings a random draw of `width`, in random order, to the start of `order`: the first steps of
/// Fisher and Yates' shuffle. Whatever order it starts from, all draws are equally likely.
pub(crate) fn shuffle_start(order: &mut [u32], width: usize, random: &mut impl Rng) {
    let units = order.len();
    for place in 0..width {
        let other = place + below(random, (units - place) as u32) as usize;
        order.swap(place, other);
    }
}

#[cfg(test)]
#[path = "permutation_tests.rs"]
mod tests;
