//! The files of a city, as a force and a council would hand them over. Every one says SYNTHETIC.
//!
//! | file | what |
//! |---|---|
//! | `beatbook.toml` | configuration that reads the others |
//! | `police-extract.csv` | rows, local civil time, EPSG:27700 |
//! | `boundaries/lsoa11/` | Shapefile, EPSG:27700 |
//! | `streets.geojson`, `ground.geojson` | WGS 84 (OSTN15) |
//! | `places.csv` | WGS 84 (OSTN15) |
//! | `truth.json` | what was planted |

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;

use dbase::{FieldValue, Record, TableWriterBuilder};
use serde_json::json;
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

use crate::city::{City, DAYS, DemoEvent, DemoParams, DemoSite, first_day};
use crate::error::DemoError;
use crate::ground::Shape;
use crate::plane::{Xy, to_degrees};
use crate::planted::DEFAULT_PIN;
use crate::town::Town;
use crate::truth::{Truth, TruthCounts};

const CONFIG: &str = include_str!("beatbook.toml");
const PRJ: &str = concat!(
    r#"PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936","#,
    r#"SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],"#,
    r#"UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],"#,
    r#"PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],"#,
    r#"PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],"#,
    r#"PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]"#,
);
/// Rows between two calls of the progress function.
const PROGRESS_EVERY: u64 = 20_000;

/// Writes a city into `dir`, which is made if need be, in constant memory.
///
/// `progress` is called with the rows written and the rows to write: at the start, every 20,000
/// rows, and at the end.
///
/// # Errors
/// [`DemoError`] if there is nothing to write or a file cannot be written.
///
/// # Example
/// ```
/// use beatbook_demo::{DemoParams, write_city};
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let params = DemoParams { events: 500, ..DemoParams::default() };
/// let truth = write_city(&params, folder, &mut |_done, _total| {})?;
/// assert_eq!(truth.counts.map(|c| c.rows), Some(500));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_city(
    params: &DemoParams,
    dir: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Truth, DemoError> {
    if params.events == 0 {
        return Err(DemoError::NoEvents(params.events));
    }
    progress(0, params.events);
    let boundaries = dir.join("boundaries").join("lsoa11");
    fs::create_dir_all(&boundaries).map_err(|source| at(&boundaries, source))?;
    let city = City::new(params);
    let town = city.town();
    save(&dir.join("beatbook.toml"), CONFIG.as_bytes())?;
    write_boundaries(town, &boundaries)?;
    save(&dir.join("streets.geojson"), streets(town).as_bytes())?;
    save(&dir.join("ground.geojson"), ground(town).as_bytes())?;
    save(&dir.join("places.csv"), places(town).as_bytes())?;
    let mut truth = city.truth();
    truth.counts = Some(write_extract(
        &city,
        &dir.join("police-extract.csv"),
        progress,
    )?);
    let mut text =
        serde_json::to_string_pretty(&truth).map_err(|e| at(&dir.join("truth.json"), e.into()))?;
    text.push('\n');
    save(&dir.join("truth.json"), text.as_bytes())?;
    progress(params.events, params.events);
    Ok(truth)
}

fn at(path: &Path, source: std::io::Error) -> DemoError {
    DemoError::Write {
        path: path.to_owned(),
        source,
    }
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    fs::write(path, bytes).map_err(|source| at(path, source))
}

fn write_extract(
    city: &City,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<TruthCounts, DemoError> {
    let file = File::create(path).map_err(|source| at(path, source))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    // Recording runs on for some weeks after the last day.
    let days: Vec<String> = (0..DAYS + 60)
        .map(|i| first_day().plus(i).to_string())
        .collect();
    let mut counts = TruthCounts::default();
    let mut line = String::new();
    out.write_all(
        b"SYNTHETIC,crime_ref,incident_ref,ho_code,offence,category,from,to,recorded,easting,northing,location,beat\n",
    )
    .map_err(|source| at(path, source))?;
    for event in city.events() {
        line.clear();
        add_row(&mut line, city.town(), &event, &days);
        out.write_all(line.as_bytes())
            .map_err(|source| at(path, source))?;
        counts.rows += 1;
        counts.incidents = event.incident;
        match event.site {
            DemoSite::Inside(_) | DemoSite::Place(..) => counts.located += 1,
            DemoSite::Outside(_) => counts.outside += 1,
            DemoSite::DefaultPin | DemoSite::Blank => counts.unlocated += 1,
        }
        if counts.rows % PROGRESS_EVERY == 0 {
            progress(counts.rows, city.rows());
        }
    }
    out.flush().map_err(|source| at(path, source))?;
    Ok(counts)
}

fn add_row(line: &mut String, town: &Town, event: &DemoEvent, days: &[String]) {
    let time = |minute: i32| {
        let (hour, minute_of_hour) = (minute / 60 % 24, minute % 60);
        (&days[(minute / 1_440) as usize], hour, minute_of_hour)
    };
    let ((from_day, from_hour, from_minute), (to_day, to_hour, to_minute)) =
        (time(event.from), time(event.to));
    let recorded = &days[(event.recorded as usize).min(days.len() - 1)];
    // Writing to a string cannot fail.
    let _ = write!(
        line,
        "SYNTHETIC,SYN-{:08},INC-{:08},{},{},{},{from_day} {from_hour:02}:{from_minute:02}:00,{to_day} {to_hour:02}:{to_minute:02}:00,{recorded}",
        event.row,
        event.incident,
        event.offence.ho_code,
        quoted(event.offence.words),
        event.offence.category,
    );
    match event.site.position() {
        Some(p) => {
            let _ = write!(line, ",{},{},", p.easting, p.northing);
        }
        None => line.push_str(",,,"),
    }
    let beat = match event.site {
        DemoSite::Inside(p) | DemoSite::Place(_, p) => town.beat([p.easting, p.northing]),
        _ => "",
    };
    match event.site {
        DemoSite::Inside(p) => {
            line.push_str(
                town.street_near([p.easting, p.northing])
                    .unwrap_or("Open ground"),
            );
        }
        DemoSite::Place(place, _) => line.push_str(&town.places()[place].name),
        DemoSite::Outside(_) => line.push_str("Outside the city"),
        DemoSite::DefaultPin => line.push_str(&quoted(DEFAULT_PIN)),
        DemoSite::Blank => {}
    }
    line.push(',');
    line.push_str(beat);
    line.push('\n');
}

fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([',', '"']) {
        format!("\"{}\"", field.replace('"', "\"\"")).into()
    } else {
        field.into()
    }
}

