use super::*;
use beatbook_core::Metres;
use geo::{Validation, wkt};
use proptest::prelude::*;

use crate::outline;

fn size(area: &MultiPolygon<f64>) -> f64 {
    repair(area).map_or_else(|| area.unsigned_area(), |repair| repair.after_m2)
}

#[test]
fn a_sound_area_is_left_alone() {
    let hole =
        wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (1. 1., 2. 1., 2. 2., 1. 1.))));
    assert_eq!(repair(&hole), None);
}

#[test]
fn what_is_clear_is_put_right_by_even_odd() {
    let cases = [
        // A bow-tie: two wings.
        (
            wkt!(MULTIPOLYGON(((0. 0., 40. 40., 40. 0., 0. 40., 0. 0.)))),
            800.0,
            2,
        ),
        // A ring that touches itself in a corner: a ring with a hole.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 5. 9., 7. 5., 3. 5., 5. 9., 0. 9., 0. 0.)))),
            73.0,
            1,
        ),
        // Two lobes that touch: two parts.
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 2. 2., 4. 4., 0. 4., 2. 2., 0. 0.)))),
            8.0,
            2,
        ),
        // A spike, and a repeated corner.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 5., 15. 5., 9. 5., 9. 9., 9. 9., 0. 9., 0. 0.)))),
            81.0,
            1,
        ),
        // A cut to a hole.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0., 3. 3., 3. 6., 6. 6., 6. 3., 3. 3., 0. 0.)))),
            72.0,
            1,
        ),
        // A hole along the edge; two parts along an edge.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (5. 2., 9. 2., 9. 4., 5. 4., 5. 2.)))),
            73.0,
            1,
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)), ((9. 0., 12. 0., 12. 9., 9. 9., 9. 0.)))),
            108.0,
            1,
        ),
        // A hole that cuts its ring in two.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (4. 0., 5. 4., 4. 9., 3. 4., 4. 0.)))),
            72.0,
            2,
        ),
        // A part without ground beside one with.
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)), ((20. 0., 24. 0., 28. 0., 20. 0.)))),
            81.0,
            1,
        ),
    ];
    for (area, expected, parts) in cases {
        let repair = repair(&area).unwrap();
        assert_eq!(repair.refusal, None, "{area:?}");
        assert!((repair.after_m2 - expected).abs() < 1e-6, "{repair:?}");
        assert_eq!(repair.polygon.0.len(), parts, "{repair:?}");
        assert!(repair.polygon.is_valid());
        assert_eq!(super::repair(&repair.polygon), None, "{repair:?}");
        assert_eq!(super::repair(&area), Some(repair));
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    let cases = [
        // A part in a part, parts over one another, a hole outside, a hole in a hole, a loop run twice.
        wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 0. 90., 0. 0.)), ((10. 20., 30. 20., 30. 40., 10. 20.)))),
        wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 0. 90., 0. 0.)), ((80. 20., 120. 20., 120. 40., 80. 40., 80. 20.)))),
        wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 0. 90., 0. 0.), (150. 20., 190. 20., 190. 40., 150. 20.)))),
        wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 0. 90., 0. 0.), (10. 10., 80. 10., 80. 80., 10. 80., 10. 10.),
            (20. 20., 30. 20., 30. 30., 20. 20.)))),
        wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 30. 90., 30. 30., 60. 30., 60. 60., 0. 60., 0. 0.)))),
    ];
    for area in cases {
        let repair = repair(&area).unwrap();
        let Some(Refusal::Ambiguous { differ_m2, at }) = repair.refusal else {
            panic!("{repair:?}");
        };
        assert!(differ_m2 > 20.0);
        assert!(at.easting.is_finite() && repair.polygon.0.is_empty());
    }
    // The same on a scale that matters to nobody.
    let small = wkt!(MULTIPOLYGON(((0. 0., 90. 0., 90. 90., 0. 90., 0. 0.)), ((10. 20., 11. 20., 11. 21., 10. 20.))));
    let repair = repair(&small).unwrap();
    assert_eq!(repair.refusal, None);
    assert!((repair.after_m2 - 8_099.5).abs() < 1e-6);
    assert!((repair.area_change_m2() + 1.0).abs() < 1e-6, "{repair:?}");
}

#[test]
fn areas_without_ground_or_numbers_are_refused() {
    let line = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 18. 0., 0. 0.))));
    let point = wkt!(MULTIPOLYGON(((3. 3., 3. 3., 3. 3.))));
    for area in [line, point] {
        let refusal = repair(&area).and_then(|repair| repair.refusal);
        assert_eq!(refusal, Some(Refusal::NoGround), "{area:?}");
    }
    let corners = vec![(0.0, 0.0), (f64::INFINITY, 1.0), (1.0, 1.0)];
    let endless = MultiPolygon(vec![alone(&LineString::from(corners))]);
    let refusal = repair(&endless).and_then(|repair| repair.refusal);
    assert_eq!(refusal, Some(Refusal::NotANumber));
}

#[test]
fn a_repeated_corner_alone_changes_no_other() {
    let area = wkt!(MULTIPOLYGON(((5. 5., 9. 0., 9. 0., 9. 0., 9. 9., 0. 9., 5. 5., 5. 5.))));
    let repair = repair(&area).unwrap();
    let expected = wkt!(MULTIPOLYGON(((5. 5., 9. 0., 9. 9., 0. 9., 5. 5.))));
    assert_eq!(repair.polygon, expected);
    assert_eq!(repair.faults[0].places, 2);
    assert_eq!(repair.area_change_m2(), 0.0);
}

