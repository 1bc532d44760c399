use approx::assert_abs_diff_eq;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Poisson};

use super::*;

#[test]
fn the_ratio_is_that_of_the_sums() {
    let found = period_ratio(&[1.0, 9.0], &[10.0, 30.0], Level::P95, 1).unwrap();
    assert_abs_diff_eq!(found.ratio, 0.25);
    assert!(
        found.interval.is_none(),
        "two periods say nothing of how periods vary"
    );
}

#[test]
fn what_cannot_be_said_is_not_said() {
    assert!(period_ratio(&[0.0; 6], &[0.0; 6], Level::P95, 1).is_none());
    assert!(period_ratio(&[], &[], Level::P95, 1).is_none());
    let alike = period_ratio(&[0.1; 8], &[0.3; 8], Level::P95, 1).unwrap();
    assert!(alike.interval.is_none());
}

#[test]
fn threads_change_no_digit_and_another_seed_changes_little() {
    let hits = [12.0, 19.0, 9.0, 15.0, 22.0, 14.0, 11.0, 17.0];
    let ask = |seed| period_ratio(&hits, &[50.0; 8], Level::P95, seed).unwrap();
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    assert_eq!(ask(7), one.install(|| ask(7)));
    let (a, b) = (ask(7).interval.unwrap(), ask(8).interval.unwrap());
    assert!((a.low - b.low).abs() < 0.15 * (a.high - a.low));
    assert_ne!(a, b);
}

/// Months of some 60 events of which a share of 0.2 is hit, the share itself varying from month to month:
/// the interval holds the truth as often as it says, within what 800 tries can tell (99.9%: ±2.5%).
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says() {
    const TRIES: u32 = 800;
    for periods in [12, 24] {
        let mut random = ChaCha8Rng::seed_from_u64(periods);
        let held = (0..TRIES).filter(|&seed| {
            let month = |_| {
                let mut poisson = |mean: f64| Poisson::new(mean).unwrap().sample(&mut random);
                let share = if poisson(1.0) > 0.5 {
                    0.18
                } else {
                    0.18 + 0.02 / P_NONE
                };
                let hit = poisson(60.0 * share);
                (hit, hit + poisson(60.0 * (1.0 - share)))
            };
            let (hits, events): (Vec<f64>, Vec<f64>) = (0..periods).map(month).unzip();
            let found = period_ratio(&hits, &events, Level::P95, u64::from(seed)).unwrap();
            let interval = found.interval.unwrap();
            interval.low <= 0.2 && 0.2 <= interval.high
        });
        let share = held.count() as f64 / f64::from(TRIES);
        println!(
            "{periods} periods: held the truth in {:.1}% of {TRIES}",
            share * 100.0
        );
        assert!(
            (0.925..=0.975).contains(&share),
            "{periods} periods: {share}"
        );
    }
}

/// The chance of none where one is expected: exp(-1).
const P_NONE: f64 = 0.367_879_441_171_442_33;
