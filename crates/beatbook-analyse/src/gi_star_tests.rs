use crate::{GiStarError, getis_ord_gi, gi_star};
use approx::assert_abs_diff_eq;
use beatbook_core::Neighbours;
use proptest::prelude::*;

/// The worked example in the manual of PySAL `esda.G_Local` (binary weights): six points,
/// linked when within 15 units. That code shares nothing with ours.
const VALUES: [f64; 6] = [2.0, 3.0, 3.2, 5.0, 8.0, 7.0];
const ESDA_GI: [f64; 6] = [
    -1.013_672_9,
    -0.043_615_89,
    1.315_587_03,
    -0.314_126_76,
    1.153_739_86,
    1.778_339_41,
];
const ESDA_GI_STAR: [f64; 6] = [
    -1.397_276_26,
    -0.289_177_62,
    0.650_649_64,
    -0.289_177_62,
    1.234_520_88,
    2.024_243_31,
];

#[test]
fn gi_star_agrees_with_esda() {
    for (ours, esda) in gi_star(&VALUES, &six_points())
        .unwrap()
        .into_iter()
        .zip(ESDA_GI_STAR)
    {
        assert_abs_diff_eq!(ours.unwrap(), esda, epsilon = 1e-8); // esda prints eight decimals
    }
}

#[test]
fn gi_agrees_with_esda() {
    for (ours, esda) in getis_ord_gi(&VALUES, &six_points())
        .unwrap()
        .into_iter()
        .zip(ESDA_GI)
    {
        assert_abs_diff_eq!(ours.unwrap(), esda, epsilon = 1e-8);
    }
}

#[test]
fn equal_values_are_refused_not_scored_as_zero() {
    for score in [gi_star, getis_ord_gi] {
        let err = score(&[3.0; 6], &six_points()).unwrap_err();
        assert_eq!(err, GiStarError::NoVariation(6));
        assert_eq!(
            err.to_string(),
            "the 6 unit values do not vary, so no unit can stand out"
        );
    }
}

#[test]
fn a_missing_value_is_named_and_a_way_out_is_given() {
    for missing in [f64::NAN, f64::INFINITY] {
        let mut values = VALUES;
        values[4] = missing;
        let err = gi_star(&values, &six_points()).unwrap_err();
        assert_eq!(
            err.to_string(),
            format!("unit 4 has value {missing}; drop or fill in missing units first")
        );
    }
}

#[test]
fn a_value_too_few_is_refused() {
    let err = gi_star(&VALUES[..5], &six_points()).unwrap_err();
    assert_eq!(
        err.to_string(),
        "got 5 values for 6 units; supply one value per unit"
    );
}

#[test]
fn a_map_without_units_has_nothing_that_varies() {
    let empty = Neighbours::from_lists(&[]).unwrap();
    assert_eq!(
        gi_star(&[], &empty).unwrap_err(),
        GiStarError::NoVariation(0)
    );
    assert_eq!(
        getis_ord_gi(&[], &empty).unwrap_err(),
        GiStarError::NoVariation(0)
    );
}

#[test]
fn an_island_has_no_gi_and_its_own_standard_score_as_gi_star() {
    let map = links(&[&[1], &[0, 2], &[1], &[]]);
    let values = [0.0, 1.0, 8.0, 9.0];
    // Mean 4.5; squared deviations 20.25 + 12.25 + 12.25 + 20.25, over 4.
    let own = (9.0 - 4.5) / (65.0_f64 / 4.0).sqrt();
    assert_abs_diff_eq!(
        gi_star(&values, &map).unwrap()[3].unwrap(),
        own,
        epsilon = 1e-12
    );
    assert_eq!(getis_ord_gi(&values, &map).unwrap()[3], None);
}

#[test]
fn a_unit_that_touches_all_others_has_no_score() {
    let star = links(&[&[1, 2, 3], &[0], &[0], &[0]]);
    for score in [gi_star, getis_ord_gi] {
        let z = score(&[1.0, 2.0, 3.0, 5.0], &star).unwrap();
        assert_eq!(z[0], None);
        assert!(z[1..].iter().all(Option::is_some));
    }
}

