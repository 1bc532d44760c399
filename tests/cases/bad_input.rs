//! Six bad inputs, each with one clear message (what, where, what was expected, a way out) and
//! exit code 2. The same input without its fault builds, so nothing else is what was refused.

use std::fs;
use std::path::PathBuf;

use beatbook_tests::{Output, Scenario};

use crate::four_squares;

/// One message: it says "error" once, has a way out, is short, and shows no insides.
#[track_caller]
fn assert_is_clear(output: &Output) {
    let text = &output.stderr;
    assert_eq!(
        text.matches("error:").count(),
        1,
        "one message, not several:\n{text}"
    );
    assert!(text.contains("help:"), "no way out:\n{text}");
    assert!(text.lines().count() <= 15, "too long to read:\n{text}");
    for inside in [
        "panicked",
        "RUST_BACKTRACE",
        "Error(",
        "Error {",
        "Some(",
        "None",
        "unwrap",
        "::",
    ] {
        assert!(
            !text.contains(inside),
            "shows its insides ({inside}):\n{text}"
        );
    }
}

#[track_caller]
fn refused(scenario: &Scenario, config: PathBuf, texts: &[&str]) {
    let output = scenario.run(["build".into(), config]).ended_with(2);
    output.complains_of(texts);
    assert_is_clear(&output);
}

#[test]
fn the_input_without_a_fault_builds() {
    let scenario = Scenario::new();
    let config = four_squares::write(&scenario, four_squares::events());
    let _ = scenario.run(["build".into(), config]).ended_with(0);
    let answer = scenario
        .hotspots(&scenario.path("squares/book"), "")
        .ended_with(0);
    let answer: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(answer["accounting"]["selected"], 40, "{answer}");
    assert_eq!(answer["accounting"]["located"], 40, "{answer}");
    assert_eq!(answer["synthetic"], false, "{answer}");
}

#[test]
fn a_missing_column() {
    let scenario = Scenario::new();
    let events = four_squares::events().replacen(",kind,", ",sort,", 1);
    let config = four_squares::write(&scenario, events);
    // The column that is wanted, where it is wanted, and those that are there.
    refused(
        &scenario,
        config,
        &["events.csv", "kind", "sort", "Longitude"],
    );
}

#[test]
fn swapped_longitude_and_latitude() {
    let scenario = Scenario::new();
    let events = four_squares::events().replacen("Longitude,Latitude", "Latitude,Longitude", 1);
    let config = four_squares::write(&scenario, events);
    // The first line, its value, and what to swap.
    refused(
        &scenario,
        config,
        &["events.csv", "line 2", "53.4735", "swap"],
    );
}

#[test]
fn a_truncated_shapefile() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "500"]);
    let shp = file_ending(&city, "shp");
    let whole = fs::read(&shp).unwrap();
    fs::write(&shp, &whole[..whole.len() * 3 / 5]).unwrap();
    let name = shp.file_name().unwrap().to_string_lossy().into_owned();
    refused(&scenario, city.join("beatbook.toml"), &[&name]);
}

#[test]
fn a_missing_dbf() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "500"]);
    let dbf = file_ending(&city, "dbf");
    fs::remove_file(&dbf).unwrap();
    let name = dbf.file_name().unwrap().to_string_lossy().into_owned();
    refused(&scenario, city.join("beatbook.toml"), &[&name]);
}

#[test]
fn a_binary_file_in_the_place_of_a_table() {
    let scenario = Scenario::new();
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((0..20_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8));
    let config = four_squares::write(&scenario, bytes);
    refused(&scenario, config, &["events.csv"]);
}

#[test]
fn an_unknown_word_in_a_selection() {
    let scenario = Scenario::new();
    let config = four_squares::write(&scenario, four_squares::events());
    let _ = scenario.run(["build".into(), config]).ended_with(0);
    let output = scenario
        .hotspots(&scenario.path("squares/book"), "count=people")
        .ended_with(2);
    output.complains_of(&["count", "people", "incidents", "events"]);
    assert_is_clear(&output);
    let output = scenario
        .hotspots(&scenario.path("squares/book"), "colour=red")
        .ended_with(2);
    output.complains_of(&["colour", "category", "window", "unit"]);
    assert_is_clear(&output);
}

fn file_ending(city: &std::path::Path, ending: &str) -> PathBuf {
    let folder = city.join("boundaries/lsoa11");
    let mut files = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .unwrap()
}
