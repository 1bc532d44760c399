use proptest::prelude::*;

use super::{LEAST, MOST, Position, clip_line, clip_ring, inside};
use crate::grid::{doubled_area, tidy_ring};

#[test]
fn a_ring_round_the_tile_becomes_the_reach_of_the_tile() {
    let ring = vec![
        [-9_000, -9_000],
        [9_000, -9_000],
        [9_000, 9_000],
        [-9_000, 9_000],
    ];
    let side = MOST - LEAST;
    assert_eq!(doubled_area(&tidy_ring(clip_ring(ring))), 2 * side * side);
}

#[test]
fn a_ring_beside_the_tile_leaves_nothing() {
    let ring = vec![[5_000, 0], [6_000, 0], [6_000, 4_000]];
    assert!(tidy_ring(clip_ring(ring)).is_empty());
}

#[test]
fn a_line_that_leaves_and_comes_back_falls_into_two_parts() {
    let parts = clip_line(vec![[0, 0], [9_000, 0], [9_000, 100], [0, 100]]);
    assert_eq!(
        parts,
        [vec![[0, 0], [MOST, 0]], vec![[MOST, 100], [0, 100]]]
    );
}

#[test]
fn a_line_past_the_corner_is_left_out() {
    let parts = clip_line(vec![[-5_000, 0], [0, -5_000]]);
    assert!(parts.is_empty(), "{parts:?}");
}

fn position() -> impl Strategy<Value = Position> {
    [-9_000_i64..9_000, -9_000_i64..9_000]
}

proptest! {
    #[test]
    fn clipped_rings_and_lines_lie_inside(ring in prop::collection::vec(position(), 3..20)) {
        prop_assert!(clip_ring(ring.clone()).into_iter().all(inside));
        prop_assert!(clip_line(ring).into_iter().flatten().all(inside));
    }

    #[test]
    fn a_diagonal_shares_out_the_area_between_its_sides(a in position(), b in position(), c in position(), d in position()) {
        // Two triangles on one edge, a-b, walked in opposite directions: the clipped pieces add up to
        // the clipped whole, up to half a step along each of at most eight cut edges.
        let area = |ring: Vec<Position>| doubled_area(&tidy_ring(clip_ring(ring)));
        let parts = area(vec![a, b, c]) + area(vec![b, a, d]);
        let whole = area(vec![a, d, b, c]);
        prop_assert!((parts - whole).abs() <= 8 * (MOST - LEAST), "{parts} against {whole}");
    }

    #[test]
    fn what_lies_inside_is_not_touched(ring in prop::collection::vec([0..4_096_i64, 0..4_096_i64], 3..20)) {
        prop_assert_eq!(clip_ring(ring.clone()), ring.clone());
        prop_assert_eq!(clip_line(ring.clone()), vec![ring]);
    }
}
