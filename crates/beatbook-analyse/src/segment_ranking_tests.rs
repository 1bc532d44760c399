use crate::{
    NoRateRank, RankingRules, SegmentRanking, SegmentRankingError, poisson_interval,
    segment_ranking,
};
use approx::assert_relative_eq;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const RULES: fn() -> RankingRules = RankingRules::default;

fn ranking(counts: &[u32], metres: &[f64]) -> SegmentRanking {
    segment_ranking(counts, metres, None, &RULES()).unwrap()
}

/// P(Binomial(n, s) >= k), term by term.
fn binomial_tail(k: u64, n: u64, s: f64) -> f64 {
    let mut term = (1.0 - s).powi(n as i32);
    let mut tail = 0.0;
    for i in 0..=n {
        if i >= k {
            tail += term;
        }
        term *= (n - i) as f64 / (i + 1) as f64 * s / (1.0 - s);
    }
    tail
}

#[test]
fn the_tail_is_the_binomial_one() {
    // Two of three events on a tenth of the street: 3 x 0.01 x 0.9 + 0.001.
    let found = ranking(&[2, 1], &[10.0, 90.0]);
    assert_relative_eq!(found.units[0].p, 0.028, max_relative = 1e-13);
    assert_relative_eq!(found.units[1].p, 1.0 - 0.001, max_relative = 1e-13);

    let mut random = ChaCha8Rng::seed_from_u64(3);
    for _ in 0..200 {
        let units = random.random_range(2..9);
        let counts: Vec<u32> = (0..units).map(|_| random.random_range(0..12)).collect();
        let metres: Vec<f64> = (0..units)
            .map(|_| random.random_range(1.0..300.0))
            .collect();
        if counts.iter().sum::<u32>() == 0 {
            continue;
        }
        let found = ranking(&counts, &metres);
        for unit in &found.units {
            let tail = binomial_tail(unit.events, found.events, unit.metres / found.metres);
            assert_relative_eq!(unit.p, tail.min(1.0), max_relative = 1e-11);
        }
    }
}

#[test]
fn rates_have_the_exact_poisson_interval() {
    let rules = RULES();
    let found = ranking(&[5, 0], &[250.0, 750.0]);
    let five = poisson_interval(5, rules.level);
    let [unit, empty] = [found.units[0], found.units[1]];
    assert_relative_eq!(unit.per_km, 20.0);
    assert_relative_eq!(unit.per_km_interval.low, 4.0 * five.low);
    assert_relative_eq!(unit.per_km_interval.high, 4.0 * five.high);
    assert_relative_eq!(unit.expected, 1.25);
    // No events is a rate of 0 that could well be more, not a gap.
    assert_eq!(
        (empty.per_km, empty.per_km_interval.low, empty.p),
        (0.0, 0.0, 1.0)
    );
    assert_relative_eq!(
        empty.per_km_interval.high,
        3.688_879_454 / 0.75,
        max_relative = 1e-9
    );
    assert_eq!(empty.by_count, None);
}

#[test]
fn a_stub_and_a_lone_event_have_no_rank_by_rate_but_a_reason() {
    let found = ranking(&[9, 4, 5, 40], &[19.9, 100.0, 100.0, 4_000.0]);
    let by_rate = |unit: usize| found.units[unit].by_rate;
    assert_eq!(by_rate(0), Err(NoRateRank::TooShort(19.9, 20.0)));
    assert_eq!(by_rate(1), Err(NoRateRank::TooFewEvents(4, 5)));
    assert_eq!(
        by_rate(1).unwrap_err().to_string(),
        "not ranked by rate: 4 events are fewer than 5"
    );
    assert_eq!(found.by_rate(), [2, 3]);
    assert_eq!(found.by_count(), [3, 0, 2, 1]);
    // The stub is tested all the same, and it does stand out.
    assert!(found.units[0].q < 1e-6);
}

