use crate::knox_null::METHOD;
use crate::permutation::relabelled;
use crate::{
    KnoxCell, NearRepeat, NearRepeatBands, NearRepeatError, Permutations, near_repeat,
    near_repeat_within,
};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_testkit::{BURKITT, knox_table_by_looking_at_all};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const METRES: [f64; 4] = [0.0, 100.0, 200.0, 400.0];
const DAYS: [i64; 4] = [0, 7, 14, 28];

fn bands() -> NearRepeatBands {
    NearRepeatBands::new(&METRES, &DAYS).unwrap()
}

fn times(count: u32) -> Permutations {
    Permutations::new(count, 1).unwrap()
}

/// pointpats' example: within 20 km and within 5 days, both included, [[13, 3416], [39, 14110]]. Its
/// p of .21 is of 99 permutations with its own random numbers.
#[test]
fn agrees_with_pointpats_on_its_example() {
    let points = BURKITT.map(|(east, north, _)| [f64::from(east), f64::from(north)]);
    let days = BURKITT.map(|(_, _, day)| i64::from(day));
    let bands = NearRepeatBands::new(&[0.0, 20.000_001], &[0, 6]).unwrap();
    let bands = bands.same_place_in_first_band();
    let found = near_repeat(&points, &days, &bands, times(9_999)).unwrap();
    assert_eq!((found.near[0], found.soon[0]), (3_429, 52.0));
    let cell = &found.cells[0][0];
    assert_eq!(cell.observed, 13.0);
    let p = cell.p.unwrap();
    assert!((0.15..0.3).contains(&p), "{p}");
    assert_abs_diff_eq!(cell.expected, 10.143_816_1, epsilon = 5e-8);
    // What pointpats calls its Poisson p leaves the 13 pairs observed out.
    assert_abs_diff_eq!(cell.poisson_p_beyond(), 0.146_245_58, epsilon = 5e-9);
    // SciPy's poisson.sf(12, 3429 * 52 / 17578).
    assert_abs_diff_eq!(cell.poisson_p(), 0.222_266_673_888_776, epsilon = 1e-14);
}

/// All 720 orders of six times: the closed form is their mean, and p close to their share.
#[test]
fn the_closed_form_is_the_mean_over_all_orders() {
    let points = [
        [0.0, 0.0],
        [50.0, 0.0],
        [50.0, 0.0],
        [180.0, 0.0],
        [180.0, 90.0],
        [900.0, 0.0],
    ];
    let days = [0, 3, 9, 9, 20, 60];
    let found = near_repeat(&points, &days, &bands(), times(9_999)).unwrap();
    let observed = knox_table_by_looking_at_all(&points, &days, &METRES, &DAYS, true);
    let all: Vec<Vec<Vec<u64>>> = orders(&days)
        .iter()
        .map(|days| knox_table_by_looking_at_all(&points, days, &METRES, &DAYS, true))
        .collect();
    assert_eq!(all.len(), 720);
    for (s, row) in found.cells.iter().enumerate() {
        for (t, cell) in row.iter().enumerate() {
            let counts = || all.iter().map(|table| table[s][t]);
            let mean = counts().sum::<u64>() as f64 / 720.0;
            assert_relative_eq!(cell.expected, mean, epsilon = 1e-12);
            assert_eq!(cell.observed, observed[s][t] as f64);
            if let Some(p) = cell.p {
                let exact =
                    counts().filter(|count| *count >= observed[s][t]).count() as f64 / 720.0;
                // Four standard errors of a share among 9,999.
                assert_abs_diff_eq!(p, exact, epsilon = 0.02);
            } else {
                assert_eq!(mean, 0.0);
            }
        }
    }
}

