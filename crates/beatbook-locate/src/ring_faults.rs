//! What is wrong with the rings of an area, by the rules of OGC Simple Features (06-103r4, 6.1.11 and
//! 6.1.14). The direction of rings is no fault: `GeoJSON` and Shapefile wind them opposite ways.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use beatbook_core::Bng;
use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::{BoundingRect, Coord, Intersects, LineString, MultiPolygon};

use crate::meetings::{Manner, Meeting, Ring, meetings, rings_of};

/// What is wrong with a ring, or between two rings, of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// A corner is not a number.
    NotANumber,
    /// A ring encloses nothing: fewer than three different corners.
    NoGround,
    /// A corner stands twice in a row. Harmless, and allowed by OGC.
    RepeatedCorner,
    /// A ring comes back to a corner or an edge of its own.
    TouchesItself,
    /// A ring crosses itself.
    CrossesItself,
    /// A ring runs along itself: a spike, or a cut to a hole.
    RunsBack,
    /// Two rings cross.
    RingsCross,
    /// Two rings share a line.
    RingsShareLine,
    /// A hole lies outside the ring it is a hole of.
    HoleOutside,
    /// A hole lies in a hole, or a part in a part.
    Nested,
    /// Holes touch each other or their outer ring so that they cut the ground apart.
    CutApart,
}

impl FaultKind {
    /// Whether other GIS programs, too, call such an area invalid.
    pub fn is_invalid(self) -> bool {
        self != Self::RepeatedCorner
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "a corner is not a number",
            Self::NoGround => "a ring encloses nothing",
            Self::RepeatedCorner => "a corner stands twice in a row",
            Self::TouchesItself => "a ring touches itself",
            Self::CrossesItself => "a ring crosses itself",
            Self::RunsBack => "a ring runs back along itself",
            Self::RingsCross => "two rings cross",
            Self::RingsShareLine => "two rings share a line",
            Self::HoleOutside => "a hole lies outside its outer ring",
            Self::Nested => "a hole lies in a hole, or a part in a part",
            Self::CutApart => "holes cut the area apart",
        })
    }
}

/// One kind of fault of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RingFault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where first, from west to east.
    pub at: Bng,
    /// In how many places.
    pub places: u32,
}

/// Everything that is wrong with an area in EPSG:27700, by kind; empty where nothing is.
///
/// How rings lie in one another is looked at only where no two of them cross, since it is not defined
/// otherwise. Corners on edges are told exactly.
pub fn ring_faults(area: &MultiPolygon<f64>) -> Vec<RingFault> {
    let rings = rings_of(area);
    let mut found = Found::default();
    let strange = |c: &&Coord<f64>| !(c.x.is_finite() && c.y.is_finite());
    for ring in &rings {
        let corners = &ring.corners.0;
        if let Some(&at) = corners.iter().find(strange) {
            found.add(FaultKind::NotANumber, at);
        }
        for pair in corners.windows(2).filter(|pair| pair[0] == pair[1]) {
            found.add(FaultKind::RepeatedCorner, pair[0]);
        }
        if !encloses(corners) {
            let nowhere = Coord {
                x: f64::NAN,
                y: f64::NAN,
            };
            let first = corners.first().copied();
            found.add(FaultKind::NoGround, first.unwrap_or(nowhere));
        }
    }
    if rings.is_empty() || found.has(FaultKind::NotANumber) {
        return found.finish();
    }
    let meetings = meetings(&rings);
    for meeting in &meetings {
        let itself = meeting.rings.0 == meeting.rings.1;
        let kind = match (itself, meeting.manner) {
            (true, Manner::Touch) => FaultKind::TouchesItself,
            (true, Manner::Cross) => FaultKind::CrossesItself,
            (true, Manner::Along) => FaultKind::RunsBack,
            (false, Manner::Cross) => FaultKind::RingsCross,
            (false, Manner::Along) => FaultKind::RingsShareLine,
            (false, Manner::Touch) => continue,
        };
        found.add(kind, meeting.at);
    }
    if !found.has(FaultKind::RingsCross) && !found.has(FaultKind::RingsShareLine) {
        nesting(&rings, &meetings, &mut found);
        cuts(&rings, &meetings, &mut found);
    }
    found.finish()
}

/// Whether there are three different corners.
fn encloses(corners: &[Coord<f64>]) -> bool {
    let Some(first) = corners.first() else {
        return false;
    };
    let second = corners.iter().find(|c| *c != first);
    second.is_some_and(|second| corners.iter().any(|c| c != first && c != second))
}

/// Faults by kind: the first place, and each place once.
#[derive(Default)]
struct Found(BTreeMap<FaultKind, (Coord<f64>, Places)>);

type Places = BTreeSet<(u64, u64)>;

impl Found {
    fn add(&mut self, kind: FaultKind, at: Coord<f64>) {
        let (first, places) = self.0.entry(kind).or_insert_with(|| (at, Places::new()));
        if (at.x, at.y) < (first.x, first.y) {
            *first = at;
        }
        places.insert(bits(&at));
    }

