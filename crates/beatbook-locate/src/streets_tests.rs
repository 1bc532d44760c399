use super::*;
use geo::LineString;

fn line(corners: &[(f64, f64)]) -> MultiLineString<f64> {
    MultiLineString(vec![LineString::from(corners.to_vec())])
}

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

#[test]
fn the_nearest_line_within_reach_is_found() {
    let streets = [
        line(&[(0.0, 0.0), (100.0, 0.0)]),
        line(&[(50.0, 30.0), (50.0, 300.0)]),
    ];
    let streets = NamedLines::new(&streets);
    assert_eq!(streets.nearest(at(20.0, 5.0), Metres(10.0)), Some(0));
    assert_eq!(streets.nearest(at(20.0, 5.0), Metres(4.9)), None);
    assert_eq!(streets.nearest(at(48.0, 100.0), Metres(10.0)), Some(1));
    assert_eq!(streets.nearest(at(103.0, 4.0), Metres(5.0)), Some(0));
    // Halfway between both: the one listed first.
    assert_eq!(streets.nearest(at(50.0, 15.0), Metres(20.0)), Some(0));
}

#[test]
fn at_a_crossing_the_line_listed_first_has_it() {
    let lines: Vec<_> = (0..20)
        .map(|n| line(&[(0.0, 0.0), (100.0 - f64::from(n), f64::from(n) * 10.0)]))
        .collect();
    let backwards: Vec<_> = lines.iter().rev().cloned().collect();
    for lines in [lines, backwards] {
        assert_eq!(
            NamedLines::new(&lines).nearest(at(0.0, 0.0), Metres(1.0)),
            Some(0)
        );
    }
}

#[test]
fn empty_and_broken_lines_are_passed_over() {
    let point = line(&[(5.0, 5.0), (5.0, 5.0)]);
    let nan = line(&[(f64::NAN, 5.0), (5.0, 5.0)]);
    let streets = NamedLines::new(&[point, nan, MultiLineString(vec![])]);
    assert_eq!(streets.nearest(at(5.0, 5.0), Metres(1e6)), None);
    let streets = NamedLines::new(&[line(&[(0.0, 0.0), (1.0, 0.0)])]);
    assert_eq!(streets.nearest(at(f64::NAN, 0.0), Metres(1.0)), None);
    assert_eq!(streets.nearest(at(0.0, 0.0), Metres(f64::NAN)), None);
}
