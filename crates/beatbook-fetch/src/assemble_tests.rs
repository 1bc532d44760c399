use std::fs;

use serde_json::Value;

use crate::test_server::{Asked, Reply, Server, entry, hurried, place, source};
use crate::{FetchError, Fetched, Fetcher, Part};

/// A layer of two pages: what it says of itself, and its pages as they are.
fn layer(about: &'static str, pages: [&'static str; 2]) -> Server {
    Server::start(move |asked: &Asked| {
        if !asked.path.contains("/query?") {
            return Reply::body(about);
        }
        if asked.query("returnCountOnly").is_some() {
            return Reply::body(r#"{"count":2}"#);
        }
        Reply::body(pages[usize::from(asked.query("resultOffset") != Some("0"))])
    })
}

fn get(server: &Server, file: &str) -> (tempfile::TempDir, Result<Fetched, FetchError>) {
    let (folder, _) = place(file);
    let source = source(
        "arcgis",
        &server.address("/FeatureServer/0"),
        file,
        "rows = 3",
    );
    let fetched = Fetcher::new(hurried(), false)
        .fetch(
            &source,
            entry(&source),
            &Part::default(),
            folder.path(),
            &mut |_| {},
        )
        .map(|mut all| all.remove(0));
    (folder, fetched)
}

const AREAS: &str = r#"{"objectIdField":"FID","geometryType":"esriGeometryPolygon",
    "advancedQueryCapabilities":{"supportsPagination":true}}"#;
const TABLE: &str = r#"{"objectIdField":"FID","type":"Table",
    "advancedQueryCapabilities":{"supportsPagination":true}}"#;

#[test]
fn pages_become_one_geojson_without_a_digit_changed() {
    let server = layer(
        AREAS,
        [
            r#"{"features":[{"type":"Feature","id":1,"geometry":null,"properties":{"A":"é"}}]}"#,
            r#"{"features":[{"type":"Feature","id":2,"geometry":{"type":"Polygon","coordinates":[[[384400.10000000001,398244.0],[1.0E5,4e5],[3,4],[384400.10000000001,398244.0]]]},"properties":{"A":"b"}}]}"#,
        ],
    );
    let (_folder, fetched) = get(&server, "a.geojson");
    let fetched = fetched.unwrap();
    let text = fs::read_to_string(&fetched.path).unwrap();
    assert!(
        text.contains("[384400.10000000001,398244.0],[1.0E5,4e5]"),
        "{text}"
    );
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["features"].as_array().unwrap().len(), 2);
    assert_eq!(json["features"][0]["properties"]["A"], "é");
    assert_eq!(
        json["crs"]["properties"]["name"],
        "urn:ogc:def:crs:EPSG::27700"
    );
    assert_eq!(fetched.record.crs.as_deref(), Some("EPSG:27700"));
    assert_eq!(fetched.record.rows, Some(2));
    assert_eq!(fetched.notes, ["has 2 rows, the catalogue says 3"]);
}

#[test]
fn a_server_that_gives_degrees_for_the_grid_is_believed_by_its_coordinates() {
    for crs in [
        "",
        r#""crs":{"type":"name","properties":{"name":"EPSG:4326"}},"#,
    ] {
        let page = |id: u8| -> &'static str {
            Box::leak(
                format!(
                    r#"{{{crs}"features":[{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":[-2.2363,53.4807]}},"properties":{{}}}}]}}"#
                )
                .into_boxed_str(),
            )
        };
        let server = layer(AREAS, [page(1), page(2)]);
        let (_folder, fetched) = get(&server, "a.geojson");
        let fetched = fetched.unwrap();
        let json: Value =
            serde_json::from_str(&fs::read_to_string(&fetched.path).unwrap()).unwrap();
        assert!(json.get("crs").is_none());
        assert_eq!(fetched.record.crs.as_deref(), Some("OGC:CRS84"));
        assert!(fetched.notes[0].contains("longitude and latitude in a way it does not name"));
    }
}

#[test]
fn coordinates_that_contradict_each_other_are_refused() {
    const GRID: &str = r#"{"features":[{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[384400,398244]},"properties":{}}]}"#;
    const DEGREES: &str = r#"{"features":[{"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":[-2.2,53.4]},"properties":{}}]}"#;
    const LIAR: &str = r#"{"crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[{"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":[-2.2,53.4]},"properties":{}}]}"#;
    const OTHER: &str = r#"{"crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[{"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":[-248000,7070000]},"properties":{}}]}"#;
    for (second, why) in [
        (DEGREES, "mixes coordinates"),
        (LIAR, "mixes coordinates"),
        (OTHER, "unknown coordinate system"),
    ] {
        let server = layer(AREAS, [GRID, second]);
        let (folder, fetched) = get(&server, "a.geojson");
        let said = fetched.unwrap_err().to_string();
        assert!(said.contains(why), "{said}");
        assert!(!folder.path().join("product-2021/a.geojson").exists());
    }
}

#[test]
fn a_table_without_geometry_becomes_a_csv_with_its_columns_in_order() {
    let server = layer(
        TABLE,
        [
            r#"{"fields":[{"name":"LSOA11CD","type":"esriFieldTypeString"},{"name":"CHGIND","type":"esriFieldTypeString"},{"name":"N","type":"esriFieldTypeDouble"},{"name":"FID","type":"esriFieldTypeOID"}],
               "features":[{"attributes":{"FID":1,"N":1.50,"CHGIND":"U","LSOA11CD":"E01000001"}}]}"#,
            r#"{"fields":[{"name":"LSOA11CD","type":"esriFieldTypeString"},{"name":"CHGIND","type":"esriFieldTypeString"},{"name":"N","type":"esriFieldTypeDouble"},{"name":"FID","type":"esriFieldTypeOID"}],
               "features":[{"attributes":{"LSOA11CD":"say \"Ynys\", Môn","CHGIND":null,"N":null,"FID":2}}]}"#,
        ],
    );
    let (_folder, fetched) = get(&server, "a.csv");
    let fetched = fetched.unwrap();
    assert_eq!(
        fs::read_to_string(&fetched.path).unwrap(),
        "LSOA11CD,CHGIND,N,FID\nE01000001,U,1.50,1\n\"say \"\"Ynys\"\", Môn\",,,2\n"
    );
    assert_eq!(fetched.record.crs, None);
    let asked = server.seen();
    assert_eq!(asked[2].query("returnGeometry"), Some("false"));
    assert_eq!(asked[2].query("f"), Some("json"));
}

#[test]
fn a_table_whose_columns_change_is_refused() {
    let server = layer(
        TABLE,
        [
            r#"{"fields":[{"name":"FID","type":"esriFieldTypeOID"}],"features":[{"attributes":{"FID":1}}]}"#,
            r#"{"fields":[{"name":"FID","type":"esriFieldTypeOID"},{"name":"B","type":"esriFieldTypeString"}],"features":[{"attributes":{"FID":2,"B":"x"}}]}"#,
        ],
    );
    let (_folder, fetched) = get(&server, "a.csv");
    assert!(
        fetched
            .unwrap_err()
            .to_string()
            .contains("changed its columns")
    );
}
