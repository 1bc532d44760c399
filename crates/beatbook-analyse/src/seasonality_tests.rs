use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Normal, Poisson};

use super::{MONTHS, SeasonTest, SeasonYear, Seasonality, SeasonalityError, seasonality};
use crate::{Level, Permutations, poisson_interval};

const DAYS: [f64; MONTHS] = [
    31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0,
];

fn years(counts: &[[u64; MONTHS]]) -> Vec<SeasonYear> {
    (0..)
        .zip(counts)
        .map(|(after, &counts)| SeasonYear {
            counts,
            days: DAYS,
            after,
        })
        .collect()
}

fn run(years: &[SeasonYear]) -> Seasonality {
    seasonality(years, Permutations::default(), 0.05).unwrap()
}

#[test]
fn a_year_as_flat_as_its_days_has_an_index_of_one() {
    let flat = DAYS.map(|days| days as u64 * 4);
    let found = run(&years(&[flat, flat, flat]));
    for month in &found.months {
        assert_abs_diff_eq!(month.index, 1.0, epsilon = 1e-12);
        assert_eq!((month.p, month.q, month.unusual), (Some(1.0), Some(1.0), 0));
    }
    assert_abs_diff_eq!(found.yearly_growth, 1.0, epsilon = 1e-12);
    assert_eq!(found.dispersion, 1.0);
}

#[test]
fn a_busy_august_is_told() {
    let mut summers = [[100; MONTHS]; 3];
    for (year, counts) in summers.iter_mut().enumerate() {
        counts[7] = 170 + 5 * year as u64;
    }
    let found = run(&years(&summers));
    assert_eq!(found.months[7].unusual, 1);
    // 175 of a mean year's 1,275, of whose days August has 31 in 365; a little less of a growing year.
    let flat = 1_275.0 * 31.0 / 365.0;
    assert_abs_diff_eq!(found.months[7].index, 175.0 / flat, epsilon = 5e-3);
    assert!(found.months[7].interval.low > 1.3);
    // August is highest in each year: (1/12)^3 a side, as near as the permutations come to it.
    assert_abs_diff_eq!(found.months[7].p.unwrap(), 2.0 / 1_728.0, epsilon = 1e-3);
}

#[test]
fn two_years_have_an_index_but_no_test() {
    let found = run(&years(&[[10; MONTHS], [12; MONTHS]]));
    assert_eq!(found.test, SeasonTest::TooFewYears);
    assert!(
        found
            .months
            .iter()
            .all(|month| month.q.is_none() && month.unusual == 0)
    );
    let one = seasonality(&years(&[[10; MONTHS]]), Permutations::default(), 0.05).unwrap_err();
    assert_eq!(
        one.to_string(),
        "1 whole years of months are too few: a season needs at least 2, and 3 to be tested; \
         lengthen the period"
    );
}

#[test]
fn what_is_no_whole_year_is_refused() {
    let with = |change: fn(&mut Vec<SeasonYear>)| {
        let mut years = years(&[[10; MONTHS]; 3]);
        change(&mut years);
        seasonality(&years, Permutations::default(), 0.05).unwrap_err()
    };
    let cut = with(|years| years[1].days[4] = 0.0);
    assert_eq!(cut, SeasonalityError::NotWhole(1, 4, 0.0));
    let empty = with(|years| years[2].counts = [0; MONTHS]);
    assert_eq!(
        empty.to_string(),
        "year 2 has no events, so its months have no order; leave it out"
    );
    assert_eq!(
        with(|years| years[1].after = 0),
        SeasonalityError::NotRising(1)
    );
    let no_rate = seasonality(&years(&[[1; MONTHS]; 2]), Permutations::default(), 1.0);
    assert_eq!(no_rate, Err(SeasonalityError::NotAnErrorRate(1.0)));
}

#[test]
fn steady_growth_is_no_season() {
    // 2% a month for four years, and nothing else.
    let mut growing = [[0; MONTHS]; 4];
    for (year, counts) in growing.iter_mut().enumerate() {
        for (month, count) in counts.iter_mut().enumerate() {
            let steps = (year * MONTHS + month) as f64;
            *count = (100.0 * DAYS[month] * (0.02 * steps).exp()).round() as u64;
        }
    }
    let found = run(&years(&growing));
    assert_abs_diff_eq!(found.yearly_growth, (0.24_f64).exp(), epsilon = 1e-3);
    for month in &found.months {
        assert_abs_diff_eq!(month.index, 1.0, epsilon = 1e-3);
    }
    // With the growth left in, the last month would stand 12% above the first.
}

#[test]
fn a_year_left_out_keeps_the_others_in_their_place() {
    let mut with_gap = years(&[[100; MONTHS], [400; MONTHS]]);
    with_gap[1].after = 2;
    let found = run(&with_gap);
    assert_abs_diff_eq!(found.yearly_growth, 2.0, epsilon = 1e-9);
}

#[test]
fn without_overdispersion_the_interval_is_the_exact_one_of_poisson() {
    let flat = DAYS.map(|days| days as u64);
    let found = run(&years(&[flat, flat]));
    let july = &found.months[6];
    let exact = poisson_interval(62, Level::P95);
    assert_abs_diff_eq!(july.interval.low, exact.low / july.expected, epsilon = 1e-9);
    assert_abs_diff_eq!(
        july.interval.high,
        exact.high / july.expected,
        epsilon = 1e-9
    );
}

