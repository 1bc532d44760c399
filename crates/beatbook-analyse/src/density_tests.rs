use crate::{DensityError, DensityGrid, Edge, KdeParams, density, quartic_kernel};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Metres;
use beatbook_testkit::density_by_definition;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn the_kernel_at_200_metres_is_that_of_the_formula() {
    let table = [
        (0.0, 2.387_324_15e-5),
        (50.0, 2.098_234_11e-5),
        (100.0, 1.342_869_83e-5),
        // 3 / (π 200²) · 0.4375² in 40-digit arithmetic; a table that has 4.56948760e-6 is rounded to eight.
        (150.0, 4.569_487_62e-6),
        (199.0, 2.375_402_45e-9),
    ];
    for (distance, expected) in table {
        let ours = quartic_kernel(Metres(distance), Metres(200.0));
        assert_relative_eq!(ours, expected, epsilon = 0.0, max_relative = 4e-9);
        let grid = DensityGrid::new([-100.0 + distance, -100.0], Metres(200.0), 1, 1).unwrap();
        let on_grid = density(&[[0.0, 0.0]], &grid, &radius(200.0)).unwrap();
        assert_relative_eq!(
            on_grid.at(0).unwrap(),
            ours,
            epsilon = 0.0,
            max_relative = 1e-12
        );
    }
    for beyond in [200.0, 200.1, 1e9] {
        assert_eq!(quartic_kernel(Metres(beyond), Metres(200.0)), 0.0);
        let grid = DensityGrid::new([-100.0 + beyond, -100.0], Metres(200.0), 1, 1).unwrap();
        let on_grid = density(&[[0.0, 0.0]], &grid, &radius(200.0)).unwrap();
        assert_eq!(on_grid.at(0), Some(0.0));
    }
}

#[test]
fn one_event_has_a_mass_of_one() {
    for offset in [0.0, 0.7, 2.4] {
        let event = [[384_100.0 + offset, 398_200.0 - offset]];
        let grid = DensityGrid::around(&event, Metres(200.0), Metres(5.0)).unwrap();
        let found = density(&event, &grid, &radius(200.0)).unwrap();
        assert_abs_diff_eq!(found.mass(), 1.0, epsilon = 1e-4);
        assert_eq!(found.beyond_grid, 0.0);
    }
}

/// h = √8 σ: the variance of the kernel along an axis.
#[test]
fn the_variance_along_an_axis_is_an_eighth_of_the_squared_radius() {
    let grid = DensityGrid::around(&[[0.0, 0.0]], Metres(200.0), Metres(2.0)).unwrap();
    let found = density(&[[0.0, 0.0]], &grid, &radius(200.0)).unwrap();
    let moment = |cell: usize| grid.centre_of(cell)[0].powi(2) * found.per_square_metre()[cell];
    let variance = (0..grid.cells()).map(moment).sum::<f64>() * 4.0;
    assert_relative_eq!(variance, 200.0 * 200.0 / 8.0, max_relative = 1e-4);
}

#[test]
fn the_edge_of_a_half_plane_is_half_as_dense_until_it_is_corrected() {
    // One event a cell on 60 x 60 cells, of which the left half is studied.
    let all = events_on_cells(60, 60);
    let inside: Vec<bool> = (0..3_600).map(|cell| cell % 60 < 30).collect();
    let left: Vec<[f64; 2]> = all.iter().copied().filter(|p| p[0] < 300.0).collect();
    let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), 60, 60).unwrap();
    let middle = |edge: Edge<'_>| {
        let found = density(
            &left,
            &grid,
            &KdeParams {
                edge,
                ..radius(100.0)
            },
        )
        .unwrap();
        (
            found.at(30 * 60 + 15).unwrap(),
            found.at(30 * 60 + 29).unwrap(),
        )
    };
    let (deep, at_edge) = middle(Edge::Off);
    assert_relative_eq!(deep, 0.01, max_relative = 1e-3);
    assert_relative_eq!(at_edge, 0.005, max_relative = 0.1);
    // Events lie at the centres of cells here, so that the sums over cells are the same sums.
    let (deep, at_edge) = middle(Edge::Divide(&inside));
    assert_relative_eq!(deep, 0.01, max_relative = 1e-3);
    assert_relative_eq!(at_edge, deep, max_relative = 1e-12);
    let (_, at_edge) = middle(Edge::Conserve(&inside));
    assert!(at_edge > 0.0065 && at_edge < 0.01, "{at_edge}");
}