#[test]
fn ranks_by_rate_are_unsure_where_rates_are() {
    let found = ranking(&[400, 11, 10, 30], &[100.0, 100.0, 100.0, 3_000.0]);
    let rank = |unit: usize| {
        found.units[unit]
            .by_rate
            .map(|r| (r.rank, r.low, r.high))
            .unwrap()
    };
    assert_eq!(rank(0), (1, 1, 1));
    assert_eq!(rank(1), (2, 2, 3));
    assert_eq!(rank(2), (3, 2, 3));
    assert_eq!(rank(3), (4, 4, 4));
    let count = |unit: usize| {
        found.units[unit]
            .by_count
            .map(|r| (r.rank, r.low, r.high))
            .unwrap()
    };
    assert_eq!((count(0), count(3)), ((1, 1, 1), (2, 2, 2)));
}

#[test]
fn a_street_is_ranked_whole() {
    let (counts, metres) = ([3, 0, 4, 1], [100.0, 50.0, 60.0, 300.0]);
    let streets = segment_ranking(&counts, &metres, Some(&[1, 0, 1, 0]), &RULES()).unwrap();
    let as_units = ranking(&[1, 7], &[350.0, 160.0]);
    assert_eq!(streets, as_units);
    assert_eq!(streets.by_rate(), [1]);
}

#[test]
fn what_cannot_be_ranked_is_refused_with_the_way_out() {
    let refused = |counts: &[u32], metres: &[f64], owners: Option<&[u32]>| {
        segment_ranking(counts, metres, owners, &RULES()).unwrap_err()
    };
    for (error, message) in [
        (
            refused(&[1], &[5.0, 6.0], None),
            "got 1 counts or owners for 2 segments; supply one each per segment",
        ),
        (
            refused(&[1, 1], &[5.0, 6.0], Some(&[0])),
            "got 1 counts or owners for 2 segments; supply one each per segment",
        ),
        (
            refused(&[1, 1], &[5.0, 0.0], None),
            "segment 1 is 0 m long; a length is finite and above 0",
        ),
        (
            refused(&[1, 1], &[5.0, 6.0], Some(&[0, 2])),
            "owner 1 of 3 has no segment; number owners from 0 without gaps, a street without a name by itself",
        ),
        (
            refused(&[1, 1], &[5.0, 6.0], Some(&[1, u32::MAX])),
            "owner 0 of 4294967296 has no segment; number owners from 0 without gaps, a street without a \
             name by itself",
        ),
        (
            refused(&[1], &[5.0], None),
            "1 units cannot be ranked; supply two or more, the empty ones too",
        ),
        (
            refused(&[0, 0], &[5.0, 6.0], None),
            "there are no events, so no street can stand out; widen the selection",
        ),
    ] {
        assert_eq!(error.to_string(), message);
    }
    assert_eq!(refused(&[], &[], None), SegmentRankingError::TooFewUnits(0));
}

#[test]
fn lengths_beyond_all_measure_give_a_probability_all_the_same() {
    for metres in [[1e-300, 1e300], [f64::MIN_POSITIVE, 1.0], [1.0, 1e17]] {
        let found = ranking(&[3, 4], &metres);
        assert!(
            found.units.iter().all(|unit| (0.0..=1.0).contains(&unit.p)),
            "{found:?}"
        );
        assert!(found.units[0].p < 1e-40 && found.units[1].p > 0.99);
    }
}

#[test]
fn one_and_two_threads_give_the_same_bits() {
    let (metres, counts) = null_map(600, 4);
    let on_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| format!("{:?}", ranking(&counts, &metres)))
    };
    assert_eq!(on_threads(1), on_threads(2));
}

/// A town of some 8,000 segments from under a metre to over a kilometre, a quarter of them below 20
/// metres, with events spread evenly per metre.
fn null_map(events: u32, seed: u64) -> (Vec<f64>, Vec<u32>) {
    const SEGMENTS: usize = 8_000;
    let mut random = ChaCha8Rng::seed_from_u64(seed << 32 | u64::from(events));
    let metres: Vec<f64> = (0..SEGMENTS)
        .map(|_| 45.0 * (1.2 * random.sample::<f64, _>(rand_distr::StandardNormal)).exp())
        .collect();
    let ends: Vec<f64> = metres
        .iter()
        .scan(0.0, |sum, metres| {
            *sum += metres;
            Some(*sum)
        })
        .collect();
    let mut counts = vec![0; SEGMENTS];
    for _ in 0..events {
        let at = random.random_range(0.0..ends[SEGMENTS - 1]);
        counts[ends.partition_point(|end| *end <= at)] += 1;
    }
    (metres, counts)
}