/// Every pair under every permutation is looked at, with the orders the engine deals.
#[test]
fn agrees_with_looking_at_all_pairs_in_every_permutation() {
    for seed in 0..4 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let points: Vec<[f64; 2]> = (0..200)
            .map(|_| [0, 0].map(|_| f64::from(random.random_range(0..40)) * 50.0))
            .collect();
        let days: Vec<i64> = (0..200).map(|_| random.random_range(-90..90)).collect();
        let permutations = Permutations::new(131, seed).unwrap();
        let found = near_repeat(&points, &days, &bands(), permutations).unwrap();

        let table =
            |days: &[i64]| knox_table_by_looking_at_all(&points, days, &METRES, &DAYS, true);
        let observed = table(&days);
        let null = relabelled(
            permutations,
            METHOD,
            200,
            || (),
            |(), order| {
                let dealt: Vec<i64> = order.iter().map(|event| days[*event as usize]).collect();
                table(&dealt)
            },
        );
        for (s, row) in found.cells.iter().enumerate() {
            for (t, cell) in row.iter().enumerate() {
                let mut counts: Vec<u64> = null.iter().map(|table| table[s][t]).collect();
                counts.sort_unstable();
                let at_least = counts
                    .iter()
                    .filter(|count| **count >= observed[s][t])
                    .count();
                assert_eq!(cell.observed, observed[s][t] as f64);
                assert_eq!(cell.p, Some((at_least as f64 + 1.0) / 132.0));
                assert_eq!(cell.mean, counts.iter().sum::<u64>() as f64 / 131.0);
                assert_eq!(cell.median, counts[65] as f64);
            }
        }
        let everywhere = knox_table_by_looking_at_all(&points, &days, &[0.0, 1e9], &DAYS, false);
        let soon: Vec<f64> = everywhere[0].iter().map(|count| *count as f64).collect();
        assert_eq!(found.soon, soon);
    }
}

/// As the Near Repeat Calculator would not: it counts 99.5 m as "100 to 200", and 6 days as "7 to 14".
#[test]
fn pairs_just_below_an_edge_are_below_it() {
    let apart = [
        [0.0, 0.0],
        [99.5, 0.0],
        [5_000.0, 0.0],
        [5_100.0, 0.0],
        [9_000.0, 0.0],
    ];
    let found = near_repeat(&apart, &[0, 6, 100, 107, 200], &bands(), times(99)).unwrap();
    let observed: Vec<Vec<f64>> = found
        .cells
        .iter()
        .map(|row| row.iter().map(|cell| cell.observed).collect())
        .collect();
    assert_eq!(
        observed,
        [[0.0; 3], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0; 3]]
    );
    assert_eq!(found.near, [0, 1, 1, 0]);
}

#[test]
fn a_cell_no_order_can_fill_is_not_tested() {
    // No two at one place, and no two days between 14 and 28 apart.
    let points = [[0.0, 0.0], [50.0, 0.0], [150.0, 0.0], [350.0, 0.0]];
    let found = near_repeat(&points, &[0, 1, 8, 60], &bands(), times(99)).unwrap();
    assert!(
        found.cells[0]
            .iter()
            .all(|cell| (cell.p, cell.q) == (None, None))
    );
    assert_eq!(found.cells[1][2].p, None);
    assert_eq!(found.cells[1][2].ratio(), None);
    assert!(found.cells[1][0].p.is_some());
    assert_eq!(found.tested, 6);
}

#[test]
fn too_few_permutations_for_the_cells_are_named() {
    let (points, days) = scattered(60, 5);
    let found = near_repeat(&points, &days, &bands(), times(99)).unwrap();
    let verdict = found.too_few_permutations(0.05).unwrap();
    assert_eq!((verdict.tests, verdict.needed()), (9, 179));
    let found = near_repeat(&points, &days, &bands(), times(179)).unwrap();
    assert_eq!(found.too_few_permutations(0.05), None);
}

#[test]
fn refusals_say_what_to_do() {
    let refused = |points: &[[f64; 2]], days: &[i64]| {
        near_repeat(points, days, &bands(), times(99)).unwrap_err()
    };
    let spread = [[0.0, 0.0], [10.0, 0.0], [20.0, 0.0], [30.0, 0.0]];
    assert_eq!(
        refused(&spread, &[1]),
        NearRepeatError::LengthMismatch(4, 1)
    );
    assert_eq!(
        refused(&spread[..3], &[1, 2, 3]).to_string(),
        "3 events have too few orders of their times for any p-value of 5%; choose a longer \
         period or a larger area"
    );
    assert_eq!(
        refused(&[[1.0, 2.0]; 5], &[1, 2, 3, 4, 5]).to_string(),
        "all 5 events are at one place, so times dealt out anew change nothing"
    );
    assert_eq!(
        refused(&spread, &[7; 4]).to_string(),
        "all 4 events have one time, so dealing times out anew changes nothing"
    );
    assert_eq!(
        refused(&spread.map(|[x, _]| [x * 100.0, 0.0]), &[1, 2, 3, 4]).to_string(),
        "no two events are within 400 metres of each other; ask for longer distances, or more \
         events"
    );
    assert_eq!(
        refused(&spread, &[0, 1, 2, i64::from(i32::MAX)]),
        NearRepeatError::TooFarApart(0, i64::from(i32::MAX))
    );
    assert!(matches!(
        refused(&spread, &[i64::MIN, 0, 0, i64::MAX]),
        NearRepeatError::TooFarApart(..)
    ));
    let nowhere = [[0.0, f64::NAN]; 4];
    assert!(matches!(
        refused(&nowhere, &[1, 2, 3, 4]),
        NearRepeatError::Pairs(_)
    ));
}

