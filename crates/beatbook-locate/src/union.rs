//! One shape from many, and shapes for display.

use geo::{Area, BooleanOps, Coord, Geometry, LineString, MultiPolygon, Orient, Polygon};
use geo::{orient::Direction, unary_union};

use crate::ring_faults::ring_faults;
use crate::transform::corners_to_wgs84;

/// The ground that at least one of the areas covers, in the plane they are given in. Outer rings run
/// anticlockwise, holes clockwise.
///
/// Corners may move by some micrometres. An area that crosses itself is first taken apart by the
/// even-odd rule, as in [`crate::AreaIndex`]; rings with a corner that is not a number, or without an
/// area, are left out.
pub fn union(areas: &[MultiPolygon<f64>]) -> MultiPolygon<f64> {
    let sound: Vec<_> = areas
        .iter()
        .map(sound)
        .filter(|area| !area.0.is_empty())
        .collect();
    let joined = unary_union(&sound);
    // The union is at least as large as its largest part; if it is not, the parts themselves are still
    // a cover of the same ground.
    let largest = sound.iter().map(Area::unsigned_area).fold(0.0, f64::max);
    if joined.unsigned_area() < largest * 0.999_999 {
        let parts = sound.into_iter().flat_map(|area| area.0);
        return MultiPolygon(parts.collect());
    }
    joined.orient(Direction::Default)
}

fn sound(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let polygons = area.iter().filter_map(|polygon| {
        let exterior = has_area(polygon.exterior()).then(|| polygon.exterior().clone())?;
        let holes = polygon.interiors().iter().filter(|ring| has_area(ring));
        Some(Polygon::new(exterior, holes.cloned().collect()))
    });
    let area = MultiPolygon(polygons.collect());
    let valid = if ring_faults(&area)
        .iter()
        .all(|fault| !fault.kind.is_invalid())
    {
        area
    } else {
        // Even-odd over all rings; the second operand adds nothing.
        area.union(&MultiPolygon(vec![]))
    };
    valid.orient(Direction::Default)
}

fn has_area(ring: &LineString<f64>) -> bool {
    let finite = |c: &Coord<f64>| c.x.is_finite() && c.y.is_finite();
    ring.0.len() >= 4 && ring.coords().all(finite)
}

/// A layer's polygon on the grid as longitude and latitude (by OSTN15), for display. Corners off the
/// OSTN15 grid become NaN.
pub fn layer_to_wgs84(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    corners_to_wgs84(area)
}

/// Any shape on the grid as longitude and latitude (by OSTN15), for display.
pub fn geometry_to_wgs84(geometry: &Geometry<f64>) -> Geometry<f64> {
    corners_to_wgs84(geometry)
}

#[cfg(test)]
#[path = "union_tests.rs"]
mod tests;
