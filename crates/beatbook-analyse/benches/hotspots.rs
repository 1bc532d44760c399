//! Counts to tested hotspots: ours beside two peers, in the same run, on the same counts.
//!
//! `cargo bench -p beatbook-analyse` prints medians, the spread over repeats, and ratios, after
//! asserting that the results agree:
//!
//! - *unit by unit*: the same recursion as found in textbooks, which takes in one unit after the
//!   other; the p-values must be the same to 11 digits;
//! - *999 shuffles*: the permutation test other packages offer; every p-value must lie within
//!   six standard errors of ours.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark needs a clock"
)]

use std::time::{Duration, Instant};

use beatbook_analyse::{
    GroupLimit, GroupRules, benjamini_hochberg, exact_upper_tail, gi_star, hot_groups,
    neighbourhood_sums, rank_intervals,
};
use beatbook_testkit::HexGrid;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SHUFFLES: u32 = 999;

/// A town to be timed.
struct Case {
    name: &'static str,
    half_axes: (f64, f64),
    events: usize,
    repeats: usize,
    /// The unit-by-unit peer takes minutes on the largest towns.
    with_peers: bool,
}

fn main() {
    let case = |name, half_axes, events, repeats, with_peers| Case {
        name,
        half_axes,
        events,
        repeats,
        with_peers,
    };
    let city = (65.2, 32.6);
    for case in [
        case("60 thousand events, city", city, 60_000, 51, true),
        case("1 million events, city", city, 1_000_000, 51, true),
        case("10 million events, city", city, 10_000_000, 11, false),
        case(
            "1 million events, conurbation",
            (216.6, 108.3),
            1_000_000,
            21,
            false,
        ),
    ] {
        run(&case);
    }
}

fn run(case: &Case) {
    let grid = HexGrid::ellipse(case.half_axes.0, case.half_axes.1);
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let counts = town(&grid, case.events, &mut random);
    let sums = neighbourhood_sums(&counts, &grid.neighbours);
    let mut distinct = counts.clone();
    distinct.sort_unstable();
    distinct.dedup();
    println!(
        "\n{}: {} cells, {} distinct counts up to {}, sums up to {}",
        case.name,
        counts.len(),
        distinct.len(),
        distinct.last().unwrap_or(&0),
        sums.iter().max().unwrap_or(&0),
    );

    let tail = timed(case.repeats, || {
        exact_upper_tail(&counts, &grid.neighbours).expect("counts vary")
    });
    tail.print("exact tail");
    let z = timed(case.repeats, || {
        let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        gi_star(&values, &grid.neighbours).expect("counts vary")
    });
    z.print("Gi*");
    let q = timed(case.repeats, || {
        benjamini_hochberg(&tail.result).expect("p are probabilities")
    });
    q.print("Benjamini-Hochberg");
    let rules = GroupRules::within(GroupLimit::Units(16));
    let hot = timed(case.repeats, || {
        hot_groups(&z.result, &q.result, &grid.neighbours, &rules).expect("one entry per cell")
    });
    hot.print("groups");
    println!(
        "  {:<22} {:>9.3} ms  ({} hot cells in {} groups)",
        "all four",
        millis(tail.median() + z.median() + q.median() + hot.median()),
        hot.result.group_of.iter().flatten().count(),
        hot.result.groups.len(),
    );
    let mean = case.events as f64 / counts.len() as f64;
    let (observed, expected): (Vec<u64>, Vec<f64>) = hot
        .result
        .groups
        .iter()
        .map(|group| {
            let size = grid.neighbours.of(group.peak as usize).len() + 1;
            (sums[group.peak as usize], size as f64 * mean)
        })
        .unzip();
    let ranks = timed(case.repeats.min(5), || {
        rank_intervals(&observed, &expected, 1).expect("expectations are not negative")
    });
    ranks.print("rank intervals");

    if case.with_peers {
        let textbook = timed(3, || unit_by_unit(&counts, &grid));
        assert_same(&tail.result, &textbook.result);
        textbook.print_beside("peer: unit by unit", &tail);
        let shuffled = timed(3, || shuffles(&counts, &grid, &mut random));
        assert_within_chance(&tail.result, &shuffled.result);
        shuffled.print_beside("peer: 999 shuffles", &tail);
    }
}

/// Counts of a town: places of very different weight, a busy centre and a few hundred corners.
fn town(grid: &HexGrid, events: usize, random: &mut impl Rng) -> Vec<u32> {
    let cells = grid.cells.len();
    let middle = grid.middle();
    let mut weights: Vec<f64> = (0..cells)
        .map(|cell| {
            let steps = f64::from(grid.steps_between(middle, cell));
            random.random::<f64>().powi(3) + 4.0 * (-steps / 6.0).exp()
        })
        .collect();
    for _ in 0..cells / 40 {
        let corner = random.random_range(0..cells);
        let lift = random.random_range(1.0..6.0);
        weights[corner] += lift;
        for &near in grid.neighbours.of(corner) {
            weights[near as usize] += lift * random.random::<f64>();
        }
    }
    let mut reached = 0.0;
    let bounds: Vec<f64> = weights
        .iter()
        .map(|weight| {
            reached += weight;
            reached
        })
        .collect();
    let mut counts = vec![0; cells];
    for _ in 0..events {
        let at = random.random::<f64>() * reached;
        counts[bounds.partition_point(|bound| *bound <= at).min(cells - 1)] += 1;
    }
    counts
}

