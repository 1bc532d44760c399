use super::*;
use crate::global_moran;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, six_points, tails_of_draws};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// `esda.Moran_Local(y, w, transformation="r" and "b").Is`, version 2.9.0, on the six points of
/// its manual.
const ESDA_ROW: [f64; 6] = [
    0.329_268_292_683,
    -0.088_850_174_216,
    -0.862_369_337_979,
    -0.019_163_763_066,
    -0.086_236_933_798,
    1.322_299_651_568,
];
const ESDA_BINARY: [f64; 6] = [
    0.658_536_585_366,
    -0.266_550_522_648,
    -0.862_369_337_979,
    -0.057_491_289_199,
    -0.344_947_735_192,
    1.322_299_651_568,
];

#[test]
fn agrees_with_esda() {
    let (values, neighbours) = six_points();
    let binary = Weights::binary(&neighbours);
    for (weights, esda) in [
        (binary.clone().row_standardised(), ESDA_ROW),
        (binary, ESDA_BINARY),
    ] {
        let moran = local_moran(&values, &weights, Permutations::default()).unwrap();
        for (unit, esda) in moran.units.iter().zip(esda) {
            assert_abs_diff_eq!(unit.unwrap().i, esda, epsilon = 1e-11);
        }
        // Its q is 3 2 2 4 4 1, in which 1 is HH, 2 LH, 3 LL and 4 HL.
        let quadrants = moran
            .units
            .iter()
            .map(|unit| unit.unwrap().quadrant.unwrap());
        assert_eq!(
            quadrants.collect::<Vec<_>>(),
            [
                Quadrant::LowLow,
                Quadrant::LowHigh,
                Quadrant::LowHigh,
                Quadrant::HighLow,
                Quadrant::HighLow,
                Quadrant::HighHigh,
            ]
        );
        // spdep divides by n.
        let over_n = moran.clone().over_n();
        for (unit, esda) in over_n.units.iter().zip(esda) {
            assert_abs_diff_eq!(unit.unwrap().i, esda * 1.2, epsilon = 1e-11);
        }
    }
}

#[test]
fn p_is_that_of_all_draws_of_the_other_units() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours).row_standardised();
    let permutations = Permutations::new(39_999, 5).unwrap();
    let moran = local_moran(&values, &weights, permutations).unwrap();
    let mean = values.iter().sum::<f64>() / 6.0;
    for (unit, local) in moran.units.into_iter().enumerate() {
        let local = local.unwrap();
        let mut pool: Vec<f64> = values.iter().map(|x| x - mean).collect();
        let own = pool.remove(unit);
        let row: Vec<f64> = weights.of(unit).1.iter().map(|w| w * own).collect();
        let (upper, lower) = tails_of_draws(&pool, &row, own * local.lag);
        let chance = local.chance.unwrap();
        assert_abs_diff_eq!(chance.p(Tail::Upper), upper, epsilon = 0.016);
        assert_abs_diff_eq!(chance.p(Tail::Lower), lower, epsilon = 0.016);
    }
}

#[test]
fn without_a_neighbour_or_a_side_nothing_is_tested() {
    let links = [vec![1], vec![0, 2], vec![1, 3], vec![2], vec![]];
    let weights = Weights::binary(&Neighbours::from_lists(&links).unwrap()).row_standardised();
    // The mean is 3: unit 1 lies on it.
    let moran = local_moran(
        &[1.0, 3.0, 4.0, 2.0, 5.0],
        &weights,
        Permutations::default(),
    )
    .unwrap();
    assert_eq!(moran.units[4], None);
    let at_mean = moran.units[1].unwrap();
    assert_eq!(
        (at_mean.i, at_mean.quadrant, at_mean.chance),
        (0.0, None, None)
    );
    assert_eq!(moran.tested(), 3);
    let clusters = moran.clusters(0.05);
    assert_eq!(clusters[4], LocalCluster::NotTested);
    assert_eq!(clusters[1], LocalCluster::NotTested);
    assert_eq!(clusters[0], LocalCluster::NotSignificant);
    let p = moran.p_or_nan(Tail::Upper);
    assert!(p[1].is_nan() && p[4].is_nan() && !p[0].is_nan());
}

#[test]
fn a_mean_that_rounding_misses_is_still_the_mean() {
    let links = [vec![1], vec![0, 2], vec![1]];
    let weights = Weights::binary(&Neighbours::from_lists(&links).unwrap()).row_standardised();
    let moran = local_moran(&[0.1, 0.2, 0.3], &weights, Permutations::default()).unwrap();
    assert_eq!(moran.units[1].unwrap().quadrant, None);
}

