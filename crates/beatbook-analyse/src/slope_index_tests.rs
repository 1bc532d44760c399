use super::*;
use crate::poisson_interval;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::Poisson;

const PEOPLE: [f64; 10] = [
    7291.0, 7997.0, 6105.0, 7666.0, 5790.0, 6934.0, 5918.0, 5974.0, 7147.0, 7534.0,
];
const YEARS: [f64; 10] = [
    75.933_459_010,
    78.344_238_273,
    83.836_063_104,
    83.637_539_966,
    80.465_503_153,
    81.115_675_986,
    81.693_083_572,
    84.190_006_206,
    80.595_564_108,
    86.289_434_958,
];

fn with_error(error: f64) -> Vec<RankedGroup> {
    let group = |(population, value): (f64, f64)| RankedGroup {
        population,
        value,
        interval: Interval {
            low: value - 1.959_963_984_540_054 * error,
            high: value + 1.959_963_984_540_054 * error,
        },
    };
    PEOPLE.into_iter().zip(YEARS).map(group).collect()
}

/// METHODS 14: the test of `phe_sii`.
#[test]
fn agrees_with_phe_sii() {
    let found = slope_index(&with_error(1.5), ValueScale::Plain, 1).unwrap();
    assert_abs_diff_eq!(found.slope.value, 6.934_616_473_668_822, epsilon = 1e-9);
    assert_abs_diff_eq!(found.intercept, 78.076_630_8, epsilon = 1e-7);
    assert_abs_diff_eq!(
        found.relative.unwrap().value,
        1.088_818_080_444_6,
        epsilon = 1e-10 // the figures are published to nine places
    );
    assert_eq!(found.groups, 10);
}

/// On their own scale the slope is normal, with the error of a weighted sum: slope ± 1.96 √(Σ c²) e.
#[test]
fn plain_values_have_the_normal_interval() {
    let found = slope_index(&with_error(1.5), ValueScale::Plain, 1).unwrap();
    let ladder = Ladder::new(PEOPLE.into_iter());
    let weight =
        |at: usize| ladder.shares[at] * (ladder.middles[at] - ladder.mean) / ladder.squares;
    let error = 1.5 * (0..10).map(|at| weight(at).powi(2)).sum::<f64>().sqrt();
    let reach = 1.959_963_984_540_054 * error;
    // The 2.5% quantile of 100,000 draws has an error of 0.0085 standard deviations.
    assert_abs_diff_eq!(
        found.slope.interval.low,
        found.slope.value - reach,
        epsilon = 5.0 * 0.0085 * error
    );
    assert_abs_diff_eq!(
        found.slope.interval.high,
        found.slope.value + reach,
        epsilon = 5.0 * 0.0085 * error
    );
}

/// Kakwani's index by hand: halves with 30 and 10: 2 (.5·30·.25 + .5·10·.75) / 20 - 1 = -0.25.
#[test]
fn the_concentration_index_is_that_of_the_formula() {
    let ladder = Ladder::new([500.0, 500.0].into_iter());
    assert_abs_diff_eq!(
        ladder.fit(&[30.0, 10.0]).concentration,
        -0.25,
        epsilon = 1e-12
    );
    assert_abs_diff_eq!(ladder.fit(&[9.0, 9.0]).concentration, 0.0, epsilon = 1e-12);
}

#[test]
fn a_group_without_people_changes_nothing() {
    let mut groups = with_error(1.0);
    let full = slope_index(&groups, ValueScale::Rate, 4).unwrap();
    let empty = RankedGroup {
        population: 0.0,
        value: 0.0,
        interval: Interval {
            low: 0.0,
            high: 0.0,
        },
    };
    groups.insert(3, empty);
    assert_eq!(slope_index(&groups, ValueScale::Rate, 4), Ok(full));
}

