use std::path::PathBuf;

use beatbook_core::{LayerId, Transform};

use super::*;
use crate::scratch::Scratch;
use crate::{FeatureSpec, LayerSpec, RawLayer, ReadError, read_ground, read_layer, read_lines};

fn square(code: &str, x: f64, y: f64) -> String {
    let (a, b) = (x + 0.01, y + 0.01);
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"n\":7}},\"geometry\":{{\"type\":\"Polygon\",\
         \"coordinates\":[[[{x},{y}],[{a},{y}],[{a},{b}],[{x},{b}],[{x},{y}]]]}}}}"
    )
}

fn collection(members: &str, features: &[String]) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",{members}\"features\":[{}]}}",
        features.join(",")
    )
}

fn layer(path: PathBuf) -> Result<RawLayer, ReadError> {
    read_layer(&LayerSpec {
        id: LayerId::parse("ward22").unwrap(),
        path,
        code: "code".into(),
        name: Some("n".into()),
        crs: None,
        transform: Transform::default(),
        overlaps: false,
    })
}

fn read_text(text: impl AsRef<[u8]>) -> Result<RawLayer, String> {
    let scratch = Scratch::new();
    layer(scratch.write("areas.geojson", text)).map_err(|e| scratch.tidy(&e))
}

fn ground(path: PathBuf) -> FeatureSpec {
    FeatureSpec {
        path,
        header: None,
        name: Some("name".into()),
        class: None,
        class_is: None,
        radius: None,
        level: None,
        x: None,
        y: None,
        crs: None,
        transform: Transform::default(),
    }
}

#[test]
fn without_a_crs_member_it_is_longitude_and_latitude() {
    let read = read_text(collection(
        "",
        &[square("W1", -2.24, 53.48), square("W2", -2.2, 53.48)],
    ))
    .unwrap();
    assert_eq!(
        (read.crs, read.areas.len(), read.synthetic),
        (Crs::Wgs84, 2, false)
    );
    assert_eq!(
        (read.areas[0].code.as_str(), read.areas[0].name.as_str()),
        ("W1", "7")
    );
}

#[test]
fn a_crs_member_is_obeyed() {
    let member = |name: &str| {
        format!("\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}},")
    };
    let bng = collection(
        &member("urn:ogc:def:crs:EPSG::27700"),
        &[square("W1", 384_000.0, 398_000.0)],
    );
    assert_eq!(read_text(bng).unwrap().crs, Crs::Bng);
    let lonlat = collection(
        &member("urn:ogc:def:crs:OGC:1.3:CRS84"),
        &[square("W1", -2.24, 53.48)],
    );
    assert_eq!(read_text(lonlat).unwrap().crs, Crs::Wgs84);
    let odd = read_text(collection(&member("local"), &[square("W1", -2.24, 53.48)])).unwrap_err();
    assert!(
        odd.contains("the reference system `local` of its crs member is not recognised"),
        "{odd}"
    );
}

#[test]
fn it_may_be_packed_and_begin_with_a_mark() {
    use std::io::Write;
    let text = collection("", &[square("W1", -2.24, 53.48)]);
    assert!(read_text(format!("\u{feff}{text}")).is_ok());
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let scratch = Scratch::new();
    assert!(layer(scratch.write("a.geojson.gz", &packed)).is_ok());
    let cut = layer(scratch.write("b.geojson.gz", &packed[..packed.len() / 2])).unwrap_err();
    assert!(
        cut.to_string()
            .contains("the file cannot be read to its end"),
        "{cut}"
    );
}

#[test]
fn a_top_level_member_marks_a_synthetic_file() {
    assert!(
        read_text(collection(
            "\"SYNTHETIC\":true,",
            &[square("W1", -2.24, 53.48)]
        ))
        .unwrap()
        .synthetic
    );
}

