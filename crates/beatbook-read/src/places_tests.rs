use std::path::PathBuf;

use beatbook_core::Transform;

use super::*;
use crate::scratch::Scratch;

fn spec(path: PathBuf) -> FeatureSpec {
    FeatureSpec {
        path,
        header: None,
        name: Some("name".into()),
        class: Some("class".into()),
        class_is: None,
        radius: None,
        level: None,
        x: Some("longitude".into()),
        y: Some("latitude".into()),
        crs: Some(Crs::Wgs84),
        transform: Transform::default(),
    }
}

#[test]
fn a_table_of_points_is_read() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "places.csv",
        "SYNTHETIC,name,class,longitude,latitude\nSYNTHETIC,\"The Anchor, Quay\",venue,-2.24,53.48\nSYNTHETIC,Nowhere,venue,,\n",
    );
    let read = read_places(&spec(path)).unwrap();
    assert!(read.synthetic);
    assert_eq!((read.features.len(), read.left_out), (1, 1));
    let place = &read.features[0];
    assert_eq!(
        (place.name.as_str(), place.class.as_str()),
        ("The Anchor, Quay", "venue")
    );
    assert_eq!(place.geometry, Geometry::Point(Point::new(-2.24, 53.48)));
}

#[test]
fn points_of_a_geojson_are_read() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "places.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"A\",\"class\":\"retail\"},\
         \"geometry\":{\"type\":\"Point\",\"coordinates\":[-2.24,53.48]}}]}",
    );
    let read = read_places(&spec(path)).unwrap();
    assert_eq!((read.features.len(), read.synthetic), (1, false));
}

#[test]
fn bad_places_are_named_with_line_and_column() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "places.csv",
        "name,class,longitude,latitude\nA,venue,-2.24,53.48\nB,venue,53.48,-2.24\nC,venue,53.49,-2.24\n",
    );
    let message = scratch
        .tidy(&read_places(&spec(path)).unwrap_err())
        .replace("\n    ", " ");
    assert!(
        message.contains("line 3, column longitude: the coordinate 53.48, -2.24 looks swapped"),
        "{message}"
    );
    assert!(
        message.contains("1 more row fails the same check: 4"),
        "{message}"
    );
    let path = scratch.write("places.csv", "name,kind,longitude,latitude\n");
    let message = read_places(&spec(path)).unwrap_err().to_string();
    assert!(
        message
            .contains("there is no column `class`; the file has name, kind, longitude, latitude"),
        "{message}"
    );
}

#[test]
fn a_class_is_known_however_it_is_written_and_refused_where_it_means_nothing() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "places.csv",
        "name,class,longitude,latitude\nA,Custody,-2.24,53.48\nB,Police Station,-2.24,53.48\nC,,-2.24,53.48\n",
    );
    let read = read_places(&spec(path)).unwrap();
    let classes: Vec<&str> = read.features.iter().map(|f| f.class.as_str()).collect();
    assert_eq!(classes, ["custody", "police-station", ""]);

    let path = scratch.write(
        "places.csv",
        "name,class,longitude,latitude\nA,venue,-2.24,53.48\nB,prison,-2.24,53.48\n",
    );
    let message = scratch.tidy(&read_places(&spec(path)).unwrap_err());
    assert!(
        message.contains("line 3, column class: `prison` is not a class of places"),
        "{message}"
    );
    assert!(message.contains("custody, police-station"), "{message}");

    let feature = |class: &str| {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"name\":\"A\",\"class\":\"{class}\"}},\
             \"geometry\":{{\"type\":\"Point\",\"coordinates\":[-2.24,53.48]}}}}]}}"
        );
        read_places(&spec(scratch.write("places.geojson", &text)))
    };
    assert_eq!(feature("HOSPITAL").unwrap().features[0].class, "hospital");
    let message = scratch.tidy(&feature("jail").unwrap_err());
    assert!(
        message.contains("feature 1") && message.contains("`jail` is not a class of places"),
        "{message}"
    );
}

#[test]
fn footprints_and_outlines_are_places_where_their_middle_is() {
    let scratch = Scratch::new();
    let feature = |name: &str, geometry: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\",\"class\":\"Hospital\"}},\"geometry\":{geometry}}}"
        )
    };
    let wing = "[[[-2.25,53.46],[-2.24,53.46],[-2.24,53.47],[-2.25,53.47],[-2.25,53.46]]]";
    let shed = "[[[-2.3,53.46],[-2.299,53.46],[-2.299,53.461],[-2.3,53.46]]]";
    let text = [
        feature(
            "whole",
            &format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{shed},{wing}]}}"),
        ),
        feature(
            "wall",
            "{\"type\":\"LineString\",\"coordinates\":[[-2.25,53.46],[-2.23,53.46]]}",
        ),
    ];
    let read = read_places(&spec(scratch.write("p.geojsonl", text.join("\n")))).unwrap();
    let at = |i: usize| match &read.features[i].geometry {
        Geometry::Point(point) => (point.x(), point.y()),
        other => panic!("{other:?}"),
    };
    assert!((at(0).0 + 2.245).abs() < 1e-9 && (at(0).1 - 53.465).abs() < 1e-9);
    assert!((at(1).0 + 2.24).abs() < 1e-9);
    assert!(
        read.features
            .iter()
            .all(|p| p.class == "hospital" && p.radius.is_none())
    );
    let two = feature(
        "two",
        "{\"type\":\"MultiPoint\",\"coordinates\":[[-2.25,53.46],[-2.2,53.46]]}",
    );
    let message = read_places(&spec(scratch.write("two.geojson", two)))
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("feature 1: its geometry is not a point, line or polygon"),
        "{message}"
    );
}
