//! `GeoParquet` 1.0 and 1.1 (<https://geoparquet.org/releases/v1.1.0/>): a Parquet file whose `geo` metadata
//! says which column is geometry, and in which reference system.

use std::io::Cursor;

use ::geojson::JsonValue;
use beatbook_core::Crs;
use polars::prelude::{AnyValue, Column, DataFrame, ParquetReader, SerReader};

use crate::Problem;
use crate::asked::{Asked, Wanted};
use crate::features::FeatureFile;
use crate::gathered::Gathered;
use crate::guarded::{DAMAGED, guarded};
use crate::well_known_binary;

const AGAIN: &str = "copy or download the file again";
const EXPORT: &str =
    "write it again as GeoParquet with WKB geometry, the default of GeoPandas, GDAL and DuckDB";

/// Reads all rows of the file.
pub(crate) fn read(bytes: Vec<u8>, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    asked.whole("GeoParquet")?;
    let broken = |e: polars::error::PolarsError| {
        let reason = format!("the Parquet file cannot be read: {e}");
        asked.problem(reason, AGAIN)
    };
    if !bytes.starts_with(b"PAR1") || !bytes.ends_with(b"PAR1") {
        let reason = if bytes.starts_with(b"PAR1") {
            "the file is cut short"
        } else {
            "this is not a Parquet file"
        };
        return Err(asked.problem(reason, AGAIN));
    }
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let damaged = || asked.problem(format!("the Parquet file cannot be read: {DAMAGED}"), AGAIN);
    let metadata = guarded(|| reader.get_metadata().cloned());
    let metadata = metadata.ok_or_else(damaged)?.map_err(broken)?;
    let entries = metadata.key_value_metadata.iter().flatten();
    let geo = entries
        .filter(|entry| entry.key == "geo")
        .find_map(|entry| entry.value.clone());
    let Some(geo) = geo else {
        let reason = "this Parquet file has no geometry: its metadata has no `geo`";
        return Err(asked.problem(reason, EXPORT));
    };
    let geo: JsonValue = serde_json::from_str(&geo)
        .map_err(|e| asked.problem(format!("its `geo` metadata is not JSON: {e}"), EXPORT))?;
    let shape = Shape::of(&geo).map_err(|reason| asked.problem(reason, EXPORT))?;
    let schema = guarded(|| reader.schema());
    let schema = schema.ok_or_else(damaged)?.map_err(broken)?;
    let names: Vec<String> = schema.iter_names().map(ToString::to_string).collect();
    if !names.contains(&shape.column) {
        let reason = format!(
            "there is no column `{}`, which is to be its geometry",
            shape.column
        );
        return Err(asked.problem(reason, EXPORT));
    }
    let needed = |name: &&String| match asked.wanted {
        Wanted::All => true,
        Wanted::These(wanted) => **name == shape.column || wanted.contains(&name.as_str()),
    };
    let columns = names.iter().filter(needed).cloned().collect();
    let reader = reader.with_columns(Some(columns));
    let rows = guarded(|| reader.finish());
    let rows = rows.ok_or_else(damaged)?.map_err(broken)?;
    let mut gathered = Gathered::new(asked.wanted);
    for name in names.iter().filter(|name| **name != shape.column) {
        gathered.property(name);
    }
    fill(&rows, &shape, &mut gathered, asked)?;
    Ok(gathered.into_file(shape.crs))
}

fn fill(
    rows: &DataFrame,
    shape: &Shape,
    gathered: &mut Gathered<'_>,
    asked: &Asked<'_>,
) -> Result<(), Box<Problem>> {
    let no_bytes = |_| {
        let reason = format!("its geometry column `{}` does not hold bytes", shape.column);
        asked.problem(reason, EXPORT)
    };
    let geometry = rows.column(&shape.column).map_err(no_bytes)?;
    let geometry = geometry.binary().map_err(no_bytes)?;
    for row in 0..rows.height() {
        let decoded = geometry.get(row).map(well_known_binary::decode);
        let decoded = decoded.transpose().map_err(|reason| {
            let fault = asked.problem(format!("its geometry {reason}"), EXPORT);
            Box::new(fault.at_feature(row as u64 + 1))
        })?;
        let value = |name: &str| text(rows.column(name).ok()?, row);
        gathered.add(&value, decoded.flatten());
    }
    Ok(())
}

/// What the `geo` metadata says of the primary column.
struct Shape {
    column: String,
    crs: Result<Crs, String>,
}

impl Shape {
    fn of(geo: &JsonValue) -> Result<Self, String> {
        let column = geo.get("primary_column").and_then(JsonValue::as_str);
        let column = column.ok_or("its `geo` metadata names no primary_column")?;
        let columns = geo.get("columns").and_then(|columns| columns.get(column));
        let about = columns.ok_or_else(|| {
            format!("its `geo` metadata says nothing about the column `{column}`")
        })?;
        let encoding = about.get("encoding").and_then(JsonValue::as_str);
        match encoding {
            Some(word) if word.eq_ignore_ascii_case("WKB") => {}
            Some(word) => {
                return Err(format!(
                    "its geometry is encoded as `{word}` (GeoArrow); only WKB is read"
                ));
            }
            None => return Err("its `geo` metadata names no encoding".into()),
        }
        Ok(Self {
            column: column.to_owned(),
            crs: system(about.get("crs")),
        })
    }
}

/// The reference system of PROJJSON; without one it is longitude and latitude, as the standard says.
fn system(crs: Option<&JsonValue>) -> Result<Crs, String> {
    let Some(crs) = crs else {
        return Ok(Crs::Wgs84);
    };
    if crs.is_null() {
        return Err("the file says that its reference system is not known".into());
    }
    let word = |value: &JsonValue| match value {
        JsonValue::String(text) => text.clone(),
        other => other.to_string(),
    };
    let id = crs.get("id");
    let part = |name| id.and_then(|id| id.get(name)).map(word).unwrap_or_default();
    let code = format!("{}:{}", part("authority"), part("code"));
    let name = crs.get("name").map(word).unwrap_or_default();
    Crs::parse(&code)
        .or_else(|_| Crs::parse(&word(crs)))
        .map_err(|_| format!("the reference system `{name}` of its metadata is not recognised"))
}

fn text(column: &Column, row: usize) -> Option<String> {
    Some(match column.get(row).ok()? {
        AnyValue::Null => return None,
        AnyValue::String(text) => text.to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Float32(number) => number.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        other => other.to_string(),
    })
}

#[cfg(test)]
#[path = "geoparquet_tests.rs"]
mod tests;
