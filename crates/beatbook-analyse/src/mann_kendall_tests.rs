use approx::assert_abs_diff_eq;
use beatbook_testkit::scores_of_all_orders;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson};

use super::{
    Direction, HamedRao, MannKendall, MannKendallError, PowerNote, mann_kendall,
    mann_kendall_hamed_rao,
};

const TIES: [f64; 10] = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0];

#[test]
fn one_to_ten_has_the_reference_figures() {
    let rising: Vec<f64> = (1..=10).map(f64::from).collect();
    let trend = mann_kendall(&rising).unwrap();
    assert_eq!((trend.s, trend.variance), (45, 125.0));
    assert_abs_diff_eq!(trend.z, 3.935_479_64, epsilon = 5e-9);
    assert_abs_diff_eq!(trend.p, 8.303e-5, epsilon = 5e-9);
    // To all digits, by pyMannKendall 1.4.3, which takes p from 1 and so loses its last ones.
    assert_abs_diff_eq!(trend.z, 3.935_479_640_399_629_7, epsilon = 1e-15);
    assert_abs_diff_eq!(trend.p, 8.303_070_332_638_107e-5, epsilon = 1e-15);
    assert_eq!(trend.direction(0.05), Direction::Up);
}

#[test]
fn ties_have_the_reference_figures() {
    let trend = mann_kendall(&TIES).unwrap();
    assert_eq!(trend.s, 5);
    assert_abs_diff_eq!(trend.variance, 59.6667, epsilon = 5e-5);
    assert_abs_diff_eq!(trend.z, 0.517_838, epsilon = 5e-7);
    assert_abs_diff_eq!(trend.p, 0.604_571, epsilon = 5e-7);
    assert_eq!(trend.direction(0.05), Direction::None);
}

/// `signum` of a difference of floats, which is 1 for 0, as a peer does it.
fn s_by_signum(values: &[f64]) -> i64 {
    let pairs = (0..values.len()).flat_map(|i| (i + 1..values.len()).map(move |j| (i, j)));
    pairs
        .map(|(i, j)| (values[j] - values[i]).signum() as i64)
        .sum()
}

#[test]
fn equal_values_count_nothing_where_signum_would_make_a_trend_of_them() {
    assert_eq!(s_by_signum(&TIES), 33);
    let trend = mann_kendall(&TIES).unwrap();
    let theirs = 32.0 / trend.variance.sqrt();
    assert_abs_diff_eq!(theirs, 4.143, epsilon = 5e-4);
    let p = 2.0 * crate::normal_upper_tail(theirs);
    assert_abs_diff_eq!(p, 3.4e-5, epsilon = 5e-7);
    assert_eq!(trend.s, 5);

    // On noise it calls most series rising.
    let called = share_of_noise(24, 0.2, 2_000, |series| {
        mann_kendall(series).is_ok_and(|trend| {
            let z = (s_by_signum(series) - 1) as f64 / trend.variance.sqrt();
            z > 1.959_964
        })
    });
    assert!(called > 0.6, "{called}");
}

#[test]
fn what_cannot_be_told_is_said() {
    let zeros = mann_kendall(&[0.0; 12]).unwrap_err();
    assert_eq!(zeros, MannKendallError::AllEqual(12));
    assert_eq!(
        zeros.to_string(),
        "all 12 values are equal, so no trend can be told; take longer steps or more events"
    );
    assert_eq!(
        mann_kendall(&[0.0, -0.0, 0.0]),
        Err(MannKendallError::AllEqual(3))
    );
    assert_eq!(
        mann_kendall(&[1.0, 2.0]),
        Err(MannKendallError::TooShort(2))
    );
    let missing = mann_kendall(&[1.0, f64::NAN, 2.0]).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "step 1 has value NaN; leave missing steps out first"
    );
}

#[test]
fn few_steps_come_with_a_note_of_what_they_can_bear() {
    let of = |n: u32| {
        let rising: Vec<f64> = (0..n).map(f64::from).collect();
        mann_kendall(&rising).unwrap()
    };
    assert_eq!(of(10).power_note(), None);
    for n in 3..10 {
        let trend = of(n);
        let note = trend.power_note().unwrap();
        assert_eq!((note.steps, note.smallest_p), (n, trend.p));
    }
    // Four steps can rise at each and still be chance at 5%.
    assert!(of(4).p > 0.05 && of(5).p < 0.05);
    assert_eq!(
        PowerNote::of(4).unwrap().to_string(),
        "4 steps are few for a trend: a rise at every step has p 0.089, and lesser trends go \
         unnoticed; 10 or more are better"
    );
}

#[test]
fn hamed_rao_agrees_with_py_mann_kendall() {
    // pyMannKendall 1.4.3: S 130, variance 944 times the factor 474.7021237303785.
    let series = [
        2, 4, 3, 5, 8, 7, 9, 12, 10, 9, 7, 8, 11, 13, 15, 14, 12, 10, 13, 17,
    ];
    let HamedRao {
        plain, factor, p, ..
    } = mann_kendall_hamed_rao(&series.map(f64::from)).unwrap();
    assert_eq!((plain.s, plain.variance), (130, 944.0));
    assert_abs_diff_eq!(plain.p, 2.685_792_844_547_840_7e-5, epsilon = 1e-15);
    assert_abs_diff_eq!(
        plain.variance * factor,
        474.702_123_730_378_5,
        epsilon = 1e-9
    );
    // A factor below 1 would make the trend surer than the plain test has it: it is not used.
    assert_eq!(p, plain.p);
    // Ranks that do not vary once the trend is out have no serial correlation.
    let rising: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(mann_kendall_hamed_rao(&rising).unwrap().factor, 1.0);
}

