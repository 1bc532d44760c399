use crate::{
    Permutations, ScanLimits, SpaceTimeScan, SpaceTimeScanError, scan_llr, space_time_scan,
};
use approx::assert_abs_diff_eq;
use beatbook_testkit::ScanOracle;
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ALPHA: f64 = 0.05;

/// Inputs as in the tests of the R package scanstatistics; values computed apart.
#[test]
#[expect(
    clippy::approx_constant,
    reason = "the digits are those of the reference"
)]
fn scores_are_those_of_the_formula() {
    let score = |c, e, total| scan_llr(c, e, total).unwrap();
    // All events inside: the second term is 0.
    assert_abs_diff_eq!(score(1, 0.5, 1), 0.693_147, epsilon = 5e-7);
    assert_abs_diff_eq!(score(20, 6.0, 24), 18.063_146, epsilon = 5e-7);
    // No more than expected is no cluster, however unlike the expectation.
    assert_eq!(score(6, 6.0, 24), 0.0);
    assert_eq!(score(0, 6.0, 24), 0.0);
    for (c, e, total) in [(3, 1.0, 2), (1, 0.0, 2), (1, f64::NAN, 2), (1, 3.0, 2)] {
        assert_eq!(scan_llr(c, e, total), None, "{c} of {total}, {e} expected");
    }
}

/// Places always busy, and times busy everywhere, are what the model expects.
#[test]
fn a_busy_place_and_a_busy_month_are_no_cluster() {
    let (places, months) = ([1, 4, 1, 10, 2, 1], [3, 3, 12, 3, 6]);
    let counts: Vec<u32> = places.iter().flat_map(|p| months.map(|m| p * m)).collect();
    let found = scan(&row(6), &counts, 5, &ScanLimits::default());
    assert_eq!(found.clusters, []);
    assert_eq!(found.events, 19 * 27);
}

/// Five events a place and step in a row of ten; in steps 4 and 5 thirty more at places 6 and 7.
#[test]
fn the_most_likely_cluster_is_the_one_planted() {
    let mut counts = vec![5; 10 * 12];
    for (place, step) in [(6, 4), (6, 5), (7, 4), (7, 5)] {
        counts[place * 12 + step] += 30;
    }
    let found = scan(&row(10), &counts, 12, &ScanLimits::default());
    let first = &found.clusters[0];
    let mut units = first.units.clone();
    units.sort_unstable();
    assert_eq!((units, first.first, first.last), (vec![6, 7], 4, 5));
    assert_eq!((first.observed, first.radius), (140, 113.0));
    // 240 of the events are at these places and 220 in these steps, of 720 in all.
    assert_abs_diff_eq!(first.expected, 240.0 * 220.0 / 720.0, epsilon = 1e-12);
    assert_abs_diff_eq!(
        first.ratio(),
        140.0 * 720.0 / (240.0 * 220.0),
        epsilon = 1e-12
    );
    assert_eq!(first.p, 0.01);
    // 10 centres; circles of at most 360 events; 6 lengths of 12 + 11 + .. + 7 runs.
    assert_eq!((found.longest, found.cylinders % 57), (6, 0));
}

#[test]
fn clusters_share_no_place_even_at_other_times() {
    let mut counts = vec![2; 10 * 20];
    // Twice the same place, and once another.
    for (place, step, more) in [(2, 3, 20), (2, 15, 18), (8, 9, 12)] {
        counts[place * 20 + step] += more;
    }
    let found = scan(&row(10), &counts, 20, &ScanLimits::default());
    let at: Vec<_> = found.clusters[..2]
        .iter()
        .map(|c| (c.units[0], c.first))
        .collect();
    assert_eq!(at, [(2, 3), (8, 9)]);
    let mut all: Vec<_> = found
        .clusters
        .iter()
        .flat_map(|c| c.units.clone())
        .collect();
    let units = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), units);
    let scores: Vec<f64> = found.clusters.iter().map(|c| c.llr).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn alive_clusters_last_to_the_end() {
    let mut counts = vec![2; 10 * 20];
    for (place, step, more) in [(2, 3, 40), (8, 18, 10), (8, 19, 10)] {
        counts[place * 20 + step] += more;
    }
    let alive = ScanLimits {
        alive: true,
        ..ScanLimits::default()
    };
    let found = scan(&row(10), &counts, 20, &alive);
    let first = &found.clusters[0];
    assert_eq!((first.centre, first.first, first.last), (8, 18, 19));
    assert!(first.p <= ALPHA);
    assert!(found.clusters.iter().all(|cluster| cluster.last == 19));
}

