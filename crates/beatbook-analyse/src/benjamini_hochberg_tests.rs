use crate::benjamini_hochberg;
use approx::assert_abs_diff_eq;
use beatbook_testkit::fdr_cut_off;
use proptest::prelude::*;

#[test]
fn the_classic_ten() {
    let p = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216,
    ];
    let expected = [
        0.01,
        0.04,
        0.084,
        0.084,
        0.084,
        0.1,
        0.74 / 7.0,
        0.216,
        0.216,
        0.216,
    ];
    for (ours, expected) in q_of(&p).into_iter().zip(expected) {
        assert_abs_diff_eq!(ours, expected, epsilon = 1e-15);
    }
}

/// `esda.fdr` returns a cut-off, and alpha / n when nothing passes: with the 78 units of its
/// manual 0.00128205 at 10% and 0.000641 at 5%. No unit of ours may then pass either.
#[test]
fn nothing_passes_where_esda_falls_back_to_alpha_over_n() {
    let p: Vec<f64> = (1..=78).map(|i| f64::from(i) / 78.0).collect();
    for (alpha, cut_off) in [(0.1, 0.001_282_05), (0.05, 0.000_641)] {
        assert_abs_diff_eq!(fdr_cut_off(&p, alpha), cut_off, epsilon = 5e-8);
        assert!(q_of(&p).iter().all(|q| *q > alpha));
    }
}

#[test]
fn units_not_tested_do_not_count_as_tests() {
    let tested = q_of(&[0.01, 0.03, 0.5]);
    let with_gaps = q_of(&[f64::NAN, 0.01, 0.03, f64::NAN, 0.5]);
    assert_eq!([with_gaps[1], with_gaps[2], with_gaps[4]], tested[..]);
    assert!(with_gaps[0].is_nan() && with_gaps[3].is_nan());
    assert!(q_of(&[f64::NAN; 3]).iter().all(|q| q.is_nan()));
    assert!(q_of(&[]).is_empty());
}

#[test]
fn ties_share_one_q() {
    assert_eq!(q_of(&[0.02, 0.01, 0.02, 0.02]), [0.02, 0.02, 0.02, 0.02]);
    assert_eq!(q_of(&[-0.0, 0.0, 1.0]), [0.0, 0.0, 1.0]);
}

#[test]
fn what_is_no_probability_is_named() {
    let err = benjamini_hochberg(&[0.5, 1.95]).unwrap_err();
    assert_eq!(
        err.to_string(),
        "p-value 1 is 1.95; a probability lies between 0 and 1 (NaN where nothing was tested)"
    );
    assert!(benjamini_hochberg(&[-1e-9]).is_err());
}

proptest! {
    #[test]
    fn the_same_units_pass_as_with_the_cut_off(
        p in prop::collection::vec(prop_oneof![0.0..1.0_f64, 0.0..0.01_f64], 1..60),
        alpha in 0.01..0.3_f64,
    ) {
        let cut_off = fdr_cut_off(&p, alpha);
        for (p, q) in p.iter().zip(q_of(&p)) {
            prop_assert_eq!(q <= alpha, *p <= cut_off, "p {} q {} cut-off {}", p, q, cut_off);
        }
    }

    #[test]
    fn q_keeps_the_order_of_p_and_never_falls_below_it(
        p in prop::collection::vec(0.0..=1.0_f64, 1..60),
    ) {
        let q = q_of(&p);
        for i in 0..p.len() {
            prop_assert!(p[i] <= q[i] * (1.0 + 1e-15) && q[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || q[i] <= q[j]);
            }
        }
    }
}

fn q_of(p: &[f64]) -> Vec<f64> {
    benjamini_hochberg(p).unwrap()
}
