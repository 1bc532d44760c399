//! Reference values: mpmath 1.3 with 40 digits.

use super::{
    beta_lower_log_odds, ln_beta_tails, ln_gamma_lower_quantile, ln_gamma_tails,
    ln_gamma_upper_quantile, normal_two_sided, normal_upper_tail, student_two_sided,
};
use approx::assert_relative_eq;
use proptest::prelude::*;

#[test]
fn gamma_tails_agree_with_forty_digits() {
    for (a, x, lower, upper) in [
        (
            0.25,
            0.125,
            -0.446_041_498_286_816_3,
            -1.022_088_026_470_138,
        ),
        (
            3.5,
            1.5,
            -2.162_842_556_399_792_2,
            -0.122_165_112_346_708_15,
        ),
        (3.5, 9.0, -0.012_042_219_705_336_489, -4.425_351_562_751_493),
        (
            16.0,
            15.5,
            -0.727_761_911_873_381_6,
            -0.659_690_649_836_631_5,
        ),
        (
            100.0,
            101.0,
            -0.592_584_829_523_062_5,
            -0.804_964_705_538_389_4,
        ),
    ] {
        let tails = ln_gamma_tails(a, x);
        assert_relative_eq!(tails.0, lower, max_relative = 1e-13);
        assert_relative_eq!(tails.1, upper, max_relative = 1e-13);
    }
    // Far beyond what a float can hold without the logarithm.
    assert_relative_eq!(
        ln_gamma_tails(2.0, 2_000.0).1,
        -1_992.398_597_665_416_3,
        max_relative = 1e-14
    );
    assert_relative_eq!(
        ln_gamma_tails(100.0, 20.0).0,
        -83.946_068_054_275_84,
        max_relative = 1e-14
    );
}

#[test]
fn large_counts_lose_no_digits() {
    // By quadrature of the density.
    let (lower, upper) = ln_gamma_tails(1e7, 1.001e7);
    assert_relative_eq!(lower.exp(), 0.999_214_746_565_394_4, max_relative = 1e-12);
    assert_relative_eq!(
        upper.exp(),
        0.000_785_253_434_605_627_9,
        max_relative = 1e-12
    );
    let lower = ln_gamma_tails(1e6, 0.99e6).0.exp();
    assert_relative_eq!(lower, 5.446_644_693_010_816e-24, max_relative = 1e-12);
    for (a, b, x, expected) in [
        (1e6, 1e6, 0.4999_f64, 0.388_648_717_862_322),
        (1e6, 100.0, 0.9999, 0.486_304_584_751_732_4),
        (1e5, 1e6, 0.0909, 0.487_131_279_666_708_5),
        (5e4, 5e4, 0.5001, 0.525_214_451_724_049_3),
    ] {
        let lower = ln_beta_tails(a, b, (x / (1.0 - x)).ln()).0.exp();
        assert_relative_eq!(lower, expected, max_relative = 1e-10);
    }
    let half = ln_beta_tails(5e6, 5e6, 0.0);
    assert_relative_eq!(half.0.exp(), 0.5, max_relative = 1e-12);
    assert_relative_eq!(half.1.exp(), 0.5, max_relative = 1e-12);
}

#[test]
fn beta_tails_agree_with_forty_digits() {
    for (a, b, log_odds, lower, upper) in [
        (
            0.5,
            0.5,
            -1.0,
            -1.058_171_300_998_590_8,
            -0.426_315_913_216_249_24,
        ),
        (
            20.0,
            31.0,
            -0.4,
            -0.577_984_719_765_818_9,
            -0.823_319_322_165_608_7,
        ),
        (
            2.5,
            40.0,
            -2.0,
            -0.068_411_131_846_654_13,
            -2.716_230_291_370_603_6,
        ),
    ] {
        let tails = ln_beta_tails(a, b, log_odds);
        assert_relative_eq!(tails.0, lower, max_relative = 1e-13);
        assert_relative_eq!(tails.1, upper, max_relative = 1e-13);
    }
    for (tail, expected) in [
        (
            ln_beta_tails(0.001, 5.0, -460.0).0,
            -0.457_917_378_079_937_7,
        ),
        (ln_beta_tails(3.0, 5.0, -18.0).0, -50.444_652_029_890_46),
        (
            ln_beta_tails(3.0, 5.0, -18.0).1,
            -1.236_419_887_286_379_3e-22,
        ),
        (ln_beta_tails(20.0, 30.0, 7.0).1, -179.476_479_419_994_62),
    ] {
        assert_relative_eq!(tail, expected, max_relative = 1e-13);
    }
}

