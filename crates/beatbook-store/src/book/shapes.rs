//! Named geometries in and out of objects, as well-known binary in WGS 84.

use geo_traits::to_geo::ToGeoGeometry;
use geo_types::Geometry;
use wkb::writer::{WriteOptions, write_geometry};

use super::columns::{Reading, Writing};

/// A geometry with its name and kind, in WGS 84.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedShape {
    /// Name; empty where there is none.
    pub name: String,
    /// Code of an area, or class of a street, ground or place.
    pub class: String,
    /// Geometry in longitude and latitude.
    pub geometry: Geometry<f64>,
}

/// Parquet bytes of named geometries.
///
/// # Errors
/// What the encoder says.
pub fn encode_shapes(shapes: &[NamedShape]) -> Result<Vec<u8>, String> {
    let geometries: Vec<_> = shapes
        .iter()
        .map(|s| wkb_bytes(&s.geometry))
        .collect::<Result<_, _>>()?;
    Writing::default()
        .with(
            "name",
            shapes.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        )
        .with(
            "class",
            shapes.iter().map(|s| s.class.as_str()).collect::<Vec<_>>(),
        )
        .with("geometry", geometries)
        .into_bytes()
        .map_err(|e| e.to_string())
}

/// Reads named geometries back, in order.
///
/// # Errors
/// What the decoder says.
pub fn decode_shapes(bytes: &[u8]) -> Result<Vec<NamedShape>, String> {
    let text = |e: polars::error::PolarsError| e.to_string();
    let read = Reading::new(bytes, &["name", "class", "geometry"]).map_err(text)?;
    let own = |t: Option<&str>| t.unwrap_or_default().to_owned();
    let names = read.texts("name", own).map_err(text)?;
    let classes = read.texts("class", own).map_err(text)?;
    let geometries = read.bytes("geometry", wkb_geometry).map_err(text)?;
    let rows = names.into_iter().zip(classes).zip(geometries);
    rows.map(|((name, class), geometry)| {
        Ok(NamedShape {
            name,
            class,
            geometry: geometry?,
        })
    })
    .collect()
}

pub(super) fn wkb_bytes(geometry: &Geometry<f64>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    write_geometry(&mut bytes, geometry, &WriteOptions::default()).map_err(|e| e.to_string())?;
    Ok(bytes)
}

pub(super) fn wkb_geometry(bytes: &[u8]) -> Result<Geometry<f64>, String> {
    let parsed = wkb::reader::read_wkb(bytes).map_err(|e| e.to_string())?;
    parsed
        .try_to_geometry()
        .ok_or_else(|| "an empty point".to_owned())
}
