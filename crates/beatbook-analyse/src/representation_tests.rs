use super::*;
use crate::tails::ln_beta_tails;

#[test]
fn as_many_as_their_share_is_one() {
    let even = representation_ratio(43, 100, 430.0, 1000.0, Level::P95).unwrap();
    assert!((even.value - 1.0).abs() < 1e-12);
    assert!(even.interval.low < 1.0 && even.interval.high > 1.0);
}

#[test]
fn nobody_and_nothing_have_no_ratio() {
    let ratio = |part, whole, few, all| representation_ratio(part, whole, few, all, Level::P95);
    assert_eq!(ratio(0, 0, 1.0, 2.0), Err(IntervalError::NoWhole));
    assert_eq!(
        ratio(3, 2, 1.0, 2.0),
        Err(IntervalError::PartAboveWhole(3, 2))
    );
    assert_eq!(
        ratio(1, 2, 0.0, 2.0),
        Err(IntervalError::NotAnExposure(0.0))
    );
    assert_eq!(
        ratio(1, 2, 3.0, 2.0),
        Err(IntervalError::NotAnExposure(3.0))
    );
}

/// Chances added up, no draws: of 250 people of whom a share is of the group. Wilson's interval wavers about
/// its level and holds it on the whole.
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says_on_the_whole() {
    const PEOPLE: u64 = 250;
    let truths: Vec<f64> = (1..20)
        .map(|twentieth| f64::from(twentieth) / 20.0)
        .collect();
    let coverage: f64 = truths
        .iter()
        .map(|share| {
            let log_odds = (share / (1.0 - share)).ln();
            // P(X >= k) is a tail of the beta distribution with k and n - k + 1.
            let at_least = |k: u64| match k {
                0 => 1.0,
                k if k > PEOPLE => 0.0,
                k => ln_beta_tails(k as f64, (PEOPLE - k + 1) as f64, log_odds)
                    .0
                    .exp(),
            };
            let held = (0..=PEOPLE).filter(|&part| {
                let found = representation_ratio(part, PEOPLE, 30.0, 100.0, Level::P95).unwrap();
                (found.interval.low..=found.interval.high).contains(&(share / 0.3))
            });
            held.map(|part| at_least(part) - at_least(part + 1))
                .sum::<f64>()
        })
        .sum::<f64>()
        / truths.len() as f64;
    println!("{coverage:.4}");
    assert!((coverage - 0.95).abs() < 0.005, "{coverage}");
}