/// The share of series of Poisson noise of this mean that are called.
fn share_of_noise(steps: usize, mean: f64, series: u32, called: impl Fn(&[f64]) -> bool) -> f64 {
    let mut random = ChaCha8Rng::seed_from_u64(steps as u64 * 1_000 + (mean * 100.0) as u64);
    let noise = Poisson::new(mean).unwrap();
    let mut draw = || -> Vec<f64> { (0..steps).map(|_| noise.sample(&mut random)).collect() };
    let hits = (0..series).filter(|_| called(&draw())).count();
    hits as f64 / f64::from(series)
}

fn is_trend(series: &[f64]) -> bool {
    mann_kendall(series).is_ok_and(|trend| trend.direction(0.05) != Direction::None)
}

#[test]
fn noise_without_a_trend_is_called_one_in_twenty_times_at_most() {
    for steps in [10, 12, 24, 36] {
        for mean in [0.05, 0.2, 1.0, 5.0, 50.0] {
            let share = share_of_noise(steps, mean, 10_000, is_trend);
            println!("{steps} steps, mean {mean}: {:.1}%", share * 100.0);
            // 5% and three standard errors of 10,000 draws.
            assert!(share <= 0.0566, "{steps} steps, mean {mean}: {share}");
        }
    }
}

/// Windows of three steps, moved by one, share events: why time is cut into steps that do not.
#[test]
fn overlapping_windows_are_called_several_times_as_often() {
    let overlapping = |series: &[f64]| {
        let windows: Vec<f64> = series
            .windows(3)
            .map(|window| window.iter().sum())
            .collect();
        (is_trend(&windows), mann_kendall_hamed_rao(&windows))
    };
    let plain = share_of_noise(26, 5.0, 4_000, |series| overlapping(series).0);
    let corrected = share_of_noise(26, 5.0, 4_000, |series| {
        overlapping(series).1.is_ok_and(|trend| trend.p <= 0.05)
    });
    println!("overlapping windows: {plain:.3} plain, {corrected:.3} by Hamed and Rao");
    assert!(plain > 0.15, "{plain}");
    assert!(corrected < plain, "{corrected}");
}

#[test]
fn hamed_rao_on_noise_without_serial_correlation_keeps_near_its_size() {
    let share = share_of_noise(24, 5.0, 10_000, |series| {
        mann_kendall_hamed_rao(series).is_ok_and(|trend| trend.p <= 0.05)
    });
    println!("Hamed and Rao on noise: {share:.3}");
    assert!(share <= 0.0566, "{share}");
}

#[test]
fn a_steady_rise_is_seen() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let seen = (0..500).filter(|_| {
        let rising: Vec<f64> = (0..24)
            .map(|step| {
                let mean = 4.0 + 0.4 * f64::from(step);
                Poisson::new(mean).unwrap().sample(&mut random)
            })
            .collect();
        mann_kendall(&rising).unwrap().direction(0.05) == Direction::Up
    });
    assert!(seen.count() > 475);
}

proptest! {
    /// All orders of the values are looked at: S has mean 0, and its mean square is the variance.
    #[test]
    fn the_variance_is_that_over_all_orders(values in prop::collection::vec(0_u32..4, 3..7)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let scores = scores_of_all_orders(&values);
        prop_assert_eq!(scores.iter().sum::<i64>(), 0);
        let squares: i64 = scores.iter().map(|s| s * s).sum();
        let variance = squares as f64 / scores.len() as f64;
        match mann_kendall(&values) {
            Ok(MannKendall { s, variance: ours, .. }) => {
                prop_assert_eq!(s, scores[0]); // the order given comes first
                prop_assert!((ours - variance).abs() < 1e-9, "{} is not {}", ours, variance);
            }
            Err(error) => {
                prop_assert_eq!(error, MannKendallError::AllEqual(values.len()));
                prop_assert_eq!(variance, 0.0);
            }
        }
    }

    #[test]
    fn only_the_order_of_values_counts(
        values in prop::collection::vec(0_u32..50, 3..30), factor in 1e-3..1e3_f64,
    ) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let moved: Vec<f64> = values.iter().map(|value| value * factor + 7.0).collect();
        prop_assert_eq!(mann_kendall(&values), mann_kendall(&moved));
        let squared: Vec<f64> = values.iter().map(|value| value * value).collect();
        prop_assert_eq!(mann_kendall(&values), mann_kendall(&squared));
    }

    #[test]
    fn backwards_a_rise_is_a_fall(values in prop::collection::vec(0_u32..50, 3..30)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let backwards: Vec<f64> = values.iter().rev().copied().collect();
        if let (Ok(a), Ok(b)) = (mann_kendall(&values), mann_kendall(&backwards)) {
            prop_assert_eq!((a.s, a.variance, a.p), (-b.s, b.variance, b.p));
        }
    }
}

#[test]
fn a_random_walk_of_ties_is_worked_out_as_its_definition_says() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let values: Vec<f64> = (0..200)
        .map(|_| f64::from(random.random_range(0..5)))
        .collect();
    let mut s = 0;
    for (i, a) in values.iter().enumerate() {
        for b in &values[i + 1..] {
            s += match b.partial_cmp(a).unwrap() {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            };
        }
    }
    assert_eq!(mann_kendall(&values).unwrap().s, s);
}
