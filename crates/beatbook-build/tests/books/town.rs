//! Four squares of a kilometre, three streets and a few premises, and what to build from them.
//!
//! ```text
//!   E01000003 | E01000004      north-west corner 383000, 399000
//!   ----------+----------      south-east corner 385000, 397000
//!   E01000001 | E01000002
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use beatbook_core::Day;
use beatbook_read::{BadRows, Config};
use beatbook_store::book::{Events, Manifest, ObjectKind, Record, read_current, read_object};
use tempfile::TempDir;

use beatbook_build::{BuildReport, CheckReport, build, check};

pub const GROUND: &str = r#"
title = "Four squares"
study = "lsoa11"
key = "pseudonym.key"

[[layer]]
id = "lsoa11"
path = "squares.geojson"
code = "LSOA11CD"
name = "LSOA11NM"

[[layer]]
id = "ward22"
path = "wards.geojson"
code = "WD"
name = "NAME"

[streets]
path = "streets.geojson"
name = "name"

[[places]]
path = "places.csv"
name = "name"
class = "class"
x = "x"
y = "y"
crs = "EPSG:27700"
"#;

pub const PLACES: &str = "name,class,x,y
Club Lantern,venue,383500,397500
The Anvil,venue,383540,397500
Quickshop,retail,383100,397100
Quickshop,retail,384900,398900
Northgate Hospital,hospital,384500,398500
Default point,pin,383777,397777
";

/// A folder with the ground on which events are placed.
pub struct Town(TempDir);

impl Town {
    pub fn new() -> Self {
        let town = Self(TempDir::new().unwrap());
        let square = |number: usize, west: u32, south: u32, wide: u32, name: &str| {
            let (east, north) = (west + wide, south + 1_000);
            format!(
                r#"{{"type":"Feature","properties":{{"LSOA11CD":"E0100000{number}","LSOA11NM":"Squares 00{number}A","WD":"W{number}","NAME":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
            )
        };
        let squares = [
            square(1, 383_000, 397_000, 1_000, ""),
            square(2, 384_000, 397_000, 1_000, ""),
            square(3, 383_000, 398_000, 1_000, ""),
            square(4, 384_000, 398_000, 1_000, ""),
        ];
        town.write("squares.geojson", &collection(&squares));
        let wards = [
            square(1, 383_000, 397_000, 2_000, "Millbrook & Eastfield"),
            square(2, 383_000, 398_000, 2_000, "Highmoor"),
        ];
        town.write("wards.geojson", &collection(&wards));
        let street = |name: &str, [x1, y1, x2, y2]: [u32; 4]| {
            format!(
                r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"LineString","coordinates":[[{x1},{y1}],[{x2},{y2}]]}}}}"#
            )
        };
        let streets = [
            street("Bloom Street", [383_400, 397_490, 383_600, 397_490]),
            street("Sackville Street", [383_600, 397_400, 383_600, 397_600]),
            street("Canal Street", [384_200, 398_200, 384_400, 398_200]),
        ];
        town.write("streets.geojson", &collection(&streets));
        town.write("places.csv", PLACES);
        town.write("pseudonym.key", "the first key of the four squares\n");
        town
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    /// The ground and some sources or people.
    fn config(&self, tables: &str) -> Config {
        self.write("beatbook.toml", &format!("{GROUND}{tables}"));
        let path = self.0.path().join("beatbook.toml");
        Config::load(&path, Day::from_number(20_000)).unwrap()
    }

    pub fn build(&self, book: &str, tables: &str) -> (PathBuf, BuildReport) {
        let folder = self.0.path().join(book);
        let config = self.config(tables);
        let report = build(
            &config,
            self.0.path(),
            &folder,
            BadRows::Skip,
            &mut |_| {},
            &mut |_| {},
        )
        .unwrap();
        (folder, report)
    }

    pub fn check(&self, tables: &str) -> CheckReport {
        check(
            &self.config(tables),
            self.0.path(),
            &mut |_| {},
            &mut |_| {},
        )
        .unwrap()
    }
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{}]}}"#,
        features.join(",\n")
    )
}

/// The events of a source by start, and what is only read of them when they are listed.
pub fn events_of(folder: &Path, wanted: &str) -> (Events, Vec<Record>) {
    let (_, manifest): (String, Manifest) = read_current(folder).unwrap();
    let (mut events, mut records) = (Events::default(), Vec::new());
    for object in &manifest.objects {
        if matches!(&object.kind, ObjectKind::Events { source, .. } if source == wanted) {
            let bytes = read_object(folder, &object.sha256).unwrap();
            events.append(&bytes).unwrap();
            records.extend(Events::records(&bytes).unwrap());
        }
    }
    (events, records)
}
