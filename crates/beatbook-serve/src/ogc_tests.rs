use beatbook_core::Audience;
use serde_json::{Value, json};

use crate::served_tests::{Server, header};

fn features(server: &Server, path: &str) -> Value {
    let mut response = server.get(path);
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(header(&response, "content-type"), "application/geo+json");
    response.body_mut().read_json().unwrap()
}

/// The address of a link without the server's own.
fn link(server: &Server, page: &Value, rel: &str) -> Option<String> {
    let links = page["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel)?;
    let href = found["href"].as_str().unwrap();
    Some(href.strip_prefix(&server.page).unwrap().to_owned())
}

#[test]
fn the_first_page_leads_to_everything() {
    let server = Server::start(Audience::Analyst);
    let page = server.json("ogc");
    for rel in ["self", "service-desc", "conformance", "data"] {
        server.json(&link(&server, &page, rel).unwrap());
    }
    let classes = server.json("ogc/conformance");
    assert_eq!(classes["conformsTo"].as_array().unwrap().len(), 2);
    let all = server.json("ogc/collections");
    let ids: Vec<&str> = all["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["groups", "places", "cells", "areas-lsoa11"]);
    for one in all["collections"].as_array().unwrap() {
        let own = server.json(&link(&server, one, "self").unwrap());
        assert_eq!(own, *one);
        features(&server, &link(&server, one, "items").unwrap());
    }
}

#[test]
fn pages_follow_on_one_another_and_make_the_whole() {
    let server = Server::start(Audience::Analyst);
    let whole = features(&server, "ogc/collections/cells/items?limit=10000");
    let matched = whole["numberMatched"].as_u64().unwrap();
    assert_eq!(whole["numberReturned"], matched);
    assert!(link(&server, &whole, "next").is_none() && link(&server, &whole, "prev").is_none());
    let mut next = Some("ogc/collections/cells/items?limit=60".to_owned());
    let mut seen = Vec::new();
    while let Some(path) = next {
        let page = features(&server, &path);
        assert_eq!(page["numberMatched"], matched);
        let rows = page["features"].as_array().unwrap();
        assert_eq!(page["numberReturned"], rows.len());
        assert_eq!(link(&server, &page, "prev").is_some(), !seen.is_empty());
        seen.extend(rows.clone());
        next = link(&server, &page, "next");
    }
    assert_eq!(json!(seen), whole["features"]);
    let counts = server.json("api/v1/counts");
    assert_eq!(counts["units"].as_array().unwrap().len() as u64, matched);
}

#[test]
fn a_box_and_a_selection_narrow_what_matches() {
    let server = Server::start(Audience::Analyst);
    let path = "ogc/collections/areas-lsoa11/items";
    let all = features(&server, path);
    assert_eq!(all["numberMatched"], 4);
    let first = &all["features"][0]["geometry"]["coordinates"];
    let text = serde_json::to_string(first).unwrap();
    let numbers: Vec<f64> = text
        .split(['[', ']', ','])
        .filter_map(|part| part.parse().ok())
        .collect();
    let (lon, lat) = (numbers[0], numbers[1]);
    let (west, east) = (lon - 1e-6, lon + 1e-6);
    let (south, north) = (lat - 1e-6, lat + 1e-6);
    let near = features(
        &server,
        &format!("{path}?bbox={west},{south},{east},{north}"),
    );
    let matched = near["numberMatched"].as_u64().unwrap();
    assert!((1..4).contains(&matched), "{matched}");
    let nowhere = features(&server, &format!("{path}?bbox=10,10,11,11"));
    assert_eq!(nowhere["features"], json!([]));
    // Round the other side of the earth all but the sea before Africa is covered.
    let round = features(&server, &format!("{path}?bbox=170,-80,-170,80"));
    assert_eq!(round["numberMatched"], 0);
}

#[test]
fn a_feature_is_found_by_its_id_and_is_that_of_the_list() {
    let server = Server::start(Audience::Analyst);
    for collection in ["groups", "cells", "places", "areas-lsoa11"] {
        let list = features(
            &server,
            &format!("ogc/collections/{collection}/items?limit=3"),
        );
        for feature in list["features"].as_array().unwrap() {
            let id = feature["id"].as_str().unwrap();
            let own = features(&server, &format!("ogc/collections/{collection}/items/{id}"));
            for part in ["type", "id", "properties", "geometry"] {
                assert_eq!(own[part], feature[part]);
            }
            assert!(link(&server, &own, "collection").is_some());
        }
    }
    server.problem("ogc/collections/groups/items/nothing", 404);
    server.problem("ogc/collections/rain", 404);
    server.problem("ogc/rain", 404);
}

#[test]
fn nothing_unknown_is_ignored() {
    let server = Server::start(Audience::Analyst);
    for path in [
        "ogc?colour=red",
        "ogc/conformance?f=html",
        "ogc/collections?limit=1",
        "ogc/collections/groups/items?colour=red",
        "ogc/collections/groups/items/x?bbox=1,2,3,4",
    ] {
        server.problem(path, 400);
    }
}

#[test]
fn partners_see_protected_counts_and_equal_bytes_at_every_request() {
    let server = Server::start(Audience::Partnership);
    let page = features(&server, "ogc/collections/cells/items?limit=10000");
    assert_eq!(page["provenance"]["audience"], "partnership");
    for feature in page["features"].as_array().unwrap() {
        let count = &feature["properties"]["incidents"];
        assert!(
            count.is_null() || count.as_u64().unwrap() % 5 == 0,
            "{feature}"
        );
        assert!(feature["properties"]["z"].is_null());
    }
    let again = features(&server, "ogc/collections/cells/items?limit=10000");
    assert_eq!(page, again);
}