/// Does a town on which nothing stands out stay calm? As segments and as streets of some eight of them.
#[test]
fn few_towns_of_random_events_show_any_street() {
    const TOWNS: u64 = 200;
    // P(at most 18 of 200 | 5% each) is 0.995: more than this is not bad luck.
    const MOST_FALSE_ALARMS: u64 = 18;
    for events in [60, 120, 600, 1_800, 6_000, 20_000] {
        let (mut segments, mut streets) = (0, 0);
        for seed in 0..TOWNS {
            let (metres, counts) = null_map(events, seed);
            // Streets of one to many segments.
            let owners: Vec<u32> = (0..metres.len())
                .map(|i| (i as f64).powf(0.78) as u32)
                .collect();
            let any = |owners: Option<&[u32]>| {
                let (events, metres) = super::units(&counts, &metres, owners).unwrap();
                u64::from(
                    super::tests_of(&events, &metres)
                        .1
                        .iter()
                        .any(|q| *q <= 0.05),
                )
            };
            segments += any(None);
            streets += any(Some(&owners));
        }
        println!("{events} random events: {segments} and {streets} of {TOWNS} towns show a street");
        assert!(segments <= MOST_FALSE_ALARMS && streets <= MOST_FALSE_ALARMS);
    }
}

/// The same test must see a street that does stand out, or it would be calm for the wrong reason.
#[test]
fn a_planted_street_is_found() {
    for seed in 0..20 {
        let (metres, mut counts) = null_map(1_800, seed);
        let planted = metres
            .iter()
            .position(|m| (60.0..80.0).contains(m))
            .unwrap();
        counts[planted] += 9;
        let found = ranking(&counts, &metres);
        assert!(found.units[planted].q <= 0.05, "{:?}", found.units[planted]);
        let others = found.units.iter().filter(|unit| unit.q <= 0.05).count();
        assert!(others <= 3, "{others}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn metres_or_feet_change_rates_only(
        units in prop::collection::vec((0..40_u32, 1.0..500.0_f64), 2..20),
        factor in 1e-3..1e3_f64,
    ) {
        let (mut counts, metres): (Vec<u32>, Vec<f64>) = units.into_iter().unzip();
        counts[0] += 1;
        let other: Vec<f64> = metres.iter().map(|metres| metres * factor).collect();
        let scaled = RankingRules { min_metres: 20.0 * factor, ..RULES() };
        let before = ranking(&counts, &metres);
        let after = segment_ranking(&counts, &other, None, &scaled).unwrap();
        for (a, b) in before.units.iter().zip(&after.units) {
            prop_assert!((a.p - b.p).abs() < 1e-12);
            prop_assert!((a.per_km - b.per_km * factor).abs() <= 1e-12 * a.per_km);
            prop_assert_eq!(a.by_count, b.by_count);
        }
    }

    #[test]
    fn more_events_mean_a_smaller_p_and_higher_ends(
        counts in prop::collection::vec(0..30_u32, 2..20),
        more in 1..10_u32,
    ) {
        let metres: Vec<f64> = (1..=counts.len()).map(|i| 25.0 * i as f64).collect();
        let mut fewer = counts.clone();
        fewer[1] += 1;
        let mut raised = fewer.clone();
        raised[0] += more;
        let (before, after) = (ranking(&fewer, &metres).units[0], ranking(&raised, &metres).units[0]);
        prop_assert!(after.p <= before.p + 1e-15);
        prop_assert!(after.per_km_interval.low > before.per_km_interval.low);
        prop_assert!(after.per_km_interval.high > before.per_km_interval.high);
    }
}
