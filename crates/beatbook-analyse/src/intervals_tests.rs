use crate::{IntervalError, Level, byar_interval, poisson_interval, rate_ratio, share_interval};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use proptest::prelude::*;

/// Published with `PHEindicatormethods` (1 and 5) and computed with 40 digits in mpmath.
#[test]
fn exact_intervals_of_counts() {
    for (count, low, high) in [
        (0, 0.0, 3.688_879_454_113_936),
        (1, 0.025_317_807_984_289_875, 5.571_643_390_938_899),
        (5, 1.623_486_390_118_420_5, 11.668_332_079_322_67),
        (65, 50.165_627_729_234_27, 82.847_835_815_871_58),
        (1_000, 938.973_018_407_695_2, 1_063.952_136_016_302),
    ] {
        let ours = poisson_interval(count, Level::P95);
        assert_relative_eq!(ours.low, low, max_relative = 1e-12);
        assert_relative_eq!(ours.high, high, max_relative = 1e-12);
    }
}

/// Published with `PHEindicatormethods`, which leaves counts below ten to the exact interval.
#[test]
fn byars_intervals_of_counts() {
    for (count, low, high) in [
        (1, 0.013_072_1, 5.563_755_6),
        (10, 4.787_449_9, 18.391_458_6),
        (65, 50.163_187_7, 82.849_138_5),
    ] {
        let ours = byar_interval(count, Level::P95);
        assert_abs_diff_eq!(ours.low, low, epsilon = 5e-8);
        assert_abs_diff_eq!(ours.high, high, epsilon = 5e-8);
    }
    let none = byar_interval(0, Level::P95);
    assert_eq!(none.low, 0.0);
    assert_abs_diff_eq!(none.high, 3.668, epsilon = 5e-4);
}

/// 81 of 263, 1 of 29 and 0 of 20: the examples of Newcombe (1998), *Statistics in Medicine* 17,
/// table I, to four digits; the others computed in mpmath.
#[test]
fn wilson_intervals_of_shares() {
    for (part, whole, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (1, 29, 0.0061, 0.1718),
        (0, 20, 0.0, 0.1611),
    ] {
        let ours = share_interval(part, whole, Level::P95).unwrap();
        assert_abs_diff_eq!(ours.low, low, epsilon = 5e-5);
        assert_abs_diff_eq!(ours.high, high, epsilon = 5e-5);
    }
    for (part, whole, low, high) in [
        (0, 10, 0.0, 0.277_532_799_862_889_25),
        (19, 24, 0.595_295_467_468_113_4, 0.907_551_746_471_481_5),
        (10, 10, 0.722_467_200_137_110_8, 1.0),
    ] {
        let ours = share_interval(part, whole, Level::P95).unwrap();
        assert_abs_diff_eq!(ours.low, low, epsilon = 1e-14);
        assert_abs_diff_eq!(ours.high, high, epsilon = 1e-14);
    }
}

/// The example of R's `poisson.test`: 11 cases in 800 against 21 in 3,011. The interval is R's;
/// p is twice the smaller tail, computed in mpmath (R adds up unlikelier outcomes: 0.0797).
#[test]
fn the_ratio_of_two_rates_agrees_with_r() {
    let ours = rate_ratio(11, 800.0, 21, 3_011.0, Level::P95).unwrap();
    assert_abs_diff_eq!(ours.ratio, 1.971_488, epsilon = 5e-7);
    assert_abs_diff_eq!(ours.low, 0.858_426_403_391_639_7, epsilon = 1e-12);
    assert_abs_diff_eq!(ours.high, 4.277_265_943_654_074, epsilon = 1e-12);
    assert_abs_diff_eq!(ours.p, 0.112_017_319_575_399_31, epsilon = 1e-13);
    let ours = rate_ratio(240, 365.0, 200, 366.0, Level::P95).unwrap();
    assert_abs_diff_eq!(ours.low, 0.993_238_564_875_161_6, epsilon = 1e-12);
    assert_abs_diff_eq!(ours.high, 1.459_022_949_711_242_4, epsilon = 1e-12);
    assert_abs_diff_eq!(ours.p, 0.058_917_051_672_801_72, epsilon = 1e-13);
}

