//! Whether the coordinates of a file can be what its reference system says.

use beatbook_core::Crs;
use geo_types::{Coord, Geometry};

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
    /// Beyond any place on Earth in any unit.
    Beyond,
}

const EASTINGS: std::ops::RangeInclusive<f64> = 0.0..=700_000.0;
const NORTHINGS: std::ops::RangeInclusive<f64> = 0.0..=1_300_000.0;
/// More than the circumference of the Earth in feet, and a false origin besides.
const FARTHEST: f64 = 1e9;

/// Checks a position, x (east, longitude) first. Other systems than EPSG:4326 and 27700 have no
/// range of their own, but lie on Earth.
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
        Crs::Epsg(_) if x.abs().max(y.abs()) > FARTHEST => Some(Misplaced::Beyond),
        Crs::Bng | Crs::Epsg(_) => None,
    }
}

/// Whether a position is exactly 0, 0, which stands for none: in degrees it lies in the Gulf of Guinea, in
/// metres of the National Grid in the sea. Of other systems nothing is known.
pub(crate) fn is_placeholder(position: [f64; 2], crs: Crs) -> bool {
    matches!(crs, Crs::Wgs84 | Crs::Bng) && position == [0.0, 0.0]
}

/// A coordinate as written, with commas between thousands (`384,123`) or without.
pub(crate) fn number(text: &str) -> Option<f64> {
    let read = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite());
    if !text.contains(',') {
        return read(text);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let in_thousands = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
        && digits(fraction);
    in_thousands.then(|| read(&text.replace(',', ""))).flatten()
}

fn in_degrees(x: f64, y: f64) -> bool {
    (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)
}

/// Longitude first.
fn in_britain([lon, lat]: [f64; 2]) -> bool {
    (-8.7..=2.0).contains(&lon) && (49.0..=61.0).contains(&lat)
}

/// The first coordinate that cannot be right.
pub(crate) fn misplaced(
    geometry: &Geometry<f64>,
    crs: Crs,
) -> Option<(Coord<f64>, Option<Misplaced>)> {
    let mut wrong = None;
    each_coord(geometry, &mut |c| {
        if wrong.is_some() {
            return;
        }
        if !c.x.is_finite() || !c.y.is_finite() {
            wrong = Some((c, None));
        } else if let Some(fault) = check([c.x, c.y], crs) {
            wrong = Some((c, Some(fault)));
        }
    });
    wrong
}

/// What is wrong with a coordinate of a feature, and what to do.
pub(crate) fn explain(
    at: Coord<f64>,
    fault: Option<Misplaced>,
    crs: Crs,
) -> (String, &'static str) {
    // Without an exponent the largest numbers have 309 digits.
    let short = |number: f64| {
        if number.abs() < 1e15 {
            number.to_string()
        } else {
            format!("{number:e}")
        }
    };
    let place = format!("{}, {}", short(at.x), short(at.y));
    match fault {
        None => (
            format!("the coordinate {place} is not a number"),
            "export the file again",
        ),
        Some(Misplaced::Swapped) => (
            format!("the coordinate {place} looks swapped: longitude comes first, then latitude"),
            "export the file again with longitude first",
        ),
        Some(Misplaced::Metres) => (
            format!(
                "the coordinate {place} looks like metres of the National Grid, but the reference system is {crs}"
            ),
            "set crs = \"EPSG:27700\" in the config, or correct the file",
        ),
        Some(Misplaced::Degrees) => (
            format!("the coordinate {place} looks like degrees, but the reference system is {crs}"),
            "set crs = \"EPSG:4326\" in the config, or correct the file",
        ),
        Some(Misplaced::Longitude | Misplaced::Latitude) => (
            format!("the coordinate {place} is outside longitude -180..180, latitude -90..90"),
            "correct the file",
        ),
        Some(Misplaced::Easting | Misplaced::Northing) => (
            format!("the coordinate {place} is outside easting 0..700000, northing 0..1300000"),
            "correct the file, or set crs to the reference system it is really in",
        ),
        Some(Misplaced::Beyond) => (
            format!("the coordinate {place} is farther away than the Earth is round"),
            "export the file again",
        ),
    }
}

/// Calls `visit` with every vertex.
fn each_coord(geometry: &Geometry<f64>, visit: &mut dyn FnMut(Coord<f64>)) {
    let polygon = |p: &geo_types::Polygon<f64>, visit: &mut dyn FnMut(Coord<f64>)| {
        for ring in std::iter::once(p.exterior()).chain(p.interiors()) {
            ring.0.iter().for_each(|&c| visit(c));
        }
    };
    match geometry {
        Geometry::Point(p) => visit(p.0),
        Geometry::MultiPoint(points) => points.0.iter().for_each(|p| visit(p.0)),
        Geometry::LineString(line) => line.0.iter().for_each(|&c| visit(c)),
        Geometry::MultiLineString(lines) => {
            lines
                .0
                .iter()
                .for_each(|line| line.0.iter().for_each(|&c| visit(c)));
        }
        Geometry::Polygon(p) => polygon(p, visit),
        Geometry::MultiPolygon(parts) => parts.0.iter().for_each(|p| polygon(p, visit)),
        Geometry::GeometryCollection(parts) => parts.0.iter().for_each(|g| each_coord(g, visit)),
        Geometry::Line(line) => [line.start, line.end].into_iter().for_each(visit),
        Geometry::Rect(rect) => [rect.min(), rect.max()].into_iter().for_each(visit),
        Geometry::Triangle(t) => t.to_array().into_iter().for_each(visit),
    }
}

#[cfg(test)]
#[path = "coordinates_tests.rs"]
mod tests;
