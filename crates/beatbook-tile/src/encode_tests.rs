use geo_types::{
    Coord, LineString, MultiPolygon, Point, Polygon, coord, line_string, point, polygon,
};
use proptest::prelude::*;

use crate::decoder_tests::{Decoded, DecodedValue, decode};
use crate::grid::doubled_area;
use crate::{Feature, Layer, Shape, Tile, Value, encode};

fn tile() -> Tile {
    Tile::new(12, 2_022, 1_329).unwrap()
}

/// A position in grid steps of [`tile`] as lon/lat.
fn lon_lat(x: f64, y: f64) -> Coord<f64> {
    let unit = |column: f64, step: f64| (column + step / 4_096.0) / 4_096.0;
    let (x, y) = (unit(2_022.0, x), unit(1_329.0, y));
    let lat = (std::f64::consts::PI * (1.0 - 2.0 * y)).sinh().atan();
    coord! { x: x * 360.0 - 180.0, y: lat.to_degrees() }
}

fn ring(steps: &[[f64; 2]]) -> LineString<f64> {
    steps.iter().map(|[x, y]| lon_lat(*x, *y)).collect()
}

fn encoded(shapes: &[Shape]) -> Vec<Decoded> {
    let features: Vec<_> = shapes
        .iter()
        .map(|shape| Feature {
            id: None,
            shape,
            properties: &[],
        })
        .collect();
    let layers = [Layer {
        name: "layer",
        features: &features,
    }];
    decode(&encode(tile(), &layers).unwrap())
}

fn within_reach(path: &[[i64; 2]]) -> bool {
    let margin = i64::from(Tile::MARGIN);
    path.iter()
        .flatten()
        .all(|v| (-margin..=4_096 + margin).contains(v))
}

#[test]
fn identifiers_and_properties_come_back() {
    let shape = Shape::from_point(Point(lon_lat(100.0, 200.0)));
    let properties = [
        ("name", Value::from("Bold Street \u{2013} Ropewalks")),
        ("rank", Value::from(3_u32)),
        ("class", Value::from(2_u8)),
        ("change", Value::Integer(-5)),
        ("share", Value::Number(0.54)),
        ("target", Value::from(true)),
    ];
    let features = [
        Feature {
            id: Some(u64::MAX),
            shape: &shape,
            properties: &properties,
        },
        Feature {
            id: None,
            shape: &shape,
            properties: &properties[1..2],
        },
    ];
    let layers = [Layer {
        name: "badges",
        features: &features,
    }];
    let decoded = decode(&encode(tile(), &layers).unwrap());
    assert_eq!(decoded.len(), 1);
    assert_eq!(decoded[0].name, "badges");
    let [first, second] = &decoded[0].features[..] else {
        panic!("two features went in");
    };
    assert_eq!((first.id, second.id), (Some(u64::MAX), None));
    assert_eq!(first.paths, [[[100, 200]]]);
    let text = |key: &str, words: &str| (key.to_string(), DecodedValue::Text(words.into()));
    let integer = |key: &str, number| (key.to_string(), DecodedValue::Integer(number));
    assert_eq!(
        first.properties,
        [
            text("name", "Bold Street \u{2013} Ropewalks"),
            integer("rank", 3),
            integer("class", 2),
            integer("change", -5),
            ("share".into(), DecodedValue::Number(0.54)),
            ("target".into(), DecodedValue::Truth(true)),
        ]
    );
    assert_eq!(second.properties, [integer("rank", 3)]);
}

#[test]
fn a_layer_with_nothing_here_is_left_out() {
    let far = Shape::from_point(point!(x: 100.0, y: 10.0));
    assert!(encoded(&[far]).is_empty());
    assert!(encode(tile(), &[]).unwrap().is_empty());
}

#[test]
fn two_layers_of_one_name_are_refused() {
    let shape = Shape::from_point(Point(lon_lat(1.0, 1.0)));
    let features = [Feature {
        id: None,
        shape: &shape,
        properties: &[],
    }];
    let layer = Layer {
        name: "twice",
        features: &features,
    };
    assert!(encode(tile(), &[layer, layer]).is_err());
}

#[test]
fn a_point_on_the_edge_is_in_one_tile_only() {
    let shape = Shape::from_point(Point(lon_lat(4_096.0, 4_095.8)));
    let features = [Feature {
        id: None,
        shape: &shape,
        properties: &[],
    }];
    let layers = [Layer {
        name: "badges",
        features: &features,
    }];
    let mut holders = Vec::new();
    for x in 2_021..=2_024 {
        for y in 1_328..=1_331 {
            let tile = Tile::new(12, x, y).unwrap();
            if !encode(tile, &layers).unwrap().is_empty() {
                holders.push((x, y));
            }
        }
    }
    assert_eq!(holders, [(2_023, 1_330)]);
}

