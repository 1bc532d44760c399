//! Real files, first case: four months of Merseyside street crime on the LSOAs of Liverpool.
//!
//! Each file has a quirk: bare CR line ends (2014-04), no Crime ID column (2018-06). The points
//! were made with the Helmert transform, and only its inverse brings them back to their LSOAs.

use std::path::{Path, PathBuf};

use beatbook_tests::{LIVERPOOL_AREAS, Scenario, Server, liverpool, real_data_or_skip};
use serde_json::Value;

use crate::page::get;

/// Rows of the four files.
const ROWS: u64 = 12_925 + 12_444 + 14_576 + 12_636;
/// Rows that fall in one of the 298 areas, by Shapely: see `fixtures/real_data_reference.py`.
const INSIDE: u64 = 22_858;

#[test]
fn four_months_on_the_map() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data, "");
    let book = scenario.book("liverpool");
    let answer = scenario.hotspots(&book, "").ended_with(0);
    let answer: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(answer["synthetic"], false);
    assert_eq!(answer["verdict"], "hot", "{}", answer["sentence"]);
    // Names come from the rows' own anchors, without their "On or near".
    for group in answer["groups"].as_array().unwrap() {
        let name = group["name"].as_str().unwrap();
        assert!(!name.is_empty() && !name.contains("On or near"), "{name}");
    }

    let server = Server::start(scenario.program(), &book).unwrap();
    let meta = get(&server, "/api/v1/meta").json();
    let source = &meta["sources"][0];
    assert_eq!(source["rows"], ROWS, "{source}");
    assert_eq!(source["located"], INSIDE, "{source}");
    assert_eq!(source["precision"], "month", "{source}");
    assert_eq!(meta["has"]["streets"], false, "{meta}");
}

/// By Shapely: see `fixtures/real_data_reference.py`.
const BY_NEIGHBOURHOOD: [(&str, u64); 5] = [
    ("C1C2C3", 2),
    ("E1E3", 6_912),
    ("E2E4", 4_430),
    ("E5E6", 2_805),
    ("E7E8E9", 8_709),
];
/// Events and areas in each national decile of IMD 2019, by the area that Shapely finds.
const EVENTS: [u64; 10] = [12_455, 2_334, 1_614, 2_494, 1_191, 1_599, 405, 677, 67, 22];
const AREAS: [u64; 10] = [145, 42, 29, 16, 18, 13, 13, 18, 3, 1];

#[test]
fn neighbourhoods_serve_as_beats_and_deciles_are_those_of_imd_2019() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data, LIVERPOOL_AREAS);
    let book = scenario.book("liverpool");
    let server = Server::start(scenario.program(), &book).unwrap();
    let areas = get(&server, "/api/v1/areas?layer=beat21&count=events").json();
    let count = |id: &str| {
        let areas = areas["areas"].as_array().unwrap();
        let area = areas.iter().find(|area| area["code"] == id).unwrap();
        area["events"].as_u64().unwrap()
    };
    for (id, expected) in BY_NEIGHBOURHOOD {
        assert_eq!(count(id), expected, "{id}");
    }
    let answer = scenario.ask("deprivation", &book, "", &[]);
    // Positions are kept to a millimetre, and one anchor with four events lies 0.3 mm from an edge.
    for (id, expected, at_edge) in [("events", EVENTS, 4), ("areas", AREAS, 0)] {
        let groups = answer["groups"].as_array().unwrap();
        let group = groups.iter().find(|group| group["id"] == id).unwrap();
        let counts: Vec<u64> = group["deciles"]
            .as_array()
            .unwrap()
            .iter()
            .map(|decile| decile["count"].as_u64().unwrap())
            .collect();
        let differ = counts.iter().zip(expected).map(|(a, b)| a.abs_diff(b));
        assert!(
            differ.max() <= Some(at_edge)
                && counts.iter().sum::<u64>() == expected.iter().sum::<u64>(),
            "{id}: {counts:?}"
        );
    }
}

#[test]
fn an_hour_of_the_week_is_refused_because_the_dates_are_months() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data, "");
    let book = scenario.book("liverpool");
    let output = scenario.hotspots(&book, "window=fri22-sat07").ended_with(2);
    output.complains_of(&["error:", "month", "window"]);
    // A period that cuts a month is refused as well, naming whole ones.
    let output = scenario
        .hotspots(&book, "from=2018-12-05&to=2018-12-20")
        .ended_with(2);
    output.complains_of(&["error:", "2018-12-01", "2018-12-31"]);
}

#[test]
fn the_rows_agree_with_the_join_and_only_with_the_right_transform() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    let config = write(&scenario, &data, "");
    let output = scenario.run(["check".into(), config]);
    assert!(output.code <= 1, "{}", output.stderr);
    let share = agreement(&output.stdout);
    assert!(share >= 99.1, "{share}%\n{}", output.stdout);

    let config = write(&scenario, &data, "transform = \"ostn15\"");
    let output = scenario.run(["check".into(), config]).ended_with(1);
    let share = agreement(&output.stdout);
    assert!((95.0..96.5).contains(&share), "{share}%\n{}", output.stdout);
    // It says why, and what to write instead.
    assert!(output.stdout.contains("helmert"), "{}", output.stdout);
}

/// The percentage in the line that speaks of agreement.
#[track_caller]
fn agreement(text: &str) -> f64 {
    let line = text
        .lines()
        .find(|line| line.contains("they name by the join") && line.contains('%'));
    let line = line.unwrap_or_else(|| panic!("no word of agreement:\n{text}"));
    let front = line.split('%').next().unwrap_or_default();
    let digits = front
        .rsplit(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .next();
    digits
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_else(|| panic!("no number in: {line}"))
}

fn write(scenario: &Scenario, data: &Path, further: &str) -> PathBuf {
    scenario.write("liverpool/beatbook.toml", liverpool(data, further))
}
