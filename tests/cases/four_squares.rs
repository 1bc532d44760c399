//! The smallest input that makes a book: four squares of a kilometre and forty dated events.
//!
//! ```text
//!   E01000003 | E01000004      north-west corner 383000, 399000
//!   ----------+----------      south-east corner 385000, 397000
//!   E01000001 | E01000002
//! ```

use std::fmt::Write;
use std::path::PathBuf;

use beatbook_tests::Scenario;

pub const CONFIG: &str = r#"
title = "Four squares"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "areas.geojson"
code = "LSOA11CD"
name = "LSOA11NM"

[[source]]
id = "offence"
format = "csv"
files = ["events.csv"]
crs = "EPSG:4326"

[source.columns]
id = "ref"
category = "kind"
x = "Longitude"
y = "Latitude"
from = "when"

[source.time]
format = "%Y-%m-%d"
precision = "date"
"#;

/// Writes the three files into the folder `squares`, with these events in the place of the usual.
pub fn write(scenario: &Scenario, events: impl AsRef<[u8]>) -> PathBuf {
    scenario.write("squares/areas.geojson", areas());
    scenario.write("squares/events.csv", events);
    scenario.write("squares/beatbook.toml", CONFIG)
}

/// Forty events, most of them in one spot of the south-western square.
pub fn events() -> String {
    let mut text = String::from("ref,kind,Longitude,Latitude,when\n");
    for number in 0..40 {
        let (east, north) = match number % 4 {
            0 => (f64::from(number) * 0.0006, f64::from(number) * 0.0003),
            _ => (0.004, 0.002),
        };
        let day = number % 28 + 1;
        let _ = writeln!(
            text,
            "r{number},Violence,{:.6},{:.6},2024-03-{day:02}",
            -2.2525 + east,
            53.4735 + north
        );
    }
    text
}

pub fn areas() -> String {
    let squares: Vec<String> = [(0, 0), (1, 0), (0, 1), (1, 1)]
        .iter()
        .enumerate()
        .map(|(at, (east, north))| {
            let (west, south) = (383_000 + east * 1000, 397_000 + north * 1000);
            let (east, north) = (west + 1000, south + 1000);
            format!(
                r#"{{"type":"Feature","properties":{{"LSOA11CD":"E0100000{number}","LSOA11NM":"Squares 00{number}A"}},
"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#,
                number = at + 1
            )
        })
        .collect();
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},
"features":[{}]}}"#,
        squares.join(",\n")
    )
}
