use super::*;
use geo::{LineString, Polygon};

fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    let corners = vec![
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
    ];
    MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])
}

#[test]
fn whole_half_and_nothing_are_told_apart() {
    let town = square(0.0, 0.0, 100.0);
    let areas = [
        square(10.0, 10.0, 20.0),
        square(90.0, 40.0, 20.0),
        square(300.0, 0.0, 20.0),
        square(0.0, 0.0, 100.0),
        square(100.0, 0.0, 100.0),
        square(-50.0, -50.0, 200.0),
    ];
    let shares = shares_inside(&areas, &town);
    for (found, expected) in shares.iter().zip([1.0, 0.5, 0.0, 1.0, 0.0, 0.25]) {
        assert!((found - expected).abs() < 1e-9, "{shares:?}");
    }
}
