use beatbook_core::Audience;
use serde_json::Value;

use crate::served_tests::Server;

fn source<'a>(data: &'a Value, id: &str) -> &'a Value {
    let sources = data["sources"].as_array().unwrap();
    sources.iter().find(|source| source["id"] == id).unwrap()
}

#[test]
fn the_four_numbers_of_a_source_add_up_to_the_rows_read() {
    let data = Server::start(Audience::Analyst).json("api/v1/data");
    assert_eq!(data["synthetic"], true);
    for source in data["sources"].as_array().unwrap() {
        let number = |part: &str| source[part].as_u64().unwrap();
        let parts = ["located", "unlocated", "outside", "refused"].map(number);
        assert_eq!(number("rows"), parts.iter().sum::<u64>(), "{source}");
        let placed = source["placed"].as_array().unwrap().iter();
        let placed: u64 = placed.map(|one| one["rows"].as_u64().unwrap()).sum();
        assert_eq!(placed + number("refused"), number("rows"), "{source}");
        assert!(!source["months"].as_array().unwrap().is_empty());
    }
    assert_eq!(data["layers"][0]["study"], true);
    let parameters = data["parameters"].as_array().unwrap();
    assert!(
        parameters
            .iter()
            .any(|one| one["name"] == "Seed" && one["value"] == "1")
    );
}

#[test]
fn partners_see_no_files_and_no_months_of_health_sources() {
    let data = Server::start(Audience::Partnership).json("api/v1/data");
    assert!(data["files"].is_null());
    let attendance = source(&data, "attendance");
    let why = attendance["withheld"].as_str().unwrap();
    assert!(why.contains("12 months"), "{why}");
    for month in attendance["months"].as_array().unwrap() {
        assert!(
            month["rows"].is_null() && month["located"].is_null(),
            "{month}"
        );
        assert!(month["state"].is_string());
    }
    let offence = source(&data, "offence");
    assert!(offence["withheld"].is_null());
    let rows = offence["rows"].as_u64().unwrap();
    assert_eq!(rows % 5, 0, "rounded");
}

#[test]
fn vetted_police_see_files_but_no_numbers_of_the_files_of_health_sources() {
    let data = Server::start(Audience::Operational).json("api/v1/data");
    let files = data["files"].as_array().unwrap().iter();
    for file in files.filter(|file| file["source"] == "attendance") {
        assert!(file["rows"].is_null(), "{file}");
    }
    for month in source(&data, "attendance")["months"].as_array().unwrap() {
        assert!(month["rows"].is_null(), "{month}");
    }
}
