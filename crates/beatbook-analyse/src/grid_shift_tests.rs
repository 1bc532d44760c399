use crate::{GridShift, GridShiftError, GridShiftParams, Stability, StudyArea, grid_shift};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const CELL: f64 = 15_047.0;
/// From the middle of such a hexagon to its corner.
const SIDE: f64 = 76.1;

#[test]
fn a_map_of_random_events_is_calm_on_every_grid_as_often_as_the_test_promises() {
    // About 1,100 cells.
    let mut maps_lit = 0;
    let mut places_stable = 0;
    for seed in 0..100 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let events = scattered(600, &mut random);
        let asked: Vec<[f64; 2]> = scattered(20, &mut random);
        let found = shift(&events, &asked);
        maps_lit += u32::from(found.grids_with_hot_cells >= 10);
        places_stable += found
            .places
            .iter()
            .filter(|p| p.hot * 2 >= p.tested)
            .count();
    }
    println!("{maps_lit} of 100 null maps lit on most grids, {places_stable} of 2,000 places");
    // P(at most 11 of 100 | 5% each) is 0.996; over most grids it is rarer still.
    assert!(maps_lit <= 5, "{maps_lit} null maps are lit on most grids");
    // Those that are there lie in the hot cells of such a map.
    assert!(places_stable <= 4, "{places_stable} of 2,000 places");
}

#[test]
fn the_grid_that_is_not_moved_has_the_size_of_the_test() {
    let lit = (0..100).filter(|seed| {
        let mut random = ChaCha8Rng::seed_from_u64(1_000 + seed);
        let events = scattered(600, &mut random);
        let params = GridShiftParams {
            shifts: 2,
            ..GridShiftParams::of_cell(CELL)
        };
        grid_shift(&events, &square(), &[], &params)
            .unwrap()
            .grids_with_hot_cells
            > 0
    });
    let lit = lit.count();
    println!("{lit} of 100 null maps show a hot cell on either of 2 grids");
    // At most 5% on each of two: P(more than 19 of 100 | 10%) is 0.002.
    assert!(lit <= 19, "{lit} of 100");
}

#[test]
fn a_place_of_two_cells_stays_hot_wherever_it_lies_in_its_cell() {
    for (name, place) in [
        ("middle", [0.0, 0.0]),
        ("corner", [0.0, SIDE]),
        ("side", [SIDE * 3.0_f64.sqrt() / 2.0, 0.0]),
    ] {
        let found = planted(place, 110.0, 40);
        assert!(found.places[0].hot >= 18, "{name}: {:?}", found.places[0]);
        assert_eq!(found.places[0].tested, 19);
        assert!(found.places[1].hot <= 1, "{name}: {:?}", found.places[1]);
    }
}

/// A spike in one cell alone is never hot by this test, however high, so one narrower than a cell is
/// hot where the grid happens to cut it.
#[test]
fn a_place_narrower_than_a_cell_is_seen_to_depend_on_the_grid() {
    let found = planted([0.0, 0.0], 40.0, 25);
    let share = found.places[0].share().unwrap();
    assert!(share > 0.2 && share < 0.9, "{:?}", found.places[0]);
}

#[test]
fn a_place_outside_the_study_area_is_not_called_cold() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let found = shift(&scattered(300, &mut random), &[[-5_000.0, 0.0]]);
    assert_eq!(found.places, [Stability { hot: 0, tested: 0 }]);
    assert_eq!(found.places[0].share(), None);
}

#[test]
fn offsets_are_none_and_then_spread_over_the_cell() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let found = shift(&scattered(300, &mut random), &[]);
    assert_eq!(found.offsets.len(), 19);
    assert_eq!(found.offsets[0].map(|o| o.0), [0.0, 0.0]);
    // The middle of a cell is no further than a side from the nearest offset, in any direction; two
    // offsets are never the same grid.
    for (i, a) in found.offsets.iter().enumerate() {
        for b in &found.offsets[..i] {
            assert!((a[0].0 - b[0].0).hypot(a[1].0 - b[1].0) > SIDE / 10.0);
        }
    }
    assert!((1_000..1_200).contains(&found.cells), "{}", found.cells);
}

#[test]
fn threads_change_nothing() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut events = scattered(600, &mut random);
    events.extend([[1_000.0, 1_000.0]; 20]);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| shift(&events, &[[1_000.0, 1_000.0]]))
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn refusals_say_what_to_do() {
    let told = |events: &[[f64; 2]], area: &StudyArea<'_>, params: GridShiftParams| {
        grid_shift(events, area, &[], &params)
            .unwrap_err()
            .to_string()
    };
    let usual = GridShiftParams::of_cell(CELL);
    let events = [[10.0, 10.0]];
    assert_eq!(
        told(&events, &square(), GridShiftParams::of_cell(0.0)),
        "a hexagon of 0 square metres has no ground; give one above 0, such as 15,000"
    );
    assert_eq!(
        told(&events, &square(), GridShiftParams { shifts: 1, ..usual }),
        "1 grids cannot be compared; ask for 2 to 199"
    );
    assert_eq!(
        told(
            &events,
            &square(),
            GridShiftParams {
                alpha: 1.0,
                ..usual
            }
        ),
        "1 is no error rate; give one between 0 and 1, such as 0.05"
    );
    assert_eq!(
        told(&events, &square(), GridShiftParams::of_cell(1.0)),
        "the study area would take 16000000 hexagons; choose larger ones or less ground"
    );
    assert_eq!(
        told(&[[f64::NAN, 0.0]], &square(), usual),
        "event 0 lies at NaN, 0; leave events without a position out"
    );
    assert_eq!(
        told(&[], &square(), usual),
        "grid 0 cannot be tested: the 1116 unit counts do not vary, so no unit can stand out"
    );
    let nowhere = StudyArea {
        holds: &|_| false,
        ..square()
    };
    assert_eq!(
        told(&[], &nowhere, usual),
        "the study area holds no hexagon; check its corners"
    );
    let turned = StudyArea {
        corners: [4_000.0, 0.0, 0.0, 4_000.0],
        ..square()
    };
    assert!(matches!(
        grid_shift(&[], &turned, &[], &usual),
        Err(GridShiftError::NoGround)
    ));
}

fn shift(events: &[[f64; 2]], places: &[[f64; 2]]) -> GridShift {
    grid_shift(events, &square(), places, &GridShiftParams::of_cell(CELL)).unwrap()
}

/// Random events, and more of them within so many metres of a position in a cell of the grid that is not
/// moved. Asked about: that position, and one where there is nothing.
fn planted(place: [f64; 2], reach: f64, events: usize) -> GridShift {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let mut all = scattered(600, &mut random);
    // The middle of a cell, in an even row.
    let wide = SIDE * 3.0_f64.sqrt();
    let planted = [15.0 * wide + place[0], 18.0 * 1.5 * SIDE + place[1]];
    all.extend(
        (0..events).map(|_| [0, 1].map(|axis| planted[axis] + random.random_range(-reach..reach))),
    );
    shift(&all, &[planted, [500.0, 500.0]])
}

fn square() -> StudyArea<'static> {
    StudyArea {
        corners: [0.0, 0.0, 4_000.0, 4_000.0],
        holds: &|p| p.iter().all(|c| (0.0..=4_000.0).contains(c)),
    }
}

fn scattered(events: usize, random: &mut ChaCha8Rng) -> Vec<[f64; 2]> {
    (0..events)
        .map(|_| [0, 1].map(|_| random.random_range(0.0..4_000.0)))
        .collect()
}