/// All 12³ ways to give one month a ratio of each year.
fn p_by_enumeration(years: &[SeasonYear; 3], found: &Seasonality, month: usize) -> f64 {
    let expected = |year: usize, month: usize| {
        let of = &years[year];
        let total: u64 = of.counts.iter().sum();
        let growth = found.yearly_growth.powf(1.0 / 12.0);
        let weight = |m: usize| of.days[m] * growth.powi(m as i32);
        total as f64 * weight(month) / (0..MONTHS).map(weight).sum::<f64>()
    };
    let part = |year: usize, from: usize| {
        years[year].counts[from] as f64 / expected(year, from) * expected(year, month)
    };
    let observed: f64 = (0..3).map(|year| part(year, month)).sum();
    let (mut high, mut low) = (0, 0);
    for a in 0..MONTHS {
        for b in 0..MONTHS {
            for c in 0..MONTHS {
                let sum = part(0, a) + part(1, b) + part(2, c);
                high += u32::from(sum >= observed - 1e-9);
                low += u32::from(sum <= observed + 1e-9);
            }
        }
    }
    (2.0 * f64::from(high.min(low)) / 1_728.0).min(1.0)
}

#[test]
fn p_agrees_with_the_enumeration_of_all_orders() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..5 {
        let mut counts = [[0; MONTHS]; 3];
        counts
            .iter_mut()
            .flatten()
            .for_each(|count| *count = random.random_range(20..60));
        let years: [SeasonYear; 3] = years(&counts).try_into().unwrap();
        let found = run(&years);
        for month in 0..MONTHS {
            let exact = p_by_enumeration(&years, &found, month);
            let ours = found.months[month].p.unwrap();
            // Four standard errors of 9,999 permutations, twice for two sides.
            let error = 8.0 * (exact / 2.0 * (1.0 - exact / 2.0) / 9_999.0).sqrt() + 2e-4;
            assert!(
                (ours - exact).abs() < error,
                "month {month}: {ours}, exactly {exact}"
            );
        }
    }
}

/// Years without a season: Poisson, overdispersed, growing, and wandering slowly.
fn flat_years(kind: &str, how_many: usize, mean: f64, random: &mut ChaCha8Rng) -> Vec<SeasonYear> {
    let mut level = 0.0;
    let mut counts = vec![[0; MONTHS]; how_many];
    for (step, count) in counts.iter_mut().flatten().enumerate() {
        let mut expected = mean * DAYS[step % MONTHS] / 30.4;
        match kind {
            "overdispersed" => expected *= Gamma::new(5.0, 0.2).unwrap().sample(random),
            "growing" => expected *= (0.01 * step as f64).exp(),
            "wandering" => {
                level = 0.7 * level + Normal::new(0.0, 0.1).unwrap().sample(random);
                expected *= f64::exp(level);
            }
            _ => {}
        }
        *count = Poisson::new(expected).unwrap().sample(random) as u64;
    }
    counts[0][0] = counts[0][0].max(1);
    years(&counts)
}

#[test]
fn few_flat_years_show_an_unusual_month_and_most_intervals_hold_the_truth() {
    let rounds = 400;
    let few = Permutations::new(999, 1).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(2);
    for kind in ["poisson", "overdispersed", "growing", "wandering"] {
        for (how_many, mean) in [(3, 3.0), (3, 60.0), (5, 60.0)] {
            let (mut called, mut held) = (0, 0);
            for _ in 0..rounds {
                let years = flat_years(kind, how_many, mean, &mut random);
                let Ok(found) = seasonality(&years, few, 0.05) else {
                    continue;
                };
                called += u32::from(found.months.iter().any(|month| month.unusual != 0));
                let holds = found
                    .months
                    .iter()
                    .filter(|month| month.interval.low <= 1.0 && 1.0 <= month.interval.high);
                held += holds.count();
            }
            let held = held as f64 / f64::from(rounds * MONTHS as u32);
            println!(
                "{kind}, {how_many} years of mean {mean}: {called} of {rounds} called, {held:.3} held"
            );
            // P(at most 31 of 400 | 5% each) is 0.992.
            assert!(
                called <= 31,
                "{kind}, {how_many} years of mean {mean}: {called} of {rounds}"
            );
            assert!(
                held > 0.92,
                "{kind}, {how_many} years of mean {mean}: {held}"
            );
        }
    }
}

#[test]
fn threads_do_not_change_a_bit() {
    let years = flat_years("overdispersed", 3, 40.0, &mut ChaCha8Rng::seed_from_u64(3));
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| run(&years))
    };
    assert_eq!(with(1), with(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Expected and observed add up to the same, and the mean index is 1.
    #[test]
    fn events_are_neither_lost_nor_made(counts in prop::array::uniform3(prop::array::uniform12(0_u64..90))) {
        prop_assume!(counts.iter().all(|year| year.iter().any(|count| *count > 0)));
        let found = seasonality(&years(&counts), Permutations::new(99, 1).unwrap(), 0.05).unwrap();
        let events: u64 = found.months.iter().map(|month| month.events).sum();
        let expected: f64 = found.months.iter().map(|month| month.expected).sum();
        prop_assert_eq!(events, counts.iter().flatten().sum::<u64>());
        prop_assert!((expected / events as f64 - 1.0).abs() < 1e-12);
        for month in &found.months {
            prop_assert!(month.interval.low <= month.index && month.index <= month.interval.high);
        }
    }

    /// A surer interval is wider.
    #[test]
    fn intervals_widen_with_their_level(counts in prop::array::uniform2(prop::array::uniform12(1_u64..90))) {
        let with = |alpha| seasonality(&years(&counts), Permutations::default(), alpha).unwrap();
        for (wide, narrow) in with(0.01).months.iter().zip(with(0.2).months) {
            prop_assert!(wide.interval.low < narrow.interval.low);
            prop_assert!(wide.interval.high > narrow.interval.high);
        }
    }
}
