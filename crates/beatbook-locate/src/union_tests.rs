use super::*;
use geo::{Contains, Validation};
use proptest::prelude::*;

fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
    let corners = vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
    MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])
}

#[test]
fn neighbours_become_one_shape_without_inner_lines() {
    // Directions as they come: every other square runs clockwise.
    let squares: Vec<_> = (0..64)
        .map(|n| {
            square(
                384_000.0 + f64::from(n % 8) * 10.0,
                398_000.0 + f64::from(n / 8) * 10.0,
                10.0,
            )
        })
        .enumerate()
        .map(|(n, s)| {
            s.orient(if n % 2 == 0 {
                Direction::Default
            } else {
                Direction::Reversed
            })
        })
        .collect();
    let joined = union(&squares);
    assert_eq!((joined.0.len(), joined.0[0].interiors().len()), (1, 0));
    assert!((joined.unsigned_area() - 6_400.0).abs() < 1e-3);
}

#[test]
fn a_ring_of_areas_keeps_its_hole_and_islands_stay_apart() {
    let around = [
        (0, 0),
        (1, 0),
        (2, 0),
        (0, 1),
        (2, 1),
        (0, 2),
        (1, 2),
        (2, 2),
        (9, 9),
    ];
    let squares = around.map(|(x, y)| square(f64::from(x) * 10.0, f64::from(y) * 10.0, 10.0));
    let joined = union(&squares);
    assert_eq!(joined.0.len(), 2);
    assert_eq!(joined.iter().map(|p| p.interiors().len()).sum::<usize>(), 1);
    assert!((joined.unsigned_area() - 900.0).abs() < 1e-3);
}

#[test]
fn a_bow_tie_keeps_both_wings() {
    let corners = vec![(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)];
    let bow_tie = MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])]);
    let joined = union(&[bow_tie, square(100.0, 0.0, 10.0)]);
    assert!(
        (joined.unsigned_area() - 150.0).abs() < 1e-3,
        "{}",
        joined.unsigned_area()
    );
}

#[test]
fn broken_rings_are_left_out() {
    let nan = vec![(0.0, 0.0), (f64::NAN, 10.0), (10.0, 0.0)];
    let flat = vec![(0.0, 0.0), (5.0, 0.0)];
    let broken =
        [nan, flat, vec![]].map(|c| MultiPolygon(vec![Polygon::new(LineString::from(c), vec![])]));
    assert_eq!(union(&broken).unsigned_area(), 0.0);
    let mut with_one = broken.to_vec();
    with_one.push(square(0.0, 0.0, 10.0));
    assert!((union(&with_one).unsigned_area() - 100.0).abs() < 1e-3);
    assert!(union(&[]).0.is_empty());
}

proptest! {
    #[test]
    fn a_position_is_in_the_union_if_it_is_in_an_area(
        squares in prop::collection::vec((0.0..80.0_f64, 0.0..80.0_f64, 1.0..40.0_f64), 1..25),
        x in 0.0..120.0_f64, y in 0.0..120.0_f64
    ) {
        let squares: Vec<_> = squares.into_iter().map(|(x, y, side)| square(x, y, side)).collect();
        let point = geo::Point::new(x, y);
        let expected = squares.iter().any(|area| area.contains(&point));
        let joined = union(&squares);
        prop_assert!(joined.is_valid());
        prop_assert_eq!(joined.contains(&point), expected);
    }
}
