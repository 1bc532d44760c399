use beatbook_core::Audience;

use super::addresses;
use crate::served_tests::{Server, header};

#[test]
fn every_address_of_the_document_is_served_and_named_to_who_is_lost() {
    let server = Server::start(Audience::Analyst);
    for address in addresses() {
        let filled = address
            .replace("{id}", "none")
            .replace("{layer}", "base")
            .replace("{z}/{x}/{y}", "3/1/0");
        let response = server.get(filled.trim_start_matches('/'));
        if response.status() == 404 {
            let problem = server.problem(filled.trim_start_matches('/'), 404);
            assert_ne!(problem["parameter"], "address", "{address}");
        }
    }
    let named = server.problem("api/v1/nowhere", 404)["accepted"].clone();
    let named: Vec<&str> = named
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    assert_eq!(named, addresses().collect::<Vec<_>>());
}

#[test]
fn the_document_is_served_and_confirmed() {
    let server = Server::start(Audience::Analyst);
    let document = server.json("api/v1/openapi.json");
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/tiles/{layer}/{z}/{x}/{y}.mvt"].is_object());
    let tag = header(&server.get("api/v1/openapi.json"), "etag").to_owned();
    let again = server.get_with("api/v1/openapi.json", &[("if-none-match", &tag)]);
    assert_eq!(again.status(), 304);
    assert_eq!(
        server.problem("api/v1/openapi.json?x=1", 400)["parameter"],
        "x"
    );
}
