use approx::assert_abs_diff_eq;

use super::*;

#[test]
fn the_mean_is_marshalls() {
    // By hand from the formula, with all exposures 1.
    let counts = [18, 7, 3, 2, 0, 0];
    let found = shrunk_counts(&counts, 1);
    let (m, s2) = (5.0, (169.0 + 4.0 + 4.0 + 9.0 + 25.0 + 25.0) / 6.0);
    let a: f64 = s2 - m;
    let w = a / (a + m);
    assert_abs_diff_eq!(found.variance, a, epsilon = 1e-12);
    for (place, &x) in found.places.iter().zip(&counts) {
        assert_abs_diff_eq!(place.mean, w * x as f64 + (1.0 - w) * m, epsilon = 1e-12);
    }
}

#[test]
fn the_interval_holds_the_central_95_percent_of_the_gamma() {
    use crate::tails::ln_gamma_tails;
    let found = shrunk_counts(&[18, 7, 3, 2, 0, 0], 1);
    let (shape, rate) = (25.0 / found.variance, 5.0 / found.variance + 1.0);
    for (place, x) in found.places.iter().zip([18.0, 7.0, 3.0, 2.0, 0.0, 0.0]) {
        let (below, _) = ln_gamma_tails(shape + x, place.low * rate);
        let (_, above) = ln_gamma_tails(shape + x, place.high * rate);
        assert_abs_diff_eq!(below.exp(), 0.025, epsilon = 1e-9);
        assert_abs_diff_eq!(above.exp(), 0.025, epsilon = 1e-9);
    }
}

#[test]
fn counts_that_vary_by_chance_tell_no_place_from_another() {
    let found = shrunk_counts(&[3, 3, 3, 4, 2, 3], 1);
    assert_eq!(found.variance, 0.0);
    assert!(found.places.iter().all(|place| place.mean == 3.0));
    assert!((0..6).all(|place| !found.differs(place)));
    assert_eq!(
        (found.places[0].rank.low, found.places[0].rank.high),
        (1, 6)
    );
}

#[test]
fn a_clear_leader_has_a_sure_rank_and_the_others_do_not() {
    let found = shrunk_counts(&[90, 9, 8, 7, 1, 0, 0, 2], 1);
    let rank = found.places[0].rank;
    assert_eq!((rank.rank, rank.low, rank.high), (1, 1, 1));
    let second = found.places[1].rank;
    assert!(second.low <= 2 && second.high >= 4, "{second:?}");
}

#[test]
fn nothing_comes_of_nothing() {
    assert!(shrunk_counts(&[], 1).places.is_empty());
    assert_eq!(shrunk_counts(&[0, 0], 1).places[1].mean, 0.0);
}