#[test]
fn a_count_of_none_leaves_one_end_open() {
    let none_now = rate_ratio(0, 1.0, 3, 1.0, Level::P95).unwrap();
    assert_eq!((none_now.ratio, none_now.low), (0.0, 0.0));
    assert_relative_eq!(none_now.high, 2.419_951_893_353_394, max_relative = 1e-12);
    assert_abs_diff_eq!(none_now.p, 0.25, epsilon = 1e-14);
    let none_before = rate_ratio(4, 1.0, 0, 1.0, Level::P95).unwrap();
    assert_eq!(
        (none_before.ratio, none_before.high),
        (f64::INFINITY, f64::INFINITY)
    );
    assert_relative_eq!(
        none_before.low,
        0.660_124_019_360_093_4,
        max_relative = 1e-12
    );
    assert_abs_diff_eq!(none_before.p, 0.125, epsilon = 1e-14);
}

#[test]
fn what_has_no_interval_is_refused_with_a_way_out() {
    for level in [0.0, 1.0, 95.0, f64::NAN] {
        assert!(matches!(
            Level::new(level),
            Err(IntervalError::NotALevel(_))
        ));
    }
    assert_eq!(
        share_interval(0, 0, Level::P95).unwrap_err().to_string(),
        "a share of 0 has no value; show the count, or widen the selection"
    );
    assert_eq!(
        share_interval(5, 4, Level::P95).unwrap_err(),
        IntervalError::PartAboveWhole(5, 4)
    );
    assert_eq!(
        rate_ratio(0, 1.0, 0, 1.0, Level::P95)
            .unwrap_err()
            .to_string(),
        "neither side has an event, so any ratio is possible; lengthen the period or widen the \
         selection"
    );
    for exposure in [0.0, -1.0, f64::INFINITY, f64::NAN] {
        let err = rate_ratio(1, 1.0, 1, exposure, Level::P95).unwrap_err();
        assert!(matches!(err, IntervalError::NotAnExposure(_)));
    }
}

/// The exact interval must hold the mean at least as often as it says, for any mean.
#[test]
fn exact_intervals_cover_what_they_promise() {
    for mean in [0.3_f64, 1.0, 4.2, 17.0, 60.0] {
        let mut chance = (-mean).exp();
        let mut covered = 0.0;
        for count in 0..400_u32 {
            let interval = poisson_interval(u64::from(count), Level::P95);
            if interval.low <= mean && mean <= interval.high {
                covered += chance;
            }
            chance *= mean / f64::from(count + 1);
        }
        assert!(covered >= 0.95, "mean {mean}: {covered}");
    }
}

proptest! {
    #[test]
    fn an_interval_holds_its_count_and_widens_with_its_level(
        count in 0..2_000_000_u64, level in 0.5..0.99_f64,
    ) {
        let narrow = poisson_interval(count, Level::new(level).unwrap());
        let wide = poisson_interval(count, Level::new(level + 0.009).unwrap());
        let events = count as f64;
        prop_assert!(narrow.low <= events && events < narrow.high);
        prop_assert!(wide.low <= narrow.low && narrow.high < wide.high);
        // Byar's approximation is as good as it is said to be.
        if count >= 10 {
            let byar = byar_interval(count, Level::new(level).unwrap());
            prop_assert!((byar.low / narrow.low - 1.0).abs() < 2e-3);
            prop_assert!((byar.high / narrow.high - 1.0).abs() < 2e-3);
        }
    }

    #[test]
    fn a_share_and_the_rest_mirror_each_other(part in 0..500_u64, rest in 1..500_u64) {
        let share = share_interval(part, part + rest, Level::P95).unwrap();
        let other = share_interval(rest, part + rest, Level::P95).unwrap();
        prop_assert!((share.low - (1.0 - other.high)).abs() < 1e-13);
        prop_assert!((share.high - (1.0 - other.low)).abs() < 1e-13);
        let value = part as f64 / (part + rest) as f64;
        prop_assert!(0.0 <= share.low && share.low <= value && value <= share.high && share.high <= 1.0);
    }

    #[test]
    fn exchanging_the_sides_turns_the_ratio_round(
        a in 0..400_u64, b in 1..400_u64, exposure in 0.01..100.0_f64,
    ) {
        let there = rate_ratio(a, exposure, b, 1.0, Level::P95).unwrap();
        let back = rate_ratio(b, 1.0, a, exposure, Level::P95).unwrap();
        for (x, y) in [(there.ratio, back.ratio), (there.low, back.high), (there.high, back.low)] {
            prop_assert!((x == 0.0 && y == f64::INFINITY) || (x * y - 1.0).abs() < 1e-11);
        }
        prop_assert!((there.p - back.p).abs() < 1e-12);
        prop_assert!(there.low <= there.ratio && there.ratio <= there.high);
        // One question, one answer: interval and p agree on whether the rates differ.
        if (there.p - 0.05).abs() > 1e-9 {
            prop_assert_eq!(there.p < 0.05, there.low > 1.0 || there.high < 1.0);
        }
    }
}
