use super::*;
use crate::poisson_interval;
use approx::assert_relative_eq;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// The formula by hand: (12, 20, 28) among 1,000 each; residuals -8, 0, 8, error √(3/2 · 128) / 60.
#[test]
fn agrees_with_the_formula() {
    let found = clustered_rate(&[(12, 1e3), (20, 1e3), (28, 1e3)], Level::P95).unwrap();
    let reach = (4.302_652_729_911_28 * 192.0_f64.sqrt() / 60.0).exp();
    assert_relative_eq!(found.low, 0.02 / reach, max_relative = 1e-9);
    assert_relative_eq!(found.high, 0.02 * reach, max_relative = 1e-9);
}

#[test]
fn where_nothing_tells_how_areas_differ_there_is_no_interval() {
    assert_eq!(clustered_rate(&[(5, 1e3)], Level::P95), None);
    assert_eq!(clustered_rate(&[(5, 1e3), (0, 1e3)], Level::P95), None);
    assert_eq!(clustered_rate(&[(5, 1e3), (3, 0.0)], Level::P95), None);
}

/// Thirty areas whose true rates are gamma about a common one. The Poisson interval of the sum holds the
/// common rate far too seldom; this one about as often as it says, a little less since the areas' own
/// differences are skewed.
#[test]
fn it_holds_the_common_rate_where_the_poisson_interval_does_not() {
    const DRAWS: u32 = 2_000;
    let ratio = Gamma::<f64>::new(4.0, 0.25).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let (mut held, mut by_chance) = (0_u32, 0_u32);
    for _ in 0..DRAWS {
        let areas: Vec<(u64, f64)> = (0..30_u32)
            .map(|area| {
                let people = f64::from(1_000 + 50 * area);
                let mean = 0.02 * people * ratio.sample(&mut random);
                (
                    Poisson::<f64>::new(mean).unwrap().sample(&mut random) as u64,
                    people,
                )
            })
            .collect();
        let interval = clustered_rate(&areas, Level::P95).unwrap();
        held += u32::from((interval.low..=interval.high).contains(&0.02));
        let events = areas.iter().map(|(events, _)| events).sum();
        let expected = 0.02 * areas.iter().map(|(_, people)| people).sum::<f64>();
        let poisson = poisson_interval(events, Level::P95);
        by_chance += u32::from((poisson.low..=poisson.high).contains(&expected));
    }
    let [held, by_chance] = [held, by_chance].map(|n| f64::from(n) / f64::from(DRAWS));
    let monte_carlo = (0.95 * 0.05 / f64::from(DRAWS)).sqrt();
    println!("clusters {held:.4}, Poisson {by_chance:.4}, Monte Carlo error {monte_carlo:.4}");
    assert!((held - 0.95).abs() < 3.0 * monte_carlo + 0.01, "{held}");
    assert!(by_chance < 0.6, "{by_chance}");
}
