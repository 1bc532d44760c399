use approx::assert_abs_diff_eq;
use proptest::prelude::*;

use super::*;

fn pair(before: u64, after: u64) -> Pair {
    Pair { before, after }
}

fn plain(before: u64, after: u64) -> Weighted {
    Weighted::plain(pair(before, after))
}

/// METHODS 16.
#[test]
fn agrees_with_the_numbers_worked_out_by_hand() {
    let found = displacement(pair(207, 110), pair(178, 157), pair(308, 318));
    assert_abs_diff_eq!(found.quotient.unwrap(), 0.258_186, epsilon = 1e-6);
    assert_abs_diff_eq!(found.gross_effect, 97.0);
    assert_abs_diff_eq!(found.net_effect.unwrap(), 0.326_166, epsilon = 1e-6);
    assert_abs_diff_eq!(found.total_net_effect.unwrap(), 130.5, epsilon = 0.01);
    assert_eq!(found.means, Some(QuotientMeans::Diffusion));
}

/// METHODS 16, the example of Wheeler & Ratcliffe.
#[test]
fn agrees_with_the_paper_of_the_difference() {
    let ring = (plain(178, 157), plain(150, 140));
    let found =
        weighted_displacement_difference(plain(207, 110), plain(308, 318), Some(ring), Level::P95);
    assert_abs_diff_eq!(found.difference, -118.0);
    assert_abs_diff_eq!(found.standard_error, 1568.0_f64.sqrt(), epsilon = 1e-12);
    assert_abs_diff_eq!(found.z().unwrap(), -2.98, epsilon = 5e-3);
    assert_abs_diff_eq!(found.interval.low, -195.6, epsilon = 0.05);
    assert_abs_diff_eq!(found.interval.high, -40.4, epsilon = 0.05);
}

/// `wdd(c(20,20), c(20,10), time_weights = c(2,1))` of `ptools`: no ring, twice as long before as after.
#[test]
fn days_and_ground_are_weights() {
    let half = |before, after| Weighted {
        events: pair(before, after),
        weights: [0.5, 1.0],
    };
    let found = weighted_displacement_difference(half(20, 10), half(20, 20), None, Level::P95);
    assert_abs_diff_eq!(found.difference, -10.0);
    assert_abs_diff_eq!(found.standard_error.powi(2), 40.0, epsilon = 1e-12);
}

#[test]
fn the_quotient_is_read_only_where_the_place_fell() {
    let means = |ring| displacement(pair(200, 100), ring, pair(300, 300)).means;
    assert_eq!(means(pair(200, 50)), Some(QuotientMeans::DiffusionAbove));
    assert_eq!(means(pair(200, 190)), Some(QuotientMeans::Diffusion));
    assert_eq!(
        means(pair(200, 240)),
        Some(QuotientMeans::PartialDisplacement)
    );
    assert_eq!(means(pair(200, 320)), Some(QuotientMeans::NetHarm));
    let rose = displacement(pair(100, 200), pair(50, 60), pair(300, 300));
    assert!(rose.quotient.is_some() && rose.means.is_none());
}

#[test]
fn a_zero_in_a_denominator_is_undefined_and_not_a_half() {
    let empty_before = displacement(pair(20, 10), pair(5, 5), pair(0, 30));
    assert_eq!(empty_before.gross_effect, 10.0);
    assert!(empty_before.quotient.is_none() && empty_before.net_effect.is_none());
    assert!(empty_before.total_net_effect.is_none());
    assert!(net_difference(pair(20, 10), pair(0, 30), 1.0, Level::P95).is_none());
    let empty_after = displacement(pair(20, 10), pair(5, 5), pair(30, 0));
    assert!(empty_after.quotient.is_none() && empty_after.total_net_effect.is_some());
    let as_expected = displacement(pair(20, 40), pair(5, 5), pair(30, 60));
    assert!(as_expected.quotient.is_none());
    let nothing = weighted_displacement_difference(plain(0, 0), plain(0, 0), None, Level::P95);
    assert!(nothing.z().is_none());
}

proptest! {
    #[test]
    fn the_net_difference_is_minus_the_total_net_effect(
        counts in proptest::array::uniform6(1_u64..500)
    ) {
        let [rb, ra, db, da, cb, ca] = counts;
        let found = displacement(pair(rb, ra), pair(db, da), pair(cb, ca));
        let net = net_difference(pair(rb + db, ra + da), pair(cb, ca), 1.0, Level::P95).unwrap();
        prop_assert!((net.difference + found.total_net_effect.unwrap()).abs() < 1e-9);
        prop_assert!(net.interval.low <= net.difference && net.difference <= net.interval.high);
    }

    /// With no trend the weight may be taken as known: the two intervals are one.
    #[test]
    fn without_a_trend_it_is_the_weighted_difference(
        place in (1_u64..500, 1_u64..500), same in 1_u64..5_000
    ) {
        let (before, after) = place;
        let weight = before as f64 / same as f64;
        let comparison = Weighted { events: pair(same, same), weights: [weight; 2] };
        let known = weighted_displacement_difference(plain(before, after), comparison, None, Level::P95);
        let net = net_difference(pair(before, after), pair(same, same), 1.0, Level::P95).unwrap();
        prop_assert!((known.standard_error - net.standard_error).abs() < 1e-9 * known.standard_error);
    }
}
