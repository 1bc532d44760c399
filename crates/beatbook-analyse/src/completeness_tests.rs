use crate::{Completeness, CompletenessError, Delay, DelayRules, recording_delays};
use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Worked by hand.
#[test]
fn six_records_by_hand() {
    let seen = delays(&[(0, 0), (0, 0), (0, 1), (1, 1), (0, 2), (2, 2)]);
    let found = recording_delays(&seen, &every_record()).unwrap();
    assert_eq!((found.window(), found.records()), (2, 6));
    // Delay 2: n = 1, R = 2 (both of window 2). Delay 1: n = 1, R = 3 (windows 1, 1 and 2).
    assert_abs_diff_eq!(found.share_within(1), 0.5, epsilon = 1e-15);
    assert_abs_diff_eq!(found.share_within(0), 0.5 * (2.0 / 3.0), epsilon = 1e-15);
    assert_eq!((found.share_within(2), found.share_within(900)), (1.0, 1.0));
    assert_eq!(found.complete_after(0.3).unwrap(), 0);
    assert_eq!(found.complete_after(0.5).unwrap(), 1);
    assert_eq!(found.complete_after(0.95).unwrap(), 2);
}

#[test]
fn a_source_without_delay_is_complete_at_once() {
    let seen: Vec<Delay> = (0..50).map(|window| Delay { days: 0, window }).collect();
    let found = recording_delays(&seen, &DelayRules::default()).unwrap();
    assert_eq!(found.share_within(0), 1.0);
    assert_eq!(found.complete_after(1.0).unwrap(), 0);
}

/// One record that is seen only after all others must not decide about all of them.
#[test]
fn the_window_ends_where_few_records_could_show_a_delay() {
    let mut seen: Vec<Delay> = (0..100)
        .flat_map(|window| [Delay { days: 0, window }; 2])
        .collect();
    seen.push(Delay {
        days: 400,
        window: 400,
    });
    let found = recording_delays(&seen, &DelayRules::default()).unwrap();
    assert!(found.window() < 100 && found.share_within(0) == 1.0);
    let undone = recording_delays(&seen, &every_record()).unwrap();
    assert_eq!((undone.window(), undone.share_within(0)), (400, 0.0));
    let capped = DelayRules {
        window: Some(30),
        ..every_record()
    };
    assert_eq!(recording_delays(&seen, &capped).unwrap().window(), 30);
}

#[test]
fn refusals_name_the_record() {
    let late = recording_delays(&delays(&[(0, 3), (5, 4)]), &every_record()).unwrap_err();
    assert_eq!(
        late.to_string(),
        "record 1 has a delay of 5 days, but the extract was made 4 days after the event; correct \
         the dates or the day of the extract, or leave the record out"
    );
    for seen in [&[] as &[_], &delays(&[(0, 3), (1, 4)])] {
        assert_eq!(
            recording_delays(seen, &DelayRules::default()).unwrap_err(),
            CompletenessError::TooFew {
                records: seen.len(),
                needed: 30
            }
        );
    }
    let found = recording_delays(&delays(&[(0, 3)]), &every_record()).unwrap();
    for share in [-0.1, 1.1, f64::NAN] {
        assert!(matches!(
            found.complete_after(share),
            Err(CompletenessError::NotAShare(_))
        ));
    }
}

/// 200 extracts of a source of which 40% is recorded on the day and the rest within 40 days: with
/// a steady number of events a day, and with three times as many in the last three weeks.
#[test]
fn a_known_delay_is_found_where_the_naive_share_is_too_high() {
    for rush in [1, 3] {
        let extracts: Vec<Vec<Delay>> = (0..200).map(|seed| extract(seed, 90, rush)).collect();
        for days in [0, 3, 7, 14, 28] {
            let truth = truth_within(days);
            let found: Vec<f64> = extracts
                .iter()
                .map(|seen| estimate(seen).share_within(days))
                .collect();
            let (mean, deviation) = moments(&found);
            let error = deviation / (found.len() as f64).sqrt();
            assert!(
                (mean - truth).abs() < 4.0 * error + 1e-9,
                "{days} days: {mean} instead of {truth}, error {error}"
            );
            // One extract alone is good to a few points.
            assert!(deviation < 0.03, "{days} days: {deviation}");
            let naive: Vec<f64> = extracts.iter().map(|seen| naive(seen, days)).collect();
            let (mean, deviation) = moments(&naive);
            let error = deviation / (naive.len() as f64).sqrt();
            if days < 28 {
                assert!(mean - truth > 10.0 * error, "naive {mean}, truth {truth}");
            }
        }
    }
}

