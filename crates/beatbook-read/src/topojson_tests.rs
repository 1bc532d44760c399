use proptest::prelude::*;

use crate::features::{FeatureFile, read};
use crate::scratch::Scratch;

use super::*;

fn read_text(text: &str, part: &str, wanted: &[&str]) -> Result<FeatureFile, String> {
    let scratch = Scratch::new();
    scratch.write("t.json", text);
    read(&scratch.path(&format!("t.json{part}")), "areas", wanted).map_err(|e| scratch.tidy(&e))
}

/// Two squares that share an edge, the example of the specification's idea: arc 0 is the shared edge.
const TWO_SQUARES: &str = r#"{"type":"Topology","SYNTHETIC":true,
 "objects":{
  "wards":{"type":"GeometryCollection","geometries":[
   {"type":"Polygon","id":"W1","properties":{"name":"West"},"arcs":[[0,1]]},
   {"type":"MultiPolygon","id":"W2","properties":{"name":"East","n":2},"arcs":[[[-1,2]]]},
   {"type":null,"id":"W3","properties":{"name":"Nowhere"}}]},
  "pubs":{"type":"MultiPoint","properties":{"name":"Pubs"},"coordinates":[[1,1],[3,1]]},
  "road":{"type":"LineString","properties":{"name":"Road"},"arcs":[1,0]}},
 "arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
 "transform":{"scale":[0.5,0.25],"translate":[-3,53]}}"#;

#[test]
fn arcs_are_shared_reversed_and_put_on_the_ground() {
    let file = read_text(TWO_SQUARES, "#wards", &["id", "name"]).unwrap();
    assert!(file.synthetic);
    let [west, east, nowhere] = &file.features[..] else {
        panic!()
    };
    assert_eq!(
        west.values,
        [Some("W1".to_owned()), Some("West".to_owned())]
    );
    let Some(Geometry::Polygon(west)) = &west.geometry else {
        panic!()
    };
    let corners: Vec<_> = west.exterior().0.iter().map(|c| (c.x, c.y)).collect();
    let expected = [
        (-2.0, 53.0),
        (-2.0, 53.5),
        (-3.0, 53.5),
        (-3.0, 53.0),
        (-2.0, 53.0),
    ];
    assert_eq!(corners, expected);
    let Some(Geometry::MultiPolygon(east)) = &east.geometry else {
        panic!()
    };
    let corners: Vec<_> = east.0[0].exterior().0.iter().map(|c| (c.x, c.y)).collect();
    let expected = [
        (-2.0, 53.5),
        (-2.0, 53.0),
        (-1.0, 53.0),
        (-1.0, 53.5),
        (-2.0, 53.5),
    ];
    assert_eq!(corners, expected);
    assert!(nowhere.geometry.is_none());
}

#[test]
fn all_objects_are_read_or_the_one_that_is_named() {
    let all = read_text(TWO_SQUARES, "", &["name"]).unwrap();
    let names: Vec<_> = all
        .features
        .iter()
        .filter_map(|f| f.values[0].as_deref())
        .collect();
    assert_eq!(names, ["Pubs", "Road", "West", "East", "Nowhere"]);
    let pubs = read_text(TWO_SQUARES, "#pubs", &[]).unwrap();
    let Some(Geometry::MultiPoint(points)) = &pubs.features[0].geometry else {
        panic!()
    };
    assert_eq!(
        points.0[1],
        Point::new(-1.5, 53.25),
        "positions of points are no differences"
    );
    let message = read_text(TWO_SQUARES, "#parks", &[]).unwrap_err();
    assert!(
        message.contains("there is no object `parks`; the file has pubs, road, wards"),
        "{message}"
    );
}

