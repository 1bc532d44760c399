use proptest::prelude::*;

use super::{doubled_area, tidy_ring, wind};

#[test]
fn spikes_and_repeats_are_dropped() {
    let ring = vec![
        [0, 0],
        [0, 0],
        [8, 0],
        [20, 0],
        [8, 0],
        [8, 8],
        [0, 8],
        [0, 8],
    ];
    assert_eq!(tidy_ring(ring), [[0, 0], [8, 0], [8, 8], [0, 8]]);
}

#[test]
fn a_spike_across_the_seam_is_dropped() {
    let ring = vec![[5, -9], [0, 0], [8, 0], [8, 8], [0, 0]];
    assert_eq!(tidy_ring(ring).len(), 3);
}

#[test]
fn a_ring_without_ground_is_dropped() {
    assert!(tidy_ring(vec![[0, 0], [4, 4], [8, 8]]).is_empty());
    assert!(tidy_ring(vec![[0, 0], [8, 8], [0, 0], [8, 8]]).is_empty());
    assert!(tidy_ring(vec![[3, 3]]).is_empty());
    assert!(tidy_ring(vec![]).is_empty());
}

proptest! {
    #[test]
    fn tidying_keeps_the_area(ring in prop::collection::vec([0..6_i64, 0..6_i64], 1..15)) {
        let before = doubled_area(&ring);
        let tidy = tidy_ring(ring);
        prop_assert_eq!(doubled_area(&tidy), before);
        for (i, position) in tidy.iter().enumerate() {
            prop_assert_ne!(*position, tidy[(i + 1) % tidy.len()]);
            prop_assert_ne!(*position, tidy[(i + 2) % tidy.len()]);
        }
    }

    #[test]
    fn winding_is_as_asked(ring in prop::collection::vec([0..99_i64, 0..99_i64], 3..9), outer: bool) {
        let mut ring = tidy_ring(ring);
        prop_assume!(!ring.is_empty());
        wind(&mut ring, outer);
        prop_assert_eq!(doubled_area(&ring) > 0, outer);
    }
}
