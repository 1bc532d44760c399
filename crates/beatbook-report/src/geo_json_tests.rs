use beatbook_core::Audience;
use serde_json::{Value, json};

use crate::fixture_tests::table;

fn written(audience: Audience) -> Value {
    let mut bytes = Vec::new();
    table(audience).write_geojson(&mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn a_collection_says_where_it_comes_from_and_what_its_columns_mean() {
    let collection = written(Audience::Partnership);
    assert_eq!(collection["type"], "FeatureCollection");
    assert_eq!(collection["name"], "areas-ward22");
    assert_eq!(collection["provenance"]["audience"], "partnership");
    assert_eq!(collection["provenance"]["SYNTHETIC"], "SYNTHETIC");
    assert_eq!(collection["bbox"], json!([0.0, 0.0, 2.0, 1.123_456_8]));
    let longitude = &collection["columns"][6];
    assert_eq!(longitude["unit"], "degrees, WGS 84");
}

#[test]
fn a_withheld_count_is_null_and_shown_as_a_star() {
    let features = written(Audience::Partnership)["features"].clone();
    assert_eq!(features[0]["properties"]["incidents"], 10);
    assert_eq!(features[0]["properties"]["incidents_shown"], "10");
    assert_eq!(features[1]["properties"]["incidents"], Value::Null);
    assert_eq!(features[1]["properties"]["incidents_shown"], "*");
    assert_eq!(features[2]["properties"]["incidents"], 0);
}

#[test]
fn features_have_stable_ids_and_rings_by_the_right_hand_rule() {
    let features = written(Audience::Analyst)["features"].clone();
    assert_eq!(features[0]["id"], "W1");
    let drawn = features[0]["geometry"]["coordinates"][0]
        .as_array()
        .unwrap()
        .clone();
    let doubled: f64 = drawn
        .windows(2)
        .map(|pair| {
            let at = |i: usize, j: usize| pair[i][j].as_f64().unwrap();
            at(0, 0) * at(1, 1) - at(1, 0) * at(0, 1)
        })
        .sum();
    assert!(doubled > 0.0, "{drawn:?}");
    assert_eq!(features[2]["geometry"], Value::Null);
}

#[test]
fn another_reader_of_the_format_takes_it() {
    let mut bytes = Vec::new();
    table(Audience::Analyst).write_geojson(&mut bytes).unwrap();
    let read: geojson::FeatureCollection = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(read.features.len(), 3);
    assert!(read.foreign_members.unwrap().contains_key("provenance"));
}
