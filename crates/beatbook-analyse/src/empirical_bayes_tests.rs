use super::*;
use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

const POPULATION: [f64; 5] = [1000.0, 500.0, 1500.0, 4000.0, 300.0];

fn global(events: &[u64], population: &[f64]) -> (Vec<SmoothedRate>, RateVariation) {
    empirical_bayes(events, population, Level::P95).unwrap()
}

/// METHODS 12, and esda 2.9.0 `Empirical_Bayes`; intervals from `scipy.stats.gamma.ppf`.
#[test]
fn agrees_with_esda() {
    let (rates, among) = global(&[30, 2, 5, 3, 1], &POPULATION);
    assert_abs_diff_eq!(among.mean, 0.005_616_44, epsilon = 1e-8);
    assert_abs_diff_eq!(among.variance, 9.588_71e-5, epsilon = 1e-10);
    assert_abs_diff_eq!(among.between, 9.204_03e-5, epsilon = 1e-10);
    let esda = [
        0.028_597_65,
        0.004_175_82,
        0.003_422_58,
        0.000_823_12,
        0.003_719_23,
    ];
    let low = [
        0.019_342_02,
        0.000_637_21,
        0.001_164_19,
        0.000_189_99,
        0.000_209_71,
    ];
    let high = [
        0.039_634_36,
        0.010_971_18,
        0.006_877_04,
        0.001_911_58,
        0.012_122_12,
    ];
    for (area, rate) in rates.iter().enumerate() {
        assert_abs_diff_eq!(rate.rate, esda[area], epsilon = 1e-8);
        let interval = rate.interval.unwrap();
        assert_abs_diff_eq!(interval.low, low[area], epsilon = 1e-8);
        assert_abs_diff_eq!(interval.high, high[area], epsilon = 1e-8);
    }
}

/// METHODS 12: A is -1.16e-6, which esda carries on.
#[test]
fn rates_that_vary_less_than_chance_are_all_the_same() {
    let (rates, among) = global(&[2, 0, 5, 12, 1], &POPULATION);
    assert_eq!(among.between, 0.0);
    for rate in rates {
        assert_abs_diff_eq!(rate.rate, 0.002_739_73, epsilon = 1e-8);
        assert_eq!((rate.own_weight, rate.interval), (0.0, None));
    }
}

/// esda 2.9.0 `Spatial_Empirical_Bayes` on a row of five areas.
#[test]
fn the_local_form_agrees_with_esda() {
    let row = [vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3]];
    let row = Neighbours::from_lists(&row).unwrap();
    let rates = local_empirical_bayes(&[30, 2, 5, 3, 1], &POPULATION, &row, Level::P95).unwrap();
    let esda = [
        0.028_708_07,
        0.005_220_32,
        0.002_400_93,
        0.001_056_82,
        0.000_930_58,
    ];
    for (rate, esda) in rates.iter().zip(esda) {
        assert_abs_diff_eq!(rate.smoothed.unwrap().0.rate, esda, epsilon = 1e-8);
    }
    assert_eq!(rates[2].areas, 3);
}

#[test]
fn an_area_without_population_is_named_and_changes_no_other() {
    let (without, _) = global(&[30, 2, 5, 3, 1], &POPULATION);
    let (with, among) = global(
        &[30, 2, 5, 3, 1, 9],
        &[POPULATION.as_slice(), &[0.0]].concat(),
    );
    assert_eq!(with[..5], without[..]);
    assert_eq!(
        (with[5].raw, with[5].rate, with[5].own_weight),
        (None, among.mean, 0.0)
    );
}

#[test]
fn an_island_has_nothing_to_lean_on() {
    let pair = Neighbours::from_lists(&[vec![1], vec![0], vec![]]).unwrap();
    let rates = local_empirical_bayes(&[4, 9, 7], &[1e3, 1e3, 1e3], &pair, Level::P95).unwrap();
    assert_eq!((rates[2].areas, rates[2].smoothed), (1, None));
    // Next to an area without population is as good as alone.
    let rates = local_empirical_bayes(&[4, 9, 7], &[1e3, 0.0, 1e3], &pair, Level::P95).unwrap();
    assert_eq!((rates[0].areas, rates[0].smoothed), (1, None));
}

#[test]
fn what_is_no_rate_is_refused() {
    let refused =
        |events: &[u64], people: &[f64]| empirical_bayes(events, people, Level::P95).unwrap_err();
    assert_eq!(refused(&[1], &[1.0, 2.0]), RatesError::LengthMismatch(1, 2));
    assert_eq!(refused(&[1], &[-2.0]), RatesError::NotAPopulation(0, -2.0));
    assert_eq!(refused(&[1, 2], &[0.0, 0.0]), RatesError::NoPopulation);
    assert_eq!(refused(&[0, 2], &[3.0, 0.0]), RatesError::NoEvents);
}

/// 95% intervals of 300 areas whose true rates are gamma: over the areas of a town they hold the truth as
/// often as they say, within three Monte Carlo errors; a single area far out is held less often.
#[test]
fn intervals_hold_the_true_rates_of_areas() {
    let rates = Gamma::<f64>::new(2.0, 0.004).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(12);
    let (mut held, mut all, mut error_raw, mut error_smoothed) = (0, 0, 0.0, 0.0);
    for _ in 0..40 {
        let truth: Vec<f64> = (0..300).map(|_| rates.sample(&mut random)).collect();
        let people: Vec<f64> = (0..300_u32)
            .map(|i| f64::from(200 + 40 * (i % 40)))
            .collect();
        let events: Vec<u64> = truth
            .iter()
            .zip(&people)
            .map(|(rate, people)| {
                Poisson::<f64>::new(rate * people)
                    .unwrap()
                    .sample(&mut random) as u64
            })
            .collect();
        let (found, _) = global(&events, &people);
        for (found, truth) in found.iter().zip(truth) {
            let interval = found.interval.unwrap();
            held += u32::from((interval.low..=interval.high).contains(&truth));
            all += 1;
            error_raw += (found.raw.unwrap() - truth).powi(2);
            error_smoothed += (found.rate - truth).powi(2);
        }
    }
    let coverage = f64::from(held) / f64::from(all);
    let monte_carlo = (0.95 * 0.05 / f64::from(all)).sqrt();
    println!("{coverage:.4} of {all}, Monte Carlo error {monte_carlo:.4}");
    // Shrinking takes off error, or it would not be worth its explanation.
    assert!(
        error_smoothed < 0.95 * error_raw,
        "{error_smoothed} {error_raw}"
    );
    assert!(
        (coverage - 0.95).abs() < 3.0 * monte_carlo + 0.005,
        "{coverage}"
    );
}

proptest! {
    #[test]
    fn estimates_lie_between_the_own_rate_and_that_of_all(
        areas in prop::collection::vec((0_u64..50, 1.0..5e3_f64), 2..20)
    ) {
        let (events, people): (Vec<u64>, Vec<f64>) = areas.into_iter().unzip();
        prop_assume!(events.iter().any(|e| *e > 0));
        let (rates, among) = global(&events, &people);
        for rate in rates {
            let raw = rate.raw.unwrap();
            let slack = 1e-12 * (raw + among.mean);
            prop_assert!(rate.rate >= raw.min(among.mean) - slack);
            prop_assert!(rate.rate <= raw.max(among.mean) + slack);
        }
    }
}
