use crate::{DensityGrid, Edge, KdeParams, adaptive_density, density};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Metres;
use beatbook_testkit::density_by_definition;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::PI;

#[test]
fn events_that_are_all_alike_keep_the_pilot_radius() {
    let events = [[0.0, 0.0], [5_000.0, 0.0], [0.0, 5_000.0]];
    let grid = DensityGrid::around(&events, Metres(200.0), Metres(50.0)).unwrap();
    let params = KdeParams::with_radius(Metres(200.0));
    let found = adaptive_density(&events, &grid, &params).unwrap();
    for radius in &found.radii {
        assert_relative_eq!(radius.0, 200.0, max_relative = 1e-14);
    }
    assert_eq!((found.cut_small, found.cut_large), (0, 0));
    let fixed = density(&events, &grid, &params).unwrap();
    assert_relative_eq!(found.density.mass(), fixed.mass(), max_relative = 1e-12);
    // Each is alone in its own pilot.
    assert_relative_eq!(
        found.geometric_mean,
        3.0 / (PI * 40_000.0),
        max_relative = 1e-12
    );
}

#[test]
fn a_single_event_is_not_divided_by_nothing() {
    let grid = DensityGrid::around(&[[7.0, 7.0]], Metres(200.0), Metres(10.0)).unwrap();
    let found =
        adaptive_density(&[[7.0, 7.0]], &grid, &KdeParams::with_radius(Metres(200.0))).unwrap();
    assert_relative_eq!(found.radii[0].0, 200.0, max_relative = 1e-14);
    assert_abs_diff_eq!(found.density.mass(), 1.0, epsilon = 1e-3);
}

#[test]
fn radii_are_cut_at_a_fifth_and_five_times_the_pilot_and_at_a_cell_and_counted() {
    // 3,000 at one anchor; ten each alone, 10 km apart.
    let mut events = vec![[0.0, 0.0]; 3_000];
    events.extend((1..=3).map(|i| [f64::from(i) * 10_000.0, 0.0]));
    let at = |h0: f64, cell: f64| {
        let grid = DensityGrid::new([-1_000.0, -1_000.0], Metres(cell), 40, 40).unwrap();
        adaptive_density(&events, &grid, &KdeParams::with_radius(Metres(h0))).unwrap()
    };
    let found = at(200.0, 50.0);
    assert_eq!((found.cut_small, found.cut_large), (0, 3));
    assert_eq!(found.radii[3_000].0, 1_000.0);
    // Mostly lone events: now the anchor is the odd one.
    let mut events: Vec<[f64; 2]> = (0..3_000).map(|i| [f64::from(i) * 500.0, 0.0]).collect();
    events.extend(vec![[-5_000.0, 0.0]; 40]);
    let grid = DensityGrid::new([-6_000.0, -1_000.0], Metres(50.0), 40, 40).unwrap();
    let found = adaptive_density(&events, &grid, &KdeParams::with_radius(Metres(200.0))).unwrap();
    // A fifth of 200 m is less than a cell.
    assert_eq!((found.cut_small, found.cut_large), (40, 0));
    assert_eq!(found.radii[3_000].0, 50.0);
}

#[test]
fn dividing_needs_one_radius() {
    let grid = DensityGrid::new([0.0, 0.0], Metres(50.0), 4, 4).unwrap();
    let params = KdeParams {
        edge: Edge::Divide(&[true; 16]),
        ..KdeParams::with_radius(Metres(200.0))
    };
    assert_eq!(
        adaptive_density(&[[50.0, 50.0]], &grid, &params)
            .unwrap_err()
            .to_string(),
        "dividing by the share of a kernel inside needs one radius for all events; ask for Edge::Conserve \
         with an adaptive density"
    );
}

#[test]
fn a_position_without_events_has_no_say() {
    let events = [[0.0, 0.0], [30.0, 0.0], [2_000.0, 0.0]];
    let grid = DensityGrid::new([-500.0, -500.0], Metres(50.0), 20, 20).unwrap();
    let radius = KdeParams::with_radius(Metres(200.0));
    let weighted = KdeParams {
        weights: Some(&[1.0, 1.0, 0.0]),
        ..radius
    };
    let with = adaptive_density(&events, &grid, &weighted).unwrap();
    let without = adaptive_density(&events[..2], &grid, &radius).unwrap();
    assert_eq!(
        with.density.per_square_metre(),
        without.density.per_square_metre()
    );
    assert_eq!(with.geometric_mean, without.geometric_mean);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn agrees_with_the_formula(seed in any::<u64>(), h0 in 60.0..400.0_f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let events: Vec<[f64; 2]> = (0..200)
            .map(|i| {
                let wide = if i % 2 == 0 { 100.0 } else { 2_000.0 };
                [random.random_range(0.0..wide), random.random_range(0.0..wide)]
            })
            .collect();
        let weights: Vec<f64> = (0..200).map(|i| f64::from(i % 3 + 1)).collect();
        let fixed: Vec<_> = events.iter().zip(&weights).map(|(p, w)| (*p, *w, h0)).collect();
        let pilot = density_by_definition(&events, &fixed);
        let total: f64 = weights.iter().sum();
        let gamma = (pilot.iter().zip(&weights).map(|(f, w)| w * f.ln()).sum::<f64>() / total).exp();
        let radii: Vec<f64> = pilot.iter()
            .map(|f| (h0 * (f / gamma).powf(-0.5)).clamp((h0 / 5.0).max(40.0), 5.0 * h0))
            .collect();
        let grid = DensityGrid::new([-500.0, -500.0], Metres(40.0), 80, 80).unwrap();
        let params = KdeParams { weights: Some(&weights), ..KdeParams::with_radius(Metres(h0)) };
        let ours = adaptive_density(&events, &grid, &params).unwrap();
        for (ours, radius) in ours.radii.iter().zip(&radii) {
            prop_assert!((ours.0 - radius).abs() < 1e-9 * radius);
        }
        let listed: Vec<_> = (0..200).map(|i| (events[i], weights[i], radii[i])).collect();
        let centres: Vec<[f64; 2]> = (0..grid.cells()).map(|cell| grid.centre_of(cell)).collect();
        let slow = density_by_definition(&centres, &listed);
        for (ours, slow) in ours.density.per_square_metre().iter().zip(&slow) {
            prop_assert!((ours - slow).abs() <= 1e-9 * slow.max(1e-6), "{ours} is not {slow}");
        }
        // Conserved within a study area, to the last digits.
        let inside: Vec<bool> = (0..grid.cells()).map(|cell| cell % 80 < 70).collect();
        let params = KdeParams { edge: Edge::Conserve(&inside), ..params };
        let kept = adaptive_density(&events, &grid, &params).unwrap();
        prop_assert!((kept.density.mass() / total - 1.0).abs() < 1e-12);
    }
}

#[test]
fn threads_change_no_bit() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let events: Vec<[f64; 2]> = (0..2_000)
        .map(|_| {
            [
                random.random_range(0.0..900.0),
                random.random_range(0.0..300.0),
            ]
        })
        .collect();
    let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), 90, 30).unwrap();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let params = KdeParams::with_radius(Metres(60.0));
        pool.install(|| adaptive_density(&events, &grid, &params).unwrap())
    };
    assert_eq!(on(1), on(2));
}
