use geo_types::{Geometry, GeometryCollection, line_string, point, polygon};

use crate::Shape;
use crate::Tile;
use crate::shape::Parts;

#[test]
fn known_positions_project_to_known_tiles() {
    // Tile numbers of the `OpenStreetMap` wiki, "Slippy map tilenames": the formula at zoom 18 gives
    // 130,984 / 87,183 for 53.1 N, 0.12 W (checked by hand with degrees and radians).
    let x = (-0.12_f64 + 180.0) / 360.0 * 262_144.0;
    let lat = 53.1_f64.to_radians();
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * 262_144.0;
    let shape = Shape::from_point(point!(x: -0.12, y: 53.1));
    let tile = Tile::new(18, x as u32, y as u32).unwrap();
    assert!(shape.meets(tile));
    assert!(!shape.meets(Tile::new(18, x as u32 + 2, y as u32).unwrap()));
}

#[test]
fn the_corners_of_the_world_are_0_and_1_and_the_poles_are_cut() {
    let corner = |lon: f64, lat: f64| match Shape::from_point(point!(x: lon, y: lat)).whole() {
        Parts::Points(points) => points[0],
        other => panic!("{other:?} is no point"),
    };
    assert_eq!(corner(-180.0, 90.0), [0.0, 0.0]);
    assert_eq!(corner(180.0, -90.0), [1.0, 1.0]);
    assert_eq!(corner(0.0, 0.0), [0.5, 0.5]);
}

#[test]
fn a_collection_gives_one_shape_for_each_kind() {
    let mixed = Geometry::GeometryCollection(GeometryCollection(vec![
        line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0)].into(),
        polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)].into(),
        line_string![(x: 2.0, y: 0.0), (x: 3.0, y: 1.0)].into(),
    ]));
    let shapes = Shape::from_lon_lat(&mixed);
    assert_eq!(shapes.len(), 2);
    assert!(matches!(shapes[0].whole(), Parts::Lines(lines) if lines.len() == 2));
    assert!(matches!(shapes[1].whole(), Parts::Polygons(polygons) if polygons[0][0].len() == 3));
    let empty = Geometry::GeometryCollection(GeometryCollection::default());
    assert!(Shape::from_lon_lat(&empty).is_empty());
}
