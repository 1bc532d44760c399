//! What several tests need: small files in a folder of their own.

use std::path::{Path, PathBuf};

use beatbook_core::{Day, EventBatch};

use crate::{BadRows, Config, FileReport, Listening, ReadError, read_events};

/// A folder that goes away with the value.
pub(crate) struct Scratch(tempfile::TempDir);

impl Scratch {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A zip archive of these members.
    pub fn zip(&self, name: &str, members: &[(&str, Vec<u8>)]) -> PathBuf {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (member, bytes) in members {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*member, options).unwrap();
            archive.write_all(bytes).unwrap();
        }
        self.write(name, archive.finish().unwrap().into_inner())
    }

    /// A message with the folder taken out of it.
    pub fn tidy(&self, message: &impl ToString) -> String {
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        message.to_string().replace(&folder, "")
    }
}

/// A config with one layer and this source of offences.
pub(crate) fn config(scratch: &Scratch, source: &str) -> Config {
    config_of(scratch, &format!("[[source]]\nid = \"offence\"\n{source}"))
}

/// A config with one layer, `lsoa11`, and these tables.
pub(crate) fn config_of(scratch: &Scratch, tables: &str) -> Config {
    try_config(scratch, tables).unwrap_or_else(|e| panic!("{e}"))
}

/// The same, which may be refused; the tables start on line 8.
pub(crate) fn try_config(scratch: &Scratch, tables: &str) -> Result<Config, ReadError> {
    let text = format!(
        "title = \"T\"\nstudy = \"lsoa11\"\nkey = \"pseudonym.key\"\n[[layer]]\nid = \"lsoa11\"\npath = \"areas.geojson\"\ncode = \"code\"\n{tables}"
    );
    Config::load(&scratch.write("beatbook.toml", text), today())
}

/// The day on which configs of tests are read.
pub(crate) fn today() -> Day {
    Day::parse("2024-10-01").unwrap()
}

pub(crate) const POLICE_UK: &str = "format = \"police.uk\"\nfiles = [\"events.csv\"]\n";

pub(crate) const MAPPED: &str = "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:27700\"\n\
    [source.columns]\nid = \"ref\"\ncategory = \"category\"\nx = \"easting\"\ny = \"northing\"\nfrom = \"from\"\nto = \"to\"\n\
    [source.time]\nformat = \"%Y-%m-%d %H:%M\"\nprecision = \"interval\"\n";

/// A time of day of its own, a day of recording, a setting and a flag.
pub(crate) const FLAGGED: &str = "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:27700\"\n\
    [source.columns]\ncategory = \"category\"\nx = \"easting\"\ny = \"northing\"\nfrom = \"day\"\nclock = \"clock\"\n\
    recorded = \"recorded\"\nsetting = \"setting\"\n[source.flags]\ndomestic = \"domestic\"\n\
    [source.time]\nformat = \"%Y-%m-%d %H:%M\"\nprecision = \"instant\"\n";

/// Reads `text` as `events.csv` of this source.
pub(crate) fn read(
    scratch: &Scratch,
    source: &str,
    text: impl AsRef<[u8]>,
    bad_rows: BadRows,
) -> Result<(FileReport, Vec<EventBatch>), ReadError> {
    let path = scratch.write("events.csv", text);
    let config = config(scratch, source);
    read_file(&config, &path, bad_rows)
}

pub(crate) fn read_file(
    config: &Config,
    path: &Path,
    bad_rows: BadRows,
) -> Result<(FileReport, Vec<EventBatch>), ReadError> {
    let mut batches = Vec::new();
    let mut told = 0;
    let report = read_events(
        &config.sources[0],
        path,
        bad_rows,
        &mut |batch| batches.push(batch),
        &mut Listening::new(&mut |_| told += 1),
    )?;
    assert_eq!(told, report.refused, "every refused row is told of");
    let given: u64 = batches.iter().map(|batch| batch.len() as u64).sum();
    assert_eq!(report.rows_read, given + report.refused, "no row is lost");
    let failing: u64 = report.problems.iter().map(|problem| problem.failing).sum();
    assert_eq!(failing, report.refused, "every refused row has a reason");
    Ok((report, batches))
}

/// The terms of a health source, without the head of the table.
pub(crate) const TERMS: &str = "name = \"A&E sharing 7\"\ncontroller = \"The trust\"\npurpose = \"violence prevention\"\n\
    audiences = [\"analyst\"]\nfinest_area = \"cell\"\nfinest_time = \"hour\"\nexpires = \"2027-03-31\"\n";

/// What ESRI programs write for EPSG:27700.
pub(crate) const NATIONAL_GRID: &str = r#"PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]"#;

/// A table of character fields.
pub(crate) fn dbf_table(fields: &[(&str, u8)], rows: &[&[&[u8]]]) -> Vec<u8> {
    let header = 32 + 32 * fields.len() + 1;
    let record: usize = 1 + fields
        .iter()
        .map(|(_, length)| usize::from(*length))
        .sum::<usize>();
    let mut bytes = vec![3, 124, 1, 1];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((header as u16).to_le_bytes());
    bytes.extend((record as u16).to_le_bytes());
    bytes.resize(32, 0);
    for (name, length) in fields {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        field[11] = b'C';
        field[16] = *length;
        bytes.extend(field);
    }
    bytes.push(0x0d);
    for row in rows {
        bytes.push(b' ');
        for (value, (_, length)) in row.iter().zip(fields) {
            bytes.extend_from_slice(value);
            bytes.resize(bytes.len() + usize::from(*length) - value.len(), b' ');
        }
    }
    bytes
}

/// Adds a Shapefile of squares of 100 m, west to east, to the folder: fields `code` and `name`.
pub(crate) fn write_squares(scratch: &Scratch, folder: &str, codes: &[&str]) {
    use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};
    let (mut shp, mut shx) = (
        std::io::Cursor::new(Vec::new()),
        std::io::Cursor::new(Vec::new()),
    );
    let squares: Vec<Polygon> = (0..codes.len())
        .map(|i| {
            let (x, y) = (384_000.0 + 100.0 * i as f64, 398_000.0);
            let corners = [
                (x, y),
                (x, y + 100.0),
                (x + 100.0, y + 100.0),
                (x + 100.0, y),
                (x, y),
            ];
            Polygon::new(PolygonRing::Outer(
                corners.map(|(x, y)| Point::new(x, y)).to_vec(),
            ))
        })
        .collect();
    ShapeWriter::with_shx(&mut shp, &mut shx)
        .write_shapes(&squares)
        .unwrap();
    let names: Vec<String> = codes.iter().map(|code| format!("Area {code}")).collect();
    let rows: Vec<[&[u8]; 2]> = codes
        .iter()
        .zip(&names)
        .map(|(code, name)| [code.as_bytes(), name.as_bytes()])
        .collect();
    let rows: Vec<&[&[u8]]> = rows.iter().map(|row| &row[..]).collect();
    let table = dbf_table(&[("code", 9), ("name", 20)], &rows);
    scratch.write(&format!("{folder}/squares.shp"), shp.into_inner());
    scratch.write(&format!("{folder}/squares.shx"), shx.into_inner());
    scratch.write(&format!("{folder}/squares.dbf"), table);
    scratch.write(&format!("{folder}/squares.prj"), NATIONAL_GRID);
}
