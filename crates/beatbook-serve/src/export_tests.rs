use std::sync::Arc;

use beatbook_core::Audience;
use beatbook_tile::Tile;
use beatbook_tile::archive::Archive;
use serde_json::Value;

use super::{Format, export};
use crate::fixture_tests::store;
use crate::served_tests::{Server, bytes, header, over_peak};

fn text(server: &Server, path: &str) -> String {
    let mut response = server.get(path);
    assert_eq!(response.status(), 200, "{path}");
    response.body_mut().read_to_string().unwrap()
}

#[test]
fn a_file_has_a_telling_name_its_media_type_and_an_etag() {
    let server = Server::start(Audience::Analyst);
    let types = [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("geojson", "application/geo+json"),
        ("parquet", "application/vnd.apache.parquet"),
        ("gpx", "application/gpx+xml"),
        ("pmtiles", "application/vnd.pmtiles"),
    ];
    for (format, media) in types {
        let path = format!("api/v1/export/hotspots.{format}?category=violence");
        let response = server.get(&path);
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), media);
        let disposition = header(&response, "content-disposition").to_owned();
        let begins = "attachment; filename=\"beatbook_hotspots_offence_";
        assert!(disposition.starts_with(begins), "{disposition}");
        let (_, ends) = disposition.rsplit_once("_partnership_").unwrap();
        assert_eq!(ends.len(), "123456.\"".len() + format.len(), "{ends}");
        let other = server.get(&format!("api/v1/export/hotspots.{format}"));
        assert_ne!(header(&other, "content-disposition"), disposition);
        let tag = header(&response, "etag").to_owned();
        let again = server.get_with(&path, &[("if-none-match", &tag)]);
        assert_eq!(again.status(), 304, "{path}");
    }
}

#[test]
fn a_file_is_for_partners_unless_more_is_asked_for() {
    let server = Server::start(Audience::Analyst);
    let path = "api/v1/export/cells.csv";
    let plain = text(&server, path);
    assert_eq!(
        plain,
        text(&server, &format!("{path}?audience=partnership"))
    );
    assert!(plain.contains(",partnership,"));
    let own = text(&server, &format!("{path}?audience=analyst"));
    assert!(own.contains(",analyst,") && own != plain);
    let problem = server.problem(&format!("{path}?audience=everybody"), 400);
    assert_eq!(problem["parameter"], "audience");
}

#[test]
fn nobody_gets_more_than_they_may_see() {
    let server = Server::start(Audience::Partnership);
    let problem = server.problem("api/v1/export/cells.csv?audience=analyst", 403);
    assert!(problem["detail"].as_str().unwrap().contains("partnership"));
    assert!(text(&server, "api/v1/export/cells.csv").contains(",partnership,"));
}

#[test]
fn a_wrong_table_or_format_is_told_the_right_ones() {
    let server = Server::start(Audience::Analyst);
    for path in [
        "rain.csv",
        "hotspots.xlsx",
        "hotspots",
        "week.geojson",
        "cells.gpx",
        "rain.pmtiles",
    ] {
        let problem = server.problem(&format!("api/v1/export/{path}"), 404);
        assert!(
            !problem["accepted"].as_array().unwrap().is_empty(),
            "{path}"
        );
    }
    let problem = server.problem("api/v1/export/areas.csv", 400);
    assert_eq!(problem["parameter"], "layer");
    let problem = server.problem("api/v1/export/places.csv?layer=lsoa11", 400);
    assert_eq!(problem["parameter"], "layer");
    server.problem("api/v1/export/base.pmtiles?category=violence", 400);
}

#[test]
fn every_table_is_written_in_every_format_it_has() {
    let server = Server::start(Audience::Analyst);
    for table in [
        "hotspots", "cells", "counts", "places", "streets", "areas", "week", "hours", "profile",
    ] {
        let layer = match table {
            "areas" => "&layer=lsoa11",
            "profile" => "&area=lsoa11:E01000003",
            _ => "",
        };
        let query = format!("audience=analyst{layer}");
        let csv = text(&server, &format!("api/v1/export/{table}.csv?{query}"));
        let rows = csv.lines().count() - 1;
        let parquet = bytes(server.get(&format!("api/v1/export/{table}.parquet?{query}")));
        assert!(
            parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"),
            "{table}"
        );
        if !["week", "hours", "profile"].contains(&table) {
            let json = text(&server, &format!("api/v1/export/{table}.geojson?{query}"));
            let json: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(json["features"].as_array().unwrap().len(), rows, "{table}");
            assert_eq!(json["provenance"]["audience"], "analyst");
        }
    }
}