#[test]
fn an_edge_beyond_all_times_holds_every_pair() {
    let (points, days) = scattered(80, 3);
    let far = NearRepeatBands::new(&[0.0, 400.0], &[0, 5, i64::MAX]).unwrap();
    let mut wide = days.clone();
    wide[0] += i64::from(i32::MAX) - 200;
    let found = near_repeat(&points, &wide, &far, times(99)).unwrap();
    let row = &found.cells[1];
    assert_eq!(row[0].observed + row[1].observed, found.near[1] as f64);
    assert_eq!(found.soon.iter().sum::<f64>(), found.pairs() as f64);
}

#[test]
fn many_edges_are_counted_as_few_are() {
    let (points, days) = scattered(150, 9);
    let edges: Vec<i64> = (0..12).collect();
    let fine = NearRepeatBands::new(&METRES, &edges).unwrap();
    let found = near_repeat(&points, &days, &fine, times(99)).unwrap();
    let by_looking = knox_table_by_looking_at_all(&points, &days, &METRES, &edges, true);
    assert_eq!(observed(&found), by_looking);
}

/// Pairs of events 30 minutes apart, each known to an hour: how many are within an hour of each
/// other hangs on the draw, how many within a day does not.
#[test]
fn uncertain_times_give_a_range() {
    let (points, windows) = doubles();
    let bands = NearRepeatBands::new(&[0.0, 100.0], &[0, 60, 1_440]).unwrap();
    let run = |windows, draws| near_repeat_within(&points, windows, draws, &bands, times(199));
    let found = run(&windows, 20).unwrap();
    let hour = &found.cells[1][0];
    let [fewest, most] = hour.observed_range;
    assert!(fewest < most && most <= 30, "{fewest} to {most}");
    assert!(fewest as f64 <= hour.observed && hour.observed <= most as f64);
    // 7 in 8 of the differences of two such draws are below an hour.
    assert_abs_diff_eq!(hour.observed, 30.0 * 0.875, epsilon = 2.0);
    assert_eq!(hour.observed + found.cells[1][1].observed, 30.0);
    assert_eq!(hour.p, Some(0.005));
    assert_eq!(found, run(&windows, 20).unwrap());
    assert_eq!(found.draws, 20);
}

#[test]
fn windows_without_length_are_times() {
    let (points, days) = scattered(120, 1);
    let windows: Vec<[i64; 2]> = days.iter().map(|day| [*day, *day]).collect();
    let found = near_repeat_within(&points, &windows, 50, &bands(), times(199)).unwrap();
    assert_eq!(
        found,
        near_repeat(&points, &days, &bands(), times(199)).unwrap()
    );
    for cell in found.cells.iter().flatten() {
        assert_eq!(cell.p_range, cell.p.map(|p| [p, p]));
        assert_eq!(cell.observed_range, [cell.observed as u64; 2]);
    }
}

/// One draw is Knox's table of the times drawn.
#[test]
fn every_draw_lies_in_its_window() {
    let (points, days) = scattered(100, 2);
    let windows: Vec<[i64; 2]> = days.iter().map(|day| [7 * day, 7 * day + 7]).collect();
    let found = near_repeat_within(&points, &windows, 1, &bands(), times(99)).unwrap();
    let weeks = NearRepeatBands::new(&METRES, &[0, 10_000]).unwrap();
    let wide = near_repeat_within(&points, &windows, 1, &weeks, times(99)).unwrap();
    assert_eq!(wide.cells[1][0].observed, wide.near[1] as f64);
    assert!(
        found
            .cells
            .iter()
            .flatten()
            .all(|cell| cell.observed.fract() == 0.0)
    );
}

