//! Bad inputs, each with one clear message (what, where, what was expected, a way out) and
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

/// One fault in the files of a city: which file, what stands there, what is written instead, and what
/// the message has to name.
struct Fault {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    named: &'static [&'static str],
}

const FAULTS: [Fault; 14] = [
    Fault {
        what: "a health source without an agreement",
        file: "beatbook.toml",
        from: "[source.agreement]\nname = \"SYNTHETIC agreement on assault locations\"",
        to: "[source.terms]\nname = \"none\"",
        named: &["beatbook.toml", "terms", "agreement"],
    },
    Fault {
        what: "an agreement that has run out",
        file: "beatbook.toml",
        from: "expires = \"2027-03-31\"",
        to: "expires = \"2024-03-31\"",
        named: &["beatbook.toml", "expires", "2024-03-31"],
    },
    Fault {
        what: "an audience that does not exist",
        file: "beatbook.toml",
        from: "audiences = [\"analyst\"",
        to: "audiences = [\"everybody\"",
        named: &["audiences", "everybody", "analyst"],
    },
    Fault {
        what: "places in single brackets",
        file: "beatbook.toml",
        from: "[[places]]\npath = \"places.csv\"",
        to: "[places]\npath = \"places.csv\"",
        named: &["places", "[[places]]"],
    },
    Fault {
        what: "a column of flags that is not there",
        file: "beatbook.toml",
        from: "domestic = \"domestic\"",
        to: "domestic = \"dv_flag\"",
        named: &["police-extract.csv", "dv_flag"],
    },
    Fault {
        what: "a flag that is neither yes nor no",
        file: "police-extract.csv",
        from: ",N,",
        to: ",perhaps,",
        named: &["police-extract.csv", "line 2", "perhaps"],
    },
    Fault {
        what: "a decile above ten",
        file: "imd/IMD2019_File_1.csv",
        from: ",1,SYNTHETIC",
        to: ",11,SYNTHETIC",
        named: &["IMD2019_File_1.csv", "line", "11", "10"],
    },
    Fault {
        what: "an index without its decile column",
        file: "imd/IMD2019_File_1.csv",
        from: "(IMD) Decile",
        to: "(IMD) Tenth",
        named: &["IMD2019_File_1.csv", "decile", "Tenth"],
    },
    Fault {
        what: "a lookup without the kind of change",
        file: "lookups/lsoa11_lsoa21.csv",
        from: "CHGIND",
        to: "KIND",
        named: &["lsoa11_lsoa21.csv", "CHGIND"],
    },
    Fault {
        what: "beats without a closing tag",
        file: "boundaries/beat24.kml",
        from: "</Placemark>",
        to: "",
        named: &["beat24.kml", "line"],
    },
    Fault {
        what: "a person with an unknown role",
        file: "people.csv",
        from: ",victim,",
        to: ",bystander,",
        named: &["people.csv", "line", "bystander", "victim"],
    },
    Fault {
        what: "a dated day that does not exist",
        file: "calendar.csv",
        from: "2021-12-2",
        to: "2021-13-2",
        named: &["calendar.csv", "line", "2021-13-2"],
    },
    Fault {
        what: "residents that are no number",
        file: "population/mid2020_lsoa11.csv",
        from: "Females,",
        to: "Females,about ",
        named: &["mid2020_lsoa11.csv", "line 2", "about"],
    },
    Fault {
        what: "a key that could be guessed",
        file: "pseudonym.key",
        from: "SYNTHETIC",
        to: "",
        named: &["pseudonym.key", "16"],
    },
];

#[test]
fn each_fault_in_the_files_of_a_city_has_one_clear_message() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "1000"]);
    let config = city.join("beatbook.toml");
    let _ = scenario.run(["build".into(), config.clone()]).ended_with(0);
    for fault in FAULTS {
        let path = city.join(fault.file);
        let sound = fs::read_to_string(&path).unwrap();
        let broken = match fault.file {
            "pseudonym.key" => "short".to_owned(),
            _ => sound.replacen(fault.from, fault.to, 1),
        };
        assert_ne!(sound, broken, "{}: nothing was broken", fault.what);
        fs::write(&path, broken).unwrap();
        println!("{}", fault.what);
        refused(&scenario, config.clone(), fault.named);
        fs::write(&path, sound).unwrap();
    }
    let _ = scenario.run(["build".into(), config]).ended_with(0);
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
