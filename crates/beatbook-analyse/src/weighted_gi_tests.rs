use crate::{GiStarError, WeightSquares, Weights, getis_ord_gi, gi_star, weighted_gi};
use approx::assert_abs_diff_eq;
use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, gi_star_by_formula, six_points};
use proptest::prelude::*;

/// `esda.G_Local(y, w, transform="R", star=True).Zs` and the same without star, version 2.9.0, as
/// printed in its manual.
const ESDA_ROW_GI_STAR: [f64; 6] = [
    -0.624_880_94,
    -0.091_445_99,
    0.411_506_96,
    -0.091_445_99,
    0.246_904_18,
    1.280_243_88,
];
const ESDA_ROW_GI: [f64; 6] = [
    -0.620_745_34,
    -0.017_806_11,
    1.315_587_03,
    -0.128_241_71,
    0.288_434_96,
    1.778_339_41,
];

#[test]
fn row_standardised_weights_reproduce_esda_where_weights_stand_for_their_squares() {
    let (values, neighbours) = six_points();
    let plain = Weights::binary(&neighbours);
    let star = plain.clone().with_self(1.0).unwrap();
    for (weights, esda) in [(plain, ESDA_ROW_GI), (star, ESDA_ROW_GI_STAR)] {
        let weights = weights.row_standardised();
        let ours = weighted_gi(&values, &weights, WeightSquares::AsIfBinary).unwrap();
        for (ours, esda) in ours.into_iter().zip(esda) {
            assert_abs_diff_eq!(ours.unwrap(), esda, epsilon = 1e-8);
        }
    }
}

/// A known fault of a peer: dividing a row by its sum changes neither what is high nor how
/// surprising it is, yet its z shrinks. By Ord & Getis' formula, and in spdep, it does not.
#[test]
fn standardising_rows_changes_no_score() {
    let (values, neighbours) = six_points();
    let plain = Weights::binary(&neighbours);
    let star = plain.clone().with_self(1.0).unwrap();
    for (weights, binary) in [
        (plain, getis_ord_gi(&values, &neighbours).unwrap()),
        (star, gi_star(&values, &neighbours).unwrap()),
    ] {
        let scores =
            |weights: &Weights| weighted_gi(&values, weights, WeightSquares::Squared).unwrap();
        assert_eq!(scores(&weights), binary);
        for (row, binary) in scores(&weights.row_standardised()).into_iter().zip(binary) {
            assert_abs_diff_eq!(row.unwrap(), binary.unwrap(), epsilon = 1e-12);
        }
    }
}

#[test]
fn a_star_that_forgets_the_unit_itself_is_another_statistic() {
    let (values, neighbours) = six_points();
    let forgot = Weights::binary(&neighbours);
    let z = weighted_gi(&values, &forgot, WeightSquares::Squared).unwrap();
    assert_abs_diff_eq!(z[0].unwrap(), -1.013_672_9, epsilon = 1e-8);
    let star = forgot.with_self(1.0).unwrap();
    let z = weighted_gi(&values, &star, WeightSquares::Squared).unwrap();
    assert_abs_diff_eq!(z[0].unwrap(), -1.397_276_26, epsilon = 1e-8);
}

#[test]
fn islands_and_units_next_to_all_others() {
    let links = [vec![1, 2, 3], vec![0], vec![0], vec![0], vec![]];
    let neighbours = Neighbours::from_lists(&links).unwrap();
    let values = [1.0, 2.0, 4.0, 8.0, 3.0];
    let plain = Weights::binary(&neighbours).row_standardised();
    let z = weighted_gi(&values, &plain, WeightSquares::Squared).unwrap();
    assert_eq!(z[4], None, "an island has no Gi");
    let star = Weights::binary(&neighbours)
        .with_self(1.0)
        .unwrap()
        .row_standardised();
    let z = weighted_gi(&values, &star, WeightSquares::Squared).unwrap();
    // The mean is 3.6: the standard score of the island itself.
    let deviation = (values.iter().map(|x| (x - 3.6_f64).powi(2)).sum::<f64>() / 5.0).sqrt();
    assert_abs_diff_eq!(z[4].unwrap(), (3.0 - 3.6) / deviation, epsilon = 1e-12);
    // With the island gone unit 0 neighbours the whole map: nothing to score, though thirds and
    // quarters do not add up to 1 exactly.
    let map = Neighbours::from_lists(&links[..4]).unwrap();
    for weights in [
        Weights::binary(&map).row_standardised(),
        Weights::binary(&map)
            .with_self(1.0)
            .unwrap()
            .row_standardised(),
        Weights::general(&map, vec![0.1; 6]).unwrap(),
    ] {
        let z = weighted_gi(&values[..4], &weights, WeightSquares::Squared).unwrap();
        assert_eq!(z[0], None);
        assert!(z[1].is_some());
    }
    // Where those all around count differently, there is something to score.
    let uneven = Weights::general(&map, vec![1.0, 2.0, 3.0, 1.0, 1.0, 1.0]).unwrap();
    let z = weighted_gi(&values[..4], &uneven, WeightSquares::Squared).unwrap();
    assert!(z[0].unwrap() > 0.0, "the highest value counts most");
}

#[test]
fn what_cannot_be_scored_is_refused() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours);
    let score = |values: &[f64]| weighted_gi(values, &weights, WeightSquares::Squared);
    assert_eq!(score(&[2.0; 6]), Err(GiStarError::NoVariation(6)));
    assert_eq!(score(&values[1..]), Err(GiStarError::LengthMismatch(5, 6)));
}

proptest! {
    #[test]
    fn gi_star_with_any_weights_follows_its_formula(
        weights in prop::collection::vec(0.01..10.0_f64, 16),
        values in prop::collection::vec(-5.0..50.0_f64, 6),
    ) {
        let neighbours = six_points().1;
        let links = neighbours.links().len();
        let star = Weights::general(&neighbours, weights[..links].to_vec())
            .unwrap()
            .with_self(weights[15])
            .unwrap();
        let weight = |i: usize, j: usize| if i == j { star.own(i) } else { star.between(i, j as u32) };
        let z = weighted_gi(&values, &star, WeightSquares::Squared).unwrap();
        for (unit, z) in z.into_iter().enumerate() {
            let expected = gi_star_by_formula(&values, unit, weight);
            prop_assert!((z.unwrap() - expected).abs() < 1e-9 * expected.abs().max(1.0));
        }
    }

    #[test]
    fn scaling_the_weights_of_a_unit_changes_no_score(factor in 1e-3..1e3_f64, seed in 0_u64..99) {
        let grid = HexGrid::ellipse(9.0, 8.0);
        let number = |i: usize| ((i as u64 * 2_654_435_761 + seed) % 997) as f64 / 10.0;
        let values: Vec<f64> = (0..grid.cells.len()).map(number).collect();
        let links = grid.neighbours.links().len();
        let weights: Vec<f64> = (0..links).map(|i| number(i + 7) + 0.1).collect();
        let scaled = weights.iter().map(|w| w * factor).collect();
        let score = |weights| {
            let weights = Weights::general(&grid.neighbours, weights).unwrap();
            weighted_gi(&values, &weights, WeightSquares::Squared).unwrap()
        };
        for (a, b) in score(weights).into_iter().zip(score(scaled)) {
            prop_assert!((a.unwrap() - b.unwrap()).abs() < 1e-9);
        }
    }
}
