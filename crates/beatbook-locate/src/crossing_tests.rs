use super::*;
use geo::line_string;

fn street(corners: &[(f64, f64)]) -> MultiLineString<f64> {
    MultiLineString(vec![corners.iter().copied().collect()])
}

#[test]
fn streets_that_cross_touch_or_nearly_touch_meet() {
    let along = street(&[(0.0, 0.0), (100.0, 0.0)]);
    let at = |easting, northing| Some(Bng { easting, northing });
    assert_eq!(
        crossing(&along, &street(&[(40.0, -50.0), (40.0, 50.0)])),
        at(40.0, 0.0)
    );
    assert_eq!(
        crossing(&along, &street(&[(100.0, 0.0), (100.0, 80.0)])),
        at(100.0, 0.0)
    );
    assert_eq!(
        crossing(&along, &street(&[(60.0, 12.0), (60.0, 80.0)])),
        at(60.0, 12.0)
    );
    assert_eq!(
        crossing(&along, &street(&[(60.0, 30.0), (60.0, 80.0)])),
        None
    );
}

#[test]
fn streets_that_meet_twice_far_apart_have_no_one_crossing() {
    let along = street(&[(0.0, 0.0), (900.0, 0.0)]);
    let bow = street(&[(10.0, 0.0), (400.0, 300.0), (880.0, 0.0)]);
    assert_eq!(crossing(&along, &bow), None);
}

#[test]
fn a_street_without_lines_meets_none() {
    let none = MultiLineString(Vec::new());
    let along = MultiLineString(vec![line_string![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0)]]);
    assert_eq!(crossing(&none, &along), None);
    assert_eq!(crossing(&along, &none), None);
    let at = Bng {
        easting: 4.0,
        northing: 3.0,
    };
    assert!((metres_from(at, &along) - 3.0).abs() < 1e-9);
    assert!(metres_from(at, &none).is_infinite());
}
