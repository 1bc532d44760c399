//! Pages of a feature layer put together: GeoJSON where they have a geometry, CSV where they have none.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::FetchError;
use crate::arcgis::{Page, Pages};

/// What the coordinates turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coordinates {
    /// British National Grid, metres.
    Grid,
    /// Longitude and latitude.
    Degrees,
}

impl Coordinates {
    pub(crate) fn crs(self) -> &'static str {
        match self {
            Self::Grid => "EPSG:27700",
            Self::Degrees => "OGC:CRS84",
        }
    }
}

/// Writes all pages as one GeoJSON. Each feature stands on its line exactly as it was sent.
pub(crate) fn geojson(pages: &Pages, address: &str, to: &Path) -> Result<Coordinates, FetchError> {
    let odd = |why: &str| FetchError::Layer(address.into(), why.into());
    let disk = |error| FetchError::Disk("write", to.into(), error);
    let mut out = BufWriter::new(File::create(to).map_err(disk)?);
    let mut found = None;
    let mut held: Vec<u8> = Vec::new();
    let mut first = true;
    for text in pages.texts() {
        let (_, text) = text?;
        let page: Page = serde_json::from_str(&text).map_err(|error| odd(&error.to_string()))?;
        let said = match &page.crs {
            None | Some(Value::Null) => None,
            Some(crs) => Some(named(crs).ok_or_else(|| odd("names an unknown coordinate system"))?),
        };
        for feature in &page.features {
            if let Some(seen) = coordinates(feature) {
                if said.is_some_and(|said| said != seen) || found.is_some_and(|had| had != seen) {
                    return Err(odd("mixes coordinates in metres and in degrees"));
                }
                if found.is_none() {
                    // The head needs the coordinate system, which the first geometry tells.
                    found = Some(seen);
                    out.write_all(head(seen).as_bytes()).map_err(disk)?;
                    out.write_all(&held).map_err(disk)?;
                    held = Vec::new();
                }
            }
            let comma = if first { "\n" } else { ",\n" };
            first = false;
            if found.is_none() {
                held.extend_from_slice(comma.as_bytes());
                held.extend_from_slice(feature.get().as_bytes());
                continue;
            }
            out.write_all(comma.as_bytes()).map_err(disk)?;
            out.write_all(feature.get().as_bytes()).map_err(disk)?;
        }
    }
    let found = found.ok_or_else(|| odd("has no feature with a geometry"))?;
    out.write_all(b"\n]}\n").map_err(disk)?;
    let file = out.into_inner().map_err(|error| disk(error.into_error()))?;
    file.sync_all().map_err(disk)?;
    Ok(found)
}

fn head(coordinates: Coordinates) -> String {
    // GeoJSON without a `crs` is in degrees; with one it is the older form that GDAL reads and writes.
    let crs = match coordinates {
        Coordinates::Degrees => "",
        Coordinates::Grid => {
            r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"#
        }
    };
    format!(r#"{{"type":"FeatureCollection",{crs}"features":["#)
}

/// What a `crs` member names, where it is one of the two that are understood.
fn named(crs: &Value) -> Option<Coordinates> {
    let name = crs.pointer("/properties/name")?.as_str()?;
    let end = name.rsplit(':').next()?;
    match end {
        "27700" => Some(Coordinates::Grid),
        "4326" | "CRS84" => Some(Coordinates::Degrees),
        _ => None,
    }
}

/// What the first coordinate pair of a feature must be: no place in Britain lies within 180 metres of
/// the grid's origin in both directions.
fn coordinates(feature: &RawValue) -> Option<Coordinates> {
    let text = feature.get();
    let at = text.find("\"coordinates\"")?;
    let pair = text[at + "\"coordinates\"".len()..].trim_start_matches([':', '[', ' ', '\n', '\t']);
    let mut numbers = pair
        .split([',', ']'])
        .map(|number| number.trim().parse::<f64>());
    let (x, y) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some(if x.abs() <= 180.0 && y.abs() <= 90.0 {
        Coordinates::Degrees
    } else {
        Coordinates::Grid
    })
}

/// Writes all pages as one CSV, columns in the order of the layer.
pub(crate) fn csv(pages: &Pages, address: &str, to: &Path) -> Result<(), FetchError> {
    let odd = |why: String| FetchError::Layer(address.into(), why);
    let disk = |error: csv::Error| FetchError::Disk("write", to.into(), error.into());
    let mut out = csv::Writer::from_path(to).map_err(disk)?;
    let mut columns: Vec<String> = Vec::new();
    for text in pages.texts() {
        let (_, text) = text?;
        let page: Page = serde_json::from_str(&text).map_err(|error| odd(error.to_string()))?;
        let here: Vec<String> = page.fields.into_iter().map(|field| field.name).collect();
        if columns.is_empty() {
            columns = here;
            out.write_record(&columns).map_err(disk)?;
        } else if columns != here {
            return Err(odd("changed its columns from page to page".into()));
        }
        for feature in &page.features {
            let row = row(feature, &columns).map_err(odd)?;
            out.write_record(&row).map_err(disk)?;
        }
    }
    let file = out
        .into_inner()
        .map_err(|error| FetchError::Disk("write", to.into(), error.into_error()))?;
    file.sync_all().map_err(FetchError::disk("write", to))
}

fn row(feature: &RawValue, columns: &[String]) -> Result<Vec<String>, String> {
    #[derive(serde::Deserialize)]
    struct Feature<'a> {
        #[serde(borrow)]
        attributes: HashMap<String, &'a RawValue>,
    }
    let feature: Feature =
        serde_json::from_str(feature.get()).map_err(|error| error.to_string())?;
    if let Some(extra) = feature
        .attributes
        .keys()
        .find(|name| !columns.contains(name))
    {
        return Err(format!("gave `{extra}`, which is not among its columns"));
    }
    let cell = |column: &String| match feature.attributes.get(column) {
        None => Ok(String::new()),
        Some(raw) if raw.get() == "null" => Ok(String::new()),
        Some(raw) if raw.get().starts_with('"') => {
            serde_json::from_str(raw.get()).map_err(|error| error.to_string())
        }
        Some(raw) => Ok(raw.get().to_string()),
    };
    columns.iter().map(cell).collect()
}

#[cfg(test)]
#[path = "assemble_tests.rs"]
mod tests;