/// A month of street-level data says nothing about weeks.
#[test]
fn a_time_known_to_a_month_is_refused() {
    let (points, _) = doubles();
    let months: Vec<[i64; 2]> = (0..60)
        .map(|i| [30 * (i % 12), 30 * (i % 12) + 30])
        .collect();
    let run = |windows: &[[i64; 2]], draws| {
        near_repeat_within(&points, windows, draws, &bands(), times(99)).unwrap_err()
    };
    assert_eq!(
        run(&months, 20).to_string(),
        "event 0 is known only to 30 units of time, and a band of time is 7 wide: it cannot say \
         which band a pair is in; leave such events out and count them, or widen the bands"
    );
    assert_eq!(run(&[[5, 5]; 60], 0), NearRepeatError::NoDraws);
    assert_eq!(
        run(&[[5, 4]; 60], 1),
        NearRepeatError::EndBeforeStart(0, 5, 4)
    );
    assert!(matches!(
        run(&[[i64::MIN, i64::MAX]; 60], 1),
        NearRepeatError::TooVague(..)
    ));
    assert_eq!(run(&[[5, 5]; 2], 1), NearRepeatError::LengthMismatch(60, 2));
}

#[test]
fn many_pairs_in_many_tasks_give_the_bits_of_one_thread() {
    let (mut points, days) = scattered(1_500, 4);
    for at in &mut points {
        *at = at.map(|metres| (metres / 4.0).floor());
    }
    let windows: Vec<[i64; 2]> = days.iter().map(|day| [*day, day + 5]).collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| near_repeat_within(&points, &windows, 2, &bands(), times(100)).unwrap())
    };
    let found = on(1);
    assert!(
        found.near.iter().any(|pairs| *pairs > 100_000),
        "{:?}",
        found.near
    );
    assert_eq!(found, on(2));
}

proptest! {
    #[test]
    fn moving_turning_and_waiting_change_nothing(
        events in prop::collection::vec((0..30_i32, 0..30_i32, 0..90_i64), 8..60),
        east in -500_000..500_000_i32,
        north in -500_000..500_000_i32,
        later in -100_000..100_000_i64,
    ) {
        let points: Vec<[f64; 2]> =
            events.iter().map(|(x, y, _)| [f64::from(*x) * 20.0, f64::from(*y) * 20.0]).collect();
        let days: Vec<i64> = events.iter().map(|event| event.2).collect();
        let Ok(found) = near_repeat(&points, &days, &bands(), times(99)) else {
            return Ok(());
        };
        let turned: Vec<[f64; 2]> = points
            .iter()
            .map(|[x, y]| [f64::from(east) - y, x + f64::from(north)])
            .collect();
        let mirrored: Vec<[f64; 2]> = points.iter().map(|[x, y]| [-x, *y]).collect();
        let waited: Vec<i64> = days.iter().map(|day| day + later).collect();
        let backwards: Vec<i64> = days.iter().map(|day| later - day).collect();
        prop_assert_eq!(&found, &near_repeat(&turned, &waited, &bands(), times(99)).unwrap());
        prop_assert_eq!(&found, &near_repeat(&mirrored, &backwards, &bands(), times(99)).unwrap());
    }

    #[test]
    fn every_pair_is_in_one_cell_and_wider_bands_hold_no_fewer(
        events in prop::collection::vec((0..30_i32, 0..30_i32, 0..28_i64), 8..60),
    ) {
        let points: Vec<[f64; 2]> =
            events.iter().map(|(x, y, _)| [f64::from(*x) * 20.0, f64::from(*y) * 20.0]).collect();
        let days: Vec<i64> = events.iter().map(|event| event.2).collect();
        let Ok(found) = near_repeat(&points, &days, &bands(), times(99)) else {
            return Ok(());
        };
        // All times lie within the largest band, under every order of them.
        for (row, near) in found.cells.iter().zip(&found.near) {
            let all: f64 = row.iter().map(|cell| cell.observed).sum();
            prop_assert_eq!(all, *near as f64);
            let by_chance: f64 = row.iter().map(|cell| cell.mean).sum();
            prop_assert!((by_chance - all).abs() < 1e-9);
        }
        let wide = NearRepeatBands::new(&[0.0, 150.0], &[0, 10]).unwrap();
        if let Ok(narrow) = near_repeat(&points, &days, &wide, times(99)) {
            let below = |found: &NearRepeat| found.cells[0][0].observed + found.cells[1][0].observed;
            let wider = NearRepeatBands::new(&[0.0, 200.0], &[0, 14]).unwrap();
            let wider = near_repeat(&points, &days, &wider, times(99)).unwrap();
            prop_assert!(below(&narrow) <= below(&wider));
        }
    }
}

