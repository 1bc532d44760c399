//! Ground as large as a conurbation: the events of a synthetic city, drawn apart about its middle, on
//! square areas.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Middle of the city, in metres of the National Grid.
const MIDDLE: [f64; 2] = [384_450.0, 394_200.0];
/// How far events are drawn apart to the east and to the north: the city is taller than it is wide.
const APART: [f64; 2] = [3.5, 1.6];
/// Areas on a side, and metres of each: some 85,000 cells of h3-10.
const SIDE: u32 = 41;
const METRES: u32 = 820;

const CONFIG: &str = r#"# A made-up conurbation: SYNTHETIC.
title = "Synthetic conurbation"
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
crs = "EPSG:27700"

[source.columns]
id = "crime_ref"
incident = "incident_ref"
category = "category"
x = "easting"
y = "northing"
from = "from"
to = "to"
setting = "setting"

[source.time]
format = "%Y-%m-%d %H:%M:%S"
precision = "interval"

[source.flags]
domestic = "domestic"
alcohol = "alcohol"
knife = "knife"
"#;

/// The columns taken over from the city, by name.
const COLUMNS: [&str; 11] = [
    "crime_ref",
    "incident_ref",
    "category",
    "easting",
    "northing",
    "from",
    "to",
    "setting",
    "domestic",
    "alcohol",
    "knife",
];

/// Writes the files of a conurbation.
pub fn make(city: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(folder.join("areas.geojson"), areas())?;
    let mut lines = BufReader::new(File::open(city.join("police-extract.csv"))?).lines();
    let head = lines.next().ok_or("the city has no events")??;
    let names: Vec<&str> = head.split(',').collect();
    let at = |name: &&str| {
        names
            .iter()
            .position(|known| known == name)
            .ok_or("a column is missing")
    };
    let at: Vec<usize> = COLUMNS.iter().map(at).collect::<Result<_, _>>()?;
    let mut events = BufWriter::new(File::create(folder.join("events.csv"))?);
    writeln!(events, "{}", COLUMNS.join(","))?;
    for line in lines {
        let line = line?;
        let fields = fields(&line);
        let chosen = COLUMNS.iter().zip(&at).map(|(name, &at)| {
            let field = fields.get(at).copied().unwrap_or_default();
            match *name {
                "easting" => apart(field, 0),
                "northing" => apart(field, 1),
                _ => field.to_owned(),
            }
        });
        writeln!(events, "{}", chosen.collect::<Vec<_>>().join(","))?;
    }
    events.flush()?;
    // Last, for it tells that the rest is there.
    fs::write(folder.join("beatbook.toml"), CONFIG)?;
    Ok(())
}

/// The fields of a line, quotes kept where they stand.
fn fields(line: &str) -> Vec<&str> {
    let mut quoted = false;
    let comma = |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    };
    line.split(comma).collect()
}

fn apart(field: &str, axis: usize) -> String {
    let middle = MIDDLE[axis];
    let moved = field
        .parse()
        .map(|metres: f64| middle + (metres - middle) * APART[axis]);
    moved.map_or_else(|_| String::new(), |metres| format!("{metres:.0}"))
}

fn areas() -> String {
    let corner = MIDDLE.map(|middle| middle as u32 - SIDE * METRES / 2);
    let squares = (0..SIDE * SIDE).map(|number| {
        let [west, south] = [corner[0] + number % SIDE * METRES, corner[1] + number / SIDE * METRES];
        let (east, north) = (west + METRES, south + METRES);
        format!(
            r#"{{"type":"Feature","properties":{{"LSOA11CD":"E{:08}","LSOA11NM":"Square {number}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#,
            1_000_001 + number
        )
    });
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{}]}}"#,
        squares.collect::<Vec<_>>().join(",\n")
    )
}