#[test]
fn limits_hold() {
    let mut counts = vec![1; 10 * 8];
    for place in 0..10 {
        counts[place * 8 + place % 8] += 9;
    }
    let limits = ScanLimits {
        share_of_events: 0.2,
        share_of_time: 0.25,
        radius: Some(108.0),
        fewest: 11,
        ..ScanLimits::default()
    };
    let found = scan(&row(10), &counts, 8, &limits);
    assert!(!found.clusters.is_empty());
    for cluster in &found.clusters {
        assert!(cluster.radius <= 108.0 && cluster.units.len() <= 3);
        assert!(cluster.last - cluster.first < 2 && cluster.observed >= 11);
    }
    // A share of less than one step still allows one.
    let short = ScanLimits {
        share_of_time: 0.05,
        ..ScanLimits::default()
    };
    assert_eq!(scan(&row(10), &counts, 8, &short).longest, 1);
}

/// The four round the middle lie equally far from it: no circle holds only some of them.
#[test]
fn units_equally_far_enter_together() {
    let positions = [
        [0.0, 0.0],
        [100.0, 0.0],
        [-100.0, 0.0],
        [0.0, 100.0],
        [0.0, -100.0],
        [5_000.0, 0.0],
    ];
    let mut counts = vec![1; 6 * 4];
    counts[5 * 4..].fill(40);
    for unit in [0, 1, 2] {
        counts[unit * 4 + 1] = 9;
    }
    let walkable = ScanLimits {
        radius: Some(100.0),
        ..ScanLimits::default()
    };
    let found = scan(&positions, &counts, 4, &walkable);
    assert_eq!(found.clusters[0].centre, 0);
    assert_eq!(found.clusters[0].units, [0, 1, 2, 3, 4]);
}

#[test]
fn two_units_at_one_position_are_one_place() {
    let mut counts = vec![2; 6 * 6];
    (counts[2], counts[8]) = (10, 10);
    let mut positions = row(6);
    positions[1] = positions[0];
    let found = scan(&positions, &counts, 6, &ScanLimits::default());
    let first = &found.clusters[0];
    assert_eq!((&first.units[..], first.radius), (&[0, 1][..], 0.0));
}

#[test]
fn refusals_say_what_to_do() {
    let limits = ScanLimits::default();
    let refused = |counts: &[u32], steps, limits: &ScanLimits| {
        let permutations = Permutations::new(99, 1).unwrap();
        let positions = row(counts.len() / usize::max(steps, 1));
        space_time_scan(&positions, counts, steps, limits, permutations).unwrap_err()
    };
    let says = |counts: &[u32], steps, message: &str| {
        assert_eq!(refused(counts, steps, &limits).to_string(), message);
    };
    says(
        &[1, 2, 1, 2],
        2,
        "6 events are too few for any outbreak to differ from chance; at least 7 are needed: take a \
         longer period or more categories",
    );
    says(
        &[9, 9, 9],
        1,
        "all events lie in one step of time; take shorter steps or a longer period",
    );
    says(
        &[0, 9, 0, 0, 9, 0],
        3,
        "all events lie in one step of time; take shorter steps or a longer period",
    );
    says(
        &[5, 9, 0, 0],
        2,
        "all events lie in one place; take smaller units or a larger area",
    );
    says(
        &[],
        0,
        "0 events are too few for any outbreak to differ from chance; at least 7 are needed: take a \
         longer period or more categories",
    );
    let long = ScanLimits {
        share_of_time: 0.6,
        ..limits
    };
    assert_eq!(
        refused(&[5, 9, 1, 0], 2, &long),
        SpaceTimeScanError::Share(0.6)
    );
    let narrow = ScanLimits {
        radius: Some(f64::NAN),
        ..limits
    };
    assert!(matches!(
        refused(&[5, 9, 1, 0], 2, &narrow),
        SpaceTimeScanError::Radius(_)
    ));
    let small = ScanLimits {
        share_of_events: 0.1,
        ..limits
    };
    assert_eq!(
        refused(&[5, 9, 5, 9], 2, &small),
        SpaceTimeScanError::NoCircle(0.1)
    );
    let permutations = Permutations::new(99, 1).unwrap();
    let got = |positions: &[[f64; 2]]| {
        space_time_scan(positions, &[5, 9, 5], 2, &limits, permutations).unwrap_err()
    };
    assert_eq!(got(&row(2)), SpaceTimeScanError::LengthMismatch(3, 2, 2));
    let nowhere = [[0.0, f64::NAN], [0.0, 0.0]];
    let error = space_time_scan(&nowhere, &[5, 9, 5, 1], 2, &limits, permutations).unwrap_err();
    assert_eq!(error, SpaceTimeScanError::NotAPosition(0));
}

