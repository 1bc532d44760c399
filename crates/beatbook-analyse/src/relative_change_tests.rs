use approx::assert_abs_diff_eq;

use super::*;

fn steps<'a>(before: &'a [u64], after: &'a [u64]) -> Steps<'a> {
    Steps { before, after }
}

#[test]
fn a_fall_that_the_comparison_shares_is_none() {
    let (own, other) = (
        steps(&[100, 100], &[50, 50]),
        steps(&[900, 900], &[450, 450]),
    );
    let change = relative_change(own, other, Level::P95).unwrap();
    assert_abs_diff_eq!(change.ratio, 1.0, epsilon = 1e-12);
    assert!(change.low < 1.0 && change.high > 1.0);
}

#[test]
fn steady_steps_have_the_interval_of_poisson_counts() {
    let own = steps(&[70, 69, 68], &[37, 36, 37]);
    let other = steps(&[103, 103, 102], &[106, 106, 106]);
    let change = relative_change(own, other, Level::P95).unwrap();
    assert_eq!(change.dispersion, 1.0);
    let se = (1.0 / 207.0 + 1.0 / 110.0 + 1.0 / 308.0 + 1.0 / 318.0_f64).sqrt();
    assert_abs_diff_eq!(
        (change.high / change.low).ln(),
        2.0 * 1.959_964 * se,
        epsilon = 1e-6
    );
}

#[test]
fn runs_of_incidents_widen_the_interval() {
    let other = steps(&[100; 4], &[100; 4]);
    let even = relative_change(steps(&[20; 4], &[10; 4]), other, Level::P95).unwrap();
    let runs = relative_change(steps(&[60, 5, 5, 10], &[30, 2, 3, 5]), other, Level::P95).unwrap();
    assert_abs_diff_eq!(even.ratio, runs.ratio, epsilon = 1e-12);
    assert!(runs.dispersion > 5.0 && runs.high > 1.0 && even.high < 1.0);
}

#[test]
fn an_empty_count_and_uneven_steps_are_refused_in_words() {
    let refused = relative_change(steps(&[0], &[3]), steps(&[5], &[5]), Level::P95);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "one of the four counts is 0; lengthen the periods or widen the selection"
    );
    let refused = relative_change(steps(&[1, 2], &[3]), steps(&[5], &[5]), Level::P95);
    assert_eq!(refused, Err(RelativeChangeError::LengthMismatch(2, 1)));
}