#[test]
fn outside_the_study_area_there_is_no_density() {
    let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), 4, 1).unwrap();
    let inside = [true, true, false, false];
    let params = KdeParams {
        edge: Edge::Divide(&inside),
        ..radius(40.0)
    };
    let found = density(&[[15.0, 5.0]], &grid, &params).unwrap();
    assert!(found.at(1).unwrap() > 0.0);
    assert_eq!((found.at(2), found.is_inside(3)), (None, false));
    assert_eq!(found.per_square_metre()[2..], [0.0, 0.0]);
}

#[test]
fn a_point_at_null_island_is_named_rather_than_a_planet_allocated() {
    let mut events = vec![
        [384_000.0, 398_000.0],
        [384_500.0, 398_200.0],
        [383_800.0, 397_900.0],
    ];
    events.push([0.0, 0.0]);
    let err = DensityGrid::around(&events, Metres(200.0), Metres(50.0)).unwrap_err();
    assert_eq!(
        err.to_string(),
        "event 3 at 0, 0 lies 553 km from the middle of the others, which makes the grid too large; correct \
         it or leave it out (0, 0 is often written where the place is unknown)"
    );
    events.pop();
    let grid = DensityGrid::around(&events, Metres(200.0), Metres(50.0)).unwrap();
    assert_eq!((grid.columns(), grid.rows()), (22, 14));
    // No single event is to blame here.
    let err = DensityGrid::around(&events, Metres(200.0), Metres(0.1)).unwrap_err();
    assert_eq!(
        err.to_string(),
        "11000 x 7000 cells of 0.1 m are too many (at most 16,777,216); choose larger cells or less ground"
    );
}

#[test]
fn refusals_say_what_to_do() {
    let grid = DensityGrid::new([0.0, 0.0], Metres(100.0), 2, 2).unwrap();
    let told = |positions: &[[f64; 2]], params: &KdeParams<'_>| {
        density(positions, &grid, params).unwrap_err().to_string()
    };
    let one = [[50.0, 50.0]];
    assert_eq!(
        told(&one, &radius(50.0)),
        "a radius of 50 m is smaller than a cell of 100 m, so that events would fall between cells; choose \
         a larger radius or cells of at most 50 m"
    );
    assert_eq!(
        told(&one, &radius(0.0)),
        "a radius of 0 m smooths nothing; choose one above 0, such as 200 m"
    );
    assert_eq!(
        told(&[], &radius(200.0)),
        "there are no events, so there is no density; choose a longer period or more ground"
    );
    assert_eq!(
        told(&[[f64::NAN, 2.0]], &radius(200.0)),
        "event 0 lies at NaN, 2; leave events without a position out"
    );
    assert_eq!(
        told(
            &one,
            &KdeParams {
                weights: Some(&[-1.0]),
                ..radius(200.0)
            }
        ),
        "event 0 has weight -1; a weight is finite and not negative"
    );
    assert_eq!(
        told(
            &one,
            &KdeParams {
                weights: Some(&[]),
                ..radius(200.0)
            }
        ),
        "got 0 weights, but 1 are needed; supply one each"
    );
    let nowhere = [false; 4];
    assert_eq!(
        told(
            &one,
            &KdeParams {
                edge: Edge::Divide(&nowhere),
                ..radius(200.0)
            }
        ),
        "no cell of the grid lies in the study area; move the grid or correct the area"
    );
    let corner = [true, false, false, false];
    assert_eq!(
        told(
            &[[900.0, 900.0]],
            &KdeParams {
                edge: Edge::Conserve(&corner),
                ..radius(200.0)
            }
        ),
        "event 0 lies further than the radius from every cell of the study area; leave out what lies outside"
    );
    for (cell, words) in [
        (
            0.0,
            "a cell of 0 m has no ground; choose one above 0, such as 50 m",
        ),
        (
            f64::INFINITY,
            "a cell of inf m has no ground; choose one above 0, such as 50 m",
        ),
    ] {
        let err = DensityGrid::new([0.0, 0.0], Metres(cell), 2, 2).unwrap_err();
        assert_eq!(err.to_string(), words);
    }
    assert_eq!(
        DensityGrid::new([0.0, 0.0], Metres(1.0), 0, 2),
        Err(DensityError::NoCells)
    );
    assert!(matches!(
        DensityGrid::new([0.0, 0.0], Metres(1.0), 4_097, 4_096),
        Err(DensityError::TooManyCells { .. })
    ));
}

