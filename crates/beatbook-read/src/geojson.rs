//! `GeoJSON` (RFC 7946, <https://doi.org/10.17487/RFC7946>), and the older form with a `crs` member.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use ::geojson::{FeatureCollection, GeoJson, JsonObject, JsonValue};
use beatbook_core::Crs;
use geo_types::Geometry;

use crate::Problem;
use crate::events::is_synthetic;
use crate::features::{Feature, FeatureFile};
use crate::table::{cannot_open, is_named_gzip};

/// Reads all features with the wanted properties.
pub(crate) fn read(
    path: &Path,
    subject: &'static str,
    wanted: &[&str],
) -> Result<FeatureFile, Box<Problem>> {
    let mut file = File::open(path).map_err(|e| cannot_open(path, subject, &e))?;
    let mut bytes = Vec::new();
    let read = if is_named_gzip(path) {
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)
    } else {
        file.read_to_end(&mut bytes)
    };
    read.map_err(|e| {
        let reason = format!("the file cannot be read to its end: {e}");
        Box::new(Problem::new(
            subject,
            path,
            reason,
            "copy or download the file again",
        ))
    })?;
    parse(&bytes, path, subject, wanted)
}

fn parse(
    bytes: &[u8],
    path: &Path,
    subject: &'static str,
    wanted: &[&str],
) -> Result<FeatureFile, Box<Problem>> {
    let problem = |reason: String, help: &str| Box::new(Problem::new(subject, path, reason, help));
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: JsonValue = serde_json::from_slice(bytes).map_err(|e| {
        let mut fault = if e.is_eof() {
            problem(
                "the file is cut short".into(),
                "copy or download the file again",
            )
        } else {
            problem(format!("this is not JSON: {e}"), "name a GeoJSON file")
        };
        fault.line = Some(e.line() as u64).filter(|&line| line > 0);
        fault
    })?;
    if json.get("type").and_then(JsonValue::as_str) == Some("Topology") {
        let help = "convert it to GeoJSON, for example with mapshaper or QGIS";
        return Err(problem("this is TopoJSON, not GeoJSON".into(), help));
    }
    let geojson = serde_json::from_value::<GeoJson>(json).map_err(|e| {
        problem(
            format!("this is not sound GeoJSON: {e}"),
            "export the file again as GeoJSON",
        )
    })?;
    let collection = match geojson {
        GeoJson::FeatureCollection(collection) => collection,
        GeoJson::Feature(feature) => FeatureCollection::new([feature]),
        GeoJson::Geometry(_) => {
            let reason = "this is a geometry without properties".into();
            return Err(problem(
                reason,
                "use a FeatureCollection, whose features have a code or name",
            ));
        }
    };
    let members = collection.foreign_members.unwrap_or_default();
    let crs = crs(&members).map_err(|name| {
        format!("the reference system `{name}` of its crs member is not recognised")
    });
    let mut properties: Vec<String> = Vec::new();
    let mut features = Vec::with_capacity(collection.features.len());
    for feature in collection.features {
        let values = feature.properties.unwrap_or_default();
        for name in values.keys() {
            if !properties.contains(name) {
                properties.push(name.clone());
            }
        }
        features.push(Feature {
            values: wanted
                .iter()
                .map(|name| values.get(*name).and_then(text))
                .collect(),
            geometry: feature.geometry.and_then(|g| geometry(&g)),
        });
    }
    Ok(FeatureFile {
        crs,
        synthetic: is_synthetic(&properties)
            || members
                .keys()
                .any(|key| key.eq_ignore_ascii_case("SYNTHETIC")),
        properties,
        features,
    })
}

/// The `crs` member by its name; without one, longitude and latitude, as the standard says.
fn crs(members: &JsonObject) -> Result<Crs, String> {
    match members.get("crs") {
        None | Some(JsonValue::Null) => Ok(Crs::Wgs84),
        Some(crs) => {
            let name = crs.pointer("/properties/name").and_then(JsonValue::as_str);
            let name = name.map_or_else(|| crs.to_string(), ToOwned::to_owned);
            Crs::parse(&name).map_err(|_| name)
        }
    }
}

fn text(value: &JsonValue) -> Option<String> {
    match value {
        JsonValue::Null => None,
        JsonValue::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn geometry(geometry: &::geojson::Geometry) -> Option<Geometry<f64>> {
    let geometry = Geometry::<f64>::try_from(&geometry.value).ok()?;
    (!is_empty(&geometry)).then_some(geometry)
}

fn is_empty(geometry: &Geometry<f64>) -> bool {
    let open = |p: &geo_types::Polygon<f64>| p.exterior().0.len() < 4;
    match geometry {
        Geometry::Polygon(polygon) => open(polygon),
        Geometry::MultiPolygon(parts) => parts.0.iter().all(open),
        Geometry::LineString(line) => line.0.len() < 2,
        Geometry::MultiLineString(parts) => parts.0.iter().all(|line| line.0.len() < 2),
        Geometry::MultiPoint(points) => points.0.is_empty(),
        Geometry::GeometryCollection(parts) => parts.0.iter().all(is_empty),
        _ => false,
    }
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
