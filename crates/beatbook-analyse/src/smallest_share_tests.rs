use super::*;
use proptest::prelude::*;

/// One place after another, the largest first, with the needed part of the last.
fn slowly(counts: &[u32], part: f64) -> f64 {
    let mut falling = counts.to_vec();
    falling.sort_unstable_by(|a, b| b.cmp(a));
    let wanted = part * f64::from(counts.iter().sum::<u32>());
    let (mut held, mut places) = (0.0, 0.0);
    for count in falling.into_iter().map(f64::from) {
        if held + count >= wanted {
            return (places + (wanted - held) / count) / counts.len() as f64;
        }
        held += count;
        places += 1.0;
    }
    places / counts.len() as f64
}

#[test]
fn places_without_events_are_part_of_the_whole() {
    let counts = [[4, 3, 2, 1].as_slice(), &[0; 96]].concat();
    // Half of ten: the first place and a third of the second.
    let share = smallest_share(&counts, 0.5).unwrap();
    assert!((share - 0.013_333_333_333).abs() < 1e-9, "{share}");
    assert_eq!(smallest_share(&counts, 1.0), Some(0.04));
    assert_eq!(smallest_share(&[1; 50], 0.5), Some(0.5));
}

#[test]
fn what_is_no_share_and_nothing_at_all_have_no_answer() {
    assert_eq!(smallest_share(&[], 0.5), None);
    assert_eq!(smallest_share(&[0, 0], 0.5), None);
    for part in [0.0, -0.1, 1.1, f64::NAN] {
        assert_eq!(smallest_share(&[1, 2], part), None);
        assert_eq!(smallest_share_by_chance(3, &[1.0, 2.0], part), None);
    }
    assert_eq!(smallest_share_by_chance(0, &[1.0], 0.5), None);
    for weights in [&[][..], &[0.0, 0.0], &[-1.0, 2.0], &[f64::NAN, 1.0]] {
        assert_eq!(smallest_share_by_chance(5, weights, 0.5), None);
    }
}

/// 10,000 draws of a simulation with the Python standard library (random.choices, seed 1): 300 events on
/// 1,000 places, half of them twice as likely; mean share that holds half.
#[test]
fn chance_agrees_with_a_simulation() {
    const SIMULATED: f64 = 0.105_57;
    let weights: Vec<f64> = (0..1_000)
        .map(|i| if i % 2 == 0 { 1.0 } else { 2.0 })
        .collect();
    let share = smallest_share_by_chance(300, &weights, 0.5).unwrap();
    assert!((share - SIMULATED).abs() < 0.001, "{share}");
}

#[test]
fn many_events_on_few_places_by_chance_are_on_nearly_half_of_them() {
    let share = smallest_share_by_chance(1_000_000, &[1.0; 4], 0.5).unwrap();
    assert!((share - 0.5).abs() < 0.001, "{share}");
}

proptest! {
    #[test]
    fn agrees_with_one_place_after_another(
        counts in prop::collection::vec(0_u32..40, 1..200), part in 0.01..1.0_f64
    ) {
        prop_assume!(counts.iter().any(|count| *count > 0));
        let fast = smallest_share(&counts, part).unwrap();
        prop_assert!((fast - slowly(&counts, part)).abs() < 1e-9);
        let mut turned = counts.clone();
        turned.reverse();
        prop_assert_eq!(fast.to_bits(), smallest_share(&turned, part).unwrap().to_bits());
        // More events need more places.
        prop_assert!(fast <= smallest_share(&counts, 1.0).unwrap() + 1e-12);
    }

    /// Multiplying all weights changes nothing.
    #[test]
    fn chance_does_not_depend_on_the_unit_of_the_weights(
        weights in prop::collection::vec(1.0..500.0_f64, 2..50), events in 1_u64..400
    ) {
        let km: Vec<f64> = weights.iter().map(|w| w / 1_000.0).collect();
        let [a, b] = [&weights, &km].map(|w| smallest_share_by_chance(events, w, 0.5).unwrap());
        prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
        prop_assert!(a > 0.0 && a <= 0.5 + 1e-9);
    }
}
