use geo::orient::Direction;
use geo::{Orient, Winding};
use geo_types::{Geometry, LineString, MultiPolygon, Polygon, point, polygon};

use super::{bounds, tidy};

#[test]
fn rings_turn_by_the_right_hand_rule_whichever_way_they_came() {
    let square = polygon!(
        exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
        interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)]],
    );
    for direction in [Direction::Default, Direction::Reversed] {
        let many = MultiPolygon(vec![square.orient(direction)]);
        let Some(Geometry::MultiPolygon(tidied)) = tidy(&many.into()) else {
            panic!()
        };
        assert!(tidied.0[0].exterior().is_ccw());
        assert!(tidied.0[0].interiors()[0].is_cw());
    }
}

#[test]
fn seven_decimals_are_kept_and_what_falls_together_is_gone() {
    let at = tidy(&point!(x: -2.123_456_789, y: 53.1).into()).unwrap();
    assert_eq!(at, point!(x: -2.123_456_8, y: 53.1).into());
    let speck = Polygon::new(
        LineString::from(vec![(0.0, 0.0), (1e-9, 0.0), (0.0, 1e-9), (0.0, 0.0)]),
        vec![],
    );
    assert_eq!(tidy(&speck.clone().into()), None);
    assert_eq!(tidy(&MultiPolygon(vec![speck]).into()), None);
}

#[test]
fn bounds_are_west_south_east_north() {
    let line = LineString::from(vec![(1.0, 5.0), (-2.0, 3.0)]);
    assert_eq!(bounds(&line.into()), Some([-2.0, 3.0, 1.0, 5.0]));
}
