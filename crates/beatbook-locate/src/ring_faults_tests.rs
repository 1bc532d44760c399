use super::*;
use geo::{Polygon, Validation, wkt};
use proptest::prelude::*;

fn kinds(area: &MultiPolygon<f64>) -> Vec<FaultKind> {
    ring_faults(area).iter().map(|fault| fault.kind).collect()
}

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

#[test]
fn sound_areas_have_no_fault_whichever_way_they_are_wound() {
    for area in [
        wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)))),
        wkt!(MULTIPOLYGON(((0. 0., 0. 9., 9. 9., 9. 0., 0. 0.)))),
        // A hole wound as its outer ring, touching it in one point; an island in the hole.
        wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (0. 5., 5. 1., 8. 5., 5. 8., 0. 5.)),
            ((5. 4., 6. 4., 6. 5., 5. 5., 5. 4.)))),
        // Parts that meet in a corner; a straight angle.
        wkt!(MULTIPOLYGON(((0. 0., 2. 0., 4. 0., 4. 4., 0. 4., 0. 0.)), ((4. 4., 6. 4., 6. 6., 4. 4.)))),
        MultiPolygon(vec![]),
    ] {
        assert_eq!(ring_faults(&area), [], "{area:?}");
        assert!(area.is_valid());
    }
}

#[test]
fn each_kind_of_fault_is_told_with_its_place() {
    use FaultKind as F;
    let cases = [
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 4., 4. 0., 0. 4., 0. 0.)))),
            vec![F::CrossesItself],
            at(2., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 2. 2., 4. 4., 0. 4., 2. 2., 0. 0.)))),
            vec![F::TouchesItself],
            at(2., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 4. 4., 4. 9., 4. 4., 0. 4., 0. 0.)))),
            vec![F::TouchesItself, F::RunsBack],
            at(4., 4.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 8. 0., 0. 0.)))),
            vec![F::RunsBack],
            at(0., 0.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 4. 0., 4. 4., 0. 0.)))),
            vec![F::RepeatedCorner],
            at(4., 0.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 4. 0., 0. 0.)))),
            vec![F::NoGround, F::RunsBack],
            at(0., 0.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (5. 2., 12. 2., 12. 4., 5. 2.)))),
            vec![F::RingsCross],
            at(9., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (5. 2., 9. 2., 9. 4., 5. 2.)))),
            vec![F::RingsShareLine],
            at(9., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (15. 2., 19. 2., 19. 4., 15. 2.)))),
            vec![F::HoleOutside],
            at(15., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)), ((1. 2., 3. 2., 3. 4., 1. 2.)))),
            vec![F::Nested],
            at(1., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (1. 1., 8. 1., 8. 8., 1. 8., 1. 1.),
                (2. 2., 3. 2., 3. 3., 2. 2.)))),
            vec![F::Nested],
            at(2., 2.),
        ),
        (
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (4. 0., 5. 4., 4. 9., 3. 4., 4. 0.)))),
            vec![F::CutApart],
            at(4., 0.),
        ),
    ];
    for (area, expected, place) in cases {
        let faults = ring_faults(&area);
        assert_eq!(kinds(&area), expected, "{area:?}");
        // Two meetings on a shared line or a cut: one of its ends is as good as the other.
        let near = faults.iter().any(|fault| {
            (fault.at.easting - place.easting).hypot(fault.at.northing - place.northing) < 9.1
        });
        assert!(near, "{faults:?}");
    }
}

#[test]
fn a_corner_that_is_not_a_number_is_the_only_thing_said() {
    let corners = vec![(0.0, 0.0), (f64::NAN, 1.0), (1.0, 1.0)];
    let area = MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])]);
    assert_eq!(kinds(&area), [FaultKind::NotANumber]);
    let empty = MultiPolygon(vec![Polygon::new(LineString(vec![]), vec![])]);
    assert_eq!(kinds(&empty), [FaultKind::NoGround]);
}

proptest! {
    #[test]
    fn it_agrees_with_geo_on_any_rings(
        rings in prop::collection::vec(prop::collection::vec((0_i32..9, 0_i32..9), 3..7), 1..4)
    ) {
        // Corners on a small lattice, so that touching, sharing and nesting are common.
        let rings: Vec<LineString<f64>> = rings.into_iter().map(|corners| {
            corners.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect()
        }).collect();
        let mut rings = rings.into_iter();
        let Some(outer) = rings.next() else { return Ok(()) };
        let polygon = Polygon::new(outer, rings.collect());
        let found = kinds(&MultiPolygon(vec![polygon.clone()]));
        let invalid = found.iter().any(|kind| kind.is_invalid() && *kind != FaultKind::CutApart);
        // `geo` does not look for cuts, and takes a ring for sound that runs there and back between
        // the same two corners.
        if !polygon.is_valid() {
            prop_assert!(!found.is_empty(), "{:?} {:?}", polygon, polygon.validation_errors());
        } else if !found.contains(&FaultKind::RunsBack) {
            prop_assert!(!invalid, "{:?} {:?}", polygon, found);
        }
    }
}
