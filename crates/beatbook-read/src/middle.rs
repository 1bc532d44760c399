//! Where a place is that has an extent.

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

/// One position for a geometry: of a polygon the centroid of its largest part, of a line half way along
/// its longest part. `None` for several points and mixed collections, which are several places, and
/// for a shape without extent.
pub(crate) fn one_point(geometry: &Geometry<f64>) -> Option<Point<f64>> {
    match geometry {
        Geometry::Point(point) => Some(*point),
        Geometry::MultiPoint(points) => match &points.0[..] {
            [point] => Some(*point),
            _ => None,
        },
        Geometry::Polygon(polygon) => centroid(polygon),
        Geometry::MultiPolygon(parts) => {
            let size = |polygon: &&Polygon<f64>| moments(polygon.exterior()).area.abs();
            let largest = parts.0.iter().max_by(|a, b| size(a).total_cmp(&size(b)));
            largest.and_then(centroid)
        }
        Geometry::LineString(line) => half_way(line),
        Geometry::MultiLineString(parts) => {
            let longest = parts
                .0
                .iter()
                .max_by(|a, b| length(a).total_cmp(&length(b)));
            longest.and_then(half_way)
        }
        _ => None,
    }
}

/// Twice the signed area of a ring, and six times its first moments, about its first corner.
#[derive(Default)]
struct Moments {
    area: f64,
    x: f64,
    y: f64,
}

/// About the first corner, so that large grid references lose no digits.
fn moments_about(ring: &LineString<f64>, origin: Coord<f64>) -> Moments {
    let mut sum = Moments::default();
    for line in ring.lines() {
        let (a, b) = (line.start - origin, line.end - origin);
        let cross = a.x * b.y - b.x * a.y;
        sum.area += cross;
        sum.x += (a.x + b.x) * cross;
        sum.y += (a.y + b.y) * cross;
    }
    sum
}

fn moments(ring: &LineString<f64>) -> Moments {
    ring.0
        .first()
        .map_or_else(Moments::default, |&origin| moments_about(ring, origin))
}

/// Holes are taken off, whichever way they are wound. Without area it is the middle of the outline.
fn centroid(polygon: &Polygon<f64>) -> Option<Point<f64>> {
    let origin = *polygon.exterior().0.first()?;
    let mut whole = moments_about(polygon.exterior(), origin);
    let sign = whole.area.signum();
    for hole in polygon.interiors() {
        let part = moments_about(hole, origin);
        let take = -sign * part.area.signum();
        whole.area += take * part.area;
        whole.x += take * part.x;
        whole.y += take * part.y;
    }
    if whole.area == 0.0 || !whole.area.is_finite() {
        return half_way(polygon.exterior());
    }
    let (x, y) = (whole.x / (3.0 * whole.area), whole.y / (3.0 * whole.area));
    let middle = Coord {
        x: origin.x + x,
        y: origin.y + y,
    };
    // Of a ring that is hardly wider than a line, rounding decides.
    if is_within(middle, polygon.exterior()) {
        Some(Point(middle))
    } else {
        half_way(polygon.exterior())
    }
}

/// Whether a position lies in the bounds of a ring; one that is no number does not.
fn is_within(at: Coord<f64>, ring: &LineString<f64>) -> bool {
    let side = |of: fn(&Coord<f64>) -> f64| {
        let lowest = ring.0.iter().map(of).fold(f64::INFINITY, f64::min);
        let highest = ring.0.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (lowest..=highest).contains(&of(&at))
    };
    side(|c| c.x) && side(|c| c.y)
}

fn length(line: &LineString<f64>) -> f64 {
    let step = |line: geo_types::Line<f64>| line.dx().hypot(line.dy());
    line.lines().map(step).sum()
}

/// The position at half the length, in the units of the coordinates.
fn half_way(line: &LineString<f64>) -> Option<Point<f64>> {
    let mut left = length(line) / 2.0;
    for step in line.lines() {
        let long = step.dx().hypot(step.dy());
        if long > 0.0 && left <= long {
            let share = left / long;
            let at = step.start + step.delta() * share;
            return Some(Point(at));
        }
        left -= long;
    }
    line.0.first().map(|&first| Point(first))
}

#[cfg(test)]
#[path = "middle_tests.rs"]
mod tests;
