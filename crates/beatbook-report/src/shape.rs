//! Geometry as files carry it: longitude and latitude, rings by the right-hand rule, no more digits than
//! mean something.

use geo::orient::{Direction, Orient};
use geo::{BoundingRect, Intersects, MapCoords};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon, Rect};

/// Seven decimals of a degree are about a centimetre.
const DECIMALS: f64 = 1e7;

/// Rounded, outer rings anticlockwise and holes clockwise (RFC 7946, section 3.1.6). `None` where
/// nothing is left of it.
pub(crate) fn tidy(shape: &Geometry<f64>) -> Option<Geometry<f64>> {
    let round = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    let rounded = shape.map_coords(|Coord { x, y }| Coord {
        x: round(x),
        y: round(y),
    });
    let tidy = match rounded {
        Geometry::Polygon(one) => Geometry::Polygon(whole(&one)?.orient(Direction::Default)),
        Geometry::MultiPolygon(many) => {
            let many: Vec<Polygon<f64>> = many.iter().filter_map(whole).collect();
            MultiPolygon(many).orient(Direction::Default).into()
        }
        other => other,
    };
    tidy.bounding_rect().is_some().then_some(tidy)
}

/// A polygon without vertices that came to lie on one another and rings that have no ground left.
fn whole(polygon: &Polygon<f64>) -> Option<Polygon<f64>> {
    let ring = |line: &LineString<f64>| {
        let mut at = line.0.clone();
        at.dedup();
        (at.len() > 3).then_some(LineString(at))
    };
    let holes = polygon.interiors().iter().filter_map(ring).collect();
    Some(Polygon::new(ring(polygon.exterior())?, holes))
}

/// West, south, east, north of a geometry.
pub fn bounds(shape: &Geometry<f64>) -> Option<[f64; 4]> {
    let rect = shape.bounding_rect()?;
    let (least, most) = (rect.min(), rect.max());
    Some([least.x, least.y, most.x, most.y])
}

/// Whether it lies in, or touches, a box.
pub(crate) fn meets(shape: &Geometry<f64>, [west, south, east, north]: [f64; 4]) -> bool {
    let corner = |x, y| Coord { x, y };
    let within = Rect::new(corner(west, south), corner(east, north));
    let around = shape.bounding_rect();
    // Most are told by their own boxes.
    around.is_some_and(|around| around.intersects(&within)) && shape.intersects(&within)
}

/// West, south, east, north of all of them.
pub(crate) fn bounds_of_all<'a>(
    shapes: impl Iterator<Item = &'a Geometry<f64>>,
) -> Option<[f64; 4]> {
    shapes.filter_map(bounds).reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    })
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
