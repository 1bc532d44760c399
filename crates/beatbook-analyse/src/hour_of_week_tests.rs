use super::two_sided;
use crate::{HOURS_OF_WEEK, HourTest, UNIT, WeekProfile, WeekProfileError, spread, week_profile};
use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson};

const SATURDAY_ONE: usize = 5 * 24 + 1;

/// Poisson tails, doubled, computed in mpmath; the last two with the gamma functions at an x
/// that is no whole number.
#[test]
fn p_is_twice_the_smaller_tail() {
    for (events, expected, p) in [
        (8.0, 3.0, 0.023_809_007_712_714_78),
        (0.0, 5.0, 0.013_475_893_998_170_934),
        (3.0, 3.0, 1.0),
        (4.5, 2.0, 0.177_174_946_336_641_66),
        (0.5, 4.0, 0.092_023_411_378_462_75),
    ] {
        assert_abs_diff_eq!(two_sided(events, expected), p, epsilon = 1e-14);
    }
}

#[test]
fn an_even_week_has_no_unusual_hour() {
    let week = week_profile(&[3 * UNIT; 168], &[52; 168], 0.05).unwrap();
    assert_eq!(
        (week.events, week.exposure, week.tested),
        (504.0, 8_736, 168)
    );
    for hour in &week.hours {
        let test = hour.test.unwrap();
        assert_eq!((test.unusual, hour.events), (0, 3.0));
        assert_abs_diff_eq!(test.expected, 3.0, epsilon = 1e-12);
        assert_abs_diff_eq!(test.rate, 3.0 / 52.0, epsilon = 1e-15);
    }
}

#[test]
fn busy_and_quiet_hours_are_told_apart() {
    let mut weights = [20 * UNIT; 168];
    weights[SATURDAY_ONE] = 60 * UNIT;
    weights[30] = 0;
    let week = week_profile(&weights, &[52; 168], 0.05).unwrap();
    assert_eq!(test_of(&week, SATURDAY_ONE).unusual, 1);
    assert_eq!(test_of(&week, 30).unusual, -1);
    assert_eq!(unusual(&week).len(), 2);
}

/// An hour that occurred twice as often may have twice the events.
#[test]
fn twice_the_exposure_and_twice_the_events_are_not_unusual() {
    let (mut weights, mut exposure) = ([20 * UNIT; 168], [50; 168]);
    weights[SATURDAY_ONE] = 40 * UNIT;
    let found = week_profile(&weights, &exposure, 0.05).unwrap();
    assert_eq!(test_of(&found, SATURDAY_ONE).unusual, 1);
    exposure[SATURDAY_ONE] = 100;
    let allowed = week_profile(&weights, &exposure, 0.05).unwrap();
    let test = test_of(&allowed, SATURDAY_ONE);
    assert_eq!(test.unusual, 0);
    assert_abs_diff_eq!(test.expected, 40.0, epsilon = 1e-9);
    assert_abs_diff_eq!(test.rate, 0.4, epsilon = 1e-15);
}

#[test]
fn hours_not_looked_at_are_not_tested() {
    let (mut weights, mut exposure) = ([0; 168], [0; 168]);
    for hour in 118..127 {
        weights[hour] = 5 * UNIT;
        exposure[hour] = 52;
    }
    weights[120] = 14 * UNIT;
    let week = week_profile(&weights, &exposure, 0.05).unwrap();
    assert_eq!(week.tested, 9);
    assert_eq!(week.hours[0].test, None);
    let test = test_of(&week, 120);
    assert_abs_diff_eq!(test.expected, 6.0, epsilon = 1e-9);
    // Corrected for nine tests, not for 168.
    assert!(test.q <= 9.0 * test.p + 1e-15);
}

#[test]
fn a_week_that_cannot_be_judged_is_refused() {
    let refusal = |weights: &[u64; 168], exposure: &[u32; 168], alpha: f64| {
        week_profile(weights, exposure, alpha).unwrap_err()
    };
    assert_eq!(
        refusal(&[UNIT; 168], &[0; 168], 0.05).to_string(),
        "no hour of the week occurred in the time looked at; widen the period or the window"
    );
    assert_eq!(
        refusal(&[0; 168], &[1; 168], 0.05),
        WeekProfileError::NoEvents
    );
    let mut weights = [0; 168];
    weights[7] = UNIT / 2;
    let mut exposure = [1; 168];
    exposure[7] = 0;
    assert_eq!(
        refusal(&weights, &exposure, 0.05).to_string(),
        "hour 7 has 0.5 events but never occurred in the time looked at; leave them out and \
         count them, or count the hour's occurrences"
    );
    assert_eq!(
        refusal(&[u64::MAX; 168], &[1; 168], 0.05),
        WeekProfileError::TooManyEvents
    );
    for alpha in [0.0, 1.0, f64::NAN] {
        let err = refusal(&[UNIT; 168], &[1; 168], alpha);
        assert!(matches!(err, WeekProfileError::NotAnErrorRate(_)));
    }
}