/// Seven events at three places over three steps: all 5,040 orders of their times can be tried.
#[test]
fn p_agrees_with_the_enumeration_of_all_orders() {
    let positions = [[0.0, 0.0], [100.0, 0.0], [400.0, 0.0]];
    let counts = [0, 3, 0, 1, 0, 1, 1, 0, 1];
    let (place, mut step) = ([0, 0, 0, 1, 1, 2, 2], [1, 1, 1, 0, 2, 0, 2]);
    let score = |step: &[usize; 7]| {
        let mut counts = [0; 9];
        place
            .iter()
            .zip(step)
            .for_each(|(p, s)| counts[p * 3 + s] += 1);
        let oracle = oracle(&positions, &counts, 3, &ScanLimits::default());
        oracle.best(&[]).map_or(0.0, |best| best.llr)
    };
    let observed = score(&step);
    let (mut reached, mut all) = (0, 0);
    orders(&mut step, 7, &mut |step| {
        all += 1;
        reached += u32::from(score(step) >= observed - 1e-9);
    });
    assert_eq!(all, 5_040);
    let exact = f64::from(reached) / f64::from(all);

    let permutations = Permutations::new(19_999, 1).unwrap();
    let limits = ScanLimits::default();
    let found = space_time_scan(&positions, &counts, 3, &limits, permutations).unwrap();
    assert_abs_diff_eq!(found.clusters[0].llr, observed, epsilon = 1e-9);
    let error = (exact * (1.0 - exact) / 2e4).sqrt();
    assert_abs_diff_eq!(found.clusters[0].p, exact, epsilon = 4.0 * error);
}

/// Unequal places, a rush in the middle and a slow rise: nothing interacts, so hardly any run may find
/// anything.
#[test]
fn few_runs_without_interaction_show_a_cluster() {
    let mut alarms = Vec::new();
    for (events, alive) in [(60, false), (400, false), (400, true), (3_000, false)] {
        let limits = ScanLimits {
            alive,
            radius: Some(1_000.0),
            ..ScanLimits::default()
        };
        let count = (0..200).filter(|&run| {
            let (positions, counts) = town(run, events);
            let found = scan(&positions, &counts, 24, &limits);
            found.clusters.first().is_some_and(|first| first.p <= ALPHA)
        });
        alarms.push((events, alive, count.count()));
    }
    println!("events, alive, runs of 200 with a cluster at 5%: {alarms:?}");
    // P(at most 18 of 200 | 5% each) is 0.995.
    assert!(alarms.iter().all(|alarms| alarms.2 <= 18), "{alarms:?}");
}

/// The same test must see an outbreak, or it would be calm for the wrong reason.
#[test]
fn a_planted_outbreak_is_found_in_every_run() {
    for run in 0..20 {
        let (positions, mut counts) = town(run, 400);
        let mut random = ChaCha8Rng::seed_from_u64(run);
        // Not at the busiest, where so few more would be lost.
        let (place, step) = (random.random_range(4..40), random.random_range(0..23));
        counts[place * 24 + step] += 10;
        counts[place * 24 + step + 1] += 8;
        let first = &scan(&positions, &counts, 24, &ScanLimits::default()).clusters[0];
        assert!(first.p <= ALPHA, "run {run}: {first:?}");
        assert!(first.units.contains(&place), "run {run}: {first:?}");
        assert!(
            first.first <= step + 1 && step <= first.last,
            "run {run}: {first:?}"
        );
    }
}

#[test]
fn threads_change_no_bit() {
    let (positions, counts) = town(3, 600);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let permutations = Permutations::new(999, 7).unwrap();
        let limits = ScanLimits::default();
        pool.unwrap()
            .install(|| space_time_scan(&positions, &counts, 24, &limits, permutations).unwrap())
    };
    assert_eq!(run(1), run(2));
}

