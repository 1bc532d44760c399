//! `init --from`: a folder of files becomes a config that `check` reads as it stands, and every row of
//! every event file is accounted for.

use std::fs;
use std::path::Path;

use beatbook_tests::{Scenario, real_data_or_skip};
use serde_json::Value;

/// An event file of the open data with boundaries it belongs to, its rows, and how many lie inside where
/// an independent join counted them (`fixtures/real_data_reference.py`).
const FILES: [(&str, &[&str], u64, Option<u64>); 11] = [
    (
        "police/2014-04-merseyside-street.csv.gz",
        &["boundaries/merseyside_lsoa2011"],
        12_925,
        None,
    ),
    (
        "police/2017-01-merseyside-street.csv.gz",
        &["boundaries/lsoa2011_liverpool_shp"],
        12_444,
        None,
    ),
    (
        "police/2018-06-merseyside-street.csv.gz",
        &["boundaries/lsoa2011_liverpool_shp"],
        14_576,
        None,
    ),
    (
        "police/2018-12-merseyside-street.csv.gz",
        &["boundaries/merseyside_lsoa2011"],
        12_636,
        None,
    ),
    (
        "police/2019-06-greater-manchester-stop-and-search.csv",
        &["boundaries/gm_lsoa_2021_generalised.geojson"],
        907,
        None,
    ),
    (
        "police/crimes_Liverpool_hub_four_2021.csv.gz",
        &["boundaries/police/Merseyside_police_neighbourhood.geojson"],
        29_101,
        Some(29_101),
    ),
    (
        "police/gmp_burglary_2016-02_2019-01.csv.gz",
        &["boundaries/lsoa2011_manchester_shp"],
        92_666,
        Some(23_458),
    ),
    (
        "police/lancashire_asb.tab.gz",
        &["boundaries/lancashire_wards.gpkg"],
        56_434,
        None,
    ),
    (
        "police/manc_burglary_bng.geojson.gz",
        &["boundaries/topojson_lsoa2011"],
        8_144,
        None,
    ),
    (
        "police/merseyside_shoplifting.csv.gz",
        &["boundaries/merseyside_lsoa2011"],
        7_930,
        None,
    ),
    (
        "context/gm_stats19_road_casualties_2019-2024-06.csv.gz",
        &["boundaries/lsoa2021_manchester_shp"],
        20_435,
        None,
    ),
];

#[test]
fn each_event_file_goes_in_without_a_hand_on_the_config() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    for (events, boundaries, rows, inside) in FILES {
        let scenario = Scenario::new();
        copy(&data, events, &scenario);
        for layer in boundaries {
            copy(&data, layer, &scenario);
        }
        let _ = scenario
            .run(["init", "--from", "data", "city"])
            .ended_with(0);
        let report = checked(&scenario, "city/beatbook.toml");
        let files = report["sources"][0]["files"].as_array().unwrap();
        assert_eq!(files.len(), 1, "{events}: {report}");
        let number = |name: &str| {
            let number = files[0][name].as_u64();
            number.unwrap_or_else(|| panic!("{events}: no {name} in {}", files[0]))
        };
        assert_eq!(number("rows"), rows, "{events}");
        let sum = ["located", "unlocated", "outside", "refused"].map(&number);
        assert_eq!(sum.iter().sum::<u64>(), rows, "{events}: {sum:?}");
        // The last row of the samples was cut off before its last comma.
        let cut = u64::from(events.contains("/samples/"));
        assert_eq!(number("refused"), cut, "{events}");
        if let Some(inside) = inside {
            assert_eq!(number("located"), inside, "{events}");
        }
    }
}

#[test]
fn all_open_files_together_are_told_apart_and_load() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    let folder = data.to_string_lossy().into_owned();
    let output = scenario
        .run(["init", "--from", &folder, "city"])
        .ended_with(0);
    for (file, used) in [
        ("police/gmp_month.csv", "not used: counts without a place"),
        (
            "deprivation/imd2019_england_lsoa11_subdomains.csv.gz",
            "not used: it has no rank or decile of the whole index",
        ),
        (
            "police/2019-06-greater-manchester-stop-and-search.csv",
            "source search",
        ),
    ] {
        let (_, after) = output.stdout.split_once(file).unwrap_or_default();
        let said: String = after.lines().take(3).collect();
        assert!(said.contains(used), "{file}: {said}");
    }
    let report = checked(&scenario, "city/beatbook.toml");
    assert!(report["sources"].as_array().unwrap().len() >= 8, "{report}");
}

#[test]
fn the_synthetic_city_is_recognised_without_its_config() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    fs::remove_file(city.join("beatbook.toml")).unwrap();
    let output = scenario
        .run(["init", "--from", "city", "again"])
        .ended_with(0);
    assert!(
        output
            .stdout
            .contains("source attendance waits for its agreement"),
        "{}",
        output.stdout
    );
    let report = checked(&scenario, "again/beatbook.toml");
    let sources: Vec<&str> = report["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["source"].as_str().unwrap())
        .collect();
    assert_eq!(sources, ["complaint", "offence", "search"]);
}

#[test]
fn a_config_that_is_there_stays_as_it_is() {
    let scenario = Scenario::new();
    let kept = scenario.write("city/beatbook.toml", "mine");
    scenario.write("data/a.csv", "a,b\n1,2\n");
    scenario
        .run(["init", "--from", "data", "city"])
        .ended_with(2)
        .complains_of(&["is there already", "move it away"]);
    assert_eq!(fs::read_to_string(kept).unwrap(), "mine");
}

#[test]
fn what_is_missing_is_said_where_a_folder_has_no_events() {
    let scenario = Scenario::new();
    scenario.write("data/notes.csv", "colour,size\nred,3\n");
    let output = scenario
        .run(["init", "--from", "data", "city"])
        .ended_with(1);
    for words in ["colour, size", "no boundaries", "no file of events"] {
        assert!(output.stdout.contains(words), "{words}: {}", output.stdout);
    }
}

/// What `check` says of a config that it can read.
#[track_caller]
fn checked(scenario: &Scenario, config: &str) -> Value {
    let output = scenario.run(["check", config, "--format", "json"]);
    assert!(output.code <= 1, "{}\n{}", output.stdout, output.stderr);
    serde_json::from_str(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", output.stdout))
}

/// Copies a file, or a folder of files, to `data` in the folder of a scenario.
fn copy(data: &Path, name: &str, scenario: &Scenario) {
    let from = data.join(name);
    let last = from.file_name().unwrap().to_string_lossy().into_owned();
    if from.is_dir() {
        for entry in fs::read_dir(&from).unwrap() {
            let entry = entry.unwrap();
            let name = format!("data/{last}/{}", entry.file_name().to_string_lossy());
            scenario.write(&name, fs::read(entry.path()).unwrap());
        }
    } else {
        scenario.write(&format!("data/{last}"), fs::read(from).unwrap());
    }
}
