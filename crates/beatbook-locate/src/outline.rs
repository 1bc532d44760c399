//! The edges of areas, and the exact rule that says on which side of an edge a position lies.
//!
//! A position on an edge belongs to one side only: every position stands for the point a little to its
//! east and, far less, to its north, which lies on no edge at all. Two areas that share an edge with
//! the same corners therefore share no position and leave none between them. Signs are exact
//! (Shewchuk 1997, <https://doi.org/10.1007/PL00009321>), so it does not matter by which way a
//! position is reached.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, MultiPolygon};

/// An edge from its lower to its upper end (from west to east where level), so that both areas beside
/// it hold the same edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub a: Coord<f64>,
    pub b: Coord<f64>,
}

impl Edge {
    /// `None` for an edge without length or with a corner that is not a number.
    pub fn new(p: Coord<f64>, q: Coord<f64>) -> Option<Self> {
        let finite = [p.x, p.y, q.x, q.y].iter().all(|v| v.is_finite());
        let rises = (p.y, p.x) < (q.y, q.x);
        let (a, b) = if rises { (p, q) } else { (q, p) };
        (finite && p != q).then_some(Self { a, b })
    }

    /// Whether `p` lies to the left of the edge: west of it, or north of it where it is level.
    #[inline]
    pub fn has_on_left(&self, p: Coord<f64>) -> bool {
        self.has_on_left_unless(p, false)
    }

    /// The same, but for an edge that is `beside` the matter the answer may be wrong: it costs no
    /// exact arithmetic then.
    #[inline]
    pub fn has_on_left_unless(&self, p: Coord<f64>, beside: bool) -> bool {
        let left = (self.b.x - self.a.x) * (p.y - self.a.y);
        let right = (self.b.y - self.a.y) * (p.x - self.a.x);
        let turn = left - right;
        // Shewchuk's bound for a sign that rounding cannot have changed is 3.4e-16.
        if turn.abs() > 1.0e-15 * (left.abs() + right.abs()) || beside {
            return turn > 0.0;
        }
        self.has_exactly_on_left(p)
    }

    #[cold]
    fn has_exactly_on_left(&self, p: Coord<f64>) -> bool {
        match RobustKernel::orient2d(self.a, self.b, p) {
            Orientation::CounterClockwise => true,
            Orientation::Clockwise => false,
            // On the line: a little to the east is right of it, unless it is level.
            Orientation::Collinear => self.a.y == self.b.y,
        }
    }

    /// Whether a level line through `p` meets the edge.
    #[inline]
    pub fn spans_northing(&self, y: f64) -> bool {
        (self.a.y > y) != (self.b.y > y)
    }

    /// Square of the distance to a position.
    pub fn distance_2(&self, p: Coord<f64>) -> f64 {
        let (dx, dy) = (self.b.x - self.a.x, self.b.y - self.a.y);
        let along = ((p.x - self.a.x) * dx + (p.y - self.a.y) * dy) / (dx * dx + dy * dy);
        let along = along.clamp(0.0, 1.0);
        let (ex, ey) = (p.x - self.a.x - along * dx, p.y - self.a.y - along * dy);
        ex * ex + ey * ey
    }
}

/// All edges of all rings of an area. By the even-odd rule the order and direction of rings, and
/// whether they are holes, do not matter, and a ring that crosses itself is no difficulty.
pub(crate) fn edges_of(area: &MultiPolygon<f64>) -> Vec<Edge> {
    let rings = area
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let edges = rings.flat_map(geo::LineString::lines);
    edges
        .filter_map(|line| Edge::new(line.start, line.end))
        .collect()
}

/// Even-odd rule with a ray to the east, one edge after another.
pub(crate) fn is_inside(edges: &[Edge], p: Coord<f64>) -> bool {
    let crossed = |edge: &&Edge| edge.spans_northing(p.y) && edge.has_on_left(p);
    edges.iter().filter(crossed).count() % 2 == 1
}

/// Twice the area enclosed, positive where the closed ring runs anticlockwise; measured from the first
/// corner, so that large coordinates do not cost digits.
pub(crate) fn twice_signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(o) = ring.first() else {
        return 0.0;
    };
    let cross = |pair: &[Coord<f64>]| {
        (pair[0].x - o.x) * (pair[1].y - o.y) - (pair[1].x - o.x) * (pair[0].y - o.y)
    };
    ring.windows(2).map(cross).sum()
}

#[cfg(test)]
#[path = "outline_tests.rs"]
mod tests;
