use super::*;

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

#[test]
fn the_nearest_of_the_places_that_reach_a_position_has_it() {
    let index = PlaceIndex::new([
        (at(0.0, 0.0), Metres(100.0)),
        (at(60.0, 0.0), Metres(15.0)),
        (at(500.0, 0.0), Metres(10.0)),
    ]);
    assert_eq!(index.at(at(10.0, 0.0)), Some(0));
    assert_eq!(index.at(at(59.0, 0.0)), Some(1));
    assert_eq!(index.at(at(60.0, 20.0)), Some(0)); // beyond the reach of the nearer one
    assert_eq!(index.at(at(80.0, 80.0)), None); // in the box of the first, not in its circle
    assert_eq!(index.at(at(f64::NAN, 0.0)), None);
}
