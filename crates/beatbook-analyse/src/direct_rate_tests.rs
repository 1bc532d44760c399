use super::*;
use approx::assert_relative_eq;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson};

const PEOPLE: [f64; 4] = [1200.0, 2300.0, 2500.0, 1800.0];
const STANDARD: [f64; 4] = [5000.0, 5500.0, 7000.0, 6500.0];

fn groups(events: [u64; 4]) -> Vec<RateGroup> {
    let group = |at: usize| RateGroup {
        events: events[at],
        population: PEOPLE[at],
        weight: STANDARD[at],
    };
    (0..4).map(group).collect()
}

/// The formula of Dobson with Byar's ends, in `NumPy`.
#[test]
fn agrees_with_the_formula() {
    let found = direct_rate(&groups([5, 12, 30, 44]), Level::P95).unwrap();
    assert_relative_eq!(
        found.rate * 1e3,
        12.184_078_099_838_98,
        max_relative = 1e-12
    );
    assert_relative_eq!(
        found.interval.low * 1e3,
        9.778_536_497_142_6,
        max_relative = 1e-9
    );
    assert_relative_eq!(
        found.interval.high * 1e3,
        14.995_806_010_090_79,
        max_relative = 1e-9
    );
}

/// Of one group it is the rate itself, with Byar's interval of the count.
#[test]
fn one_group_is_its_own_standard() {
    let one = [RateGroup {
        events: 65,
        population: 1e3,
        weight: 7.0,
    }];
    let found = direct_rate(&one, Level::P95).unwrap();
    assert_relative_eq!(found.rate, 0.065, max_relative = 1e-12);
    assert_relative_eq!(found.interval.low, 0.050_163_187_7, max_relative = 1e-8);
    assert_relative_eq!(found.interval.high, 0.082_849_138_5, max_relative = 1e-8);
}

#[test]
fn what_cannot_be_standardised_is_refused() {
    let few = direct_rate(&groups([5, 1, 1, 2]), Level::P95);
    assert_eq!(few, Err(DirectRateError::TooFewEvents(9)));
    let mut nobody = groups([5, 12, 30, 44]);
    nobody[2].population = 0.0;
    let refused = direct_rate(&nobody, Level::P95).unwrap_err();
    assert_eq!(refused, DirectRateError::NotAGroup(2, 0.0, 7000.0));
    let weightless = groups([5, 12, 30, 44]).into_iter();
    let weightless: Vec<RateGroup> = weightless
        .map(|group| RateGroup {
            weight: 0.0,
            ..group
        })
        .collect();
    assert_eq!(
        direct_rate(&weightless, Level::P95),
        Err(DirectRateError::NoWeight)
    );
}

#[test]
fn the_interval_holds_the_true_rate_as_often_as_it_says() {
    const DRAWS: u32 = 4_000;
    let truth = [0.004, 0.005, 0.011, 0.02];
    let weighed: f64 = truth
        .iter()
        .zip(STANDARD)
        .map(|(rate, weight)| rate * weight)
        .sum();
    let truth_of_all = weighed / STANDARD.iter().sum::<f64>();
    let mut random = ChaCha8Rng::seed_from_u64(91);
    let held = (0..DRAWS).filter(|_| {
        let mut draw = |at: usize| {
            Poisson::<f64>::new(truth[at] * PEOPLE[at])
                .unwrap()
                .sample(&mut random) as u64
        };
        let found = direct_rate(&groups([draw(0), draw(1), draw(2), draw(3)]), Level::P95).unwrap();
        (found.interval.low..=found.interval.high).contains(&truth_of_all)
    });
    let coverage = held.count() as f64 / f64::from(DRAWS);
    let monte_carlo = (0.95 * 0.05 / f64::from(DRAWS)).sqrt();
    println!("{coverage:.4}, Monte Carlo error {monte_carlo:.4}");
    assert!(
        (coverage - 0.95).abs() < 3.0 * monte_carlo + 0.005,
        "{coverage}"
    );
}
