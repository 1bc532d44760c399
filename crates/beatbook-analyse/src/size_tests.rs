//! Does a map on which nothing stands out stay calm?

use crate::{benjamini_hochberg, exact_upper_tail};
use beatbook_testkit::HexGrid;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ALPHA: f64 = 0.05;
const MAPS: u32 = 200;
/// P(at most 18 of 200 | 5% each) is 0.995: more than this is not bad luck.
const MOST_FALSE_ALARMS: u32 = 18;

#[test]
fn few_maps_of_random_events_show_any_hot_cell() {
    let grid = HexGrid::ellipse(65.2, 32.6);
    let cells = grid.cells.len();
    assert!((7_600..7_800).contains(&cells), "{cells} cells");
    for events in [60, 120, 600, 1_800, 6_000, 20_000] {
        let false_alarms = (0..MAPS).filter(|&map| {
            let mut random = ChaCha8Rng::seed_from_u64(u64::from(map) << 32 | events);
            let mut counts = vec![0; cells];
            for _ in 0..events {
                counts[random.random_range(0..cells)] += 1;
            }
            let p = exact_upper_tail(&counts, &grid.neighbours).unwrap();
            benjamini_hochberg(&p).unwrap().iter().any(|q| *q <= ALPHA)
        });
        let false_alarms = false_alarms.count() as u32;
        println!("{events} random events: {false_alarms} of {MAPS} maps show a hot cell");
        assert!(
            false_alarms <= MOST_FALSE_ALARMS,
            "{events} random events: {false_alarms} of {MAPS} maps show a hot cell"
        );
    }
}

/// The same test must see a place that does stand out, or it would be calm for the wrong reason.
#[test]
fn a_planted_corner_is_found_on_every_map() {
    let grid = HexGrid::ellipse(65.2, 32.6);
    let cells = grid.cells.len();
    for seed in 0..20 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut counts = vec![0_u32; cells];
        for _ in 0..1_800 {
            counts[random.random_range(0..cells)] += 1;
        }
        let corner = random.random_range(0..cells);
        counts[corner] += 6;
        for &near in grid.neighbours.of(corner) {
            counts[near as usize] += 2;
        }
        let q = benjamini_hochberg(&exact_upper_tail(&counts, &grid.neighbours).unwrap()).unwrap();
        assert!(q[corner] <= ALPHA, "seed {seed}: q {}", q[corner]);
        let hot = (0..cells).filter(|&cell| q[cell] <= ALPHA);
        let far = hot
            .filter(|&cell| grid.steps_between(corner, cell) > 2)
            .count();
        assert!(far <= 2, "seed {seed}: {far} hot cells far from the corner");
    }
}
