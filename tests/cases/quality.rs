//! `beatbook check` says what happened to every row, and no rate is told over months that are not there.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use beatbook_tests::Scenario;
use serde_json::Value;

use crate::four_squares;

const STREET: &str = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n";
const CONFIG: &str = r#"
title = "Four squares of Manchester"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "areas.geojson"
code = "LSOA11CD"
name = "LSOA11NM"

[[source]]
id = "offence"
format = "police.uk"
files = ["street-*.csv"]
"#;

/// A year of street files: 60 rows a month to June 2019, two from neighbouring forces afterwards.
fn street_files(scenario: &Scenario) -> PathBuf {
    let areas = four_squares::areas().replace("E0100000", "E0100506");
    scenario.write("gmp/areas.geojson", areas);
    for month in 1..=12 {
        let mut text = String::from(STREET);
        for number in 0..if month <= 6 { 60 } else { 2 } {
            let at = -2.2525 + f64::from(number % 8) * 0.0006;
            let _ = writeln!(
                text,
                "2019-{month:02}-{number},2019-{month:02},GMP,GMP,{at:.6},53.4735,On or near A Street,E01005061,Manchester 001A,Robbery,,"
            );
        }
        scenario.write(&format!("gmp/street-2019-{month:02}.csv"), text);
    }
    scenario.write("gmp/beatbook.toml", CONFIG)
}

/// The check of a config as JSON, with this exit code.
fn check(scenario: &Scenario, config: &str, code: i32) -> Value {
    let words = ["check", config, "--format", "json"];
    let output = scenario.run(words).ended_with(code);
    serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}", output.stdout))
}

/// Rows read = located + unlocated + outside + refused.
fn assert_closes(file: &Value) {
    let number = |name: &str| file[name].as_u64().unwrap();
    let parts = ["located", "unlocated", "outside", "refused"].map(number);
    assert_eq!(number("rows"), parts.iter().sum::<u64>(), "{file}");
}

#[test]
fn after_june_2019_no_rate_is_told_of_greater_manchester() {
    let scenario = Scenario::new();
    let config = street_files(&scenario);
    let book = scenario.book("gmp");
    let book = book.to_string_lossy();
    let area = "area=lsoa11:E01005061";
    for (command, selection) in [
        ("profile", area),
        ("profile", "area=lsoa11:E01005061&from=2019-03-01"),
    ] {
        let refused = scenario.run([command, &book, selection]).ended_with(2);
        refused.complains_of(&[
            "2019-07 to 2019-12",
            "Greater Manchester Police",
            "to=2019-06-30",
        ]);
    }
    let told = format!("{area}&from=2019-01-01&to=2019-06-30");
    let _ = scenario.run(["profile", &book, &told]).ended_with(0);
    // Nothing but the gap is no map either.
    let refused = scenario
        .run(["hotspots", &book, "from=2019-07-01"])
        .ended_with(2);
    refused.complains_of(&["has a gap", "to=2019-06-30"]);

    let report = check(&scenario, "gmp/beatbook.toml", 1);
    let source = &report["sources"][0];
    assert_eq!(source["gaps"][0]["from"], "2019-07", "{source}");
    assert_eq!(source["gaps"][0]["to"], "2019-12");
    assert_eq!(source["months"].as_array().unwrap().len(), 12);
    assert_eq!(source["months"][5]["gap"], false);
    assert_eq!(source["badge"], "snapped");

    // The same rows elsewhere: not known of the publisher, but far too few all the same.
    scenario.write("gmp/areas.geojson", four_squares::areas());
    let output = scenario.run(["check".into(), config]).ended_with(1);
    assert!(
        output.stdout.contains("2019-07 to 2019-12"),
        "{}",
        output.stdout
    );
    assert!(
        !output.stdout.contains("Greater Manchester"),
        "{}",
        output.stdout
    );
}

#[test]
fn thirteen_identical_rows_stay_thirteen() {
    let scenario = Scenario::new();
    let config = street_files(&scenario);
    let row = ",2019-06,GMP,GMP,-2.2500,53.4735,On or near A Street,E01005061,Manchester 001A,Anti-social behaviour,,\n";
    scenario.write(
        "gmp/street-2019-06.csv",
        format!("{STREET}{}", row.repeat(13)),
    );
    let report = check(&scenario, "gmp/beatbook.toml", 1);
    let file = &report["sources"][0]["files"][5];
    assert_eq!(file["rows"], 13, "{file}");
    assert_eq!(file["located"], 13);
    assert_eq!(file["identical"]["rows"], 13);
    assert_eq!(file["identical"]["kinds"], 1);
    assert_eq!(file["same_id"]["rows"], 0, "a blank id is no id");
    let id = &file["blanks"][0];
    assert_eq!(
        (&id["column"], &id["rows"]),
        (&"Crime ID".into(), &13.into())
    );
    let _ = scenario.run(["build".into(), config]).ended_with(0);
    let book = scenario.path("gmp/book");
    let rows = scenario.ask("events", &book, "category=anti-social-behaviour", &[]);
    assert_eq!(rows["accounting"]["selected"], 13, "{rows}");
}

