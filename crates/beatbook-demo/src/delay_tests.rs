use super::{LONGEST, delay, recorded_within};

#[test]
fn half_is_recorded_on_the_day_and_all_within_two_months() {
    assert!((recorded_within(0) - 0.5).abs() < 1e-12);
    assert_eq!(recorded_within(-1), 0.0);
    assert_eq!(recorded_within(LONGEST), 1.0);
    assert!((0.92..0.96).contains(&recorded_within(14)));
    assert!((0.97..0.99).contains(&recorded_within(28)));
}

#[test]
fn draws_follow_the_shares() {
    for days in 0..LONGEST {
        let share = recorded_within(days);
        assert!(recorded_within(days + 1) >= share);
        assert!(delay(share - 1e-9) <= days);
        assert!(delay(share + 1e-9) > days);
    }
    assert_eq!(delay(0.0), 0);
    assert_eq!(delay(0.999_999_999), LONGEST);
}