#[test]
fn a_hole_smaller_than_a_step_is_dropped_and_a_sound_one_kept() {
    let square = |x: f64, y: f64, side: f64| {
        ring(&[
            [x, y],
            [x + side, y],
            [x + side, y + side],
            [x, y + side],
            [x, y],
        ])
    };
    let with_holes = Polygon::new(
        square(0.0, 0.0, 1_000.0),
        vec![square(100.0, 100.0, 0.2), square(300.0, 300.0, 50.0)],
    );
    let crumb = Polygon::new(square(2_000.0, 2_000.0, 0.3), vec![]);
    let both = Shape::from_polygons(&MultiPolygon(vec![crumb, with_holes]));
    let decoded = encoded(&[both]);
    let paths = &decoded[0].features[0].paths;
    assert_eq!(paths.len(), 2);
    assert_eq!(doubled_area(&paths[0]), 2_000_000);
    assert_eq!(doubled_area(&paths[1]), -5_000);
}

#[test]
fn a_ring_that_begins_where_the_last_one_ended_still_begins_with_a_move() {
    // The encoder leaves the move out when positions are equal; the decoder would not accept that.
    let first = ring(&[[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]]);
    let second = ring(&[[100.0, 100.0], [200.0, 100.0], [200.0, 200.0]]);
    let polygons = [first, second].map(|outer| Polygon::new(outer, vec![]));
    let decoded = encoded(&[Shape::from_polygons(&MultiPolygon(polygons.into()))]);
    assert_eq!(decoded[0].features[0].paths.len(), 2);
}

#[test]
fn lines_that_follow_each_other_become_one() {
    let lines = geo_types::MultiLineString(vec![
        ring(&[[0.0, 0.0], [100.0, 0.0]]),
        ring(&[[100.0, 0.0], [100.0, 50.0]]),
        ring(&[[500.0, 0.0], [500.0, 50.0]]),
    ]);
    let decoded = encoded(&Shape::from_lon_lat(&lines.into()));
    let paths = &decoded[0].features[0].paths;
    assert_eq!(
        paths[..],
        [vec![[0, 0], [100, 0], [100, 50]], vec![[500, 0], [500, 50]]]
    );
}

#[test]
fn an_outline_has_no_edge_along_the_tile() {
    let wide = ring(&[
        [-9_000.0, 1_000.0],
        [9_000.0, 1_000.0],
        [9_000.0, 9_000.0],
        [-9_000.0, 9_000.0],
    ]);
    let outline = Shape::outline_of(&MultiPolygon(vec![Polygon::new(wide, vec![])]));
    let decoded = encoded(&[outline]);
    assert_eq!(decoded[0].features[0].kind, 2);
    assert_eq!(
        decoded[0].features[0].paths,
        [[[-128, 1_000], [4_224, 1_000]]]
    );
}

#[test]
fn the_whole_world_fits_one_tile() {
    let world = polygon![(x: -180.0, y: -90.0), (x: 180.0, y: -90.0), (x: 180.0, y: 90.0), (x: -180.0, y: 90.0)];
    let line = line_string![(x: -180.0, y: 0.0), (x: 180.0, y: 0.0)];
    let shapes = [
        Shape::from_polygons(&MultiPolygon(vec![world])),
        Shape::from_lon_lat(&line.into()).remove(0),
    ];
    let features = shapes.each_ref().map(|shape| Feature {
        id: None,
        shape,
        properties: &[],
    });
    let layers = [Layer {
        name: "world",
        features: &features,
    }];
    let decoded = decode(&encode(Tile::new(0, 0, 0).unwrap(), &layers).unwrap());
    assert_eq!(
        doubled_area(&decoded[0].features[0].paths[0]),
        2 * 4_096 * 4_096
    );
    assert_eq!(decoded[0].features[1].paths, [[[0, 2_048], [4_096, 2_048]]]);
}

/// Encodes one shape with an id and without for every tile of a zoom round [`tile`].
fn holders(shape: &Shape, id: Option<u64>, zoom: u8) -> Vec<(u32, u32)> {
    let features = [Feature {
        id,
        shape,
        properties: &[],
    }];
    let layers = [Layer {
        name: "areas",
        features: &features,
    }];
    let at = |number: u32| {
        if zoom < 12 {
            number >> (12 - zoom)
        } else {
            number << (zoom - 12)
        }
    };
    let near = |number: u32| at(number).saturating_sub(1)..=at(number) + 1;
    let mut found = Vec::new();
    for x in near(2_022) {
        for y in near(1_329) {
            let bytes = encode(Tile::new(zoom, x, y).unwrap(), &layers).unwrap();
            if !bytes.is_empty() {
                let decoded = decode(&bytes);
                assert_eq!(decoded[0].features[0].paths.len(), 1);
                found.push((x, y));
            }
        }
    }
    found
}

