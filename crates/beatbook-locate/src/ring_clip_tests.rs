use super::*;
use geo::{Area, BooleanOps, LineString, Polygon};
use proptest::prelude::*;

fn hexagon(x: f64, y: f64, radius: f64) -> Convex {
    let corner = |i: u32| {
        let (sin, cos) = (f64::from(i) * std::f64::consts::FRAC_PI_3).sin_cos();
        [x + radius * cos, y + radius * sin]
    };
    Convex {
        corners: (0..6).map(corner).collect(),
    }
}

fn polygon(ring: &[Corner]) -> Polygon<f64> {
    Polygon::new(LineString::from(ring.to_vec()), vec![])
}

/// A star: any number of arms, never crossing itself, anticlockwise.
fn star(radii: &[f64]) -> Ring {
    let step = std::f64::consts::TAU / radii.len() as f64;
    let corner = |(i, r): (usize, &f64)| [r * (i as f64 * step).cos(), r * (i as f64 * step).sin()];
    radii.iter().enumerate().map(corner).collect()
}

proptest! {
    #[test]
    fn areas_are_those_of_geo(radii in prop::collection::vec(20.0..300.0_f64, 5..200), size in 5.0..90.0_f64) {
        let ring = star(&radii);
        let shapes: Vec<Convex> = (0..64)
            .map(|n| hexagon(f64::from(n % 8) * 80.0 - 280.0, f64::from(n / 8) * 80.0 - 280.0, size))
            .collect();
        let whole = polygon(&ring);
        for (shape, area) in shapes.iter().zip(areas_inside(&[ring], &shapes)) {
            let expected = whole.intersection(&polygon(&shape.corners)).unsigned_area();
            // geo works on a lattice of some micrometres.
            prop_assert!((area - expected).abs() < 0.01, "{} {}", area, expected);
        }
    }
}

#[test]
fn holes_are_taken_away_and_what_lies_between_parts_is_nothing() {
    let square = |x: f64, y: f64, side: f64| {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    };
    let mut hole = square(40.0, 40.0, 20.0);
    hole.reverse();
    let rings = [square(0.0, 0.0, 100.0), hole, square(200.0, 0.0, 10.0)];
    let shapes = [
        square(30.0, 30.0, 40.0),
        square(90.0, 0.0, 120.0),
        square(500.0, 0.0, 5.0),
        square(1.0, 1.0, 2.0),
    ];
    let shapes = shapes.map(|corners| Convex { corners });
    let expected = [1600.0 - 400.0, 10.0 * 100.0 + 10.0 * 10.0, 0.0, 4.0];
    for (area, expected) in areas_inside(&rings, &shapes).into_iter().zip(expected) {
        assert!((area - expected).abs() < 1e-9, "{area} {expected}");
    }
    assert!(areas_inside(&[], &shapes).iter().all(|area| *area == 0.0));
    assert!(areas_inside(&rings, &[]).is_empty());
}
