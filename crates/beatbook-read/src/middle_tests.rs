use geo_types::{MultiLineString, MultiPoint, MultiPolygon, line_string, point, polygon};
use proptest::prelude::*;

use super::*;

#[test]
fn a_polygon_is_where_its_largest_part_balances() {
    let square = polygon![(x: 384_000.0, y: 398_000.0), (x: 384_010.0, y: 398_000.0), (x: 384_010.0, y: 398_010.0), (x: 384_000.0, y: 398_010.0)];
    let small = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
    let both = Geometry::MultiPolygon(MultiPolygon(vec![small, square.clone()]));
    let middle = Some(point!(x: 384_005.0, y: 398_005.0));
    assert_eq!(one_point(&Geometry::Polygon(square)), middle);
    assert_eq!(one_point(&both), middle);
}

#[test]
fn a_hole_moves_the_middle_whichever_way_it_is_wound() {
    // A square of 4 without its eastern half of the middle: area 16 - 2, moments 32 - 5.
    let outer = line_string![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0), (x: 0.0, y: 0.0)];
    let hole = line_string![(x: 2.0, y: 1.0), (x: 3.0, y: 1.0), (x: 3.0, y: 3.0), (x: 2.0, y: 3.0), (x: 2.0, y: 1.0)];
    let mut back = hole.clone();
    back.0.reverse();
    for hole in [hole, back] {
        let polygon = Polygon::new(outer.clone(), vec![hole]);
        let at = one_point(&Geometry::Polygon(polygon)).unwrap();
        assert!((at.x() - 27.0 / 14.0).abs() < 1e-12 && (at.y() - 2.0).abs() < 1e-12);
    }
}

#[test]
fn a_line_is_half_way_along_its_longest_part() {
    let bent = line_string![(x: 0.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 1.0)];
    let short = line_string![(x: 9.0, y: 9.0), (x: 9.0, y: 9.5)];
    let parts = Geometry::MultiLineString(MultiLineString(vec![short, bent]));
    assert_eq!(one_point(&parts), Some(point!(x: 2.0, y: 0.0)));
    let still = line_string![(x: 1.0, y: 1.0), (x: 1.0, y: 1.0)];
    assert_eq!(
        one_point(&Geometry::LineString(still)),
        Some(point!(x: 1.0, y: 1.0))
    );
}

#[test]
fn a_middle_that_rounding_throws_far_away_is_on_the_outline() {
    let (x, y) = (384_000.1, 398_000.1);
    let sliver = polygon![(x: x, y: y), (x: x + 0.3, y: y + 0.1), (x: x + 0.6, y: y + 0.2), (x: x + 0.9, y: y + 0.3)];
    let at = one_point(&Geometry::Polygon(sliver)).unwrap();
    assert!((x..=x + 0.9).contains(&at.x()) && (y..=y + 0.3).contains(&at.y()));
}

#[test]
fn several_points_are_several_places() {
    let one = Geometry::MultiPoint(MultiPoint(vec![point!(x: 1.0, y: 2.0)]));
    assert_eq!(one_point(&one), Some(point!(x: 1.0, y: 2.0)));
    let two = Geometry::MultiPoint(MultiPoint(vec![
        point!(x: 1.0, y: 2.0),
        point!(x: 3.0, y: 2.0),
    ]));
    assert_eq!(one_point(&two), None);
}

proptest! {
    #[test]
    fn the_middle_of_a_triangle_is_the_mean_of_its_corners(
        corners in proptest::collection::vec((384_000.0..385_000.0_f64, 398_000.0..399_000.0_f64), 3),
    ) {
        let ring: LineString<f64> = corners.iter().copied().collect();
        let area = moments(&Polygon::new(ring.clone(), vec![]).exterior().clone()).area;
        prop_assume!(area.abs() > 1.0);
        let at = one_point(&Geometry::Polygon(Polygon::new(ring, vec![]))).unwrap();
        let mean = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).sum::<f64>() / 3.0;
        prop_assert!((at.x() - mean(|c| c.0)).abs() < 1e-3);
        prop_assert!((at.y() - mean(|c| c.1)).abs() < 1e-3);
    }
}
