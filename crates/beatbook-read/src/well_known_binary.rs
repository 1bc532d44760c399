//! Geometry as well-known binary (ISO 19125-1 with the heights of SQL/MM), the way `GeoPackage` and
//! `GeoParquet` hold it. Heights and measures are left out.

use geo_traits::to_geo::ToGeoGeometry;
use geo_traits::{
    GeometryCollectionTrait, GeometryTrait, GeometryType, MultiLineStringTrait, MultiPointTrait,
    MultiPolygonTrait,
};
use geo_types::Geometry;
use wkb::reader::{Wkb, read_wkb};

use crate::rings;

/// Flag of `PostGIS` for a reference system in each geometry.
const OWN_SYSTEM: u32 = 0x2000_0000;
/// Flags of `PostGIS` for heights and measures.
const DIMENSIONS: u32 = 0xc000_0000;

/// What the code of several is above that of one.
const SEVERAL: u32 = 3;
/// Bytes before the first part: byte order, code and number of parts.
const COUNTED: usize = 9;

/// Decodes one geometry; `None` where it is empty.
///
/// # Errors
/// What is wrong with it, as the end of a sentence about the geometry.
pub(crate) fn decode(bytes: &[u8]) -> Result<Option<Geometry<f64>>, String> {
    known(code_at(bytes).ok_or("is cut short")?)?;
    let geometry = read_wkb(bytes).map_err(|e| {
        let text = e.to_string();
        let what = text.strip_prefix("General error: ").unwrap_or(&text);
        format!("is not sound: {}", what.trim_end_matches('.'))
    })?;
    sound(&geometry)?;
    Ok(geometry.try_to_geometry().and_then(rings::not_empty))
}

/// The library takes curves for lines, and the parts of a geometry for what they should be: it panics
/// where one of its points has a reference system of its own, and misreads other parts that are of another
/// kind or byte order.
fn sound(geometry: &Wkb<'_>) -> Result<(), String> {
    let bytes = geometry.buf();
    let code = code_at(bytes).ok_or("is cut short")?;
    known(code)?;
    // Point, line, polygon are 1, 2, 3; several of them 4, 5, 6.
    let is_one = |part: &[u8]| {
        part.first() == bytes.first() && code_at(part) == Some(code.wrapping_sub(SEVERAL))
    };
    let all = match geometry.as_type() {
        GeometryType::MultiPoint(points) => {
            let points_bytes = bytes.get(COUNTED..).unwrap_or_default();
            let size = points_bytes.len() / points.num_points().max(1);
            points_bytes.chunks_exact(size.max(1)).all(is_one)
        }
        GeometryType::MultiLineString(lines) => lines.line_strings().all(|line| is_one(line.buf())),
        GeometryType::MultiPolygon(parts) => parts.polygons().all(|part| is_one(part.buf())),
        GeometryType::GeometryCollection(parts) => {
            return parts.geometries().try_for_each(sound);
        }
        _ => true,
    };
    if all {
        return Ok(());
    }
    Err("is not sound: one of its parts is of another kind".into())
}

fn code_at(bytes: &[u8]) -> Option<u32> {
    let four = bytes.get(1..5)?.try_into().ok()?;
    Some(match bytes[0] {
        0 => u32::from_be_bytes(four),
        _ => u32::from_le_bytes(four),
    })
}

/// Point to collection, 1 to 7.
fn known(code: u32) -> Result<(), String> {
    if code & OWN_SYSTEM != 0 {
        return Err("is in the form of PostGIS with a reference system of its own".into());
    }
    let plain = code & !DIMENSIONS;
    match (plain / 1000, plain % 1000) {
        (0..=3, 1..=7) => Ok(()),
        (0..=3, 8..=17) => Err("is a curve or a surface of triangles".into()),
        _ => Err(format!("is of no known kind ({code})")),
    }
}

#[cfg(test)]
#[path = "well_known_binary_tests.rs"]
mod tests;