#[test]
fn the_day_a_source_is_complete_is_found_to_within_a_day_or_two() {
    let truth = (0..40).find(|&d| truth_within(d) >= 0.95).unwrap();
    let close = (0..200)
        .filter(|&seed| {
            let found = estimate(&extract(seed, 365, 1)).complete_after(0.95);
            found.unwrap().abs_diff(truth) <= 2
        })
        .count();
    assert!(close >= 190, "{close} of 200");
}

proptest! {
    #[test]
    fn agrees_with_the_product_by_hand(
        seen in prop::collection::vec((0..12_u32, 0..12_u32), 1..60),
    ) {
        let seen: Vec<Delay> = seen
            .into_iter()
            .map(|(a, b)| Delay { days: a.min(b), window: a.max(b) })
            .collect();
        let found = recording_delays(&seen, &every_record()).unwrap();
        let window = seen.iter().map(|d| d.window).max().unwrap();
        prop_assert_eq!(found.window(), window);
        for days in 0..=window {
            let product: f64 = (days + 1..=window)
                .map(|t| {
                    let exactly = seen.iter().filter(|d| d.days == t).count();
                    let risk = seen.iter().filter(|d| d.days <= t && t <= d.window).count();
                    if exactly == 0 { 1.0 } else { 1.0 - exactly as f64 / risk as f64 }
                })
                .product();
            prop_assert!((found.share_within(days) - product).abs() < 1e-12);
        }
    }

    #[test]
    fn shares_rise_to_one_and_the_order_of_records_is_nothing(
        seen in prop::collection::vec((0..40_u32, 0..40_u32), 30..80),
        share in 0.0..=1.0_f64,
    ) {
        let mut seen: Vec<Delay> = seen
            .into_iter()
            .map(|(a, b)| Delay { days: a.min(b), window: a.max(b) })
            .collect();
        // With too few of them inside the window there is no estimate, which is no failure.
        if let Ok(found) = recording_delays(&seen, &DelayRules::default()) {
            for days in 0..=found.window() {
                prop_assert!(found.share_within(days) <= found.share_within(days + 1));
            }
            prop_assert_eq!(found.share_within(found.window()), 1.0);
            let after = found.complete_after(share).unwrap();
            prop_assert!(found.share_within(after) >= share);
            prop_assert!(after == 0 || found.share_within(after - 1) < share);
            seen.reverse();
            prop_assert_eq!(recording_delays(&seen, &DelayRules::default()).unwrap(), found);
        }
    }

    /// Where every event has been watched to the end, the estimate is the plain share.
    #[test]
    fn without_truncation_it_is_the_plain_share(days in prop::collection::vec(0..20_u32, 1..50)) {
        let seen: Vec<Delay> = days.iter().map(|&days| Delay { days, window: 20 }).collect();
        let found = recording_delays(&seen, &every_record()).unwrap();
        for a in 0..=20 {
            prop_assert!((found.share_within(a) - naive(&seen, a)).abs() < 1e-12);
        }
    }
}

/// 40% on the day; the rest evenly within 40 days.
fn truth_within(days: u32) -> f64 {
    0.4 + 0.6 * f64::from(days.min(40)) / 40.0
}

fn extract(seed: u64, days: u32, rush: u32) -> Vec<Delay> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut seen = Vec::new();
    for window in 0..days {
        let events = if window < 21 { 20 * rush } else { 20 };
        for _ in 0..events {
            let days = if random.random_bool(0.4) {
                0
            } else {
                random.random_range(1..=40)
            };
            if days <= window {
                seen.push(Delay { days, window });
            }
        }
    }
    seen
}

fn estimate(seen: &[Delay]) -> Completeness {
    recording_delays(seen, &DelayRules::default()).unwrap()
}

fn naive(seen: &[Delay], days: u32) -> f64 {
    seen.iter().filter(|d| d.days <= days).count() as f64 / seen.len() as f64
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

fn every_record() -> DelayRules {
    DelayRules {
        window: None,
        at_risk: 1,
    }
}

fn delays(pairs: &[(u32, u32)]) -> Vec<Delay> {
    pairs
        .iter()
        .map(|&(days, window)| Delay { days, window })
        .collect()
}