#[test]
fn what_makes_no_slope_is_refused() {
    let groups = with_error(1.0);
    let few = slope_index(&groups[..2], ValueScale::Plain, 1);
    assert_eq!(few, Err(SlopeIndexError::TooFewGroups(2)));
    let mut empty = with_error(1.0);
    empty[4].value = 0.0;
    empty[4].interval = Interval {
        low: 0.0,
        high: 3.7,
    };
    let refused = slope_index(&empty, ValueScale::Rate, 1).unwrap_err();
    assert_eq!(refused, SlopeIndexError::NotAnInterval(4, 0.0, 0.0, 3.7));
    // A share of one has no log-odds.
    let refused = slope_index(&groups, ValueScale::Share, 1);
    assert!(matches!(
        refused,
        Err(SlopeIndexError::NotAnInterval(0, ..))
    ));
}

/// A line that leaves the ground has a slope and no ratio.
#[test]
fn where_the_line_falls_below_nought_there_is_no_ratio() {
    let group = |value: f64| RankedGroup {
        population: 1.0,
        value,
        interval: Interval {
            low: value * 0.9,
            high: value * 1.1,
        },
    };
    let found = slope_index(&[100.0, 10.0, 1.0, 1.0].map(group), ValueScale::Rate, 1).unwrap();
    assert!(found.intercept + found.slope.value < 0.0);
    assert_eq!(found.relative, None);
}

#[test]
fn threads_change_no_bit() {
    let groups = with_error(2.0);
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let alone = one.install(|| slope_index(&groups, ValueScale::Rate, 9));
    assert_eq!(slope_index(&groups, ValueScale::Rate, 9), alone);
}

/// Poisson counts of ten groups on a falling line, each with its exact interval: the intervals of all three
/// indices hold the truth as often as they say, or a little more often, as exact intervals do.
#[test]
fn intervals_hold_the_true_indices() {
    const TOWNS: u64 = 200;
    let truth: Vec<f64> = (0..10).map(|at| 0.05 - 0.003 * f64::from(at)).collect();
    let ladder = Ladder::new(PEOPLE.into_iter());
    let line = ladder.fit(&truth);
    let mut random = ChaCha8Rng::seed_from_u64(14);
    let mut held = [0_u32; 3];
    for town in 0..TOWNS {
        let groups: Vec<RankedGroup> = PEOPLE
            .iter()
            .zip(&truth)
            .map(|(&population, rate)| {
                let events = Poisson::<f64>::new(rate * population)
                    .unwrap()
                    .sample(&mut random);
                let interval = poisson_interval(events as u64, Level::P95);
                RankedGroup {
                    population,
                    value: events / population,
                    interval: Interval {
                        low: interval.low / population,
                        high: interval.high / population,
                    },
                }
            })
            .collect();
        let found = slope_index(&groups, ValueScale::Rate, town).unwrap();
        let pairs = [
            (found.slope, line.slope),
            (found.relative.unwrap(), line.relative()),
            (found.concentration, line.concentration),
        ];
        for (held, (measured, truth)) in held.iter_mut().zip(pairs) {
            let Interval { low, high } = measured.interval;
            *held += u32::from((low..=high).contains(&truth));
        }
    }
    let monte_carlo = (0.95 * 0.05 / TOWNS as f64).sqrt();
    println!("SII, RII, CI: {held:?} of {TOWNS}, Monte Carlo error {monte_carlo:.4}");
    for held in held {
        let coverage = f64::from(held) / TOWNS as f64;
        assert!(
            (coverage - 0.95).abs() < 3.0 * monte_carlo + 0.005,
            "{coverage}"
        );
    }
}

#[test]
fn shares_stay_shares() {
    let group = |value: f64| RankedGroup {
        population: 100.0,
        value,
        interval: Interval {
            low: value / 1.3,
            high: (value * 1.2).min(0.99),
        },
    };
    let found = slope_index(&[0.8, 0.6, 0.4].map(group), ValueScale::Share, 1).unwrap();
    assert_relative_eq!(found.slope.value, -0.6, max_relative = 1e-12);
    assert!(found.slope.interval.low > -1.5 && found.slope.interval.high < 0.0);
}