/// Numbers beyond sixteen bits take another path through the same search.
#[test]
fn large_counts_agree_with_brute_force() {
    let (positions, counts) = town(5, 500);
    let many: Vec<u32> = counts.iter().map(|count| count * 1_000).collect();
    assert!(many.iter().sum::<u32>() > 2 * u32::from(u16::MAX));
    let found = Permutations::new(99, 1).unwrap();
    let found = space_time_scan(&positions, &many, 24, &ScanLimits::default(), found).unwrap();
    let best = oracle(&positions, &many, 24, &ScanLimits::default())
        .best(&[])
        .unwrap();
    assert_abs_diff_eq!(found.clusters[0].llr / best.llr, 1.0, epsilon = 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// About 200 events on a grid, where many are equally far, or anywhere.
    #[test]
    fn agrees_with_brute_force(
        seed in 0..u64::MAX,
        units in 2..60_usize,
        steps in 2..15_usize,
        on_a_grid in any::<bool>(),
        radius in prop::option::of(0.0..900.0_f64),
        share_of_events in 0.05..0.5_f64,
        share_of_time in 0.05..0.5_f64,
        fewest in 1..4_u32,
        alive in any::<bool>(),
    ) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut coordinate = || {
            let metres: f64 = random.random_range(0.0..1_000.0);
            if on_a_grid { (metres / 150.0).floor() * 150.0 } else { metres.floor() }
        };
        let positions: Vec<[f64; 2]> = (0..units).map(|_| [coordinate(), coordinate()]).collect();
        let mut counts = vec![0; units * steps];
        let cells = counts.len();
        for _ in 0..200 {
            // Squared, so that some cells are busier.
            let at: f64 = random.random_range(0.0..1.0_f64);
            counts[(at * at * cells as f64) as usize] += 1;
        }
        // Distances of whole metres are rounded nowhere.
        let radius = radius.map(f64::round);
        let limits = ScanLimits {
            share_of_events, share_of_time, radius, fewest, alive, clusters: 4,
        };
        let permutations = Permutations::new(99, 1).unwrap();
        let oracle = oracle(&positions, &counts, steps, &limits);
        match space_time_scan(&positions, &counts, steps, &limits, permutations) {
            Ok(found) => {
                let mut taken = Vec::new();
                for cluster in &found.clusters {
                    let best = oracle.best(&taken);
                    let llr = best.map(|best| best.llr);
                    prop_assert!(
                        llr.is_some_and(|llr| (llr - cluster.llr).abs() < 1e-9),
                        "{llr:?}, {cluster:?}"
                    );
                    let again = oracle.cylinder(&cluster.units, cluster.first, cluster.last);
                    prop_assert_eq!(again.observed, cluster.observed);
                    prop_assert!((again.expected - cluster.expected).abs() < 1e-9);
                    prop_assert!((again.llr - cluster.llr).abs() < 1e-9);
                    taken.extend_from_slice(&cluster.units);
                }
                if found.clusters.len() < limits.clusters {
                    prop_assert_eq!(oracle.best(&taken), None);
                }
            }
            Err(SpaceTimeScanError::NoCircle(_)) => prop_assert_eq!(oracle.best(&[]), None),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    /// A plane moved and turned by a right angle, units in another order, units without events: the
    /// same clusters of the same places, with the same chance.
    #[test]
    fn neither_the_frame_nor_empty_units_matter(seed in 0..1_000_u64, east in -9e3..9e3_f64) {
        let (positions, counts) = town(seed, 300);
        let before = scan(&positions, &counts, 24, &ScanLimits::default());
        let east = east.round();
        let mut moved: Vec<[f64; 2]> = positions.iter().map(|[x, y]| [east - y, *x]).collect();
        let mut and_empty = counts.clone();
        moved.push([east, 100.0]);
        and_empty.resize(counts.len() + 24, 0);
        let after = scan(&moved, &and_empty, 24, &ScanLimits::default());
        prop_assert_eq!(&before.clusters, &after.clusters);

        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let shuffled: Vec<[f64; 2]> = order.iter().map(|&unit| positions[unit]).collect();
        let dealt: Vec<u32> = order.iter().flat_map(|unit| counts[unit * 24..][..24].to_vec()).collect();
        let after = scan(&shuffled, &dealt, 24, &ScanLimits::default());
        prop_assert_eq!(before.clusters[0].llr, after.clusters[0].llr);
        // Of clusters that score the same, the order of the units decides which comes first.
        let highest = before.clusters[0].llr;
        let tied = before.clusters.iter().filter(|cluster| cluster.llr == highest);
        let mut first: Vec<usize> = after.clusters[0].units.iter().map(|&unit| order[unit]).collect();
        first.sort_unstable();
        let tied: Vec<Vec<usize>> = tied
            .map(|cluster| {
                let mut units = cluster.units.clone();
                units.sort_unstable();
                units
            })
            .collect();
        prop_assert!(tied.contains(&first), "{first:?} is none of {tied:?}");
    }

    /// Time run backwards, and a map twice as large, mirror what is found.
    #[test]
    fn time_has_no_direction_and_the_map_no_scale(seed in 0..1_000_u64) {
        let (positions, counts) = town(seed, 300);
        let found = scan(&positions, &counts, 24, &ScanLimits::default());
        let backwards: Vec<u32> = counts.chunks(24).flat_map(|row| row.iter().rev().copied()).collect();
        let wide: Vec<[f64; 2]> = positions.iter().map(|[x, y]| [2.0 * x, 2.0 * y]).collect();
        let mirror = scan(&wide, &backwards, 24, &ScanLimits::default());
        prop_assert_eq!(found.clusters[0].llr, mirror.clusters[0].llr);
        // Distances are rounded to centimetres.
        prop_assert!((2.0 * found.clusters[0].radius - mirror.clusters[0].radius).abs() < 0.02);
    }
}

/// With 99 permutations.
fn scan(
    positions: &[[f64; 2]],
    counts: &[u32],
    steps: usize,
    limits: &ScanLimits,
) -> SpaceTimeScan {
    let permutations = Permutations::new(99, 1).unwrap();
    space_time_scan(positions, counts, steps, limits, permutations).unwrap()
}

/// Places some hundred metres apart, each a little farther from the next than from the one before.
fn row(places: usize) -> Vec<[f64; 2]> {
    let east = |place: usize| (place * (100 + place)) as f64;
    (0..places).map(|place| [east(place), 0.0]).collect()
}

/// 40 places over 24 steps. The busiest place has forty times the events of the quietest; step 12 has
/// four times as many as the others, which slowly rise.
fn town(seed: u64, events: usize) -> (Vec<[f64; 2]>, Vec<u32>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut metres = || random.random_range(0..3_000_i32).into();
    let positions: Vec<[f64; 2]> = (0..40).map(|_| [metres(), metres()]).collect();
    let busy = |place: usize| 1.0 / (1.0 + place as f64);
    let rush = |step: usize| {
        if step == 12 {
            4.0
        } else {
            1.0 + step as f64 / 24.0
        }
    };
    let draw = |random: &mut ChaCha8Rng, weights: &[f64]| {
        let at = random.random_range(0.0..weights.iter().sum());
        let ends = weights.iter().scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        ends.take_while(|end| *end <= at)
            .count()
            .min(weights.len() - 1)
    };
    let places: Vec<f64> = (0..40).map(busy).collect();
    let steps: Vec<f64> = (0..24).map(rush).collect();
    let mut counts = vec![0; 40 * 24];
    for _ in 0..events {
        let cell = draw(&mut random, &places) * 24 + draw(&mut random, &steps);
        counts[cell] += 1;
    }
    (positions, counts)
}

fn oracle<'a>(
    positions: &'a [[f64; 2]],
    counts: &'a [u32],
    steps: usize,
    limits: &ScanLimits,
) -> ScanOracle<'a> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    ScanOracle {
        positions,
        counts,
        steps,
        most: (limits.share_of_events * total as f64).floor() as u64,
        radius: limits.radius.unwrap_or(f64::INFINITY),
        longest: ((limits.share_of_time * steps as f64).floor() as usize).max(1),
        fewest: u64::from(limits.fewest),
        alive: limits.alive,
    }
}

/// All orders of the first `n`, by Heap's method.
fn orders(items: &mut [usize; 7], n: usize, visit: &mut impl FnMut(&[usize; 7])) {
    if n <= 1 {
        visit(items);
        return;
    }
    for i in 0..n {
        orders(items, n - 1, visit);
        items.swap(if n.is_multiple_of(2) { i } else { 0 }, n - 1);
    }
}
