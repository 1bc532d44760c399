use super::*;
use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Gamma, Poisson};

fn found(counts: &[u32]) -> Concentration {
    concentration(counts, &[0.25, 0.5], Level::P95, 1).unwrap()
}

fn with_zeros(counts: &[u32], places: usize) -> Vec<u32> {
    let mut all = counts.to_vec();
    all.resize(places, 0);
    all
}

/// METHODS 11: the cases of Bernasco & Steenbeek's package `lorenzgini`; of its vignette's (3,1,1) the
/// caption says .58, the formula .56.
#[test]
fn agrees_with_bernasco_and_steenbeek() {
    for (counts, gini, generalised) in [
        (with_zeros(&[10, 8, 2], 10), 0.78, 0.78),
        (with_zeros(&[5, 2, 1], 10), 0.80, 0.75),
        (with_zeros(&[1; 5], 10), 0.5, 0.0),
        (with_zeros(&[3, 1, 1], 10), 0.78, 0.56),
    ] {
        let found = found(&counts);
        assert_abs_diff_eq!(found.gini.value, gini, epsilon = 1e-12);
        assert_abs_diff_eq!(found.generalised.value, generalised, epsilon = 1e-12);
    }
    let one = found(&with_zeros(&[10], 10));
    assert_abs_diff_eq!(one.gini.value, 0.9, epsilon = 1e-12);
    assert_abs_diff_eq!(one.unbiased.unwrap().value, 1.0, epsilon = 1e-12);
}

#[test]
fn one_event_is_not_corrected_and_none_has_no_answer() {
    let single = found(&with_zeros(&[1], 5));
    assert_eq!((single.unbiased, single.hit), (None, 1));
    let refused = |counts: &[u32], part| concentration(counts, &[part], Level::P95, 1).unwrap_err();
    assert_eq!(refused(&[0, 0], 0.5), ConcentrationError::NoEvents);
    assert_eq!(refused(&[4], 0.5), ConcentrationError::TooFewPlaces(1));
    assert_eq!(refused(&[4, 1], 0.0), ConcentrationError::NotAShare(0.0));
}

#[test]
fn places_that_have_the_same_are_not_concentrated() {
    let even = found(&[7; 40]);
    assert_abs_diff_eq!(even.gini.value, 0.0, epsilon = 1e-12);
    assert_abs_diff_eq!(even.shares[1].places.value, 0.5, epsilon = 1e-12);
    assert_eq!(even.curve, [(0.0, 0.0), (1.0, 1.0)]);
}

#[test]
fn threads_change_no_bit() {
    let counts = with_zeros(&[30, 12, 9, 9, 4, 4, 4, 2, 1, 1, 1, 1], 200);
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    assert_eq!(found(&counts), alone.install(|| found(&counts)));
}

/// Towns of 1,000 streets whose counts are Poisson around means of their own; the truth is that of all such
/// streets, from two million of them. The intervals are those of the town's kind, and hold it as often as
/// they say within three Monte Carlo errors and half a percent for the few hottest streets.
#[test]
fn intervals_hold_what_such_streets_show_in_the_long_run() {
    const TOWNS: u64 = 300;
    let means = Gamma::<f64>::new(0.6, 3.0).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut street = || {
        let mean: f64 = means.sample(&mut random);
        Poisson::<f64>::new(mean.max(1e-12))
            .unwrap()
            .sample(&mut random) as u32
    };
    let mut levels = BTreeMap::<u32, u64>::new();
    for _ in 0..2_000_000 {
        *levels.entry(street()).or_default() += 1;
    }
    let levels: Vec<(u32, u64)> = levels.into_iter().rev().collect();
    let truth = Measures::of(&levels, &[0.5]).unwrap();
    let (mut gini, mut half) = (0_u32, 0_u32);
    for town in 0..TOWNS {
        let counts: Vec<u32> = (0..1_000).map(|_| street()).collect();
        let found = concentration(&counts, &[0.5], Level::P95, town).unwrap();
        let holds = |measured: Measured, truth: f64| {
            u32::from((measured.interval.low..=measured.interval.high).contains(&truth))
        };
        gini += holds(found.gini, truth.gini);
        half += holds(found.shares[0].places, truth.shares[0]);
    }
    let monte_carlo = (0.95 * 0.05 / TOWNS as f64).sqrt();
    println!(
        "Gini {gini}, half of the events {half} of {TOWNS}; Monte Carlo error {monte_carlo:.4}"
    );
    for held in [gini, half] {
        let coverage = f64::from(held) / TOWNS as f64;
        assert!(
            (coverage - 0.95).abs() < 3.0 * monte_carlo + 0.005,
            "{coverage}"
        );
    }
}

proptest! {
    #[test]
    fn the_gini_is_the_area_beside_the_curve(counts in prop::collection::vec(0_u32..40, 2..60)) {
        prop_assume!(counts.iter().any(|count| *count > 0));
        let found = found(&counts);
        let under: f64 = found
            .curve
            .windows(2)
            .map(|pair| (pair[1].0 - pair[0].0) * (pair[1].1 + pair[0].1) / 2.0)
            .sum();
        prop_assert!((2.0 * under - 1.0 - found.gini.value).abs() < 1e-9);
    }

    #[test]
    fn intervals_hold_what_was_observed(counts in prop::collection::vec(0_u32..40, 2..60)) {
        prop_assume!(counts.iter().any(|count| *count > 0));
        let found = found(&counts);
        for measured in [found.gini, found.generalised, found.shares[0].places] {
            prop_assert!(measured.interval.low <= measured.value);
            prop_assert!(measured.value <= measured.interval.high);
        }
    }
}