/// Seven decimals of a degree: a centimetre.
fn degrees(p: Xy) -> [f64; 2] {
    let place = to_degrees(p);
    [
        (place.lon * 1e7).round() / 1e7,
        (place.lat * 1e7).round() / 1e7,
    ]
}

fn line_of(points: &[Xy]) -> Vec<[f64; 2]> {
    points.iter().map(|p| degrees(*p)).collect()
}

fn collection(features: &[serde_json::Value]) -> String {
    let mut text = String::from(
        "{\n\"type\": \"FeatureCollection\",\n\"SYNTHETIC\": true,\n\"features\": [\n",
    );
    for (i, feature) in features.iter().enumerate() {
        text.push_str(&feature.to_string());
        text.push_str(if i + 1 < features.len() { ",\n" } else { "\n" });
    }
    text.push_str("]\n}\n");
    text
}

fn streets(town: &Town) -> String {
    let features: Vec<_> = town
        .segments()
        .iter()
        .map(|segment| {
            json!({
                "type": "Feature",
                "properties": { "name": segment.name, "class": segment.class.word() },
                "geometry": { "type": "LineString", "coordinates": line_of(&segment.points) },
            })
        })
        .collect();
    collection(&features)
}

fn ground(town: &Town) -> String {
    let features: Vec<_> = town
        .ground
        .iter()
        .map(|feature| {
            let geometry = match &feature.shape {
                Shape::Line(line) => json!({ "type": "LineString", "coordinates": line_of(line) }),
                Shape::Polygon(ring) => {
                    let mut ring = line_of(ring);
                    ring.extend(ring.first().copied());
                    json!({ "type": "Polygon", "coordinates": [ring] })
                }
            };
            json!({
                "type": "Feature",
                "properties": { "name": feature.name, "class": feature.class },
                "geometry": geometry,
            })
        })
        .collect();
    collection(&features)
}

fn places(town: &Town) -> String {
    let mut text = String::from("SYNTHETIC,name,class,longitude,latitude\n");
    for place in town.places() {
        let [lon, lat] = degrees(place.at);
        let _ = writeln!(
            text,
            "SYNTHETIC,{},{},{lon},{lat}",
            quoted(&place.name),
            place.class
        );
    }
    text
}

fn write_boundaries(town: &Town, folder: &Path) -> Result<(), DemoError> {
    let stem = folder.join("lsoa11");
    let failed = |reason: &dyn std::fmt::Display| DemoError::Boundary {
        path: stem.with_extension("shp"),
        reason: reason.to_string(),
    };
    let (mut shp, mut shx, mut dbf) = (
        Cursor::new(Vec::new()),
        Cursor::new(Vec::new()),
        Cursor::new(Vec::new()),
    );
    {
        let mut shapes = ShapeWriter::with_shx(&mut shp, &mut shx);
        let mut table = TableWriterBuilder::new();
        for (field, width) in [("LSOA11CD", 9), ("LSOA11NM", 40), ("SYNTHETIC", 9)] {
            let name = field.try_into().map_err(|e: &str| failed(&e))?;
            table = table.add_character_field(name, width);
        }
        let mut table = table.build_with_dest(&mut dbf);
        for area in town.areas() {
            let closed = area.ring.iter().chain(area.ring.first());
            let ring = closed.map(|p| Point::new(p[0], p[1])).collect();
            shapes
                .write_shape(&Polygon::new(PolygonRing::Outer(ring)))
                .map_err(|e| failed(&e))?;
            let mut record = Record::default();
            for (field, text) in [
                ("LSOA11CD", &*area.code),
                ("LSOA11NM", &*area.name),
                ("SYNTHETIC", "SYNTHETIC"),
            ] {
                record.insert(field.into(), FieldValue::Character(Some(text.into())));
            }
            table.write_record(&record).map_err(|e| failed(&e))?;
        }
        shapes.finalize().map_err(|e| failed(&e))?;
        table.finalize().map_err(|e| failed(&e))?;
    }
    let mut dbf = dbf.into_inner();
    // Year since 1900, month and day of the last change: fixed, so that the bytes are.
    dbf[1..4].copy_from_slice(&[124, 9, 30]);
    save(&stem.with_extension("shp"), shp.get_ref())?;
    save(&stem.with_extension("shx"), shx.get_ref())?;
    save(&stem.with_extension("dbf"), &dbf)?;
    save(&stem.with_extension("prj"), PRJ.as_bytes())?;
    save(&stem.with_extension("cpg"), b"UTF-8")
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
