//! `GeoPackage` 1.0 to 1.4 (OGC 12-128, <https://www.geopackage.org/spec/>): layers of features, and tables
//! without geometry.
//!
//! The file is taken into memory and opened there, read-only: nothing is ever written beside it.

use std::io::Cursor;
use std::path::PathBuf;

use beatbook_core::Crs;
use geo_types::Geometry;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, Row};

use crate::asked::Asked;
use crate::blank::hex;
use crate::features::FeatureFile;
use crate::gathered::Gathered;
use crate::problem::listed;
use crate::{Problem, prj, well_known_binary};

const EXPORT: &str = "export the layer again as GeoPackage, for example with QGIS";

/// Reads the layer that is asked for, else the only one with geometry, else the only table.
pub(crate) fn read(bytes: Vec<u8>, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    unsaved(asked)?;
    let opened = open(bytes, asked)?;
    let table = choose(&opened, asked)?;
    let broken = |e: rusqlite::Error| broken(&e, asked);
    let shape = shape(&opened, &table).map_err(broken)?;
    let crs = match &shape {
        Some(shape) => system(&opened, shape).map_err(broken)?,
        None => Err("it is a table without geometry".into()),
    };
    let columns = columns(&opened, &table).map_err(broken)?;
    let listed: Vec<String> = columns.iter().map(|name| name_in_sql(name)).collect();
    let query = format!("SELECT {} FROM {}", listed.join(", "), name_in_sql(&table));
    let mut rows = opened.prepare(&query).map_err(broken)?;
    let is_shape = |name: &String| {
        let shape = shape.as_ref();
        shape.is_some_and(|s| s.column.eq_ignore_ascii_case(name))
    };
    let at = columns.iter().position(is_shape);
    let mut gathered = Gathered::new(asked.wanted);
    for name in columns.iter().filter(|name| !is_shape(name)) {
        gathered.property(name);
    }
    let mut rows = rows.query([]).map_err(broken)?;
    let mut number = 0;
    while let Some(row) = rows.next().map_err(broken)? {
        number += 1;
        let geometry = at.map_or(Ok(None), |at| geometry(row, at));
        let geometry = geometry.map_err(|reason| {
            let fault = asked.problem(format!("its geometry {reason}"), EXPORT);
            Box::new(fault.at_feature(number))
        })?;
        let value = |name: &str| text(row, columns.iter().position(|known| known == name)?);
        gathered.add(&value, geometry);
    }
    Ok(gathered.into_file(crs))
}

/// What a program that has the file open has not yet put into it.
fn unsaved(asked: &Asked<'_>) -> Result<(), Box<Problem>> {
    let mut log = asked.shown.as_os_str().to_owned();
    log.push("-wal");
    let held = std::fs::metadata(PathBuf::from(log)).is_ok_and(|file| file.len() > 0);
    if held {
        let reason = "a program has it open: changes wait in a -wal file beside it";
        let help = "close the file in that program, so that the changes are in it";
        return Err(asked.problem(reason, help));
    }
    Ok(())
}

