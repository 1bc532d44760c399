use approx::assert_abs_diff_eq;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Poisson};

use super::*;

const OWN: [u64; 6] = [40, 34, 27, 24, 20, 16];
const OTHER: [u64; 6] = [200, 210, 190, 205, 198, 202];

/// `statsmodels.stats.contingency_tables.Table.test_ordinal_association` gives z = -3.532117, with the
/// variance of a draw without replacement: that of the binomial, which Armitage has, is N / (N - 1) of it.
#[test]
fn agrees_with_statsmodels() {
    let found = parallel_trend(&OWN, &OTHER, Level::P95).unwrap();
    let events: u64 = OWN.iter().chain(&OTHER).sum();
    let theirs = -3.532_116_989_024_957 * (events as f64 / (events - 1) as f64).sqrt();
    assert_abs_diff_eq!(found.p, 2.0 * normal_upper_tail(-theirs), epsilon = 1e-12);
    assert_abs_diff_eq!(
        found.per_step.ln(),
        -0.173_094_650_904_240_9,
        epsilon = 1e-12
    );
    assert_eq!(found.dispersion, 1.0);
}

#[test]
fn runs_of_incidents_are_no_trend() {
    let runs = [60, 4, 50, 5, 40, 3];
    let found = parallel_trend(&runs, &OTHER, Level::P95).unwrap();
    assert!(found.dispersion > 5.0 && found.p > 0.05, "{found:?}");
}

#[test]
fn too_little_tells_no_trend() {
    assert!(parallel_trend(&[4, 5, 6], &[9, 9, 9], Level::P95).is_none());
    assert!(parallel_trend(&[0; 6], &OTHER, Level::P95).is_none());
    assert!(parallel_trend(&OWN, &[0; 6], Level::P95).is_none());
}

/// Where both keep step, the test says otherwise in 5% of cases and never more: the dispersion, which is not
/// let below 1, makes it say so a little more rarely (3.2% is the least and 6.5% the most of 2,000 tries that
/// a size of 4 to 5% gives in all but one of a thousand).
#[test]
fn parallel_trends_are_refuted_no_more_than_one_time_in_twenty() {
    const TRIES: u32 = 2_000;
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let refuted = (0..TRIES).filter(|_| {
        let (mut own, mut other) = ([0_u64; 13], [0_u64; 13]);
        for step in 0..13 {
            let season = 1.0 + 0.3 * (step as f64 / 2.0).sin();
            own[step] = Poisson::new(12.0 * season).unwrap().sample(&mut random) as u64;
            other[step] = Poisson::new(300.0 * season).unwrap().sample(&mut random) as u64;
        }
        parallel_trend(&own, &other, Level::P95).unwrap().p < 0.05
    });
    let size = refuted.count() as f64 / f64::from(TRIES);
    println!("parallel trends refuted in {:.1}% of {TRIES}", size * 100.0);
    assert!((0.025..=0.065).contains(&size), "{size}");
}
