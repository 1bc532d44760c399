//! The files of a city, as a force and a council would hand them over. Every one says SYNTHETIC.
//!
//! | file | what |
//! |---|---|
//! | `beatbook.toml` | configuration that reads the others |
//! | `police-extract.csv` | rows, local civil time, EPSG:27700 |
//! | `people.csv` | victims and suspects linked to the rows |
//! | `istv.csv` | A&E by place, in words |
//! | `tiig.csv` | A&E by residence |
//! | `ambulance-callouts.csv`, `complaints.csv` | EPSG:27700 |
//! | `stop-and-search.csv` | WGS 84 |
//! | `annotations.csv` | dated notes on the sources |
//! | `boundaries/lsoa11/` | Shapefile, EPSG:27700 |
//! | `boundaries/`, `imd/`, `lookups/`, `population/`, `postcodes.csv`, `licensed-premises.csv`, `calendar.csv`, `pseudonym.key` | the ground as its keepers publish it |
//! | `streets.geojson`, `ground.geojson` | WGS 84 (OSTN15) |
//! | `places.csv` | WGS 84 (OSTN15) |
//! | `truth.json` | what was planted |

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;

use dbase::{FieldValue, Record, TableWriterBuilder};
use serde_json::json;
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

use crate::callouts::callouts;
use crate::city::{City, DAYS, DemoEvent, DemoParams, DemoSite, first_day};
use crate::complaints::complaints;
use crate::error::DemoError;
use crate::ground::Shape;
use crate::istv::{ONLY_HERE, istv, middle_of_street};
use crate::official::write_ground;
use crate::people::{HEADER as PEOPLE_HEADER, People};
use crate::plane::{Xy, to_degrees};
use crate::planned::{DemoStated, MINUTES};
use crate::planted::DEFAULT_PIN;
use crate::save::{field as quoted, save};
use crate::searches::searches;
use crate::tally::Tally;
use crate::tiig::tiig;
use crate::town::Town;
use crate::truth::Truth;

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
    write_ground(town, dir)?;
    let mut truth = city.truth();
    write_beside(params, town, dir, &mut truth)?;
    write_extract(&city, dir, &mut truth, progress)?;
    let mut text =
        serde_json::to_string_pretty(&truth).map_err(|e| at(&dir.join("truth.json"), e.into()))?;
    text.push('\n');
    save(&dir.join("truth.json"), text.as_bytes())?;
    progress(params.events, params.events);
    Ok(truth)
}

/// Dated notes on the sources. Nothing was planted at that date: the note alone must stop a
/// comparison across it from being made without a word.
const ANNOTATIONS: &str = "SYNTHETIC,date,source,text\nSYNTHETIC,2022-06-06,offence,\"new crime recording system; flags are entered at the scene from this day\"\n";

/// The sources beside the extract: a few thousand rows each, whatever the size of the city.
fn write_beside(
    params: &DemoParams,
    town: &'static Town,
    dir: &Path,
    truth: &mut Truth,
) -> Result<(), DemoError> {
    let (seed, null) = (params.seed, params.null);
    let (text, counts) = istv(seed, town, null);
    save(&dir.join("istv.csv"), text.as_bytes())?;
    truth.istv = Some(counts);
    let (text, counts) = tiig(seed, town, null);
    save(&dir.join("tiig.csv"), text.as_bytes())?;
    truth.tiig = Some(counts);
    let (text, counts) = callouts(seed, town, null);
    save(&dir.join("ambulance-callouts.csv"), text.as_bytes())?;
    truth.callouts = Some(counts);
    let (text, counts) = complaints(seed, town, null);
    save(&dir.join("complaints.csv"), text.as_bytes())?;
    truth.complaints = Some(counts);
    let (text, counts) = searches(seed, town, null);
    save(&dir.join("stop-and-search.csv"), text.as_bytes())?;
    truth.searches = Some(counts);
    save(&dir.join("annotations.csv"), ANNOTATIONS.as_bytes())
}

fn at(path: &Path, source: std::io::Error) -> DemoError {
    DemoError::Write {
        path: path.to_owned(),
        source,
    }
}