/// Two files: three bad rows, one outside, one without a place, and one row that comes again.
fn with_bad_rows(scenario: &Scenario) {
    let first = "ref,kind,Longitude,Latitude,when\n\
        a,Violence,-2.25,53.4735,2024-03-01\n\
        b,Violence,here,53.4735,2024-03-02\n\
        c,Violence,-2.25,53.4735,yesterday\n\
        d,=2+2,-2.25,,2024-03-03\n\
        e,Violence,-1.5,53.4735,2024-03-04\n\
        f,Violence,,,2024-03-05\n";
    let second = "ref,kind,Longitude,Latitude,when\na,Violence,-2.25,53.4735,2024-03-01\n";
    scenario.write("squares/areas.geojson", four_squares::areas());
    scenario.write("squares/one.csv", first);
    scenario.write("squares/two.csv", second);
    let config = four_squares::CONFIG.replace("[\"events.csv\"]", "[\"one.csv\", \"two.csv\"]");
    scenario.write("squares/beatbook.toml", config);
}

#[test]
fn problems_csv_holds_exactly_the_rows_that_are_not_in_the_book() {
    let scenario = Scenario::new();
    with_bad_rows(&scenario);
    let report = check(&scenario, "squares/beatbook.toml", 1);
    for file in report["sources"][0]["files"].as_array().unwrap() {
        assert_closes(file);
    }
    // Values and rows are in no report that may be passed on.
    assert!(!report.to_string().contains("yesterday"), "{report}");

    let words = ["build", "squares/beatbook.toml", "--bad-rows", "skip"];
    let _ = scenario.run(words).ended_with(0);
    let path = scenario.path("squares/problems.csv");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "source,file,line,column,value,reason,help,row");
    assert_eq!(lines.len(), 5, "{text}");
    for (line, starts) in lines[1..].iter().zip([
        "offence,one.csv,3,Longitude,here,",
        "offence,one.csv,4,when,yesterday,",
        "offence,one.csv,5,Latitude,,",
        "offence,one.csv,2,ref,a,re-issued in two.csv,",
    ]) {
        assert!(line.starts_with(starts), "{line}");
    }
    assert!(lines[3].ends_with("\"d,=2+2,-2.25,,2024-03-03\""), "{text}");

    // Nothing left out: the list of an earlier time is gone.
    scenario.write("squares/one.csv", four_squares::events());
    let _ = scenario.run(words).ended_with(0);
    assert!(!path.exists(), "an old list");
}

#[test]
fn no_input_and_no_file_of_others_is_written_over() {
    let scenario = Scenario::new();
    with_bad_rows(&scenario);
    let run = |words: [&str; 2]| {
        let config = "squares/beatbook.toml";
        scenario.run(["check", config, words[0], words[1]])
    };
    scenario.write("squares/mine.csv", "my,own,table\n1,2,3\n");
    for option in ["--problems", "--html"] {
        let refused = run([option, "squares/one.csv"]).ended_with(2);
        refused.complains_of(&["error:", "one.csv", "input", "help:"]);
        let refused = run([option, "squares/mine.csv"]).ended_with(2);
        refused.complains_of(&["error:", "mine.csv", "did not write"]);
    }
    let mine = fs::read_to_string(scenario.path("squares/mine.csv")).unwrap();
    assert_eq!(mine, "my,own,table\n1,2,3\n");
    for _ in 0..2 {
        // Its own files are.
        let _ = run(["--problems", "squares/list.csv"]).ended_with(1);
        let _ = run(["--html", "squares/check.html"]).ended_with(1);
    }
    let list = fs::read_to_string(scenario.path("squares/list.csv")).unwrap();
    assert_eq!(list.lines().count(), 5, "{list}");
    // A build goes on without its list when something else stands in its place.
    scenario.write("squares/problems.csv", "my,own,table\n");
    let words = ["build", "squares/beatbook.toml", "--bad-rows", "skip"];
    let built = scenario.run(words).ended_with(0);
    assert!(built.stdout.contains("did not write"), "{}", built.stdout);
}

#[test]
fn a_check_is_a_table_and_a_page_that_stands_alone() {
    let scenario = Scenario::new();
    let _ = scenario.city("city", &["--events", "3000"]);
    let words = ["check", "city/beatbook.toml", "--html", "city/check.html"];
    let output = scenario.run(words);
    assert!(output.code <= 1, "{}", output.stderr);
    assert!(output.stdout.starts_with("SYNTHETIC"), "{}", output.stdout);
    for line in output.stdout.lines() {
        assert!(line.chars().count() <= 100, "wider than a page: {line}");
    }
    let page = fs::read_to_string(scenario.path("city/check.html")).unwrap();
    for part in [
        "SYNTHETIC",
        "<caption>",
        "Rows by month",
        "Blanks",
        "prefers-color-scheme",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        !page.contains("<script") && !page.contains("http"),
        "reaches out"
    );
    let report = check(&scenario, "city/beatbook.toml", output.code);
    for source in report["sources"].as_array().unwrap() {
        for file in source["files"].as_array().unwrap() {
            assert_closes(file);
        }
    }
}