/// A star around the middle of Manchester: sound, of any shape, corners to the decimetre.
fn star() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec(20.0..900.0_f64, 3..40).prop_map(|reach| {
        let count = reach.len() as f64;
        let corner = |(n, reach): (usize, f64)| {
            let turn = n as f64 / count * std::f64::consts::TAU;
            let round = |v: f64| (v * 10.0).round() / 10.0;
            (
                round(384_000.0 + reach * turn.cos()),
                round(398_000.0 + reach * turn.sin()),
            )
        };
        reach.into_iter().enumerate().map(corner).collect()
    })
}

fn polygon(corners: Vec<(f64, f64)>) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])
}

/// Even-odd area by level slices between corners and crossings: no library's boolean operation.
fn even_odd_area(area: &MultiPolygon<f64>) -> f64 {
    let edges = outline::edges_of(area);
    let mut heights: Vec<f64> = edges.iter().flat_map(|e| [e.a.y, e.b.y]).collect();
    for (i, one) in edges.iter().enumerate() {
        for other in &edges[i + 1..] {
            use geo::line_intersection::{LineIntersection, line_intersection};
            let lines = [one, other].map(|e| geo::Line::new(e.a, e.b));
            if let Some(LineIntersection::SinglePoint { intersection, .. }) =
                line_intersection(lines[0], lines[1])
            {
                heights.push(intersection.y);
            }
        }
    }
    heights.sort_by(f64::total_cmp);
    let slice = |pair: &[f64]| {
        let (low, high) = (pair[0], pair[1]);
        let middle = f64::midpoint(low, high);
        if high - low < 1e-9 {
            return 0.0;
        }
        let crossed = edges.iter().filter(|e| e.spans_northing(middle));
        let mut crossings: Vec<f64> = crossed.map(|e| easting_at(e, middle)).collect();
        crossings.sort_by(f64::total_cmp);
        let inside: f64 = crossings
            .chunks_exact(2)
            .map(|pair| pair[1] - pair[0])
            .sum();
        inside * (high - low)
    };
    heights.windows(2).map(slice).sum()
}

proptest! {
    #[test]
    fn repeated_corners_and_direction_change_no_area(
        corners in star(), repeats in prop::collection::vec((0_usize..40, 1_usize..4), 0..6), reverse: bool
    ) {
        let before = polygon(corners.clone());
        prop_assume!(before.is_valid());
        let mut after = corners;
        for (at, times) in repeats {
            let at = at % after.len();
            let corner = after[at];
            after.splice(at..at, std::iter::repeat_n(corner, times));
        }
        if reverse {
            after.reverse();
        }
        let after = polygon(after);
        prop_assert!((size(&after) - before.unsigned_area()).abs() < 1e-6);
        if let Some(repair) = repair(&after) {
            prop_assert!(repair.faults.iter().all(|f| f.kind == FaultKind::RepeatedCorner));
            prop_assert!(super::repair(&repair.polygon).is_none());
        }
    }

    #[test]
    fn crossed_rings_are_repaired_by_even_odd_or_refused(
        corners in star(), swaps in prop::collection::vec((0_usize..40, 0_usize..40), 1..4)
    ) {
        let mut corners = corners;
        for (a, b) in swaps {
            let (a, b) = (a % corners.len(), b % corners.len());
            corners.swap(a, b);
        }
        let area = polygon(corners.clone());
        let Some(repair) = repair(&area) else {
            prop_assert!(area.is_valid());
            return Ok(());
        };
        let again = super::repair(&area);
        prop_assert_eq!(again.as_ref(), Some(&repair));
        match repair.refusal {
            None => {
                let expected = even_odd_area(&area);
                prop_assert!((repair.after_m2 - expected).abs() < 0.5 + expected * 1e-6, "{} {}", repair.after_m2, expected);
                prop_assert!(super::repair(&repair.polygon).is_none());
                let kept: Vec<Coord<f64>> = rings_of(&repair.polygon).iter().flat_map(|ring| ring.corners.0.clone()).collect();
                for (x, y) in corners {
                    let there = kept.iter().any(|c| (c.x - x).hypot(c.y - y) < 2e-4);
                    prop_assert!(there, "{x} {y} is lost");
                }
            }
            Some(Refusal::Ambiguous { .. }) => {}
            Some(refusal) => prop_assert!(false, "{refusal:?} {area:?}"),
        }
    }

    #[test]
    fn a_bow_tie_of_two_neighbours_keeps_the_join(
        corners in star(), swap in 0_usize..40, x in -900.0..900.0_f64, y in -900.0..900.0_f64
    ) {
        let mut corners = corners;
        let count = corners.len();
        corners.swap(swap % count, (swap + 1) % count);
        let area = polygon(corners);
        let Some(Repair { polygon, refusal: None, .. }) = repair(&area) else { return Ok(()) };
        let position = Bng { easting: 384_000.0 + x, northing: 398_000.0 + y };
        let (before, after) = (crate::AreaIndex::new(&[area]), crate::AreaIndex::new(&[polygon]));
        if before.locate(position) != after.locate(position) {
            prop_assert!(before.nearest(position, Metres(1e-3)).is_some());
            prop_assert!(after.nearest(position, Metres(1e-3)).is_some());
        }
    }
}

/// Where an edge is at a northing it spans, to rounding.
fn easting_at(edge: &outline::Edge, northing: f64) -> f64 {
    let outline::Edge { a, b } = edge;
    a.x + (b.x - a.x) * ((northing - a.y) / (b.y - a.y))
}
