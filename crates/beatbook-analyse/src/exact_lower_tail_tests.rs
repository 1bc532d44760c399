use beatbook_core::Neighbours;
use beatbook_testkit::tail_by_enumeration;
use proptest::prelude::*;

use super::exact_lower_tail_among;
use crate::{ExactTailError, exact_upper_tail, neighbourhood_sums};

fn row(units: usize) -> Neighbours {
    let ring = |i: usize| {
        (i.saturating_sub(1)..=(i + 1).min(units - 1))
            .filter(|&j| j != i)
            .collect()
    };
    Neighbours::from_lists(&(0..units).map(ring).collect::<Vec<_>>()).unwrap()
}

#[test]
fn far_in_the_tail_it_keeps_its_digits() {
    // Three empty units of 1,000 that hold 50 or 51 each otherwise: one way in C(1000, 3).
    let mut counts: Vec<u32> = (0..1_000).map(|i| 50 + i % 2).collect();
    counts[500..503].fill(0);
    let p = exact_lower_tail_among(&counts, &row(1_000), &[true; 1_000]).unwrap();
    let one_in = 1_000.0 * 999.0 * 998.0 / 6.0;
    assert!((p[501] * one_in - 1.0).abs() < 1e-12, "{}", p[501]);
}

#[test]
fn equal_counts_are_refused() {
    let flat = exact_lower_tail_among(&[3; 10], &row(10), &[true; 10]);
    assert_eq!(flat, Err(ExactTailError::NoVariation(10)));
}

proptest! {
    /// What is at most s is all that is not at least s + 1.
    #[test]
    fn agrees_with_the_enumeration_of_all_draws(counts in prop::collection::vec(0_u32..9, 5..12)) {
        let map = row(counts.len());
        let Ok(p) = exact_lower_tail_among(&counts, &map, &vec![true; counts.len()]) else {
            prop_assert!(counts.iter().all(|count| *count == counts[0]));
            return Ok(());
        };
        for (unit, sum) in neighbourhood_sums(&counts, &map).into_iter().enumerate() {
            let size = map.of(unit).len() + 1;
            let expected = 1.0 - tail_by_enumeration(&counts, size, sum + 1);
            prop_assert!((p[unit] - expected).abs() < 1e-12, "{} is not {}", p[unit], expected);
        }
    }

    /// Both tails hold the sum itself, so together they exceed 1.
    #[test]
    fn both_tails_hold_the_sum_itself(counts in prop::collection::vec(0_u32..30, 30)) {
        let map = row(30);
        let (Ok(low), Ok(high)) = (
            exact_lower_tail_among(&counts, &map, &[true; 30]),
            exact_upper_tail(&counts, &map),
        ) else { return Ok(()) };
        for (low, high) in low.iter().zip(high) {
            prop_assert!(low + high > 1.0);
        }
    }
}