#[test]
fn gi_has_no_score_where_all_others_are_equal() {
    // A tenth is not exact in binary: the variance of the others must still be seen to be nil.
    let ring = links(&[&[1, 3], &[0, 2], &[1, 3], &[0, 2]]);
    for odd in 0..4 {
        let mut values = [0.1; 4];
        values[odd] = 7.7;
        let z = getis_ord_gi(&values, &ring).unwrap();
        let undefined: Vec<usize> = (0..4).filter(|&i| z[i].is_none()).collect();
        assert_eq!(undefined, [odd]);
    }
}

#[test]
fn one_enormous_unit_does_not_spoil_its_own_gi() {
    // The others are 0, 1, 2, 3: mean 1.5, variance 1.25. Neighbours 0 and 1 of unit 4 sum to 1.
    let map = links(&[&[1, 4], &[0, 4], &[3], &[2], &[0, 1]]);
    let z = getis_ord_gi(&[0.0, 1.0, 2.0, 3.0, 1e12], &map).unwrap();
    let expected = (1.0 - 3.0) / (1.25 * 2.0 * (4.0 - 2.0) / 3.0_f64).sqrt();
    assert_abs_diff_eq!(z[4].unwrap(), expected, epsilon = 1e-12);
}

#[test]
fn extreme_scales_neither_overflow_nor_vanish() {
    let plain = scores(&VALUES);
    for factor in [f64::MIN_POSITIVE * 1e-8, 1e-200, 1e200, 1e307] {
        for (a, b) in plain.iter().zip(scores(&VALUES.map(|v| v * factor))) {
            assert_abs_diff_eq!(*a, b, epsilon = 1e-6); // subnormal input itself has few digits
        }
    }
}

proptest! {
    #[test]
    fn multiplying_or_shifting_all_values_changes_no_score(
        factor in 1e-3..1e3_f64,
        shift in -1e3..1e3_f64,
    ) {
        for (a, b) in scores(&VALUES).into_iter().zip(scores(&VALUES.map(|v| v * factor + shift))) {
            prop_assert!((a - b).abs() < 1e-7, "{a} became {b} at {factor} and {shift}");
        }
    }

    #[test]
    fn gi_follows_its_formula_literally(values in prop::collection::vec(-50.0..50.0_f64, 6)) {
        let map = six_points();
        for (unit, ours) in getis_ord_gi(&values, &map).unwrap().into_iter().enumerate() {
            let others: Vec<f64> = (0..6).filter(|&j| j != unit).map(|j| values[j]).collect();
            let mean = others.iter().sum::<f64>() / 5.0;
            let variance = others.iter().map(|v| v * v).sum::<f64>() / 5.0 - mean * mean;
            let size = map.of(unit).len() as f64;
            let sum: f64 = map.of(unit).iter().map(|&j| values[j as usize]).sum();
            let literal = (sum - size * mean) / (variance * (5.0 * size - size * size) / 4.0).sqrt();
            prop_assert!((ours.unwrap() - literal).abs() < 1e-6 * literal.abs().max(1.0));
        }
    }

    #[test]
    fn equal_neighbourhood_sums_get_equal_scores(counts in prop::collection::vec(0..4_u32, 12)) {
        prop_assume!(counts.iter().any(|c| *c != counts[0]));
        let ring = links_of(12, |i| vec![(i + 1) % 12, (i + 11) % 12]);
        let z = gi_star(&counts.iter().map(|&c| f64::from(c)).collect::<Vec<_>>(), &ring).unwrap();
        let sums = crate::neighbourhood_sums(&counts, &ring);
        for a in 0..12 {
            for b in 0..12 {
                prop_assert_eq!(sums[a] == sums[b], z[a] == z[b]);
            }
        }
    }
}

fn six_points() -> Neighbours {
    beatbook_testkit::six_points().1
}

fn links(lists: &[&[usize]]) -> Neighbours {
    links_of(lists.len(), |i| lists[i].to_vec())
}

fn links_of(units: usize, of: impl Fn(usize) -> Vec<usize>) -> Neighbours {
    Neighbours::from_lists(&(0..units).map(of).collect::<Vec<_>>()).unwrap()
}

fn scores(values: &[f64]) -> Vec<f64> {
    gi_star(values, &six_points())
        .unwrap()
        .into_iter()
        .map(|z| z.unwrap())
        .collect()
}