fn open(mut bytes: Vec<u8>, asked: &Asked<'_>) -> Result<Connection, Box<Problem>> {
    if !bytes.starts_with(b"SQLite format 3\0") || bytes.len() < 100 {
        let reason = if bytes.is_empty() {
            "the file is empty"
        } else {
            "this is not a GeoPackage"
        };
        return Err(asked.problem(reason, "copy or download the file again"));
    }
    // A copy in memory has no log beside it, which the file may have been written with.
    bytes[18..20].fill(1);
    let page = match u16::from_be_bytes([bytes[16], bytes[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([bytes[28], bytes[29], bytes[30], bytes[31]]);
    let (needed, has) = (page * u64::from(pages), bytes.len() as u64);
    if has < needed {
        let reason = format!(
            "the file is cut short: it has {} of {} bytes",
            beatbook_core::thousands(has),
            beatbook_core::thousands(needed)
        );
        return Err(asked.problem(reason, "copy or download the file again"));
    }
    let length = bytes.len();
    let broken = |e: rusqlite::Error| broken(&e, asked);
    let mut database = Connection::open_in_memory().map_err(broken)?;
    database
        .deserialize_read_exact("main", Cursor::new(bytes), length, true)
        .map_err(broken)?;
    // A file from elsewhere may not run functions out of its schema.
    database
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        .map_err(broken)?;
    // On a damaged page SQLite gives what it finds there, rows that never were among it.
    let checked = database.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    let checked: String = checked.map_err(broken)?;
    if checked != "ok" {
        return Err(damaged(asked));
    }
    Ok(database)
}

fn damaged(asked: &Asked<'_>) -> Box<Problem> {
    let reason = "the GeoPackage is damaged: its pages do not agree";
    asked.problem(reason, "copy or download the file again")
}

fn broken(e: &rusqlite::Error, asked: &Asked<'_>) -> Box<Problem> {
    // Of such a file SQLite says now this, now that.
    if is_damage(e) {
        return damaged(asked);
    }
    asked.problem(format!("the GeoPackage cannot be read: {e}"), EXPORT)
}

fn is_damage(e: &rusqlite::Error) -> bool {
    matches!(
        e.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// The table to read.
fn choose(database: &Connection, asked: &Asked<'_>) -> Result<String, Box<Problem>> {
    let tables = tables(database).map_err(|e| {
        if is_damage(&e) {
            return damaged(asked);
        }
        let reason = format!("this is an SQLite database, but not a GeoPackage: {e}");
        asked.problem(reason, EXPORT)
    })?;
    let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
    if let Some(part) = asked.part {
        let exact = names.iter().find(|name| **name == part);
        let alike = || names.iter().find(|name| name.eq_ignore_ascii_case(part));
        return match exact.or_else(alike) {
            Some(name) => Ok((*name).to_owned()),
            None => Err(asked.problem(
                format!(
                    "there is no layer `{part}`; the file has {}",
                    listed(&names)
                ),
                "name one of them after #",
            )),
        };
    }
    let shaped = || tables.iter().filter(|(_, shaped)| *shaped);
    let only: Vec<&str> = match shaped().count() {
        0 => names,
        _ => shaped().map(|(name, _)| name.as_str()).collect(),
    };
    match only[..] {
        [name] => Ok(name.to_owned()),
        [] => Err(asked.problem(
            "the GeoPackage has no layer of features and no table",
            EXPORT,
        )),
        [first, ..] => Err(asked.problem(
            format!("the file has several layers: {}", listed(&only)),
            format!(
                "name the one that is meant: {}#{first}",
                asked.shown.display()
            ),
        )),
    }
}

/// Tables of the file, and whether each has geometry.
fn tables(database: &Connection) -> rusqlite::Result<Vec<(String, bool)>> {
    let mut listed = database.prepare(
        "SELECT table_name, data_type FROM gpkg_contents \
         WHERE data_type IN ('features', 'attributes', 'aspatial') ORDER BY rowid",
    )?;
    let rows = listed.query_map([], |row| {
        let kind: String = row.get(1)?;
        Ok((row.get(0)?, kind == "features"))
    })?;
    rows.collect()
}

/// Columns of a table; a name that is not UTF-8 is an error.
fn columns(database: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut listed = database.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = listed.query_map([table], |row| row.get(0))?;
    names.collect()
}

/// Where the geometry of a table is.
struct Shape {
    column: String,
    system: i64,
}

fn shape(database: &Connection, table: &str) -> rusqlite::Result<Option<Shape>> {
    let has_any: i64 = database.query_row(
        "SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_geometry_columns'",
        [],
        |row| row.get(0),
    )?;
    if has_any == 0 {
        return Ok(None);
    }
    let mut found = database.prepare(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?1)",
    )?;
    let mut rows = found.query([table])?;
    rows.next()?
        .map(|row| {
            Ok(Shape {
                column: row.get(0)?,
                system: row.get(1)?,
            })
        })
        .transpose()
}

/// The reference system by the code of its register, else by its text.
fn system(database: &Connection, shape: &Shape) -> rusqlite::Result<Result<Crs, String>> {
    let mut found = database.prepare(
        "SELECT organization, organization_coordsys_id, definition, srs_name \
         FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
    )?;
    let mut rows = found.query([shape.system])?;
    let Some(row) = rows.next()? else {
        let number = shape.system;
        return Ok(Err(format!(
            "the reference system {number} of the layer is not in the file"
        )));
    };
    let word = |at: usize| text(row, at).unwrap_or_default();
    let (register, code, definition, name) = (word(0), word(1), word(2), word(3));
    if matches!(shape.system, 0 | -1) {
        return Ok(Err(
            "the layer says that its reference system is undefined".into()
        ));
    }
    let by_code = Crs::parse(&format!("{register}:{code}")).ok();
    let lon_lat = || (name.contains("CRS84") || definition.contains("CRS84")).then_some(Crs::Wgs84);
    let by_text = || prj::recognise(&definition);
    Ok(by_code
        .or_else(by_text)
        .or_else(lon_lat)
        .ok_or_else(|| format!("the reference system `{name}` of the layer is not recognised")))
}

/// A name that no character of it can break out of.
fn name_in_sql(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A value as text; bytes as hexadecimal digits.
fn text(row: &Row<'_>, at: usize) -> Option<String> {
    match row.get_ref(at).ok()? {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Some(hex(bytes)),
    }
}

/// The geometry of a row; the reason is the end of a sentence about it.
fn geometry(row: &Row<'_>, at: usize) -> Result<Option<Geometry<f64>>, String> {
    match row.get_ref(at).map_err(|e| e.to_string())? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => match body(bytes)? {
            Some(body) => well_known_binary::decode(body),
            None => Ok(None),
        },
        _ => Err("is not stored as bytes".into()),
    }
}

/// The well-known binary behind the header of a geometry (clause 2.1.3 of the standard); `None` when it
/// is marked as empty.
fn body(bytes: &[u8]) -> Result<Option<&[u8]>, String> {
    let [b'G', b'P', _version, flags, ..] = bytes else {
        return Err("does not begin as one of GeoPackage".into());
    };
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(format!("has a bounding box of no known kind ({other})")),
    };
    if flags & 0x20 != 0 {
        return Err("is of a kind added by one program only".into());
    }
    if flags & 0x10 != 0 {
        return Ok(None);
    }
    let body = bytes.get(8 + envelope..);
    body.map(Some).ok_or_else(|| "is cut short".into())
}

#[cfg(test)]
#[path = "gpkg_tests.rs"]
mod tests;