/// Of 300 even weeks each, at most 5% may show any unusual hour: with whole events, with events
/// spread over up to nine hours, and with a mixture.
#[test]
fn even_weeks_rarely_show_an_unusual_hour() {
    // 5% and three standard errors of 300 draws.
    let allowed = 15.0 + 3.0 * (300.0 * 0.05 * 0.95_f64).sqrt();
    for mean in [40.0, 400.0, 6_000.0] {
        for spread_out in [0.0, 0.5, 1.0] {
            let alarms = (0..300)
                .filter(|&seed| !unusual(&even_week(seed, mean, spread_out)).is_empty())
                .count();
            assert!(
                alarms as f64 <= allowed,
                "{alarms} of 300 with {mean} events, {spread_out} of them spread"
            );
        }
    }
}

#[test]
fn three_times_the_rate_is_found() {
    let found = (0..100)
        .filter(|&seed| {
            let mut weights = weights_of(seed, 3_000.0, 0.5);
            weights[SATURDAY_ONE] += 36 * UNIT;
            let week = week_profile(&weights, &[52; 168], 0.05).unwrap();
            test_of(&week, SATURDAY_ONE).unusual == 1
        })
        .count();
    assert!(found >= 95, "{found} of 100");
}

proptest! {
    #[test]
    fn events_are_conserved_and_p_is_a_probability(
        weights in prop::collection::vec(0..20 * UNIT, HOURS_OF_WEEK),
        exposure in prop::collection::vec(1..100_u32, HOURS_OF_WEEK),
    ) {
        let week = week_profile(
            &weights.try_into().unwrap(), &exposure.try_into().unwrap(), 0.05,
        ).unwrap();
        let tests: Vec<HourTest> = week.hours.iter().map(|h| h.test.unwrap()).collect();
        let expected: f64 = tests.iter().map(|t| t.expected).sum();
        prop_assert!((expected / week.events - 1.0).abs() < 1e-12);
        for (hour, test) in week.hours.iter().zip(&tests) {
            prop_assert!((0.0..=1.0).contains(&test.p) && test.p <= test.q * (1.0 + 1e-14));
            prop_assert_eq!(test.unusual != 0, test.q <= 0.05);
            prop_assert!(test.unusual != 1 || hour.events > test.expected);
            prop_assert!(test.unusual != -1 || hour.events < test.expected);
        }
    }

    #[test]
    fn a_steady_part_added_to_both_sides_only_raises_p(
        events in 0..60_u32, expected in 0.5..30.0_f64, steady in 0.0..20.0_f64,
    ) {
        let p = two_sided(f64::from(events), expected);
        let with = two_sided(f64::from(events) + steady, expected + steady);
        // Near the mean both are about 1, and say nothing.
        prop_assert!(p > 0.5 || with >= p * (1.0 - 1e-12), "{} became {}", p, with);
    }
}

fn unusual(week: &WeekProfile) -> Vec<usize> {
    (0..HOURS_OF_WEEK)
        .filter(|&h| week.hours[h].test.is_some_and(|t| t.unusual != 0))
        .collect()
}

fn test_of(week: &WeekProfile, hour: usize) -> HourTest {
    week.hours[hour].test.unwrap()
}

fn even_week(seed: u64, mean: f64, spread_out: f64) -> WeekProfile {
    week_profile(&weights_of(seed, mean, spread_out), &[52; 168], 0.05).unwrap()
}

/// Events at times drawn evenly from the week, a part of them known only to an interval.
fn weights_of(seed: u64, mean: f64, spread_out: f64) -> [u64; 168] {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let events: f64 = Poisson::new(mean).unwrap().sample(&mut random);
    let mut weights = [0; 168];
    for _ in 0..events.max(1.0) as u32 {
        let from: i64 = random.random_range(0..604_800);
        let span = if random.random_bool(spread_out) {
            random.random_range(0..9 * 3_600)
        } else {
            0
        };
        for (hour, weight) in spread(from, from + span).unwrap() {
            weights[hour.rem_euclid(168) as usize] += weight;
        }
    }
    weights
}
