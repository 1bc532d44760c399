//! Geometry as well-known binary (ISO 19125-1 with the heights of SQL/MM), the way `GeoPackage` and
//! `GeoParquet` hold it. Heights and measures are left out.

use geo_traits::to_geo::ToGeoGeometry;
use geo_traits::{GeometryCollectionTrait, GeometryTrait, GeometryType};
use geo_types::Geometry;
use wkb::reader::{Wkb, read_wkb};

use crate::rings;

/// Flag of `PostGIS` for a reference system in each geometry.
const OWN_SYSTEM: u32 = 0x2000_0000;
/// Flags of `PostGIS` for heights and measures.
const DIMENSIONS: u32 = 0xc000_0000;

/// Decodes one geometry; `None` where it is empty.
///
/// # Errors
/// What is wrong with it, as the end of a sentence about the geometry.
pub(crate) fn decode(bytes: &[u8]) -> Result<Option<Geometry<f64>>, String> {
    check(bytes)?;
    let geometry = read_wkb(bytes).map_err(|e| {
        let text = e.to_string();
        let what = text.strip_prefix("General error: ").unwrap_or(&text);
        format!("is not sound: {}", what.trim_end_matches('.'))
    })?;
    members(&geometry)?;
    Ok(geometry.try_to_geometry().and_then(rings::not_empty))
}

/// The library takes curves for lines, and trusts the points of a collection of points.
fn check(bytes: &[u8]) -> Result<(), String> {
    let code = code_at(bytes, 0).ok_or("is cut short")?;
    let kind = kind(code)?;
    if kind == 4 {
        let size = if code & DIMENSIONS == 0 {
            [16, 24, 24, 32][(code / 1000) as usize % 4]
        } else {
            16 + 8 * (code & DIMENSIONS).count_ones() as usize
        };
        let points = bytes.get(9..).unwrap_or_default().chunks(5 + size);
        for point in points {
            match code_at(point, 0) {
                Some(code) if code & OWN_SYSTEM == 0 => {}
                _ => return Err("is not sound: one of its points is none".into()),
            }
        }
    }
    Ok(())
}

fn members(geometry: &Wkb<'_>) -> Result<(), String> {
    check(geometry.buf())?;
    if let GeometryType::GeometryCollection(parts) = geometry.as_type() {
        for part in parts.geometries() {
            members(part)?;
        }
    }
    Ok(())
}

fn code_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at + 1..at + 5)?.try_into().ok()?;
    Some(match bytes[at] {
        0 => u32::from_be_bytes(four),
        _ => u32::from_le_bytes(four),
    })
}

/// Point to collection, 1 to 7.
fn kind(code: u32) -> Result<u32, String> {
    if code & OWN_SYSTEM != 0 {
        return Err("is in the form of PostGIS with a reference system of its own".into());
    }
    let plain = code & !DIMENSIONS;
    match (plain / 1000, plain % 1000) {
        (0..=3, kind @ 1..=7) => Ok(kind),
        (0..=3, 8..=17) => Err("is a curve or a surface of triangles".into()),
        _ => Err(format!("is of no known kind ({code})")),
    }
}

#[cfg(test)]
#[path = "well_known_binary_tests.rs"]
mod tests;
