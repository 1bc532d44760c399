use proptest::prelude::*;

use super::{is_convex, valid};
use crate::clip::Position;
use crate::grid::{doubled_area, tidy_ring, wind};

fn wound(ring: &[Position]) -> Vec<Position> {
    let mut ring = tidy_ring(ring.to_vec());
    if !ring.is_empty() {
        wind(&mut ring, true);
    }
    ring
}

fn area(rings: &[Vec<Position>]) -> i64 {
    rings.iter().map(|ring| doubled_area(ring)).sum()
}

#[test]
fn a_hexagon_is_left_as_it_is() {
    let cell = wound(&[[0, 10], [8, 5], [8, -5], [0, -10], [-8, -5], [-8, 5]]);
    assert!(is_convex(&cell));
    assert_eq!(valid(vec![vec![cell.clone()]]), [cell]);
    assert!(!is_convex(&wound(&[[0, 0], [9, 0], [9, 9], [4, 2]])));
    // A star of five points turns one way only, twice round.
    assert!(!is_convex(&wound(&[
        [0, -10],
        [6, 8],
        [-10, -3],
        [10, -3],
        [-6, 8]
    ])));
}

#[test]
fn a_ring_that_touches_itself_falls_into_two() {
    let eight = wound(&[
        [0, 0],
        [10, 0],
        [10, 10],
        [20, 10],
        [20, 20],
        [10, 20],
        [10, 10],
        [0, 10],
    ]);
    let rings = valid(vec![vec![eight]]);
    assert_eq!(rings.len(), 2);
    assert_eq!(area(&rings), 400);
}

#[test]
fn pieces_joined_along_the_margin_come_apart() {
    // Two towers cut off at the ground: their ring runs back along it.
    let comb = wound(&[
        [0, 0],
        [0, 9],
        [3, 9],
        [3, 0],
        [6, 0],
        [6, 9],
        [9, 9],
        [9, 0],
    ]);
    let rings = valid(vec![vec![comb]]);
    assert_eq!(rings.len(), 2, "{rings:?}");
    assert_eq!(area(&rings), 2 * (27 + 27));
}

#[test]
fn a_hole_is_kept_with_its_winding_and_its_outer_ring_first() {
    let outer = wound(&[[0, 0], [20, 0], [20, 20], [0, 20]]);
    let mut hole = wound(&[[5, 5], [8, 5], [8, 8]]);
    wind(&mut hole, false);
    let rings = valid(vec![vec![outer, hole]]);
    assert_eq!(rings.len(), 2);
    assert!(doubled_area(&rings[0]) > 0 && doubled_area(&rings[1]) < 0);
}

proptest! {
    #[test]
    fn no_ring_that_comes_out_meets_itself(
        ring in prop::collection::vec([0..12_i64, 0..12_i64], 3..14),
        other in prop::collection::vec([0..12_i64, 0..12_i64], 3..9),
    ) {
        let rings = [wound(&ring), wound(&other)].into_iter().filter(|ring| !ring.is_empty());
        let found = valid(rings.map(|ring| vec![ring]).collect());
        for ring in &found {
            let mut corners = ring.clone();
            corners.sort_unstable();
            corners.dedup();
            prop_assert_eq!(corners.len(), ring.len(), "a corner twice: {:?}", ring);
            for i in 0..ring.len() {
                for j in i + 1..ring.len() {
                    prop_assert!(!crosses(edge(ring, i), edge(ring, j)), "{ring:?}");
                }
            }
        }
    }
}

fn edge(ring: &[Position], i: usize) -> [Position; 2] {
    [ring[i], ring[(i + 1) % ring.len()]]
}

/// Whether two edges cross between their ends.
fn crosses([a, b]: [Position; 2], [c, d]: [Position; 2]) -> bool {
    let side = |p: Position, q: Position, r: Position| {
        ((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])).signum()
    };
    side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
