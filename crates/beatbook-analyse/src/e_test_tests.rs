use super::*;
use crate::{Level, rate_ratio};
use approx::assert_relative_eq;
use proptest::prelude::*;

/// METHODS 13, and SciPy 1.16: the statistic of all pairs of counts within twelve roots of the expected
/// ones, added up by brute force over `scipy.stats.poisson.pmf`.
#[test]
fn agrees_with_all_pairs_added_up() {
    for ((a, over_a, b, over_b), p) in [
        ((0, 1.0, 3, 1.0), 0.088_379_009_454_835),
        ((3, 1.0, 0, 1.0), 0.088_379_009_454_835),
        ((10, 1.0, 20, 1.0), 0.068_831_782_108_110),
        ((5, 2.5, 17, 4.0), 0.101_436_779_976_836),
        ((0, 1.0, 1, 10.0), 0.582_553_622_249_377),
        ((1, 1.0, 0, 5.0), 0.551_738_214_164_067),
        ((150, 365.0, 210, 366.0), 0.001_680_532_013_274),
        ((7, 1.0, 7, 1.0), 1.0),
        ((2000, 3.0, 2600, 4.0), 0.395_550_872_255_701),
    ] {
        let ours = e_test(a, over_a, b, over_b).unwrap();
        assert_relative_eq!(ours, p, max_relative = 1e-9);
    }
}

#[test]
fn counts_of_a_city_need_no_patience() {
    let p = e_test(2_000_000, 365.0, 2_004_000, 365.0).unwrap();
    // The normal approximation: z = 4000 / √4004000.
    assert!((p - 0.0456).abs() < 5e-4, "{p}");
}

#[test]
fn nothing_at_all_and_no_exposure_are_refused() {
    assert_eq!(e_test(0, 1.0, 0, 1.0), Err(IntervalError::NoEvents));
    for wrong in [0.0, -1.0, f64::INFINITY] {
        assert_eq!(
            e_test(1, wrong, 1, 1.0),
            Err(IntervalError::NotAnExposure(wrong))
        );
    }
}

/// How often equal rates are called unequal: by adding up the chances, not by luck. The binomial test is
/// far below 5% where counts are small; the E-test is near it, and never above by more than its paper says.
#[test]
fn the_size_is_near_the_level_where_the_binomial_test_is_cautious() {
    for (mean, over) in [(1.0, 1.0), (3.0, 1.0), (3.0, 4.0), (8.0, 1.0), (20.0, 2.0)] {
        let (of_a, of_b) = (Poisson::new(mean), Poisson::new(mean * over));
        let (mut e_size, mut binomial_size) = (0.0, 0.0);
        for a in of_a.counts().take_while(|a| *a < 6.0 * mean + 15.0) {
            for b in of_b.counts().take_while(|b| *b < 3.0 * mean * over + 20.0) {
                let chance = of_a.chance(a) * of_b.chance(b);
                if chance < 1e-9 || a + b == 0.0 {
                    continue;
                }
                let (a, b) = (a as u64, b as u64);
                if e_test(a, 1.0, b, over).unwrap() <= 0.05 {
                    e_size += chance;
                }
                if rate_ratio(a, 1.0, b, over, Level::P95).unwrap().p <= 0.05 {
                    binomial_size += chance;
                }
            }
        }
        println!("mean {mean}, exposure x{over}: E {e_size:.4}, binomial {binomial_size:.4}");
        assert!(e_size <= 0.055, "E-test {e_size}");
        assert!(binomial_size < e_size && binomial_size <= 0.05);
    }
}

proptest! {
    #[test]
    fn the_order_of_the_two_does_not_matter(
        a in 0_u64..60, b in 0_u64..60, over_a in 0.1..10.0_f64, over_b in 0.1..10.0_f64,
    ) {
        prop_assume!(a + b > 0);
        let there = e_test(a, over_a, b, over_b).unwrap();
        let back = e_test(b, over_b, a, over_a).unwrap();
        prop_assert!((there - back).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&there));
    }
}
