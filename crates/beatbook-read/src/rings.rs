//! Rings to polygons.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// Puts every hole into the smallest outer ring that holds it; the order of the rings in the file
/// does not matter. A hole that lies in no outer ring was wound the wrong way and is an outer ring.
/// Rings of fewer than three corners enclose nothing and are left out.
pub(crate) fn polygons(
    outers: Vec<Vec<Coord<f64>>>,
    holes: Vec<Vec<Coord<f64>>>,
) -> MultiPolygon<f64> {
    let encloses = |ring: &Vec<Coord<f64>>| twice_area(ring) != 0.0;
    let mut found: Vec<Polygon<f64>> = outers
        .into_iter()
        .filter(encloses)
        .map(|ring| Polygon::new(LineString(ring), Vec::new()))
        .collect();
    let sizes: Vec<f64> = found.iter().map(|p| twice_area(&p.exterior().0)).collect();
    let mut strays = Vec::new();
    for hole in holes.into_iter().filter(encloses) {
        let size = twice_area(&hole);
        let holder = (0..sizes.len())
            .filter(|&i| sizes[i] >= size && holds(&found[i].exterior().0, &hole))
            .min_by(|&a, &b| sizes[a].total_cmp(&sizes[b]));
        match holder {
            Some(i) => found[i].interiors_push(LineString(hole)),
            None => strays.push(Polygon::new(LineString(hole), Vec::new())),
        }
    }
    found.extend(strays);
    MultiPolygon(found)
}

/// The geometry, unless it encloses and joins nothing.
pub(crate) fn not_empty(geometry: Geometry<f64>) -> Option<Geometry<f64>> {
    (!is_empty(&geometry)).then_some(geometry)
}

fn is_empty(geometry: &Geometry<f64>) -> bool {
    let open = |p: &Polygon<f64>| p.exterior().0.len() < 4;
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

fn twice_area(ring: &[Coord<f64>]) -> f64 {
    let Some(origin) = ring.first() else {
        return 0.0;
    };
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let cross = |(a, b): (&Coord<f64>, &Coord<f64>)| {
        (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    };
    ends.map(cross).sum::<f64>().abs()
}

/// Whether most corners of the hole lie inside the ring. (A hole may touch its outer ring, and a
/// corner on the edge falls on either side.)
fn holds(ring: &[Coord<f64>], hole: &[Coord<f64>]) -> bool {
    let inside = hole
        .iter()
        .filter(|&&corner| contains(ring, corner))
        .count();
    2 * inside > hole.len()
}

fn contains(ring: &[Coord<f64>], at: Coord<f64>) -> bool {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed = |(a, b): &(&Coord<f64>, &Coord<f64>)| {
        (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
    };
    ends.filter(crossed).count() % 2 == 1
}

#[cfg(test)]
#[path = "rings_tests.rs"]
mod tests;
