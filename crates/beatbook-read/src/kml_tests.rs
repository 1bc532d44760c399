use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;
use crate::features;
use crate::scratch::Scratch;

fn read_text(text: &str, wanted: &[&str]) -> Result<FeatureFile, String> {
    let scratch = Scratch::new();
    let path = scratch.write("beats.kml", text);
    features::read(&path, "areas", wanted).map_err(|e| scratch.tidy(&e))
}

const SQUARE: &str = "-2.24,53.48,0 -2.23,53.48,0 -2.23,53.49,0 -2.24,53.49,0 -2.24,53.48,0";

fn polygon(hole: &str) -> String {
    let hole = if hole.is_empty() {
        String::new()
    } else {
        format!(
            "<innerBoundaryIs><LinearRing><coordinates>{hole}</coordinates></LinearRing></innerBoundaryIs>"
        )
    };
    format!(
        "<Polygon>{hole}<outerBoundaryIs><LinearRing><coordinates>\n{SQUARE}\n</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )
}

fn document(placemarks: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>Beats, SYNTHETIC</name>\n{placemarks}\n</Document></kml>"
    )
}

#[test]
fn names_descriptions_and_extended_data_are_fields() {
    let text = document(&format!(
        "<Placemark><name> A2H1 </name><description><![CDATA[Gardens & <b>Square</b>]]></description>\
         <ExtendedData><Data name=\"division\"><value>North &amp; West</value></Data>\
         <SchemaData schemaUrl=\"#s\"><SimpleData name=\"code\">7</SimpleData></SchemaData></ExtendedData>{}</Placemark>",
        polygon("")
    ));
    let file = read_text(&text, &["name", "description", "division", "code", "gone"]).unwrap();
    assert!(file.synthetic);
    assert_eq!(file.crs, Ok(Crs::Wgs84));
    assert_eq!(file.properties, ["name", "description", "division", "code"]);
    let values: Vec<_> = file.features[0]
        .values
        .iter()
        .map(Option::as_deref)
        .collect();
    assert_eq!(
        values,
        [
            Some("A2H1"),
            Some("Gardens & <b>Square</b>"),
            Some("North & West"),
            Some("7"),
            None
        ]
    );
}

#[test]
fn holes_parts_and_label_points_are_told_apart() {
    let hole = "-2.238,53.482 -2.236,53.482 -2.236,53.484 -2.238,53.482";
    let text = document(&format!(
        "<Placemark><name>one</name>{}</Placemark>\
         <Placemark><name>two</name><MultiGeometry><Point><coordinates>-2.2,53.4</coordinates></Point>{}{}</MultiGeometry></Placemark>\
         <Placemark><name>none</name></Placemark>\
         <Placemark><name>line</name><LineString><coordinates>-2.2,53.4 -2.3,53.4</coordinates></LineString></Placemark>",
        polygon(hole),
        polygon(""),
        polygon("")
    ));
    let file = read_text(&text, &[]).unwrap();
    let [one, two, none, line] = &file.features[..] else {
        panic!()
    };
    let Some(Geometry::Polygon(one)) = &one.geometry else {
        panic!()
    };
    assert_eq!((one.exterior().0.len(), one.interiors().len()), (5, 1));
    assert!(matches!(&two.geometry, Some(Geometry::MultiPolygon(parts)) if parts.0.len() == 2));
    assert!(none.geometry.is_none());
    assert!(matches!(&line.geometry, Some(Geometry::LineString(_))));
}

#[test]
fn a_prefix_of_the_namespace_does_not_matter() {
    let text = document(&format!(
        "<Placemark><name>a</name>{}</Placemark>",
        polygon("")
    ));
    let text = text.replace("</", "</k:").replace('<', "<k:");
    let text = text.replace("<k:/k:", "</k:").replace("<k:?", "<?");
    let file = read_text(&text, &["name"]).unwrap();
    assert_eq!(file.features[0].values, [Some("a".to_owned())]);
    assert!(file.features[0].geometry.is_some());
}

#[test]
fn a_zipped_document_is_read() {
    let scratch = Scratch::new();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("files/icon.kml", options).unwrap();
    archive.start_file("doc.kml", options).unwrap();
    let text = document(&format!(
        "<Placemark><name>a</name>{}</Placemark>",
        polygon("")
    ));
    archive.write_all(text.as_bytes()).unwrap();
    let path = scratch.write("beats.kmz", archive.finish().unwrap().into_inner());
    let file = features::read(&path, "areas", &["name"]).unwrap();
    assert_eq!(file.features.len(), 1);
    let path = scratch.write("plain.kmz", text);
    let message = scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err());
    assert!(
        message.contains("this is not a sound zip archive"),
        "{message}"
    );
}

