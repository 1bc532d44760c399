use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Harm, HarmError, HarmStanding, harm, harm_standings};
use crate::intervals::{Interval, Level, poisson_interval};

fn close(got: f64, wanted: f64) {
    assert!(
        (got - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
        "{got} for {wanted}"
    );
}

/// From the formula, with the gamma quantiles of SciPy; the second with weights of METHODS 15.
#[test]
fn sums_and_intervals_are_those_of_the_formula() {
    let cambridge = ([1, 43].as_slice(), [5475.0, 20.0].as_slice());
    let ons = (
        [1, 2, 3, 20, 40].as_slice(),
        [7979.0, 4663.0, 1965.0, 184.0, 333.0].as_slice(),
    );
    for ((counts, weights), total, low, high) in [
        (
            cambridge,
            6_335.0,
            354.315_180_242_025_1,
            31_110.353_837_367_07,
        ),
        (ons, 40_200.0, 21_433.945_458_858_95, 78_495.037_735_627_4),
    ] {
        let found = harm(counts, weights, Level::P95).unwrap();
        close(found.total, total);
        close(found.interval.low, low);
        close(found.interval.high, high);
    }
}

#[test]
fn with_one_weight_the_interval_is_the_exact_one_of_the_count() {
    for count in [0, 1, 5, 44, 1_000] {
        let found = harm(&[count], &[20.0], Level::P95).unwrap();
        let exact = poisson_interval(count, Level::P95);
        close(found.interval.low, 20.0 * exact.low);
        close(found.interval.high, 20.0 * exact.high);
    }
}

#[test]
fn a_place_without_events_has_no_harm_and_could_still_have_the_worst() {
    let found = harm(&[0, 0], &[5475.0, 20.0], Level::P95).unwrap();
    assert_eq!(
        (found.total, found.largest, found.interval.low),
        (0.0, 0.0, 0.0)
    );
    close(found.interval.high, 20_196.615_011_273_796);
    let harmless = harm(&[7], &[0.0], Level::P95).unwrap();
    assert_eq!((harmless.total, harmless.interval.high), (0.0, 0.0));
}

#[test]
fn what_is_no_weight_is_refused() {
    assert_eq!(
        harm(&[1], &[1.0, 2.0], Level::P95),
        Err(HarmError::LengthMismatch(1, 2))
    );
    assert_eq!(harm(&[], &[], Level::P95), Err(HarmError::NoWeights));
    for weight in [-1.0, f64::INFINITY] {
        assert_eq!(
            harm(&[1, 1], &[2.0, weight], Level::P95),
            Err(HarmError::NotAWeight(1, weight))
        );
    }
    let not_a_number = harm(&[1], &[f64::NAN], Level::P95);
    assert!(matches!(not_a_number, Err(HarmError::NotAWeight(0, _))));
}

/// Poisson counts of two kinds, one rare and heavy: the interval holds the true sum at least as often
/// as it says, within three standard errors of so many draws.
#[test]
fn intervals_cover_at_least_as_often_as_they_say() {
    const DRAWS: u32 = 4_000;
    let weights = [5475.0, 365.0, 20.0];
    for (seed, means) in [[0.02, 0.5, 20.0], [0.5, 2.0, 40.0], [5.0, 0.1, 1.0]]
        .into_iter()
        .enumerate()
    {
        let mut random = ChaCha8Rng::seed_from_u64(seed as u64);
        let truth: f64 = means.iter().zip(weights).map(|(mean, w)| mean * w).sum();
        let covered = (0..DRAWS)
            .filter(|_| {
                let counts = means.map(|mean| poisson(&mut random, mean));
                let found = harm(&counts, &weights, Level::P95).unwrap().interval;
                found.low <= truth && truth <= found.high
            })
            .count();
        let share = covered as f64 / f64::from(DRAWS);
        let error = (0.95_f64 * 0.05 / f64::from(DRAWS)).sqrt();
        println!("means {means:?}: {share:.4} of {DRAWS} intervals hold the true sum");
        assert!(share >= 0.95 - 3.0 * error, "{means:?}: {share}");
    }
}

/// Counts the arrivals of a unit of time.
fn poisson(random: &mut ChaCha8Rng, mean: f64) -> u64 {
    let mut left = mean;
    let mut count = 0;
    loop {
        left += (1.0 - random.random::<f64>()).ln();
        if left < 0.0 {
            return count;
        }
        count += 1;
    }
}

fn place(total: f64, largest: f64) -> Harm {
    let interval = Interval {
        low: 0.0,
        high: total,
    };
    Harm {
        total,
        interval,
        largest,
    }
}

#[test]
fn a_rank_that_hangs_on_one_case_falls_without_it() {
    let places = [
        place(300.0, 20.0),
        place(5_500.0, 5_475.0),
        place(300.0, 20.0),
        place(100.0, 20.0),
        place(0.0, 0.0),
    ];
    let standings: Vec<(u32, u32)> = harm_standings(&places)
        .into_iter()
        .map(
            |HarmStanding {
                 rank,
                 without_largest,
             }| (rank, without_largest),
        )
        .collect();
    // Without its 20 a place of 300 falls behind the other of 300, which was its equal.
    assert_eq!(standings, [(2, 3), (1, 4), (2, 3), (4, 4), (5, 5)]);
    assert!(harm_standings(&[]).is_empty());
}
