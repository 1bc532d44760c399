use super::*;
use geo::Polygon;

fn area(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(
        LineString::from(corners.to_vec()),
        vec![],
    )])
}

fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    area(&[
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
    ])
}

const TENTH: Metres = Metres(0.1);

#[test]
fn four_fields_that_meet_at_a_post_are_neighbours_along_their_fences_only() {
    let fields = [
        square(0.0, 0.0, 100.0),
        square(100.0, 0.0, 100.0),
        square(0.0, 100.0, 100.0),
        square(100.0, 100.0, 100.0),
    ];
    let found = neighbours_along(&fields, TENTH);
    let lists: Vec<&[u32]> = (0..4).map(|field| found.of(field)).collect();
    assert_eq!(lists, [[1, 2], [0, 3], [0, 3], [1, 2]]);
}

#[test]
fn corners_need_not_coincide_and_a_gap_within_the_tolerance_does_not_part() {
    // A long wall beside two short ones, drawn 5 cm off.
    let fields = [
        square(0.0, 0.0, 100.0),
        square(100.05, -20.0, 60.0),
        square(100.05, 40.0, 60.0),
        square(100.5, 200.0, 60.0),
    ];
    let found = neighbours_along(&fields, TENTH);
    assert_eq!(found.of(0), [1, 2]);
    assert_eq!(found.of(1), [0, 2]);
}

#[test]
fn an_island_has_no_neighbours_and_a_hole_has_one() {
    let mut lake = square(0.0, 0.0, 300.0);
    let hole = square(100.0, 100.0, 50.0).0[0].exterior().clone();
    lake.0[0].interiors_push(hole);
    let found = neighbours_along(
        &[lake, square(100.0, 100.0, 50.0), square(900.0, 0.0, 50.0)],
        TENTH,
    );
    assert_eq!(found.of(0), [1]);
    assert_eq!(found.of(1), [0]);
    assert_eq!(found.of(2), [0_u32; 0]);
}

#[test]
fn points_within_reach_are_neighbours() {
    let at = |easting, northing| Bng { easting, northing };
    let points = [
        at(0.0, 0.0),
        at(60.0, 80.0),
        at(60.0, 80.1),
        at(f64::NAN, 0.0),
        at(400.0, 0.0),
    ];
    let found = neighbours_within(&points, Metres(100.0));
    let lists: Vec<&[u32]> = (0..5).map(|point| found.of(point)).collect();
    assert_eq!(lists, [&[1][..], &[0, 2], &[1], &[], &[]]);
}