#[test]
fn what_lies_beyond_the_grid_is_counted() {
    let grid = DensityGrid::new([0.0, 0.0], Metres(50.0), 10, 10).unwrap();
    let weights = [2.0, 3.0];
    let params = KdeParams {
        weights: Some(&weights),
        ..radius(100.0)
    };
    let found = density(&[[250.0, 250.0], [9_000.0, 0.0]], &grid, &params).unwrap();
    assert_eq!((found.events, found.beyond_grid), (5.0, 3.0));
    assert_abs_diff_eq!(found.mass(), 2.0, epsilon = 0.1);
}

#[test]
fn threads_change_no_bit() {
    let (events, weights) = random_events(3_000, 5);
    let grid = DensityGrid::new([0.0, 0.0], Metres(13.0), 90, 80).unwrap();
    let inside: Vec<bool> = (0..grid.cells()).map(|cell| cell % 7 != 0).collect();
    for edge in [Edge::Off, Edge::Divide(&inside), Edge::Conserve(&inside)] {
        let params = KdeParams {
            edge,
            weights: Some(&weights),
            ..radius(77.0)
        };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| density(&events, &grid, &params).unwrap())
        };
        let (one, two) = (on(1), on(2));
        let bits = |d: &crate::Density| {
            d.per_square_metre()
                .iter()
                .map(|v| v.to_bits())
                .collect::<Vec<_>>()
        };
        assert_eq!(bits(&one), bits(&two));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn agrees_with_the_definition(
        seed in any::<u64>(),
        radius_m in 20.0..400.0_f64,
        cell in 5.0..20.0_f64,
        columns in 1..60_usize,
        rows in 1..60_usize,
    ) {
        let (events, weights) = random_events(200, seed);
        let grid = DensityGrid::new([100.0, -50.0], Metres(cell), columns, rows).unwrap();
        let params = KdeParams { weights: Some(&weights), ..radius(radius_m) };
        let ours = density(&events, &grid, &params).unwrap();
        let centres: Vec<[f64; 2]> = (0..grid.cells()).map(|cell| grid.centre_of(cell)).collect();
        let listed: Vec<_> = events.iter().zip(&weights).map(|(p, w)| (*p, *w, radius_m)).collect();
        let slow = density_by_definition(&centres, &listed);
        for (ours, slow) in ours.per_square_metre().iter().zip(&slow) {
            prop_assert!((ours - slow).abs() <= 1e-12 * slow.max(1e-6), "{ours} is not {slow}");
        }
    }

    #[test]
    fn shares_inside_are_those_of_a_plain_sum(seed in any::<u64>(), radius_m in 10.0..90.0_f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), 17, 13).unwrap();
        let inside: Vec<bool> = (0..grid.cells()).map(|_| random.random_bool(0.7)).collect();
        let shares = crate::edge_mass::shares_inside(&grid, &inside, radius_m);
        // All lattice points round a cell, 20 to each side.
        let at = |x: f64, y: f64| quartic_kernel(Metres(x.hypot(y)), Metres(radius_m));
        let all: f64 = (-20..=20).flat_map(|r| (-20..=20).map(move |c| (c, r)))
            .map(|(c, r)| at(f64::from(c) * 10.0, f64::from(r) * 10.0)).sum();
        for cell in 0..grid.cells() {
            let here = grid.centre_of(cell);
            let held: f64 = (0..grid.cells()).filter(|&other| inside[other]).map(|other| {
                let there = grid.centre_of(other);
                at(there[0] - here[0], there[1] - here[1])
            }).sum();
            let expected = if inside[cell] { held / all } else { 0.0 };
            prop_assert!((shares[cell] - expected).abs() < 1e-12, "{} is not {expected}", shares[cell]);
        }
    }

    #[test]
    fn conserving_keeps_every_event_within_the_study_area(seed in any::<u64>(), radius_m in 20.0..300.0_f64) {
        let (events, weights) = random_events(200, seed);
        let grid = DensityGrid::new([0.0, 0.0], Metres(20.0), 50, 50).unwrap();
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let inside: Vec<bool> = (0..2_500).map(|cell| cell / 50 < 40 && random.random_bool(0.9)).collect();
        let near = |p: &[f64; 2]| (0..2_500).any(|cell| {
            let c = grid.centre_of(cell);
            inside[cell] && (c[0] - p[0]).hypot(c[1] - p[1]) < 0.9 * radius_m
        });
        let (events, weights): (Vec<_>, Vec<_>) =
            events.iter().zip(&weights).filter(|(p, _)| near(p)).map(|(p, w)| (*p, *w)).unzip();
        let params = KdeParams { edge: Edge::Conserve(&inside), weights: Some(&weights), ..radius(radius_m) };
        let found = density(&events, &grid, &params).unwrap();
        prop_assert!((found.mass() / found.events - 1.0).abs() < 1e-12);
    }

    #[test]
    fn moving_everything_scaling_everything_and_turning_the_order_change_what_they_should(
        seed in any::<u64>(), east in -1000..1000_i32, factor in 0.5..4.0_f64,
    ) {
        let (events, _) = random_events(150, seed);
        let grid = DensityGrid::new([0.0, 0.0], Metres(20.0), 50, 50).unwrap();
        let found = density(&events, &grid, &radius(150.0)).unwrap();
        // A shift of 1,000 km rounds a position by 1e-10 m, which moves the kernel by up to 1e-6 of that for each event near.
        let same = |other: &crate::Density, scale: f64| {
            found.per_square_metre().iter().zip(other.per_square_metre())
                .all(|(a, b)| (a - b * scale).abs() <= 1e-9 * a.max(1e-6))
        };
        let shift = f64::from(east) * 1_000.0;
        let moved: Vec<_> = events.iter().map(|p| [p[0] + shift, p[1]]).collect();
        let grid_moved = DensityGrid::new([shift, 0.0], Metres(20.0), 50, 50).unwrap();
        prop_assert!(same(&density(&moved, &grid_moved, &radius(150.0)).unwrap(), 1.0));

        let scaled: Vec<_> = events.iter().map(|p| p.map(|c| c * factor)).collect();
        let grid_scaled = DensityGrid::new([0.0, 0.0], Metres(20.0 * factor), 50, 50).unwrap();
        let scaled = density(&scaled, &grid_scaled, &radius(150.0 * factor)).unwrap();
        prop_assert!(same(&scaled, factor * factor));

        let turned: Vec<_> = events.iter().rev().copied().collect();
        prop_assert!(same(&density(&turned, &grid, &radius(150.0)).unwrap(), 1.0));
    }
}

fn radius<'a>(metres: f64) -> KdeParams<'a> {
    KdeParams::with_radius(Metres(metres))
}

/// One event at the centre of each cell of 10 m.
fn events_on_cells(columns: usize, rows: usize) -> Vec<[f64; 2]> {
    let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), columns, rows).unwrap();
    (0..grid.cells()).map(|cell| grid.centre_of(cell)).collect()
}

fn random_events(events: usize, seed: u64) -> (Vec<[f64; 2]>, Vec<f64>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..events)
        .map(|_| {
            let position = [
                random.random_range(0.0..1_000.0),
                random.random_range(0.0..1_000.0),
            ];
            (position, f64::from(random.random_range(0..4_u8)))
        })
        .unzip()
}
