use beatbook_core::Count;

use super::{Steps, round_up};

#[test]
fn steps_are_fifths_raised_to_round_numbers() {
    let steps = Steps::of_counts(0..=100);
    assert_eq!(steps.upper_bounds(), [20, 40, 60, 80, 100]);
    let steps = Steps::of_counts([3, 9, 14, 47, 331].into_iter());
    assert_eq!(steps.upper_bounds(), [3, 9, 15, 50, 400]);
}

#[test]
fn steps_rise_even_when_counts_do_not() {
    assert_eq!(
        Steps::of_counts([1; 40].into_iter()).upper_bounds(),
        [1, 2, 3, 4, 5]
    );
    assert_eq!(
        Steps::of_counts([200; 4].into_iter()).upper_bounds(),
        [200, 250, 300, 400, 500]
    );
    assert_eq!(
        Steps::of_counts(std::iter::empty()).upper_bounds(),
        [1, 2, 3, 4, 5]
    );
}

#[test]
fn every_count_has_a_step_and_a_hidden_one_has_none() {
    let counts = [0, 1, 7, 80, 900, 5_000_000];
    let steps = Steps::of_counts(counts.into_iter());
    let of = counts.map(|count| steps.of(Count::Exact(count)));
    assert_eq!(of[0], Some(0));
    assert_eq!(of[5], Some(4));
    assert!(of.is_sorted());
    assert_eq!(steps.of(Count::Suppressed), None);
}

#[test]
fn rounding_up_never_goes_down() {
    assert_eq!(
        [0, 7, 10, 11, 13, 99, 101, 1_001].map(round_up),
        [0, 7, 10, 12, 15, 100, 120, 1_200]
    );
    assert!((0..100_000).all(|number| round_up(number) >= number));
    assert_eq!(round_up(u32::MAX), u32::MAX);
}