/// The recursion one unit at a time, over all sums that occur.
fn unit_by_unit(counts: &[u32], grid: &HexGrid) -> Vec<f64> {
    const SIZE: usize = 7;
    let sums = neighbourhood_sums(counts, &grid.neighbours);
    let mut rising = counts.to_vec();
    rising.sort_unstable();
    let most: usize = rising
        .iter()
        .rev()
        .take(SIZE)
        .map(|&count| count as usize)
        .sum();
    let mut ways = vec![vec![0.0_f64; most + 1]; SIZE + 1];
    ways[0][0] = 1.0;
    let (mut all, mut reach) = ([0.0_f64; SIZE + 1], 0_usize);
    for (seen, &count) in rising.iter().enumerate() {
        let count = count as usize;
        reach = (reach + count).min(most);
        for drawn in (1..=SIZE).rev() {
            let (fewer, rest) = ways.split_at_mut(drawn);
            for (to, from) in rest[0][count..=reach].iter_mut().zip(&fewer[drawn - 1]) {
                *to += from;
            }
            all[drawn] += if drawn == 1 { 1.0 } else { all[drawn - 1] };
        }
        debug_assert!(all[1] == seen as f64 + 1.0);
    }
    for (ways, all) in ways.iter_mut().zip(all) {
        let mut reached = 0.0;
        for entry in ways.iter_mut().rev() {
            reached += *entry;
            *entry = reached / all;
        }
    }
    let p = |(unit, sum): (usize, u64)| ways[grid.neighbours.of(unit).len() + 1][sum as usize];
    sums.into_iter().enumerate().map(p).collect()
}

/// How often a shuffled map reaches each neighbourhood's sum.
fn shuffles(counts: &[u32], grid: &HexGrid, random: &mut impl Rng) -> Vec<u32> {
    let observed = neighbourhood_sums(counts, &grid.neighbours);
    let mut reached = vec![0; counts.len()];
    let mut shuffled = counts.to_vec();
    for _ in 0..SHUFFLES {
        shuffled.shuffle(random);
        let sums = neighbourhood_sums(&shuffled, &grid.neighbours);
        for ((reached, sum), observed) in reached.iter_mut().zip(sums).zip(&observed) {
            *reached += u32::from(sum >= *observed);
        }
    }
    reached
}

fn assert_same(ours: &[f64], peer: &[f64]) {
    for (cell, (ours, peer)) in ours.iter().zip(peer).enumerate() {
        assert!(
            (ours - peer).abs() <= 1e-11 * peer,
            "cell {cell}: {ours} is not {peer}"
        );
    }
}

fn assert_within_chance(ours: &[f64], reached: &[u32]) {
    let shuffles = f64::from(SHUFFLES);
    for (cell, (p, reached)) in ours.iter().zip(reached).enumerate() {
        let off = (f64::from(*reached) / shuffles - p).abs();
        let error = (p * (1.0 - p) / shuffles).sqrt();
        assert!(
            off <= 6.0 * error + 4.0 / shuffles,
            "cell {cell}: p {p} is off by {off}"
        );
    }
}

/// A result and the time every repeat took, from the shortest on.
struct Timed<T> {
    result: T,
    rising: Vec<Duration>,
}

fn timed<T>(repeats: usize, mut work: impl FnMut() -> T) -> Timed<T> {
    let mut rising = Vec::with_capacity(repeats);
    let mut run = || {
        let start = Instant::now();
        let result = work();
        rising.push(start.elapsed());
        result
    };
    for _ in 1..repeats {
        run();
    }
    let result = run();
    rising.sort_unstable();
    Timed { result, rising }
}

impl<T> Timed<T> {
    fn median(&self) -> Duration {
        self.rising[self.rising.len() / 2]
    }

    fn print(&self, name: &str) {
        println!(
            "  {name:<22} {:>9.3} ms  {}",
            millis(self.median()),
            self.spread()
        );
    }

    fn print_beside<U>(&self, name: &str, ours: &Timed<U>) {
        let ratio = self.median().as_secs_f64() / ours.median().as_secs_f64();
        println!(
            "  {name:<22} {:>9.3} ms  {}  = {ratio:.0} x the exact tail",
            millis(self.median()),
            self.spread()
        );
    }

    fn spread(&self) -> String {
        let quarter = self.rising.len() / 4;
        let (low, high) = (
            self.rising[quarter],
            self.rising[self.rising.len() - 1 - quarter],
        );
        format!("(middle half {:.3} to {:.3})", millis(low), millis(high))
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