#[test]
fn coordinates_that_cannot_be_are_named() {
    let metres = read_text(collection("", &[square("W1", 384_000.0, 398_000.0)]))
        .unwrap_err()
        .replace("\n    ", " ");
    assert!(
        metres.contains(
            "it has no crs member, and its coordinates, such as 384000, 398000, look like metres"
        ),
        "{metres}"
    );
    assert!(metres.contains("add crs = \"EPSG:27700\""), "{metres}");
    let member =
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},";
    let metres = read_text(collection(member, &[square("W1", 384_000.0, 398_000.0)]))
        .unwrap_err()
        .replace("\n    ", " ");
    assert!(
        metres.contains("feature 1: W1: the coordinate 384000, 398000 looks like metres"),
        "{metres}"
    );
    let swapped = read_text(collection("", &[square("W1", 53.48, -2.24)])).unwrap_err();
    assert!(
        swapped.contains("looks swapped: longitude comes first"),
        "{swapped}"
    );
}

#[test]
fn areas_without_a_shape_or_a_code_are_named() {
    let bare = |geometry: &str| {
        let feature = format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"W9\",\"n\":1}},\"geometry\":{geometry}}}"
        );
        read_text(collection("", &[square("W1", -2.24, 53.48), feature])).unwrap_err()
    };
    for empty in [
        "null",
        "{\"type\":\"Polygon\",\"coordinates\":[]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
    ] {
        let message = bare(empty);
        assert!(
            message.contains("feature 2: W9 has no geometry"),
            "{message}"
        );
    }
    let point = bare("{\"type\":\"Point\",\"coordinates\":[-2.2,53.4]}");
    assert!(point.contains("feature 2: W9 is not a polygon"), "{point}");
    let twice = read_text(collection(
        "",
        &[square("W1", -2.24, 53.48), square("W1", -2.2, 53.48)],
    ))
    .unwrap_err();
    assert!(twice.contains("the code W1 stands twice"), "{twice}");
}

#[test]
fn what_is_not_geojson_is_named() {
    for (text, words) in [
        ("", "the file is cut short"),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "the file is cut short",
        ),
        ("a,b\n1,2\n", "line 1: this is not JSON"),
        ("{\"type\":\"Topology\"}", "this TopoJSON has no objects"),
        (
            "{\"type\":\"Point\",\"coordinates\":[1,2]}",
            "there is no field `code`; the file has none",
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[]}",
            "the file has no areas",
        ),
        ("{\"a\":1}", "this is not sound GeoJSON"),
        (
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1]}}",
            "its position [1] is not two or more numbers",
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\
             \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3],[1,2]]]}}]}",
            "feature 1: its position [3] is not two or more numbers",
        ),
    ] {
        let message = read_text(text).unwrap_err();
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn metres_without_a_crs_member_are_read_when_the_config_says_so() {
    let scratch = Scratch::new();
    let text = collection("", &[square("W1", 384_000.0, 398_000.0)]);
    let mut spec = ground(scratch.write("a.geojson", text));
    spec.name = Some("code".into());
    spec.crs = Some(Crs::Bng);
    assert_eq!(read_ground(&spec).unwrap().crs, Crs::Bng);
}

#[test]
fn one_feature_after_another_is_a_layer_too() {
    let features = [square("W1", -2.24, 53.48), square("W2", -2.2, 53.48)];
    let scratch = Scratch::new();
    let forms = [
        ("a.geojsonl", features.join("\n")),
        ("a.ndjson", format!("{}\r\n\r\n", features.join("\r\n"))),
        ("a.jsonl", format!("\u{1e}{}\n", features.join("\n\u{1e}"))),
        ("a.geojson", features.join("\n")),
    ];
    for (name, text) in forms {
        let read = layer(scratch.write(name, text)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let codes: Vec<_> = read.areas.iter().map(|a| a.code.as_str()).collect();
        assert_eq!(codes, ["W1", "W2"], "{name}");
    }
    let cut = format!("{}\n{}", features[0], &features[1][..40]);
    let message = scratch.tidy(&layer(scratch.write("cut.geojsonl", cut)).unwrap_err());
    assert!(
        message.contains("line 2: the file is cut short"),
        "{message}"
    );
    let odd = format!("{}\n{{\"a\":1}}", features[0]);
    let message = scratch.tidy(&layer(scratch.write("odd.geojsonl", odd)).unwrap_err());
    assert!(
        message.contains("text 2 of the file is not sound GeoJSON"),
        "{message}"
    );
}

#[test]
fn numbers_lists_and_the_id_of_a_feature_are_texts() {
    let text = "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"n\":1.50,\"yes\":true,\"list\":[1,\"a\"],\"none\":null},\"geometry\":null}";
    let scratch = Scratch::new();
    let path = scratch.write("a.json", text);
    let file = crate::features::read(&path, "areas", &["id", "n", "yes", "list", "none"]).unwrap();
    let values: Vec<_> = file.features[0]
        .values
        .iter()
        .map(Option::as_deref)
        .collect();
    assert_eq!(
        values,
        [
            Some("7"),
            Some("1.5"),
            Some("true"),
            Some("[1,\"a\"]"),
            None
        ]
    );
    assert!(file.features[0].geometry.is_none());
}

#[test]
fn deep_nesting_is_refused_in_words() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let message = read_text(deep).unwrap_err();
    assert!(message.contains("recursion limit exceeded"), "{message}");
    let inner = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(60);
    let text = format!("{inner}{}", "]}".repeat(60));
    assert!(read_text(text).is_err());
}

#[test]
fn a_part_of_a_file_that_is_one_layer_is_refused() {
    let scratch = Scratch::new();
    scratch.write("a.geojson", collection("", &[square("W1", -2.24, 53.48)]));
    let message = scratch.tidy(&layer(scratch.path("a.geojson#wards")).unwrap_err());
    assert_eq!(
        message,
        "cannot read areas from a.geojson\n  there is no `wards` in it: GeoJSON is one layer\n  \
         help: take #wards off the path"
    );
}

#[test]
fn a_missing_field_is_named_with_those_there_are() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "a.geojson",
        collection("", &[square("W1", -2.24, 53.48)]).replace("\"code\"", "\"WD22CD\""),
    );
    let message = scratch.tidy(&layer(path).unwrap_err());
    assert_eq!(
        message,
        "cannot read areas from a.geojson\n  there is no field `code`; the file has WD22CD, n\n  \
         help: set code = \"...\" in the config to the field that is meant"
    );
}

