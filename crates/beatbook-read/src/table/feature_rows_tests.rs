use super::*;
use crate::scratch::Scratch;

fn read(name: &str, text: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let scratch = Scratch::new();
    let path = scratch.write(name, text);
    let mut table = Table::open(&path, "events").unwrap_or_else(|e| panic!("{e}"));
    let mut rows = Vec::new();
    while let Some(record) = table.next().unwrap() {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    (table.header().to_vec(), rows)
}

fn collection(features: &[(&str, &str)]) -> String {
    let features: Vec<String> = features
        .iter()
        .map(|(properties, geometry)| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{geometry}}}"
            )
        })
        .collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",")
    )
}

fn point(x: f64, y: f64) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":[{x},{y}]}}")
}

#[test]
fn properties_are_columns_and_points_add_their_position() {
    let text = collection(&[
        ("\"offence\":\"Burglary\",\"n\":3", &point(-2.25, 53.5)),
        ("\"offence\":\"Drugs\",\"n\":null", "null"),
    ]);
    let (header, rows) = read("events.geojson", &text);
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    assert_eq!(header.len(), 4);
    assert_eq!(header[2..], ["x", "y"]);
    assert_eq!((rows[0].0, rows[1].0), (2, 3));
    assert_eq!(rows[0].1[column("offence")], "Burglary");
    assert_eq!(rows[0].1[column("n")], "3");
    assert_eq!(rows[0].1[2..], ["-2.25", "53.5"]);
    assert_eq!(rows[1].1[column("n")], "", "null");
    assert_eq!(rows[1].1[2..], ["", ""], "nowhere");
}

#[test]
fn a_property_called_x_keeps_its_name() {
    let text = collection(&[("\"X\":7", &point(-2.25, 53.5))]);
    let (header, rows) = read("events.geojson", &text);
    assert_eq!(header, ["X", "geometry_x", "geometry_y"]);
    assert_eq!(rows[0].1, ["7", "-2.25", "53.5"]);
}

#[test]
fn what_is_no_point_has_no_position() {
    let line = "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}";
    let (header, _) = read("events.geojson", &collection(&[("\"a\":7", line)]));
    assert_eq!(header, ["a"]);
}