/// 200 sets of events whose places and times are uneven but have nothing to do with each other.
#[test]
fn events_that_do_not_follow_each_other_rarely_raise_an_alarm() {
    const SETS: u64 = 200;
    let bands = NearRepeatBands::new(&METRES, &[0, 7, 14, 21]).unwrap();
    let mut in_cell = vec![0_u32; 12];
    let mut in_table = 0_u32;
    for set in 0..SETS {
        let mut random = ChaCha8Rng::seed_from_u64(set);
        let centres: Vec<[f64; 2]> = (0..8)
            .map(|_| [0, 0].map(|_| random.random_range(0.0..4_000.0)))
            .collect();
        let mut points = Vec::new();
        let mut days = Vec::new();
        for event in 0..400 {
            let centre = centres[event % centres.len()];
            // Whole metres on a grid of 30, so that addresses repeat.
            let scatter = |metres: f64, random: &mut ChaCha8Rng| {
                ((metres + random.random_range(-400.0..400.0)) / 30.0).floor() * 30.0
            };
            points.push(centre.map(|metres| scatter(metres, &mut random)));
            // More in the second half of the year than in the first.
            days.push(random.random_range(0..365).max(random.random_range(0..365)));
        }
        let permutations = Permutations::new(299, set).unwrap();
        let found = near_repeat(&points, &days, &bands, permutations).unwrap();
        let cells: Vec<&KnoxCell> = found.cells.iter().flatten().collect();
        for (alarms, cell) in in_cell.iter_mut().zip(&cells) {
            *alarms += u32::from(cell.p.is_some_and(|p| p <= 0.05));
        }
        in_table += u32::from(cells.iter().any(|cell| cell.q.is_some_and(|q| q <= 0.05)));
    }
    println!("of {SETS} tables: {in_table} with a false alarm; per cell uncorrected {in_cell:?}");
    // P(at most 18 of 200 | 5% each) is 0.995; of twelve cells the worst may have 21.
    assert!(in_table <= 18, "{in_table} tables");
    assert!(in_cell.iter().all(|alarms| *alarms <= 21), "{in_cell:?}");
}

#[test]
fn planted_near_repeats_are_found_in_every_set() {
    for set in 0..10 {
        let (mut points, mut days) = scattered(300, 100 + set);
        let mut random = ChaCha8Rng::seed_from_u64(set);
        for event in 0..40 {
            let [x, y] = points[event];
            points.push([x + random.random_range(-60.0..60.0), y]);
            days.push(days[event] + random.random_range(1..5));
        }
        let found = near_repeat(&points, &days, &bands(), times(999)).unwrap();
        let cell = &found.cells[1][0];
        assert!(cell.q.unwrap() <= 0.05, "set {set}: {cell:?}");
        assert!(cell.ratio().unwrap() > 1.2, "set {set}: {cell:?}");
        assert!(cell.ratio_to_median().unwrap() > 1.2);
    }
}

/// Thirty times two events, each known to an hour, half an hour apart.
fn doubles() -> (Vec<[f64; 2]>, Vec<[i64; 2]>) {
    let start = |i: i64| i * 10_000;
    let place = |i: i64| 1_000.0 * i as f64;
    (
        (0..30)
            .flat_map(|i| [[place(i), 0.0], [place(i), 50.0]])
            .collect(),
        (0..30)
            .flat_map(|i| [[start(i), start(i) + 60], [start(i) + 30, start(i) + 90]])
            .collect(),
    )
}

fn scattered(events: usize, seed: u64) -> (Vec<[f64; 2]>, Vec<i64>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let points = (0..events)
        .map(|_| [0, 0].map(|_| random.random_range(0.0..2_000.0_f64)))
        .collect();
    let days = (0..events).map(|_| random.random_range(0..120)).collect();
    (points, days)
}

fn observed(found: &NearRepeat) -> Vec<Vec<u64>> {
    let row = |cells: &Vec<KnoxCell>| cells.iter().map(|cell| cell.observed as u64).collect();
    found.cells.iter().map(row).collect()
}

fn orders(items: &[i64]) -> Vec<Vec<i64>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..items.len() {
        let mut rest = items.to_vec();
        let item = rest.remove(first);
        for mut order in orders(&rest) {
            order.insert(0, item);
            all.push(order);
        }
    }
    all
}
