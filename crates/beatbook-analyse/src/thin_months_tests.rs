use super::*;

#[test]
fn nothing_is_thin_in_nothing() {
    assert!(thin_months(&[]).is_empty());
    assert!(thin_months(&[0, 0, 0]).is_empty());
    assert!(thin_months(&[500]).is_empty());
}

#[test]
fn four_months_far_apart_leave_all_others_thin() {
    let mut counts = [0; 57];
    for at in [0, 33, 50, 56] {
        counts[at] = 5_700;
    }
    assert_eq!(thin_months(&counts).len(), 53);
}

#[test]
fn a_third_of_an_ordinary_month_is_a_quiet_month() {
    assert!(thin_months(&[3_000, 3_100, 1_000, 2_900]).is_empty());
}

#[test]
fn a_month_just_below_a_quarter_is_thin_where_counts_are_large() {
    assert_eq!(thin_months(&[4_000, 4_000, 999, 4_000]), [2]);
    assert!(thin_months(&[4_000, 4_000, 1_000, 4_000]).is_empty());
}

#[test]
fn chance_explains_quiet_months_of_small_sources() {
    // Poisson with mean 8 is 1 or less in 3 of 1,000 months: over six months no finding.
    assert!(thin_months(&[8, 8, 1, 8, 8, 8]).is_empty());
    // With mean 14 it is none at all in one month of a million.
    assert_eq!(thin_months(&[14, 14, 0, 14, 14, 14]), [2]);
}

#[test]
fn the_tail_is_that_of_a_poisson_law() {
    // R: ppois(c(0, 2, 10), c(7, 12, 20))
    for (count, mean, expected) in [
        (0, 7.0, 0.000_911_881_966),
        (2, 12.0, 0.000_522_258_052),
        (10, 20.0, 0.010_811_719),
    ] {
        let found = at_most(count, mean);
        assert!((found / expected - 1.0).abs() < 1e-6, "{found}");
    }
    assert!(at_most(200, 1_000.0) < 1e-100);
}
