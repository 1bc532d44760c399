//! Knox's table under times dealt out anew.

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::Permutations;
use crate::knox_kernel::{LANES, Lanes, below_edges};
use crate::near_repeat::KnoxCell;
use crate::permutation::{Block, Method, block_rng, shuffle_start};

/// Keeps these random numbers apart from those of other methods with the same seed.
pub(crate) const METHOD: Method = Method::new(b"near repeats   1");

/// Everything that stays while the times are dealt out.
pub(crate) struct Counter<'a> {
    /// The event at each slot.
    pub(crate) order: &'a [u32],
    /// Pairs of slots, per band of distance.
    pub(crate) near: &'a [Vec<[u32; 2]>],
    /// Times of the events, per draw.
    pub(crate) times: &'a [Vec<i32>],
    /// Edges of the bands of time.
    pub(crate) edges: &'a [i64],
}

/// What the replicates gave.
pub(crate) struct Null {
    /// Pairs over all draws, per replicate, cell after cell.
    sums: Vec<Vec<u64>>,
    /// How many replicates reached each draw's count: draw after draw.
    at_least: Vec<Vec<u32>>,
}

impl Counter<'_> {
    /// Counts of every cell under eight orders of the events: per order, draw and cell.
    pub(crate) fn count(&self, orders: &[Lanes]) -> Vec<Vec<Vec<u32>>> {
        let mut counts = vec![Vec::new(); LANES];
        let mut at_slot = vec![[0_i32; LANES]; orders.len()];
        for times in self.times {
            for (slot, place) in at_slot.iter_mut().zip(self.order) {
                *slot = orders[*place as usize].map(|event| times[event as usize]);
            }
            let mut of_lane = vec![Vec::new(); LANES];
            for pairs in self.near {
                let below = below_edges(pairs, &at_slot, self.edges);
                for band in below.windows(2) {
                    for (lane, counts) in of_lane.iter_mut().enumerate() {
                        counts.push(band[1][lane] - band[0][lane]);
                    }
                }
            }
            for (all, counts) in counts.iter_mut().zip(of_lane) {
                all.push(counts);
            }
        }
        counts
    }

    /// Deals the times out anew, as often as asked.
    pub(crate) fn null(&self, permutations: Permutations, observed: &[Vec<u32>]) -> Null {
        let stop = Stop::current();
        let of_block = |block: Block| {
            let mut random = block_rng(permutations.seed(), METHOD, block.number);
            let mut order: Vec<u32> = (0..self.order.len() as u32).collect();
            let mut orders = vec![[0; LANES]; order.len()];
            let mut sums = Vec::with_capacity(block.replicates.len());
            let mut at_least = vec![vec![0; observed[0].len()]; observed.len()];
            let mut left = block.replicates.len();
            while left > 0 {
                stop.check();
                let lanes = left.min(LANES);
                for lane in 0..lanes {
                    let width = order.len();
                    shuffle_start(&mut order, width, &mut random);
                    for (place, event) in orders.iter_mut().zip(&order) {
                        place[lane] = *event;
                    }
                }
                for counts in self.count(&orders).into_iter().take(lanes) {
                    let mut sum = vec![0; observed[0].len()];
                    for ((counts, observed), reached) in
                        counts.iter().zip(observed).zip(&mut at_least)
                    {
                        for (cell, count) in counts.iter().enumerate() {
                            sum[cell] += u64::from(*count);
                            reached[cell] += u32::from(*count >= observed[cell]);
                        }
                    }
                    sums.push(sum);
                }
                left -= lanes;
            }
            Null { sums, at_least }
        };
        let blocks: Vec<Null> = permutations.blocks().map(of_block).collect();
        let mut all = Null {
            sums: Vec::with_capacity(permutations.count() as usize),
            at_least: vec![vec![0; observed[0].len()]; observed.len()],
        };
        for block in blocks {
            all.sums.extend(block.sums);
            for (all, of_block) in all.at_least.iter_mut().zip(block.at_least) {
                for (all, reached) in all.iter_mut().zip(of_block) {
                    *all += reached;
                }
            }
        }
        all
    }
}

impl Null {
    /// One cell of the table; its q is not known yet.
    pub(crate) fn cell(
        &self,
        cell: usize,
        observed: &[Vec<u32>],
        expected: f64,
        count: u32,
    ) -> KnoxCell {
        let draws = observed.len() as f64;
        let here = || observed.iter().map(|draw| draw[cell]);
        let sum: u64 = here().map(u64::from).sum();
        let mut replicates: Vec<u64> = self.sums.iter().map(|sums| sums[cell]).collect();
        replicates.sort_unstable();
        let at_least = replicates.len() - replicates.partition_point(|other| *other < sum);
        let middle = replicates.len() / 2;
        let median = if replicates.len().is_multiple_of(2) {
            (replicates[middle - 1] + replicates[middle]) as f64 / 2.0
        } else {
            replicates[middle] as f64
        };
        let total: u64 = replicates.iter().sum();
        let p = |reached: usize| (reached as f64 + 1.0) / (f64::from(count) + 1.0);
        let possible = expected > 0.0;
        let of_draws = || self.at_least.iter().map(|draw| draw[cell] as usize);
        KnoxCell {
            observed: sum as f64 / draws,
            observed_range: [
                here().min().map_or(0, u64::from),
                here().max().map_or(0, u64::from),
            ],
            mean: total as f64 / (replicates.len() as f64 * draws),
            median: median / draws,
            expected,
            p: possible.then(|| p(at_least)),
            p_range: possible.then(|| {
                [
                    p(of_draws().min().unwrap_or(at_least)),
                    p(of_draws().max().unwrap_or(at_least)),
                ]
            }),
            q: None,
        }
    }
}
