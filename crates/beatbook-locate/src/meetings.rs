//! Where the edges of one area's rings meet.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString, MultiPolygon};

/// A ring of an area.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring<'a> {
    /// Number of the part it belongs to.
    pub part: usize,
    /// Whether it is the outer ring of its part.
    pub outer: bool,
    pub corners: &'a LineString<f64>,
}

/// All rings, part by part, the outer one first.
pub(crate) fn rings_of(area: &MultiPolygon<f64>) -> Vec<Ring<'_>> {
    let mut rings = Vec::with_capacity(area.0.len());
    for (part, polygon) in area.iter().enumerate() {
        let ring = |outer, corners| Ring {
            part,
            outer,
            corners,
        };
        rings.push(ring(true, polygon.exterior()));
        rings.extend(polygon.interiors().iter().map(|hole| ring(false, hole)));
    }
    rings
}

/// How two edges meet that should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// In a point that is a corner of at least one.
    Touch,
    /// Between corners of both.
    Cross,
    /// Along a line.
    Along,
}

/// Two edges that meet, other than neighbours in their common corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Meeting {
    /// Numbers of the two rings; equal where a ring meets itself.
    pub rings: (usize, usize),
    pub manner: Manner,
    pub at: Coord<f64>,
}

/// One edge with a length.
struct Piece {
    line: Line<f64>,
    ring: usize,
    /// Its place among the edges of the ring that have a length, and how many those are.
    place: (usize, usize),
    west: f64,
    east: f64,
}

/// All meetings, from west to east. Corners must be numbers.
///
/// Edges are swept from west to east, so that only those beside each other are compared: their
/// number is some tens for each edge of a coastline of many thousands.
pub(crate) fn meetings(rings: &[Ring<'_>]) -> Vec<Meeting> {
    let mut pieces: Vec<Piece> = rings.iter().enumerate().flat_map(pieces_of).collect();
    pieces.sort_by(|a, b| a.west.total_cmp(&b.west));
    let mut found = Vec::new();
    for (i, one) in pieces.iter().enumerate() {
        let beside = pieces[i + 1..]
            .iter()
            .take_while(|other| other.west <= one.east);
        found.extend(beside.filter_map(|other| meet(one, other)));
    }
    found
}

fn pieces_of((ring, found): (usize, &Ring<'_>)) -> Vec<Piece> {
    let lines: Vec<Line<f64>> = found
        .corners
        .lines()
        .filter(|line| line.start != line.end)
        .collect();
    let count = lines.len();
    let piece = |(place, line): (usize, Line<f64>)| Piece {
        ring,
        place: (place, count),
        west: line.start.x.min(line.end.x),
        east: line.start.x.max(line.end.x),
        line,
    };
    lines.into_iter().enumerate().map(piece).collect()
}

fn meet(one: &Piece, other: &Piece) -> Option<Meeting> {
    let (p, q) = (one.line, other.line);
    if p.start.y.max(p.end.y) < q.start.y.min(q.end.y)
        || q.start.y.max(q.end.y) < p.start.y.min(p.end.y)
    {
        return None;
    }
    let (manner, at) = match line_intersection(p, q)? {
        LineIntersection::Collinear { intersection } if intersection.start != intersection.end => {
            (Manner::Along, intersection.start)
        }
        LineIntersection::Collinear { intersection } => (Manner::Touch, intersection.start),
        LineIntersection::SinglePoint {
            intersection,
            is_proper,
        } => {
            let manner = if is_proper {
                Manner::Cross
            } else {
                Manner::Touch
            };
            (manner, intersection)
        }
    };
    let neighbours = one.ring == other.ring && {
        let ((a, count), (b, _)) = (one.place, other.place);
        (a + 1) % count == b || (b + 1) % count == a
    };
    // Neighbours share a corner; with two edges they share both, and then they run along each other.
    if neighbours && manner == Manner::Touch {
        return None;
    }
    Some(Meeting {
        rings: (one.ring.min(other.ring), one.ring.max(other.ring)),
        manner,
        at,
    })
}