#[test]
fn streets_are_lines_and_ground_may_be_both() {
    let line = "{\"type\":\"Feature\",\"properties\":{\"name\":\"Dale Street\"},\"geometry\":{\"type\":\"LineString\",\
                \"coordinates\":[[-2.99,53.40],[-2.98,53.41]]}}";
    let nameless = line.replace("\"Dale Street\"", "null");
    let area = square("x", -2.24, 53.48).replace("\"code\"", "\"name\"");
    let scratch = Scratch::new();
    let path = scratch.write("s.geojson", collection("", &[line.to_owned(), nameless]));
    let read = read_lines(&ground(path)).unwrap();
    let names: Vec<_> = read.features.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(
        (names, read.features[0].class.as_str()),
        (vec!["Dale Street", ""], "")
    );

    let path = scratch.write("g.geojson", collection("", &[line.to_owned(), area]));
    assert_eq!(
        read_ground(&ground(path.clone())).unwrap().features.len(),
        2
    );
    let message = read_lines(&ground(path)).unwrap_err().to_string();
    assert!(
        message.contains("feature 2: its geometry is not a line"),
        "{message}"
    );
}

#[test]
fn levels_of_streets_are_whole_numbers_and_blank_is_the_ground() {
    let scratch = Scratch::new();
    let with = |levels: &[&str]| {
        let lines: Vec<String> = levels
            .iter()
            .map(|level| {
                format!(
                    "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"\",\"layer\":{level}}},\"geometry\":{{\
                     \"type\":\"LineString\",\"coordinates\":[[-2.24,53.48],[-2.23,53.48]]}}}}"
                )
            })
            .collect();
        let path = scratch.write("streets.geojson", collection("", &lines));
        let spec = FeatureSpec {
            level: Some("layer".into()),
            ..ground(path)
        };
        read_lines(&spec)
    };
    let read = with(&["-1", "null", "\"\"", "\"2\""]).unwrap();
    let levels: Vec<i32> = read.features.iter().map(|street| street.level).collect();
    assert_eq!(levels, [-1, 0, 0, 2]);
    let message = with(&["0", "\"bridge\""]).unwrap_err().to_string();
    assert!(
        message.contains("`bridge` is not a level; levels are whole numbers, 0 for the ground"),
        "{message}"
    );
}