#[test]
fn what_is_counted_is_never_too_small_to_be_drawn() {
    let small = ring(&[[4_090.0, 0.1], [4_090.2, 0.1], [4_090.2, 0.3]]);
    let area = Shape::from_polygons(&MultiPolygon(vec![Polygon::new(small.clone(), vec![])]));
    let lane = Shape::from_lon_lat(&small.into()).remove(0);
    for zoom in [4, 7, 11, 12] {
        for shape in [&area, &lane] {
            assert_eq!(holders(shape, Some(7), zoom).len(), 1, "zoom {zoom}");
            assert!(holders(shape, None, zoom).is_empty());
        }
    }
}

#[test]
fn a_ring_round_a_corner_of_the_tile_survives_clipping() {
    // Round the south-eastern corner, from within the tile, from without and beyond its reach.
    for side in [20.0, 300.0, 3_000.0] {
        let (low, high) = (4_096.0 - side, 4_096.0 + side);
        let round = ring(&[[low, low], [high, low], [high, high], [low, high]]);
        let shape = Shape::from_polygons(&MultiPolygon(vec![Polygon::new(round, vec![])]));
        let decoded = encoded(&[shape]);
        let paths = &decoded[0].features[0].paths;
        assert_eq!(paths.len(), 1);
        let reach = 4_096 + f64::from(Tile::MARGIN) as i64;
        let seen = (side as i64) + (side as i64).min(reach - 4_096);
        assert_eq!(doubled_area(&paths[0]), 2 * seen * seen, "side {side}");
    }
}

#[test]
fn a_wall_with_the_tile_in_its_courtyard_leaves_nothing() {
    let square = |low: f64, high: f64| ring(&[[low, low], [high, low], [high, high], [low, high]]);
    let wall = Polygon::new(square(-9_000.0, 13_000.0), vec![square(-900.0, 5_000.0)]);
    assert!(encoded(&[Shape::from_polygons(&MultiPolygon(vec![wall]))]).is_empty());
}

fn steps() -> impl Strategy<Value = [f64; 2]> {
    [-6_000.0..10_000.0_f64, -6_000.0..10_000.0_f64]
}

proptest! {
    #[test]
    fn polygons_are_written_by_the_specification(
        outers in prop::collection::vec(prop::collection::vec(steps(), 3..12), 1..4),
        hole in prop::collection::vec(steps(), 3..8),
    ) {
        let mut polygons: Vec<_> = outers.iter().map(|outer| Polygon::new(ring(outer), vec![])).collect();
        polygons[0].interiors_push(ring(&hole));
        let decoded = encoded(&[Shape::from_polygons(&MultiPolygon(polygons))]);
        for path in decoded.iter().flat_map(|layer| &layer.features).flat_map(|f| &f.paths) {
            prop_assert!(path.len() >= 3);
            prop_assert!(within_reach(path), "{path:?}");
            prop_assert_ne!(doubled_area(path), 0);
            prop_assert_ne!(path.first(), path.last());
        }
        if let Some(layer) = decoded.first() {
            prop_assert!(doubled_area(&layer.features[0].paths[0]) > 0, "outer rings come first");
        }
    }

    #[test]
    fn lines_are_written_by_the_specification(line in prop::collection::vec(steps(), 2..20)) {
        let shapes = Shape::from_lon_lat(&ring(&line).into());
        for path in encoded(&shapes).iter().flat_map(|layer| &layer.features).flat_map(|f| &f.paths) {
            prop_assert!(path.len() >= 2);
            prop_assert!(within_reach(path), "{path:?}");
            prop_assert!(path.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }

    #[test]
    fn areas_that_share_an_edge_still_share_it(
        edge in prop::collection::vec([0.0..4_000.0_f64, 1_800.0..2_200.0_f64], 1..12),
    ) {
        // Two areas north and south of one broken line, walked in opposite directions.
        let mut shared = edge;
        shared.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let north: Vec<_> = [[-700.0, 2_000.0]].iter().chain(&shared).chain(&[[9_000.0, 1_000.0], [4_000.0, 0.0], [0.0, 0.0]]).copied().collect();
        let south: Vec<_> = [[-700.0, 2_000.0]].iter().chain(&shared).chain(&[[9_000.0, 1_000.0], [4_000.0, 4_000.0], [0.0, 4_000.0]]).rev().copied().collect();
        let shapes = [north, south].map(|outer| {
            Shape::from_polygons(&MultiPolygon(vec![Polygon::new(ring(&outer), vec![])]))
        });
        let decoded = encoded(&shapes);
        let edges = |position: usize| {
            let path = &decoded[0].features[position].paths[0];
            let on_shared = |v: &[i64; 2]| v[1] >= 1_000 && v[1] <= 2_300 && v[0] > -100;
            path.iter().copied().filter(on_shared).collect::<std::collections::BTreeSet<_>>()
        };
        // The encoder leaves out vertices on a straight run along an axis: those alone may differ.
        let (north, south) = (edges(0), edges(1));
        prop_assert_eq!(north, south);
    }
}
