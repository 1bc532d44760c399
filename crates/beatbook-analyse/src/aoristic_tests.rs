use crate::{AoristicError, MAX_SPAN, SpreadLimits, UNIT, spread, spread_within};
use proptest::prelude::*;

/// Fri 6 Oct 2023 00:00 UTC.
const FRIDAY: i64 = 1_696_550_400;
const HOUR: i64 = 3_600;

/// The worked example of Ratcliffe's page: 08:00 to 16:00 gives 0.125 in each of eight hours.
#[test]
fn a_working_day_gives_an_eighth_to_each_hour() {
    let weights = spread_of(FRIDAY + 8 * HOUR, FRIDAY + 16 * HOUR);
    let expected: Vec<_> = (8..16).map(|h| (FRIDAY / HOUR + h, UNIT / 8)).collect();
    assert_eq!(weights, expected);
}

#[test]
fn a_late_friday_runs_into_saturday() {
    let from = FRIDAY + 23 * HOUR + HOUR / 2;
    let weights = spread_of(from, from + 105 * 60);
    let shares: Vec<f64> = weights.iter().map(|w| w.1 as f64 / UNIT as f64).collect();
    for (share, expected) in shares.iter().zip([0.285_714, 0.571_429, 0.142_857]) {
        assert!((share - expected).abs() < 5e-7, "{shares:?}");
    }
    assert_eq!(shares.len(), 3);
    assert_eq!(weights[0].0, FRIDAY / HOUR + 23);
}

#[test]
fn an_instant_is_all_in_its_hour() {
    for second in [0, 1, 3_599] {
        assert_eq!(
            spread_of(FRIDAY + second, FRIDAY + second),
            [(FRIDAY / HOUR, UNIT)]
        );
    }
    assert_eq!(spread_of(-1, -1), [(-1, UNIT)]);
}

#[test]
fn the_end_is_left_out() {
    let ten = FRIDAY + 22 * HOUR;
    assert_eq!(spread_of(ten, ten + HOUR), [(ten / HOUR, UNIT)]);
    assert_eq!(spread_of(ten + 1, ten + 2), [(ten / HOUR, UNIT)]);
    assert_eq!(spread_of(ten, ten + HOUR + 1).len(), 2);
}

#[test]
fn what_rounding_leaves_goes_to_the_larger_remainder_then_to_the_earlier_hour() {
    // Three equal hours of 2^32 / 3 = 1,431,655,765 and a third: the first gets the one over.
    let weights = spread_of(0, 3 * HOUR);
    assert_eq!(
        weights,
        [(0, 1_431_655_766), (1, 1_431_655_765), (2, 1_431_655_765)]
    );
    // Of 1,800 s, 3,600 s and 600 s in 6,000: remainders 0.8, 0.6 and 0.6.
    let weights = spread_of(1_800, 1_800 + 6_000);
    assert_eq!(
        weights,
        [(0, 1_288_490_189), (1, 2_576_980_378), (2, 429_496_729)]
    );
}

#[test]
fn a_week_is_spread_and_a_second_more_is_not() {
    let week = spread_of(FRIDAY, FRIDAY + MAX_SPAN);
    assert_eq!(week.len(), 168);
    assert!(week.iter().all(|w| w.1.abs_diff(UNIT / 168) <= 1));
    let err = spread(FRIDAY, FRIDAY + MAX_SPAN + 1).unwrap_err();
    assert_eq!(
        err.to_string(),
        "the event spans 604801 seconds, more than the 604800 that still say something about the \
         hour; leave it out and count it, or raise max_span"
    );
    let wider = SpreadLimits {
        max_span: 2 * MAX_SPAN,
    };
    assert!(spread_within(FRIDAY, FRIDAY + MAX_SPAN + 1, &wider).is_ok());
}

#[test]
fn an_end_before_the_start_is_refused() {
    assert_eq!(
        spread(10, 9).unwrap_err(),
        AoristicError::EndBeforeStart(10, 9)
    );
    assert_eq!(
        spread(10, 9).unwrap_err().to_string(),
        "the event ends at 9, before its start at 10 (seconds of UTC); correct the row or leave \
         it out and count it"
    );
}

#[test]
fn the_ends_of_time_do_not_overflow() {
    assert!(matches!(
        spread(i64::MIN, i64::MAX),
        Err(AoristicError::TooLong { .. })
    ));
    for end in [i64::MIN, i64::MAX] {
        assert_eq!(spread_of(end, end).len(), 1);
    }
    assert_eq!(total(&spread_of(i64::MAX - MAX_SPAN, i64::MAX)), UNIT);
    assert_eq!(total(&spread_of(i64::MIN, i64::MIN + MAX_SPAN)), UNIT);
}

proptest! {
    #[test]
    fn weights_are_those_of_the_largest_remainder(
        from in -1_000_000_i64..1_000_000,
        span in prop_oneof![1..=MAX_SPAN, 1..4 * HOUR, (1..168_i64).prop_map(|h| h * HOUR)],
    ) {
        prop_assert_eq!(spread_of(from, from + span), by_sorting(from, from + span));
    }

    #[test]
    fn no_part_of_an_event_is_lost_and_none_is_added(
        from in any::<i32>(), span in 0..=MAX_SPAN,
    ) {
        let from = i64::from(from);
        let mut hours = spread(from, from + span).unwrap();
        let promised = hours.len();
        let weights: Vec<_> = hours.by_ref().collect();
        prop_assert_eq!(weights.len(), promised);
        prop_assert_eq!(hours.next(), None);
        prop_assert_eq!(total(&weights), UNIT);
        prop_assert!(weights.windows(2).all(|w| w[1].0 == w[0].0 + 1));
    }

    #[test]
    fn moving_an_event_by_whole_hours_moves_its_weights(
        from in -10_000_i64..10_000, span in 0..200_000_i64, hours in -500_i64..500,
    ) {
        let moved = spread_of(from + hours * HOUR, from + hours * HOUR + span);
        let expected: Vec<_> = spread_of(from, from + span)
            .into_iter()
            .map(|(hour, weight)| (hour + hours, weight))
            .collect();
        prop_assert_eq!(moved, expected);
    }
}

/// The definition: floors of all quotas, then one more each in the order of remainders.
fn by_sorting(from: i64, to: i64) -> Vec<(i64, u64)> {
    let span = u128::from((to - from).unsigned_abs());
    let hours = from.div_euclid(HOUR)..=(to - 1).div_euclid(HOUR);
    let quotas: Vec<(i64, u128)> = hours
        .map(|hour| {
            let inside = (to.min((hour + 1) * HOUR) - from.max(hour * HOUR)).unsigned_abs();
            (hour, u128::from(inside) * u128::from(UNIT))
        })
        .collect();
    let mut weights: Vec<(i64, u64)> = quotas
        .iter()
        .map(|(hour, quota)| (*hour, (quota / span) as u64))
        .collect();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(quotas[i].1 % span), i));
    let left = UNIT - total(&weights);
    for &i in &order[..left as usize] {
        weights[i].1 += 1;
    }
    weights
}

fn spread_of(from: i64, to: i64) -> Vec<(i64, u64)> {
    spread(from, to).unwrap().collect()
}

fn total(weights: &[(i64, u64)]) -> u64 {
    weights.iter().map(|w| w.1).sum()
}