#[test]
fn quantiles_of_shares_near_nothing_are_found() {
    for (a, b, expected) in [
        (2.1, 7.9, -3.409_906_851_250_743_4),
        (0.05, 9.95, -76.563_769_346_779_73),
        (0.001, 5.0, -3_690.962_076_033_998_5),
    ] {
        assert_relative_eq!(
            beta_lower_log_odds(a, b, 0.025),
            expected,
            max_relative = 1e-12
        );
    }
}

#[test]
fn the_normal_z_of_a_level() {
    for (p, z) in [
        (0.05, 1.959_963_984_540_054_2),
        (0.002, 3.090_232_306_167_813_5),
        (0.9, 0.125_661_346_855_074_03),
    ] {
        assert_relative_eq!(normal_two_sided(p), z, max_relative = 1e-13);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_quantile_has_the_tail_it_was_asked_for(
        ln_a in -7.0..14.0_f64,
        ln_b in -7.0..14.0_f64,
        p in prop_oneof![1e-12..1e-3_f64, 1e-3..=0.5_f64],
    ) {
        let (a, b) = (ln_a.exp(), ln_b.exp());
        let log_odds = beta_lower_log_odds(a, b, p);
        if log_odds > -700.0 && log_odds < 700.0 {
            prop_assert!((ln_beta_tails(a, b, log_odds).0 - p.ln()).abs() < 1e-8);
        }
        let lower = ln_gamma_lower_quantile(a, p);
        if lower > -700.0 {
            prop_assert!((ln_gamma_tails(a, lower.exp()).0 - p.ln()).abs() < 1e-8);
        }
        let upper = ln_gamma_upper_quantile(a + 0.5, p);
        prop_assert!((ln_gamma_tails(a + 0.5, upper.exp()).1 - p.ln()).abs() < 1e-8);
    }

    #[test]
    fn the_two_tails_add_up_to_one(ln_a in -7.0..10.0_f64, ln_b in -7.0..10.0_f64, z in -9.0..9.0_f64) {
        let (a, b) = (ln_a.exp(), ln_b.exp());
        let (lower, upper) = ln_gamma_tails(a, b);
        prop_assert!((lower.exp() + upper.exp() - 1.0).abs() < 1e-13);
        let (lower, upper) = ln_beta_tails(a, b, z);
        prop_assert!((lower.exp() + upper.exp() - 1.0).abs() < 1e-13);
        prop_assert!(lower <= 0.0 && upper <= 0.0);
    }
}

/// R 4.3: `pnorm(c(-1, 0, 1.96, 6, 20), lower.tail = FALSE)`, as in any table of the normal curve.
#[test]
fn normal_tails_are_those_of_the_tables() {
    let published = [
        (-1.0, 0.841_344_746_068_543),
        (0.0, 0.5),
        (1.96, 0.024_997_895_148_220_4),
        (6.0, 9.865_876_450_376_98e-10),
        (20.0, 2.753_624_118_606_23e-89),
    ];
    for (z, p) in published {
        let ours = normal_upper_tail(z);
        assert!((ours / p - 1.0).abs() < 1e-12, "{z}: {ours} is not {p}");
    }
}

/// Critical values of the largest of n scores at 95%, as in the documentation of spdep's `localG`: the
/// two-sided level of each is that of the largest of n independent ones, which the published ones are
/// within 0.006 of.
#[test]
fn the_largest_of_many_scores_has_the_published_critical_values() {
    for (n, published) in [
        (1.0, 1.645),
        (50.0, 3.083),
        (100.0, 3.289),
        (1_000.0, 3.886),
    ] {
        let one_sided = 1.0 - 0.95_f64.powf(1.0 / n);
        let critical = normal_two_sided(2.0 * one_sided);
        assert!((critical - published).abs() < 6e-3, "{n}: {critical}");
    }
}

/// `scipy.stats.t.ppf(1 - p / 2, freedom)`.
#[test]
fn agrees_with_scipy_about_student() {
    for (p, freedom, t) in [
        (0.05, 1.0, 12.706_204_736_174_694),
        (0.05, 11.0, 2.200_985_160_091_639),
        (0.01, 30.0, 2.749_995_653_567_225_4),
        (0.5, 5.0, 0.726_686_843_800_422_6),
        (0.05, 1e6, 1.959_966_356_814_107),
    ] {
        assert_relative_eq!(student_two_sided(p, freedom), t, max_relative = 1e-9);
    }
}