/// The extract and the people linked to it, row by row.
fn write_extract(
    city: &City,
    dir: &Path,
    truth: &mut Truth,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), DemoError> {
    let town = city.town();
    let mut rows = Lines::create(&dir.join("police-extract.csv"), HEADER)?;
    let mut linked = Lines::create(&dir.join("people.csv"), PEOPLE_HEADER)?;
    // Recording runs on for some weeks after the last day.
    let days: Vec<String> = (0..DAYS + 60)
        .map(|i| first_day().plus(i).to_string())
        .collect();
    let null = city.params().null;
    let only_here = (!null).then(|| middle_of_street(town, ONLY_HERE)).flatten();
    let mut tally = Tally::new(city, only_here);
    let mut people = People::new(city.params().seed, town, null);
    let mut events = city.rows_of_extract();
    for event in events.by_ref() {
        add_row(&mut rows.text, town, &event, &days);
        people.add(&mut linked.text, &event);
        tally.add(&event);
        rows.flush_text()?;
        linked.flush_text()?;
        if tally.rows().is_multiple_of(PROGRESS_EVERY) {
            progress(tally.rows(), city.rows());
        }
    }
    rows.finish()?;
    linked.finish()?;
    truth.people = Some(people.truth);
    tally.finish(truth, events.not_yet_recorded());
    Ok(())
}

/// A file that is written line by line.
struct Lines {
    path: std::path::PathBuf,
    out: BufWriter<File>,
    /// What is to be written next.
    text: String,
}

impl Lines {
    fn create(path: &Path, header: &str) -> Result<Self, DemoError> {
        let file = File::create(path).map_err(|source| at(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            out: BufWriter::with_capacity(1 << 20, file),
            text: header.to_owned(),
        })
    }

    fn flush_text(&mut self) -> Result<(), DemoError> {
        let written = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        written.map_err(|source| at(&self.path, source))
    }

    fn finish(mut self) -> Result<(), DemoError> {
        self.flush_text()?;
        self.out.flush().map_err(|source| at(&self.path, source))
    }
}

const HEADER: &str = "SYNTHETIC,crime_ref,incident_ref,ho_code,offence,category,from,to,recorded,easting,northing,location,location_role,happened_easting,happened_northing,happened_location,setting,domestic,hate,alcohol,drugs,knife,beat,lsoa\n";

fn add_row(line: &mut String, town: &Town, event: &DemoEvent, days: &[String]) {
    let time = |minute: i32| {
        let (hour, minute_of_hour) = (minute / 60 % 24, minute % 60);
        (&days[(minute / MINUTES) as usize], hour, minute_of_hour)
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
    let position = event.site.position().map(|p| [p.easting, p.northing]);
    match position {
        Some([x, y]) => {
            let _ = write!(line, ",{x},{y},");
        }
        None => line.push_str(",,,"),
    }
    match event.site {
        DemoSite::Inside(p) => {
            let street = town.street_near([p.easting, p.northing]);
            line.push_str(street.unwrap_or("Open ground"));
        }
        DemoSite::Place(place, _) => line.push_str(&town.places()[place].name),
        DemoSite::Outside(_) => line.push_str("Outside the city"),
        DemoSite::DefaultPin(_) => line.push_str(&quoted(DEFAULT_PIN)),
        DemoSite::Blank => {}
    }
    add_stated(line, town, event);
    line.push(',');
    line.push_str(event.setting.map_or("", beatbook_core::Setting::word));
    for flag in event.flags.all() {
        line.push_str(match flag {
            Some(true) => ",Y",
            Some(false) => ",N",
            None => ",",
        });
    }
    // The pin says nothing about the beat; the code of its own area is what a gazetteer gives.
    let beat = event
        .site
        .within()
        .map(|p| town.beat([p.easting, p.northing]));
    line.push(',');
    line.push_str(beat.unwrap_or(""));
    line.push(',');
    line.push_str(
        position
            .and_then(|p| town.area_of(p))
            .map_or("", |area| &town.areas()[area].code),
    );
    line.push('\n');
}

/// The role of the recorded place, and where it is said to have happened.
fn add_stated(line: &mut String, town: &Town, event: &DemoEvent) {
    let Some(stated) = event.stated else {
        line.push_str(",,,,");
        return;
    };
    line.push_str(",discovered");
    let _ = match stated {
        DemoStated::At(p) => {
            let words = town.street_near([p.easting, p.northing]);
            let words = quoted(words.unwrap_or("Open ground"));
            write!(line, ",{},{},{words}", p.easting, p.northing)
        }
        DemoStated::Words(words) => write!(line, ",,,{}", quoted(words)),
        DemoStated::Nowhere => write!(line, ",,,"),
    };
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
    let mut text = String::from("SYNTHETIC,name,class,longitude,latitude,radius\n");
    // Licensed premises stand in the register.
    for place in town.places().iter().filter(|place| place.class != "venue") {
        let [lon, lat] = degrees(place.at);
        let _ = writeln!(
            text,
            "SYNTHETIC,{},{},{lon},{lat},{}",
            quoted(&place.name),
            place.class,
            place
                .radius
                .map(|metres| metres.to_string())
                .unwrap_or_default()
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