#[test]
fn broken_topologies_are_named() {
    let polygon = |arcs: &str, rest: &str| {
        format!(
            "{{\"type\":\"Topology\",\"objects\":{{\"a\":{{\"type\":\"Polygon\",\"arcs\":{arcs}}}}}{rest}}}"
        )
    };
    let one = ",\"arcs\":[[[0,0],[1,0],[1,1],[0,0]]]";
    for (text, words) in [
        (
            polygon("[[3]]", one),
            "feature 1: it names arc 3, of 1 there are",
        ),
        (polygon("[[-2]]", one), "it names arc -2, of 1 there are"),
        (
            polygon("[[-9223372036854775808]]", one),
            "it names arc -9223372036854775808",
        ),
        (polygon("[[0.5]]", one), "it names arc 0.5"),
        (
            polygon("[0]", one),
            "its arcs or coordinates are not a list",
        ),
        (
            polygon("[[0]]", ",\"arcs\":[[[0]]]"),
            "arc 0 is not a list of positions",
        ),
        (polygon("[[0]]", ",\"arcs\":7"), "its arcs are not a list"),
        (
            polygon("[[0]]", ",\"arcs\":[],\"transform\":{}"),
            "its transform has no scale and translate",
        ),
        (
            polygon("[[0]]", one).replace("Polygon", "Circle"),
            "`Circle` is not a kind of geometry",
        ),
    ] {
        let message = read_text(&text, "", &[]).unwrap_err();
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn one_arc_again_and_again_is_not_unfolded() {
    let arc = vec!["[0,0]"; 30_000].join(",");
    let uses = vec!["0"; 20_000].join(",");
    let text = format!(
        "{{\"type\":\"Topology\",\"objects\":{{\"a\":{{\"type\":\"LineString\",\"arcs\":[{uses}]}}}},\"arcs\":[[{arc}]]}}"
    );
    let message = read_text(&text, "", &[]).unwrap_err();
    assert!(
        message.contains("its arcs are used more than 64 times each"),
        "{message}"
    );
}

proptest! {
    /// Rings written as one arc each, in a grid of whole numbers, forwards and backwards.
    #[test]
    fn rings_come_back_as_they_were_written(
        rings in proptest::collection::vec(proptest::collection::vec((-500_i32..500, -500_i32..500), 3..12), 1..6),
        backwards in any::<bool>(),
    ) {
        let mut arcs = Vec::new();
        let mut polygons = Vec::new();
        for (i, ring) in rings.iter().enumerate() {
            let mut corners = ring.clone();
            corners.push(ring[0]);
            if backwards {
                corners.reverse();
            }
            let mut last = (0, 0);
            let steps: Vec<String> = corners.iter().map(|&(x, y)| {
                let step = format!("[{},{}]", x - last.0, y - last.1);
                last = (x, y);
                step
            }).collect();
            arcs.push(format!("[{}]", steps.join(",")));
            let number = if backwards { !(i as i64) } else { i as i64 };
            polygons.push(format!("{{\"type\":\"Polygon\",\"properties\":{{\"n\":{i}}},\"arcs\":[[{number}]]}}"));
        }
        let text = format!(
            "{{\"type\":\"Topology\",\"transform\":{{\"scale\":[0.0625,0.03125],\"translate\":[-2,53]}},\"objects\":{{\"a\":{{\"type\":\"GeometryCollection\",\"geometries\":[{}]}}}},\"arcs\":[{}]}}",
            polygons.join(","), arcs.join(",")
        );
        let file = read_text(&text, "", &["n"]).unwrap();
        prop_assert_eq!(file.features.len(), rings.len());
        for (i, (ring, feature)) in rings.iter().zip(&file.features).enumerate() {
            prop_assert_eq!(&feature.values[0], &Some(i.to_string()));
            let Some(Geometry::Polygon(polygon)) = &feature.geometry else { panic!() };
            let expected: Vec<(f64, f64)> = ring.iter().chain(&ring[..1])
                .map(|&(x, y)| (f64::from(x) * 0.0625 - 2.0, f64::from(y) * 0.03125 + 53.0)).collect();
            let found: Vec<(f64, f64)> = polygon.exterior().0.iter().map(|c| (c.x, c.y)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