#[test]
fn planted_clusters_and_outliers_are_named_and_the_rest_is_not() {
    let grid = HexGrid::ellipse(12.0, 10.0);
    let mut random = ChaCha8Rng::seed_from_u64(21);
    let mut values: Vec<f64> = (0..grid.cells.len())
        .map(|_| 10.0 + random.random_range(-1.0..1.0_f64))
        .collect();
    let place = |column, row| grid.cells.iter().position(|c| *c == (column, row)).unwrap();
    let mut plant = |at: usize, own: f64, around: f64| {
        values[at] = own;
        for &near in grid.neighbours.of(at) {
            values[near as usize] = around;
        }
    };
    let hot = place(-6, 0);
    let cold = place(6, 0);
    let spike = place(3, -6);
    let gap = place(-3, 6);
    plant(hot, 15.0, 15.0);
    plant(cold, 5.0, 5.0);
    plant(spike, 15.0, 6.0);
    plant(gap, 5.0, 14.0);
    let weights = Weights::binary(&grid.neighbours).row_standardised();
    let moran = local_moran(&values, &weights, Permutations::default()).unwrap();
    assert_eq!(moran.too_few(0.05).unwrap().count, 9_999);
    let clusters = moran.clusters(0.05);
    for (at, quadrant) in [
        (hot, Quadrant::HighHigh),
        (cold, Quadrant::LowLow),
        (spike, Quadrant::HighLow),
        (gap, Quadrant::LowHigh),
    ] {
        assert_eq!(clusters[at], LocalCluster::Significant(quadrant));
    }
    let planted = [hot, cold, spike, gap];
    let far = |unit: &usize| planted.iter().all(|p| grid.steps_between(*p, *unit) > 2);
    let quiet = (0..values.len()).filter(far).filter(|unit| {
        // Each has a quadrant, but none that may be shown.
        moran.units[*unit].unwrap().quadrant.is_some()
            && clusters[*unit] == LocalCluster::NotSignificant
    });
    let all_far = (0..values.len()).filter(far).count();
    assert!(
        all_far > 200 && quiet.count() * 100 >= all_far * 98,
        "{all_far} far"
    );
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours);
    let moran = |values: &[f64], weights: &Weights| {
        local_moran(values, weights, Permutations::default()).unwrap_err()
    };
    assert_eq!(
        moran(&[1.0; 6], &weights),
        AutocorrelationError::NoVariation(6)
    );
    assert_eq!(
        moran(&values[1..], &weights),
        AutocorrelationError::LengthMismatch(5, 6)
    );
    let star = weights.with_self(1.0).unwrap();
    assert_eq!(moran(&values, &star), AutocorrelationError::SelfWeights);
}

proptest! {
    /// Σ I_i = (n - 1) S0 / n times the global I.
    #[test]
    fn locals_add_up_to_the_global_statistic(
        values in prop::collection::vec(0.0..50.0_f64, 60),
        standardise: bool,
    ) {
        let grid = HexGrid::ellipse(5.0, 4.0);
        let values: Vec<f64> = values.into_iter().cycle().take(grid.cells.len()).collect();
        let mut weights = Weights::binary(&grid.neighbours);
        if standardise {
            weights = weights.row_standardised();
        }
        let n = values.len() as f64;
        let permutations = Permutations::new(99, 1).unwrap();
        let local = local_moran(&values, &weights, permutations).unwrap();
        let sum: f64 = local.units.iter().map(|unit| unit.unwrap().i).sum();
        let global = global_moran(&values, &weights, permutations).unwrap().i;
        let s0: f64 = (0..values.len()).map(|unit| weights.sum_of(unit)).sum();
        let expected = global * (n - 1.0) * s0 / n;
        prop_assert!((sum - expected).abs() < 1e-9 * expected.abs().max(1.0), "{} {}", sum, expected);
    }

    #[test]
    fn shifting_and_scaling_change_nothing(
        shift in -100_i32..100,
        factor in prop_oneof![Just(1e-150_f64), Just(1e150), 0.01..100.0_f64],
        seed in 0_u64..1_000,
    ) {
        let grid = HexGrid::ellipse(5.0, 4.0);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let values: Vec<f64> = grid.cells.iter().map(|_| f64::from(random.random_range(0..9))).collect();
        let moved: Vec<f64> = values.iter().map(|v| (v + f64::from(shift)) * factor).collect();
        let weights = Weights::binary(&grid.neighbours).row_standardised();
        let moran = |values: &[f64]| {
            local_moran(values, &weights, Permutations::new(199, seed).unwrap()).unwrap()
        };
        let (a, b) = (moran(&values), moran(&moved));
        for (a, b) in a.units.into_iter().zip(b.units) {
            let (a, b) = (a.unwrap(), b.unwrap());
            prop_assert!((a.i - b.i).abs() < 1e-9);
            prop_assert_eq!((a.quadrant, a.chance), (b.quadrant, b.chance));
        }
    }
}

#[test]
fn a_value_far_from_all_others_keeps_its_i() {
    let (_, neighbours) = six_points();
    let weights = Weights::binary(&neighbours).row_standardised();
    let moran = local_moran(
        &[0.0, 0.0, 0.0, 0.0, 1e9, 1.0],
        &weights,
        Permutations::default(),
    );
    let last = moran.unwrap().units[5].unwrap();
    // z₅ = -(1e9 - 5) / 6, its neighbour's 5e9 / 6 - 1 / 6, Σz² near 1e18 · 5 / 6.
    assert_relative_eq!(
        last.i,
        -(1e9 - 5.0) / 6.0 * (5e9 - 1.0) / 6.0 / (1e18 / 6.0),
        max_relative = 1e-6
    );
}
