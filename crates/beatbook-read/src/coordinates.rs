//! Whether the coordinates of a file can be what its reference system says.

use beatbook_core::Crs;

/// Why a position cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Misplaced {
    /// x is latitude and y is longitude.
    Swapped,
    /// Longitude outside -180..180.
    Longitude,
    /// Latitude outside -90..90.
    Latitude,
    /// Metres where degrees were promised.
    Metres,
    /// Degrees where metres were promised.
    Degrees,
    /// Easting outside 0..700000.
    Easting,
    /// Northing outside 0..1300000.
    Northing,
}

const EASTINGS: std::ops::RangeInclusive<f64> = 0.0..=700_000.0;
const NORTHINGS: std::ops::RangeInclusive<f64> = 0.0..=1_300_000.0;

/// Checks a position, x (east, longitude) first. Other systems than EPSG:4326 and 27700 have no
/// known range.
pub(crate) fn check([x, y]: [f64; 2], crs: Crs) -> Option<Misplaced> {
    match crs {
        Crs::Wgs84 if in_britain([y, x]) => Some(Misplaced::Swapped),
        Crs::Wgs84 if in_degrees(x, y) => None,
        Crs::Wgs84 if x > 1_000.0 && EASTINGS.contains(&x) && NORTHINGS.contains(&y) => {
            Some(Misplaced::Metres)
        }
        Crs::Wgs84 if !(-180.0..=180.0).contains(&x) => Some(Misplaced::Longitude),
        Crs::Wgs84 => Some(Misplaced::Latitude),
        Crs::Bng if in_britain([x, y]) || in_britain([y, x]) => Some(Misplaced::Degrees),
        Crs::Bng if !EASTINGS.contains(&x) => Some(Misplaced::Easting),
        Crs::Bng if !NORTHINGS.contains(&y) => Some(Misplaced::Northing),
        Crs::Bng | Crs::Epsg(_) => None,
    }
}

fn in_degrees(x: f64, y: f64) -> bool {
    (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)
}

/// Longitude first.
fn in_britain([lon, lat]: [f64; 2]) -> bool {
    (-8.7..=2.0).contains(&lon) && (49.0..=61.0).contains(&lat)
}

#[cfg(test)]
#[path = "coordinates_tests.rs"]
mod tests;
