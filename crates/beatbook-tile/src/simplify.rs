//! Fewer vertices for views from afar, the same on both sides of a shared edge.
//!
//! Paths are cut where more than two of their edges meet, so that an edge that two areas share becomes one
//! piece, and each piece is simplified by itself (Douglas & Peucker 1973,
//! <https://doi.org/10.3138/FM57-6770-U75U-7727>) by a rule that gives the same vertices whichever way it is
//! walked. Values are no part of it.

use std::collections::HashMap;

use crate::shape::{Parts, Path};
use crate::{Shape, Tile};

/// Last zooms that simplified shapes are for. From 14 on all vertices are drawn.
const LAST_ZOOMS: [u8; 4] = [7, 9, 11, 13];
/// Steps of the grid that a vertex may be off: half a pixel where a tile is 512 wide.
const STEPS: f64 = 4.0;

/// A position as it is held, for telling equal ones.
type Key = [u64; 2];

fn key(at: [f64; 2]) -> Key {
    at.map(f64::to_bits)
}

/// Gives shapes that may share edges their simplified forms. Points are left as they are.
///
/// - `shapes`: all that may share edges: the areas of a layer, and the outline round them.
pub fn simplify(shapes: &mut [Shape]) {
    let nodes = Nodes::new(shapes);
    for shape in shapes {
        let coarser =
            LAST_ZOOMS.map(|zoom| (zoom, nodes.simplified(shape.whole(), tolerance(zoom))));
        shape.coarser = coarser.into();
    }
}

/// In units of the projected world.
fn tolerance(zoom: u8) -> f64 {
    STEPS / (f64::from(1_u32 << zoom) * f64::from(Tile::EXTENT))
}

/// What each vertex is joined to: two others within a piece; at a node something else.
struct Nodes(HashMap<Key, Joined>);

#[derive(Clone, Copy)]
enum Joined {
    One(Key),
    Two(Key, Key),
    Node,
}

impl Nodes {
    fn new(shapes: &[Shape]) -> Self {
        let mut nodes = Self(HashMap::new());
        for shape in shapes {
            match shape.whole() {
                Parts::Points(_) => {}
                Parts::Lines(lines) => lines
                    .iter()
                    .for_each(|line| nodes.add(line, is_closed(line))),
                Parts::Polygons(polygons) => {
                    polygons
                        .iter()
                        .flatten()
                        .for_each(|ring| nodes.add(ring, true));
                }
            }
        }
        nodes
    }

    fn add(&mut self, path: &[[f64; 2]], closed: bool) {
        let path = open(path);
        let count = path.len();
        for i in 0..count {
            let before = (closed || i > 0).then(|| key(path[(i + count - 1) % count]));
            let after = (closed || i + 1 < count).then(|| key(path[(i + 1) % count]));
            for other in [before, after].into_iter().flatten() {
                self.join(key(path[i]), other);
            }
            if before.is_none() || after.is_none() {
                self.0.insert(key(path[i]), Joined::Node); // an end
            }
        }
    }

    fn join(&mut self, at: Key, other: Key) {
        let joined = self.0.entry(at).or_insert(Joined::One(other));
        *joined = match *joined {
            Joined::One(known) if known == other => return,
            Joined::One(known) => Joined::Two(known, other),
            Joined::Two(a, b) if a == other || b == other => return,
            _ => Joined::Node,
        };
    }

    fn is_node(&self, at: [f64; 2]) -> bool {
        matches!(self.0.get(&key(at)), Some(Joined::Node))
    }

    fn simplified(&self, parts: &Parts, tolerance: f64) -> Parts {
        match parts {
            Parts::Points(points) => Parts::Points(points.clone()),
            Parts::Lines(lines) => {
                let line = |line: &Path| match is_closed(line) {
                    true => {
                        let mut ring = self.ring(open(line), tolerance);
                        ring.extend(ring.first().copied());
                        ring
                    }
                    false => self.line(line, tolerance),
                };
                Parts::Lines(lines.iter().map(line).collect())
            }
            Parts::Polygons(polygons) => {
                let rings = |rings: &Vec<Path>| {
                    rings
                        .iter()
                        .map(|ring| self.ring(ring, tolerance))
                        .collect()
                };
                Parts::Polygons(polygons.iter().map(rings).collect())
            }
        }
    }

    /// A ring, cut at its nodes; one without nodes at its least vertex and the one farthest from it.
    fn ring(&self, ring: &[[f64; 2]], tolerance: f64) -> Path {
        let least = || (0..ring.len()).min_by_key(|&i| key(ring[i]));
        let Some(first) = (0..ring.len())
            .find(|&i| self.is_node(ring[i]))
            .or_else(least)
        else {
            return Vec::new();
        };
        let mut walked: Path = ring[first..]
            .iter()
            .chain(&ring[..=first])
            .copied()
            .collect();
        walked = self.line(&walked, tolerance);
        walked.pop();
        walked
    }

    /// A line, cut at its nodes.
    fn line(&self, line: &[[f64; 2]], tolerance: f64) -> Path {
        let mut kept = Vec::new();
        let mut begins = 0;
        for i in 1..line.len() {
            if i + 1 == line.len() || self.is_node(line[i]) {
                piece(&line[begins..=i], tolerance, &mut kept);
                begins = i;
            }
        }
        kept.extend(line.last());
        kept
    }
}

fn is_closed(path: &[[f64; 2]]) -> bool {
    path.len() > 3 && path.first() == path.last()
}

/// A path without its repeated last vertex.
fn open(path: &[[f64; 2]]) -> &[[f64; 2]] {
    if is_closed(path) {
        &path[..path.len() - 1]
    } else {
        path
    }
}

/// What is kept of a piece, all but its last vertex.
fn piece(piece: &[[f64; 2]], tolerance: f64, kept: &mut Path) {
    let (Some(&from), Some(&to)) = (piece.first(), piece.last()) else {
        return;
    };
    let off = |at: [f64; 2]| distance(at, from, to);
    // Of equally far ones the least: the same whichever way the piece is walked.
    let farthest = (1..piece.len().saturating_sub(1)).max_by(|&a, &b| {
        let order = off(piece[a]).total_cmp(&off(piece[b]));
        order.then_with(|| key(piece[b]).cmp(&key(piece[a])))
    });
    match farthest {
        // A loop keeps its farthest vertex, so as not to become a line of no length.
        Some(middle) if off(piece[middle]) > tolerance || from == to => {
            self::piece(&piece[..=middle], tolerance, kept);
            self::piece(&piece[middle..], tolerance, kept);
        }
        _ => kept.push(from),
    }
}

/// From a position to the line between two others, taken in one order whichever comes first.
fn distance(at: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (a, b) = if key(from) <= key(to) {
        (from, to)
    } else {
        (to, from)
    };
    let (along, off) = ([b[0] - a[0], b[1] - a[1]], [at[0] - a[0], at[1] - a[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 {
        ((off[0] * along[0] + off[1] * along[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (off[0] - share * along[0]).hypot(off[1] - share * along[1])
}

#[cfg(test)]
#[path = "simplify_tests.rs"]
mod tests;
