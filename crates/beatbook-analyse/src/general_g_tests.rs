use super::*;
use crate::Tail;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_testkit::{all_orders, general_g_by_pairs, mean_and_variance, six_points};
use proptest::prelude::*;

/// `esda.G(y, w)` on the six points of its manual: G .55709779, p .172936 (one-sided), and
/// `EG, VG, z_norm` of version 2.9.0.
#[test]
fn agrees_with_esda() {
    let (values, neighbours) = six_points();
    let g = general_g(
        &values,
        &Weights::binary(&neighbours),
        Permutations::default(),
    )
    .unwrap();
    assert_abs_diff_eq!(g.g, 0.557_097_79, epsilon = 5e-9);
    assert_abs_diff_eq!(g.randomisation.p(Tail::Upper), 0.172_936, epsilon = 5e-7);
    assert_relative_eq!(g.expected, 0.466_666_666_666_666_7, max_relative = 1e-14);
    assert_relative_eq!(
        g.randomisation.variance,
        0.009_203_550_195_101_468,
        max_relative = 1e-10
    );
    assert_relative_eq!(
        g.randomisation.z,
        0.942_627_795_324_094,
        max_relative = 1e-10
    );
}

#[test]
fn moments_and_p_are_those_of_all_orders() {
    let (values, neighbours) = six_points();
    let links = neighbours.links().len();
    let uneven = Weights::general(&neighbours, (1..=links).map(|i| i as f64).collect()).unwrap();
    for weights in [Weights::binary(&neighbours), uneven] {
        let weight = |i: usize, j: usize| weights.between(i, j as u32);
        let orders = all_orders(&values);
        let all: Vec<f64> = orders
            .iter()
            .map(|v| general_g_by_pairs(v, weight))
            .collect();
        let g = general_g(&values, &weights, Permutations::new(19_999, 3).unwrap()).unwrap();
        assert_relative_eq!(
            g.g,
            general_g_by_pairs(&values, weight),
            max_relative = 1e-12
        );
        let (mean, variance) = mean_and_variance(&all);
        assert_relative_eq!(g.expected, mean, max_relative = 1e-12);
        assert_relative_eq!(g.randomisation.variance, variance, max_relative = 1e-9);
        let upper = all.iter().filter(|v| **v >= g.g - 1e-9).count() as f64 / 720.0;
        assert_abs_diff_eq!(g.chance.p(Tail::Upper), upper, epsilon = 0.02);
    }
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let (mut values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours);
    let refusal = |values: &[f64]| {
        let outcome = general_g(values, &weights, Permutations::default());
        outcome.unwrap_err().to_string()
    };
    assert_eq!(
        refusal(&[0.0, 0.0, 3.0, 0.0, 0.0, 0.0]),
        "fewer than two units hold more than 0, so no two can be high together"
    );
    values[1] = -3.0;
    assert_eq!(
        refusal(&values),
        "unit 1 has value -3; the general G takes amounts of 0 or more, Moran's I any value"
    );
}

proptest! {
    #[test]
    fn scaling_changes_nothing(
        values in prop::collection::vec(0.1..50.0_f64, 6),
        factor in prop_oneof![Just(1e-150_f64), Just(1e150), 0.01..100.0_f64],
    ) {
        let weights = Weights::binary(&six_points().1);
        let scaled: Vec<f64> = values.iter().map(|v| v * factor).collect();
        let g = |values: &[f64]| general_g(values, &weights, Permutations::new(99, 1).unwrap()).unwrap();
        let (a, b) = (g(&values), g(&scaled));
        prop_assert!((a.g - b.g).abs() < 1e-12);
        prop_assert!((a.randomisation.z - b.randomisation.z).abs() < 1e-6);
    }
}