    fn has(&self, kind: FaultKind) -> bool {
        self.0.contains_key(&kind)
    }

    fn finish(self) -> Vec<RingFault> {
        let fault = |(kind, (first, places)): (_, (Coord<f64>, Places))| RingFault {
            kind,
            at: Bng {
                easting: first.x,
                northing: first.y,
            },
            places: places.len() as u32,
        };
        self.0.into_iter().map(fault).collect()
    }
}

/// A corner as a key. Minus zero is zero.
fn bits(corner: &Coord<f64>) -> (u64, u64) {
    ((corner.x + 0.0).to_bits(), (corner.y + 0.0).to_bits())
}

/// Holes outside their outer ring, holes in holes, parts in parts.
fn nesting(rings: &[Ring<'_>], meetings: &[Meeting], found: &mut Found) {
    let touching: HashSet<(usize, usize)> = meetings.iter().map(|m| m.rings).collect();
    let boxes: Vec<_> = rings.iter().map(|r| r.corners.bounding_rect()).collect();
    let mut outer_of = Vec::with_capacity(rings.len());
    for (i, ring) in rings.iter().enumerate() {
        let last = outer_of.last().copied().unwrap_or(0);
        outer_of.push(if ring.outer { i } else { last });
    }
    for (i, ring) in rings.iter().enumerate().filter(|(_, ring)| !ring.outer) {
        let outer = outer_of[i];
        let touches = touching.contains(&(outer, i));
        if let Some(at) = corner_at(ring, &rings[outer], CoordPos::Outside, touches) {
            found.add(FaultKind::HoleOutside, at);
        }
    }
    let inside = |i: usize, j: usize| {
        let touches = touching.contains(&(i.min(j), i.max(j)));
        corner_at(&rings[i], &rings[j], CoordPos::Inside, touches)
    };
    for i in 0..rings.len() {
        for j in i + 1..rings.len() {
            let (a, b) = (&rings[i], &rings[j]);
            let apart = match (boxes[i], boxes[j]) {
                (Some(one), Some(other)) => !one.intersects(&other),
                _ => true,
            };
            let comparable = (a.outer && b.outer) || (!a.outer && !b.outer && a.part == b.part);
            if apart || !comparable {
                continue;
            }
            for (inner, holder) in [(i, j), (j, i)] {
                let Some(at) = inside(inner, holder) else {
                    continue;
                };
                // A part in a hole of another part is an island.
                let holes = rings.iter().enumerate();
                let in_hole = rings[inner].outer
                    && holes
                        .filter(|(_, hole)| !hole.outer && hole.part == rings[holder].part)
                        .any(|(hole, _)| inside(inner, hole).is_some());
                if !in_hole {
                    found.add(FaultKind::Nested, at);
                }
            }
        }
    }
}

/// A corner (or middle of an edge) of a ring that lies as asked in another. Rings that do not touch
/// have one answer for all corners.
fn corner_at(
    ring: &Ring<'_>,
    other: &Ring<'_>,
    asked: CoordPos,
    touches: bool,
) -> Option<Coord<f64>> {
    let LineString(corners) = ring.corners;
    let middle = |pair: &[Coord<f64>]| Coord {
        x: f64::midpoint(pair[0].x, pair[1].x),
        y: f64::midpoint(pair[0].y, pair[1].y),
    };
    let all = corners
        .iter()
        .copied()
        .chain(corners.windows(2).map(middle));
    let looked_at = if touches { usize::MAX } else { 1 };
    all.take(looked_at)
        .find(|&at| coord_pos_relative_to_ring(at, other.corners) == asked)
}

/// Rings of a part that touch in a circle: ring, point, ring, point, and back to the first ring.
fn cuts(rings: &[Ring<'_>], meetings: &[Meeting], found: &mut Found) {
    // Rings and the points where they touch, joined as they lie on each other; a link between two
    // that are joined already closes a circle.
    let mut joined: BTreeMap<Node, Node> = BTreeMap::new();
    let mut links = BTreeSet::new();
    for meeting in meetings {
        let (a, b) = meeting.rings;
        if a == b || rings[a].part != rings[b].part {
            continue;
        }
        for ring in [a, b] {
            let point = Node::Point(rings[a].part, bits(&meeting.at));
            if !links.insert((ring, point)) {
                continue;
            }
            let (one, other) = (root(&joined, Node::Ring(ring)), root(&joined, point));
            if one == other {
                found.add(FaultKind::CutApart, meeting.at);
            } else {
                joined.insert(one, other);
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Ring(usize),
    Point(usize, (u64, u64)),
}

fn root(joined: &BTreeMap<Node, Node>, mut node: Node) -> Node {
    while let Some(&next) = joined.get(&node) {
        node = next;
    }
    node
}

#[cfg(test)]
#[path = "ring_faults_tests.rs"]
mod tests;