#[test]
fn tile_answer_and_file_show_the_same_protected_counts() {
    let server = Server::start(Audience::Partnership);
    let areas = server.json("api/v1/areas?layer=lsoa11");
    let file = text(&server, "api/v1/export/areas.geojson?layer=lsoa11");
    let file: Value = serde_json::from_str(&file).unwrap();
    let (areas, features) = (areas["areas"].as_array().unwrap(), &file["features"]);
    for (area, feature) in areas.iter().zip(features.as_array().unwrap()) {
        assert_eq!(area["code"], feature["id"]);
        assert_eq!(area["events"], feature["properties"]["incidents"]);
        assert_eq!(
            area["events_shown"],
            feature["properties"]["incidents_shown"]
        );
    }
}

#[test]
fn a_suppressed_unit_has_no_test() {
    let server = Server::start(Audience::Partnership);
    let file = text(&server, "api/v1/export/cells.geojson");
    let file: Value = serde_json::from_str(&file).unwrap();
    for feature in file["features"].as_array().unwrap() {
        for name in ["expected", "z", "p", "q"] {
            assert!(feature["properties"][name].is_null(), "{feature}");
        }
    }
}

#[test]
fn an_archive_holds_the_tiles_of_the_server() {
    let server = Server::start(Audience::Partnership);
    let file = bytes(server.get("api/v1/export/hotspots.pmtiles"));
    let archive = Archive::open(file).unwrap();
    let metadata: Value = serde_json::from_str(&archive.metadata().unwrap()).unwrap();
    assert_eq!(metadata["audience"], "partnership");
    assert!(metadata["provenance"]["selection"].is_string());
    for zoom in [8, 12, 14] {
        let served = bytes(server.get(&format!("tiles/hotspots/{}.mvt", over_peak(zoom))));
        let address = over_peak(zoom);
        let mut numbers = address.split('/').map(|n| n.parse::<u32>().unwrap());
        let mut next = || numbers.next().unwrap();
        let tile = Tile::new(next() as u8, next(), next()).unwrap();
        assert_eq!(archive.tile(tile).unwrap(), Some(served), "zoom {zoom}");
    }
}

#[test]
fn the_program_writes_what_the_server_sends() {
    let server = Server::start(Audience::Analyst);
    let (folder, store) = store();
    for format in Format::ALL {
        let pairs = vec![("count".to_owned(), "events".to_owned())];
        let asked = ("hotspots", format);
        let made = export(
            Arc::clone(&store),
            folder.path(),
            asked,
            pairs,
            Audience::Analyst,
        );
        let made = made.unwrap();
        let path = format!("api/v1/export/hotspots.{}?count=events", format.word());
        assert_eq!(made.bytes, bytes(server.get(&path)), "{format:?}");
        assert_eq!(made.audience, Audience::Partnership);
    }
    let wrong = vec![("colour".to_owned(), "red".to_owned())];
    let asked = ("hotspots", Format::Csv);
    let error = export(store, folder.path(), asked, wrong, Audience::Analyst).unwrap_err();
    assert!(error.contains("colour"), "{error}");
}

#[test]
fn a_shortlist_is_the_rows_of_its_ids_in_the_order_of_the_table() {
    let server = Server::start(Audience::Analyst);
    let all = text(&server, "api/v1/export/places.csv");
    let lines: Vec<&str> = all.lines().collect();
    let place_id = lines[0]
        .split(',')
        .position(|name| name == "place_id")
        .unwrap();
    // Names of the fixture hold no comma, ids do and are quoted: JSON tells them without reading CSV.
    assert!(place_id > 0 && lines.len() > 3);
    let json: Value = serde_json::from_str(&text(&server, "api/v1/export/places.geojson")).unwrap();
    let ids: Vec<&str> = json["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["id"].as_str().unwrap())
        .collect();
    let path = format!("api/v1/export/places.csv?ids={},{}", ids[2], ids[0]);
    let some = text(&server, &path);
    assert_eq!(
        some.lines().collect::<Vec<_>>(),
        [lines[0], lines[1], lines[3]]
    );
    let problem = server.problem("api/v1/export/places.csv?ids=nowhere", 400);
    assert_eq!(problem["parameter"], "ids");
    assert!(problem["detail"].as_str().unwrap().contains("nowhere"));
    server.problem("api/v1/export/places.csv?ids=", 400);
    server.problem("api/v1/export/week.csv?ids=a", 400);
    server.problem("api/v1/export/hotspots.pmtiles?ids=a", 400);
}

#[test]
fn a_receiver_is_told_rank_place_and_position() {
    let server = Server::start(Audience::Analyst);
    let answer = server.json("api/v1/hotspots");
    let first = &answer["groups"][0];
    let gpx = text(&server, "api/v1/export/hotspots.gpx");
    let name = format!(
        "<name>{} {}</name>",
        first["rank"],
        first["name"].as_str().unwrap()
    );
    assert!(gpx.contains(&name), "{gpx}");
    let lat = format!("lat=\"{:.6}\"", first["lat"].as_f64().unwrap());
    assert!(gpx.contains(&lat), "{gpx}");
    assert_eq!(
        gpx.matches("<wpt ").count(),
        answer["groups"].as_array().unwrap().len()
    );
}
