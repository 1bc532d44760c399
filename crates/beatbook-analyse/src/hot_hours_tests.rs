use crate::{
    ExactTailError, benjamini_hochberg, exact_upper_tail, exact_upper_tail_among, hot_hours,
};
use beatbook_core::Neighbours;
use beatbook_testkit::HexGrid;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ALPHA: f64 = 0.05;
const MAPS: u64 = 200;
/// P(at most 18 of 200 | 5% each) is 0.995: more than this is not bad luck.
const MOST_FALSE_ALARMS: usize = 18;
/// A day of a town centre: quiet at six in the morning, busy before midnight.
const DAY: [u32; 24] = [
    9, 8, 7, 5, 3, 2, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 10,
];

/// Random events on a grid: for each hour those of it, the one before and the one after.
fn moving(random: &mut ChaCha8Rng, cells: usize, events: usize, hours: &[u32]) -> Vec<Vec<u32>> {
    let all: u32 = hours.iter().sum();
    let mut counts = vec![vec![0; cells]; hours.len()];
    for _ in 0..events {
        let cell = random.random_range(0..cells);
        let mut drawn = random.random_range(0..all);
        let hour = hours.iter().position(|&share| {
            let is_it = drawn < share;
            drawn = drawn.saturating_sub(share);
            is_it
        });
        let hour = hour.unwrap();
        let first = hour.saturating_sub(1);
        for near in counts.iter_mut().take(hour + 2).skip(first) {
            near[cell] += 1;
        }
    }
    counts
}

#[test]
fn few_nights_of_random_events_show_any_hot_cell_at_any_hour() {
    let grid = HexGrid::ellipse(65.2, 32.6);
    let cells = grid.cells.len();
    let night = [&DAY[22..], &DAY[..7]].concat();
    for (name, hours, events) in [
        ("a night", &night[..], 600),
        ("a night", &night[..], 6_000),
        ("a day", &DAY[..], 6_000),
    ] {
        let alarms = (0..MAPS).filter(|&map| {
            let mut random = ChaCha8Rng::seed_from_u64(map << 32 | events as u64);
            let counts = moving(&mut random, cells, events, hours);
            let found = hot_hours(
                &counts,
                &grid.neighbours,
                &vec![1.0; cells],
                &vec![true; cells],
            );
            let found = found.unwrap();
            assert_eq!(found.tests, cells * hours.len());
            found.q.iter().flatten().flatten().any(|q| *q <= ALPHA)
        });
        let alarms = alarms.count();
        println!("{name} with {events} random events: {alarms} of {MAPS} show a hot cell");
        assert!(
            alarms <= MOST_FALSE_ALARMS,
            "{name}, {events}: {alarms} of {MAPS}"
        );
    }
}

#[test]
fn each_hour_is_a_map_of_its_own_and_all_are_corrected_together() {
    let grid = HexGrid::ellipse(9.0, 8.0);
    let cells = grid.cells.len();
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut counts = moving(&mut random, cells, 400, &DAY[..6]);
    counts[2][grid.middle()] += 30;
    let mut tested = vec![true; cells];
    tested[0] = false;
    // Some cells are cut by the edge: they are tested, but not drawn from.
    let share: Vec<f64> = (0..cells)
        .map(|cell| if cell % 9 == 0 { 0.4 } else { 1.0 })
        .collect();

    let found = hot_hours(&counts, &grid.neighbours, &share, &tested).unwrap();
    let mut all = Vec::new();
    for (counts, p) in counts.iter().zip(&found.p) {
        let pool = crate::whole_cells(counts, &share);
        let mut one = exact_upper_tail_among(counts, &grid.neighbours, &pool).unwrap();
        one[0] = f64::NAN;
        let p = p.as_ref().unwrap();
        assert!(p.iter().zip(&one).all(|(a, b)| a.to_bits() == b.to_bits()));
        all.extend(one);
    }
    let q: Vec<f64> = found.q.into_iter().flatten().flatten().collect();
    let together = benjamini_hochberg(&all).unwrap();
    assert!(
        q.iter()
            .zip(&together)
            .all(|(a, b)| a.to_bits() == b.to_bits())
    );
    assert_eq!(found.tests, 6 * (cells - 1));
}

#[test]
fn a_place_busy_at_one_hour_is_hot_at_that_hour_only() {
    let grid = HexGrid::ellipse(20.0, 16.0);
    let cells = grid.cells.len();
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let mut counts = moving(&mut random, cells, 900, &DAY);
    let here = grid.middle();
    counts[3][here] += 12;
    for &near in grid.neighbours.of(here) {
        counts[3][near as usize] += 4;
    }
    let found = hot_hours(
        &counts,
        &grid.neighbours,
        &vec![1.0; cells],
        &vec![true; cells],
    );
    let q = found.unwrap().q;
    let hot = (0..24).filter(|&hour| q[hour].as_ref().unwrap()[here] <= ALPHA);
    assert_eq!(hot.collect::<Vec<_>>(), [3]);
}

#[test]
fn an_hour_without_events_is_no_test_and_stops_no_other() {
    let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]]).unwrap();
    let counts = [vec![0; 4], vec![1, 9, 8, 0], vec![2; 4]];
    let found = hot_hours(&counts, &row, &[1.0; 4], &[true; 4]).unwrap();
    assert_eq!(
        (found.tests, found.p[0].is_none(), found.q[2].is_none()),
        (4, true, true)
    );
    assert_eq!(
        found.p[1].as_deref(),
        Some(&*exact_upper_tail(&counts[1], &row).unwrap())
    );
    assert_eq!(
        hot_hours(&[], &row, &[1.0; 4], &[true; 4]).unwrap().tests,
        0
    );
}

#[test]
fn counts_of_the_wrong_length_are_refused() {
    let row = Neighbours::from_lists(&[vec![1], vec![0]]).unwrap();
    let refused = hot_hours(&[vec![1, 2, 3]], &row, &[1.0; 3], &[true; 3]);
    assert_eq!(refused, Err(ExactTailError::LengthMismatch(3, 2)));
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    let grid = HexGrid::ellipse(20.0, 16.0);
    let cells = grid.cells.len();
    let counts = moving(&mut ChaCha8Rng::seed_from_u64(1), cells, 3_000, &DAY);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let found = pool.install(|| {
            hot_hours(
                &counts,
                &grid.neighbours,
                &vec![1.0; cells],
                &vec![true; cells],
            )
        });
        let q = found.unwrap().q.into_iter().flatten().flatten();
        q.map(f64::to_bits).collect::<Vec<_>>()
    };
    assert_eq!(on(1), on(2));
}
