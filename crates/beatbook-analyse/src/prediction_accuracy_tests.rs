use approx::assert_abs_diff_eq;
use proptest::prelude::*;

use super::*;

fn forecast<'a>(scores: &'a [f64], observed: &'a [u64], measures: &'a [f64]) -> Forecast<'a> {
    Forecast {
        scores,
        base: observed,
        observed,
        measures,
    }
}

/// METHODS 10: the test of `ptools`, one, two and all three of its units.
#[test]
fn agrees_with_the_test_of_ptools() {
    let found = [1.0, 2.0, 3.0].map(|units| {
        let forecast = forecast(&[3.0, 2.0, 1.0], &[6, 3, 0], &[1.0; 3]);
        prediction_accuracy(forecast, units / 3.0).unwrap()
    });
    for (found, (pai, rri, star)) in found.iter().zip([
        (2.0, 0.5, 1.0),
        (1.5, 5.0 / 9.0, 0.75),
        (1.0, 6.0 / 9.0, 0.5),
    ]) {
        assert_abs_diff_eq!(found.pai, pai, epsilon = 1e-12);
        assert_abs_diff_eq!(found.pei, 1.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.pei_star, star, epsilon = 1e-12);
        assert_abs_diff_eq!(found.predicted_over_observed.unwrap(), rri, epsilon = 1e-12);
    }
}

#[test]
fn the_two_recapture_rates_are_two_figures() {
    let forecast = Forecast {
        scores: &[8.0, 1.0, 1.0],
        base: &[8, 1, 1],
        observed: &[6, 3, 3],
        measures: &[1.0; 3],
    };
    let found = prediction_accuracy(forecast, 1.0 / 3.0).unwrap();
    assert_abs_diff_eq!(found.recapture_rate.unwrap(), 0.5 / 0.8, epsilon = 1e-12);
    assert_abs_diff_eq!(
        found.predicted_over_observed.unwrap(),
        8.0 / 6.0,
        epsilon = 1e-12
    );
}

#[test]
fn units_tied_at_the_cut_are_each_chosen_in_part() {
    let (scores, measures) = ([2.0, 1.0, 1.0, 1.0], [1.0; 4]);
    let found = prediction_accuracy(forecast(&scores, &[4, 3, 0, 0], &measures), 0.5).unwrap();
    assert_abs_diff_eq!(found.hits, 5.0, epsilon = 1e-12); // 4, and a third of the 3
    let other = prediction_accuracy(forecast(&scores, &[4, 0, 0, 3], &measures), 0.5).unwrap();
    assert_eq!(found, other);
}

#[test]
fn streets_are_measured_by_their_length() {
    // One street of 300 m and one of 100 m with as many events: the short one is three times as dense.
    let found = prediction_accuracy(forecast(&[1.0, 2.0], &[5, 5], &[300.0, 100.0]), 0.25).unwrap();
    assert_abs_diff_eq!(found.hit_rate, 0.5, epsilon = 1e-12);
    assert_abs_diff_eq!(found.pai, 2.0, epsilon = 1e-12);
    assert_abs_diff_eq!(found.pei, 1.0, epsilon = 1e-12);
}

#[test]
fn a_unit_beyond_the_boundary_has_no_ground_and_is_never_chosen() {
    let found = prediction_accuracy(forecast(&[9.0, 1.0], &[3, 1], &[0.0, 1.0]), 1.0).unwrap();
    assert_abs_diff_eq!(found.hits, 1.0);
    assert_abs_diff_eq!(found.hit_rate, 0.25);
}

#[test]
fn what_has_no_figure_says_why() {
    let refused = |scores: &[f64], observed: &[u64], measures: &[f64], share| {
        prediction_accuracy(forecast(scores, observed, measures), share)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(&[1.0, 2.0], &[0, 0], &[1.0; 2], 0.5),
        "nothing happened in the period, so no forecast of it can be right or wrong; lengthen it"
    );
    assert!(refused(&[1.0], &[1], &[0.0], 0.5).contains("no ground"));
    assert!(refused(&[1.0], &[1], &[-1.0], 0.5).contains("unit 0 measures -1"));
    assert!(refused(&[f64::NAN], &[1], &[1.0], 0.5).contains("score of unit 0"));
    assert!(refused(&[1.0], &[1], &[1.0], 0.0).contains("no share"));
    assert!(refused(&[1.0], &[1, 2], &[1.0], 0.5).contains("got 2 base counts for 1 units"));
}

proptest! {
    #[test]
    fn no_forecast_beats_the_ideal_and_the_order_of_rows_decides_nothing(
        rows in proptest::collection::vec((0_u8..4, 0_u64..5, 1_u8..9), 2..30), share in 0.01..1.0_f64
    ) {
        let list = |rows: &[(u8, u64, u8)]| {
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let observed: Vec<u64> = rows.iter().map(|row| row.1).collect();
            let measures: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
            prediction_accuracy(forecast(&scores, &observed, &measures), share)
        };
        let turned: Vec<_> = rows.iter().rev().copied().collect();
        let (Ok(found), Ok(other)) = (list(&rows), list(&turned)) else {
            prop_assert!(rows.iter().all(|row| row.1 == 0));
            return Ok(());
        };
        prop_assert!((found.hits - other.hits).abs() < 1e-9);
        prop_assert!(found.pei <= 1.0 + 1e-9 && found.pei_star <= found.pei + 1e-9);
        prop_assert!((found.pai * share - found.hit_rate).abs() < 1e-12);
    }
}