#[test]
fn other_xml_and_broken_coordinates_are_named_with_their_line() {
    let message = read_text("<gpx></gpx>", &[]).unwrap_err();
    assert!(
        message.contains("line 1: this is XML, but not KML: it starts with <gpx>"),
        "{message}"
    );
    let message = read_text("just words", &[]).unwrap_err();
    assert!(message.contains("it has no elements"), "{message}");
    let text = document(&format!("<Placemark>{}</Placemark>", polygon("")))
        .replace("-2.23,53.48,0", "-2.23, 53.48");
    let message = read_text(&text, &[]).unwrap_err();
    assert!(
        message.contains("line 4: `-2.23,` is not a coordinate"),
        "{message}"
    );
    let text = document("<Placemark><name>a</name>");
    let cut = text.split("</Document>").next().unwrap().to_owned();
    let message = read_text(&cut, &[]).unwrap_err();
    assert!(
        message.contains("line 3: the file is cut short: <Placemark> does not close"),
        "{message}"
    );
}

/// Pieces of KML in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<kml>",
        "</kml>",
        "<Document>",
        "</Document>",
        "<Placemark>",
        "</Placemark>",
        "<name>",
        "</name>",
        "<Polygon>",
        "</Polygon>",
        "<outerBoundaryIs>",
        "</outerBoundaryIs>",
        "<coordinates>",
        "</coordinates>",
        "<Data name=\"é\">",
        "<Data name>",
        "</Data>",
        "<value/>",
        "&amp;",
        "&#x20;",
        "&no;",
        "<![CDATA[",
        "]]>",
        "1,2 ",
        "1,",
        "é\n",
        "<",
        ">",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn coordinates_come_back_as_they_were_written(
        corners in proptest::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 3..20),
    ) {
        let text: Vec<String> = corners.iter().map(|(x, y)| format!("{x},{y},0")).collect();
        let ring = format!("<outerBoundaryIs><LinearRing><coordinates>{}</coordinates></LinearRing></outerBoundaryIs>", text.join("\n "));
        let file = read_text(&document(&format!("<Placemark><Polygon>{ring}</Polygon></Placemark>")), &[]).unwrap();
        let Some(Geometry::Polygon(polygon)) = &file.features[0].geometry else { panic!() };
        let read: Vec<_> = polygon.exterior().0.iter().map(|c| (c.x, c.y)).collect();
        prop_assert_eq!(&read[..corners.len()], &corners[..]);
        prop_assert_eq!(read.first(), read.last());
    }

    #[test]
    fn any_document_is_read_or_refused_on_a_line_it_has(text in pieces()) {
        let mut document = Document::default();
        if let Err(fault) = document.read(&text) {
            prop_assert!((1..=text.matches('\n').count() as u64 + 1).contains(&fault.line));
            prop_assert!(!fault.reason.is_empty());
        }
    }
}

#[test]
fn placemarks_of_one_code_are_one_area() {
    use beatbook_core::{LayerId, Transform};
    let mark = |code: &str| format!("<Placemark><name>{code}</name>{}</Placemark>", polygon(""));
    let scratch = Scratch::new();
    scratch.write(
        "n-1.kml",
        document(&format!("{}{}{}", mark("A"), mark("B"), mark("A"))),
    );
    scratch.write("n-2.kml", document(&mark("C")));
    let read = |path: &str| {
        let spec = crate::LayerSpec {
            id: LayerId::parse("beat24").unwrap(),
            path: scratch.path(path),
            code: "name".into(),
            name: None,
            crs: None,
            transform: Transform::default(),
            overlaps: false,
        };
        let layer = crate::read_layer(&spec).unwrap_or_else(|e| panic!("{e}"));
        let parts = |area: crate::RawArea| (area.code, area.polygon.0.len());
        layer.areas.into_iter().map(parts).collect::<Vec<_>>()
    };
    let of = |code: &str, parts| (code.to_owned(), parts);
    assert_eq!(read("n-1.kml"), [of("A", 2), of("B", 1)]);
    assert_eq!(read("n-*.kml"), [of("A", 2), of("B", 1), of("C", 1)]);
    let members =
        ["n-1.kml", "n-2.kml"].map(|name| (name, std::fs::read(scratch.path(name)).unwrap()));
    scratch.zip("n.zip", &members);
    assert_eq!(read("n.zip#*.kml"), [of("A", 2), of("B", 1), of("C", 1)]);
}

#[test]
fn an_entity_that_is_not_known_is_kept_as_written() {
    let text = document(&format!(
        "<Placemark><name>Caf&eacute; &amp; bar</name>{}</Placemark>",
        polygon("")
    ));
    let file = read_text(&text, &["name"]).unwrap();
    assert_eq!(
        file.features[0].values[0].as_deref(),
        Some("Caf&eacute; & bar")
    );
}
