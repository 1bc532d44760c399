use super::*;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

const EVENTS: [u64; 10] = [120, 80, 45, 60, 150, 90, 30, 20, 75, 110];
const PEOPLE: [f64; 10] = [
    1000.0, 900.0, 600.0, 800.0, 1000.0, 700.0, 500.0, 300.0, 900.0, 800.0,
];

/// The formulas with `NumPy` (`quantile` for the tenths), tails and limits with `scipy.stats.nbinom`.
#[test]
fn agrees_with_scipy() {
    let found = funnel(&EVENTS, &PEOPLE).unwrap();
    assert_abs_diff_eq!(found.rate, 0.104, epsilon = 1e-12);
    let Overdispersion {
        winsorised,
        phi,
        tau2,
    } = found.overdispersion;
    assert_relative_eq!(winsorised, 5.406_129_247_459_512, max_relative = 1e-12);
    assert_relative_eq!(phi, 7.965_951_419_822_279, max_relative = 1e-10);
    assert_relative_eq!(tau2, 0.025_396_920_071_477, max_relative = 1e-10);
    for (area, p, low, high) in [
        (0, 0.594_241_465_524_841, 47.0, 182.0),
        (2, 0.447_952_668_673_402, 27.0, 110.0),
        (4, 0.205_142_867_485_944, 47.0, 182.0),
        (7, 0.345_627_438_150_986, 13.0, 57.0),
    ] {
        let area = found.areas[area].unwrap();
        assert_relative_eq!(area.p, p, max_relative = 1e-9);
        assert_eq!((area.limits.low, area.limits.high), (low, high));
        assert_eq!(area.status, FunnelStatus::Within);
    }
}

/// `scipy.stats.poisson`: 2 min(cdf, sf) at the counts above, held against chance alone.
#[test]
fn without_more_than_chance_limits_are_poisson() {
    let chances = Chances::new(0.0);
    for (events, expected, p) in [
        (45, 62.4, 0.025_972_873_306),
        (150, 104.0, 2.672_787_802_5e-5),
    ] {
        assert_relative_eq!(chances.area(events, expected).p, p, max_relative = 1e-9);
    }
    // ppf(.025), ppf(.975), ppf(.001), ppf(.999) of a mean of 4: 1, 8, 0, 11.
    let four = chances.area(4, 4.0);
    assert_eq!((four.limits.low, four.limits.high), (1.0, 8.0));
    assert_eq!((four.far_limits.low, four.far_limits.high), (0.0, 11.0));
    for (events, status) in [
        (0, FunnelStatus::Below),
        (1, FunnelStatus::Within),
        (9, FunnelStatus::Above),
        (12, FunnelStatus::FarAbove),
    ] {
        assert_eq!(chances.area(events, 4.0).status, status);
    }
    assert_eq!(chances.area(20, 100.0).status, FunnelStatus::FarBelow);
}

#[test]
fn areas_without_population_are_outside_the_funnel() {
    let found = funnel(&[5, 7, 3], &[10.0, 0.0, 6.0]).unwrap();
    assert_eq!((found.rate, found.areas[1]), (0.5, None));
    assert_eq!(funnel(&[0, 7], &[10.0, 0.0]), Err(RatesError::NoEvents));
    assert_eq!(funnel(&[1], &[0.0]), Err(RatesError::NoPopulation));
    // One area is its own rate.
    let alone = funnel(&[9], &[3.0]).unwrap();
    assert_eq!(alone.overdispersion.tau2, 0.0);
    assert_eq!(alone.areas[0].unwrap().status, FunnelStatus::Within);
}

/// How many of the areas of towns in which none stands out lie beyond the limits.
fn beyond(differ: Option<f64>, seed: u64) -> (f64, f64) {
    const TOWNS: u32 = 200;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut outside, mut far) = (0_u32, 0_u32);
    for _ in 0..TOWNS {
        let expected: Vec<f64> = (0..100_u32).map(|i| f64::from(5 + i)).collect();
        let events: Vec<u64> = expected
            .iter()
            .map(|mean| {
                let ratio = differ.map_or(1.0, |shape| {
                    Gamma::new(shape, 1.0 / shape).unwrap().sample(&mut random)
                });
                Poisson::<f64>::new(mean * ratio)
                    .unwrap()
                    .sample(&mut random) as u64
            })
            .collect();
        for area in funnel(&events, &expected).unwrap().areas {
            let status = area.unwrap().status;
            outside += u32::from(status != FunnelStatus::Within);
            far += u32::from(matches!(
                status,
                FunnelStatus::FarAbove | FunnelStatus::FarBelow
            ));
        }
    }
    let all = f64::from(TOWNS * 100);
    (f64::from(outside) / all, f64::from(far) / all)
}

/// Sizes: of chance alone below the level (counts are whole, and half of the time some overdispersion is
/// found where there is none); of areas that differ at it, but for the tails of what they differ by.
#[test]
fn about_as_many_areas_as_said_lie_outside_where_none_stands_out() {
    let monte_carlo = (0.05 * 0.95 / 20_000.0_f64).sqrt();
    let (outside, far) = beyond(None, 1);
    println!("chance alone: {outside:.4} and {far:.4}, Monte Carlo error {monte_carlo:.4}");
    assert!(
        outside <= 0.05 + 3.0 * monte_carlo && outside > 0.03,
        "{outside}"
    );
    assert!(far <= 0.004, "{far}");
    let (outside, far) = beyond(Some(12.0), 2);
    println!("areas that differ: {outside:.4} and {far:.4}");
    assert!(
        (outside - 0.05).abs() < 3.0 * monte_carlo + 0.005,
        "{outside}"
    );
    assert!(far < 0.006, "{far}");
}
