//! Which areas of a layer share a boundary, and which points lie near each other.

use std::collections::HashMap;

use beatbook_core::{Bng, Metres, Neighbours};
use geo::{Coord, LineString, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// A shared boundary is at least so long: less is a corner where areas meet, drawn with some error.
const SHARED: f64 = 1.0;
/// Two edges that run beside each other differ in direction by less than this, as a sine.
const ASLANT: f64 = 0.02;

/// A piece of an outline, with the number of its area.
type Piece = GeomWithData<Rectangle<[f64; 2]>, (u32, [Coord<f64>; 2])>;

/// Areas are neighbours where their boundaries run along each other for a positive length, which is
/// stricter than touching: four fields that meet at one post are two pairs of neighbours, not one of
/// six. An island has none.
///
/// - `tolerance`: boundaries this near to each other are one.
pub fn neighbours_along(areas: &[MultiPolygon<f64>], tolerance: Metres) -> Neighbours {
    let pieces: Vec<Piece> = (0..)
        .zip(areas)
        .flat_map(|(number, area)| {
            let rings = area
                .iter()
                .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
            rings.flat_map(LineString::lines).map(move |line| {
                let (a, b) = (line.start, line.end);
                let low = [a.x.min(b.x), a.y.min(b.y)];
                let high = [a.x.max(b.x), a.y.max(b.y)];
                GeomWithData::new(Rectangle::from_corners(low, high), (number, [a, b]))
            })
        })
        .collect();
    let tree = RTree::bulk_load(pieces);
    let mut shared: HashMap<(u32, u32), f64> = HashMap::new();
    for piece in &tree {
        let (own, line) = piece.data;
        let (low, high) = (piece.geom().lower(), piece.geom().upper());
        let near = AABB::from_corners(
            low.map(|at| at - tolerance.0),
            high.map(|at| at + tolerance.0),
        );
        for other in tree.locate_in_envelope_intersecting(near) {
            if other.data.0 > own {
                let length = along(line, other.data.1, tolerance.0);
                if length > 0.0 {
                    *shared.entry((own, other.data.0)).or_default() += length;
                }
            }
        }
    }
    let mut lists = vec![Vec::new(); areas.len()];
    for ((a, b), length) in shared {
        if length >= SHARED {
            lists[a as usize].push(b as usize);
            lists[b as usize].push(a as usize);
        }
    }
    Neighbours::from_lists(&lists)
        .unwrap_or_else(|_| unreachable!("numbers of areas, and none beside itself"))
}

/// The length over which two edges run beside each other.
fn along(
    [start, end]: [Coord<f64>; 2],
    [other_start, other_end]: [Coord<f64>; 2],
    tolerance: f64,
) -> f64 {
    let (x, y) = (end.x - start.x, end.y - start.y);
    let length = x.hypot(y);
    let other_way = other_end - other_start;
    let other = other_way.x.hypot(other_way.y);
    if length == 0.0 || other == 0.0 {
        return 0.0;
    }
    let aslant = (x * other_way.y - y * other_way.x).abs() / (length * other);
    let at = |p: Coord<f64>| ((p.x - start.x) * x + (p.y - start.y) * y) / length;
    let beside = |p: Coord<f64>| ((p.x - start.x) * y - (p.y - start.y) * x).abs() / length;
    // Edges shorter than the tolerance have no direction to speak of.
    if aslant > ASLANT && other.min(length) > tolerance
        || beside(other_start).min(beside(other_end)) > tolerance
    {
        return 0.0;
    }
    let (from, to) = (
        at(other_start).min(at(other_end)),
        at(other_start).max(at(other_end)),
    );
    (to.min(length) - from.max(0.0)).max(0.0)
}

/// Points at most so far apart; those that are no numbers have no neighbours.
pub fn neighbours_within(points: &[Bng], reach: Metres) -> Neighbours {
    let sound = points.iter().enumerate();
    let sound = sound.filter(|(_, at)| at.easting.is_finite() && at.northing.is_finite());
    let tree = RTree::bulk_load(
        sound
            .map(|(number, at)| GeomWithData::new([at.easting, at.northing], number))
            .collect(),
    );
    let near = |(number, at): (usize, &Bng)| -> Vec<usize> {
        if !(at.easting.is_finite() && at.northing.is_finite()) {
            return Vec::new();
        }
        let found = tree.locate_within_distance([at.easting, at.northing], reach.0.powi(2));
        let others = found
            .map(|point| point.data)
            .filter(|&other| other != number);
        others.collect()
    };
    let lists: Vec<Vec<usize>> = points.iter().enumerate().map(near).collect();
    Neighbours::from_lists(&lists)
        .unwrap_or_else(|_| unreachable!("numbers of points, and none beside itself"))
}

#[cfg(test)]
#[path = "touching_tests.rs"]
mod tests;
