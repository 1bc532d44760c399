//! Straight pieces in an R-tree: what is nearest?

use geo::Coord;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::outline::Edge;

/// A piece of the outline or line with this number.
#[derive(Debug, Clone, Copy)]
struct Piece {
    edge: Edge,
    owner: u32,
}

impl RTreeObject for Piece {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let Edge { a, b } = self.edge;
        AABB::from_corners([a.x, a.y], [b.x, b.y])
    }
}

impl PointDistance for Piece {
    fn distance_2(&self, &[x, y]: &[f64; 2]) -> f64 {
        self.edge.distance_2(Coord { x, y })
    }
}

/// Pieces of many owners, found by nearness.
#[derive(Debug)]
pub(crate) struct Segments(RTree<Piece>);

impl Segments {
    pub fn new(pieces: impl Iterator<Item = (u32, Edge)>) -> Self {
        let pieces = pieces.map(|(owner, edge)| Piece { edge, owner });
        Self(RTree::bulk_load(pieces.collect()))
    }

    /// The nearest owner and how far it is; of several equally near the one with the lowest number.
    pub fn nearest(&self, p: Coord<f64>, within: f64) -> Option<(u32, f64)> {
        self.nearest_of_equals(p, within, 0.0)
    }

    /// The same, where owners are equally near whose distances differ by no more than `slack`.
    pub fn nearest_of_equals(&self, p: Coord<f64>, within: f64, slack: f64) -> Option<(u32, f64)> {
        if !(p.x.is_finite() && p.y.is_finite() && within >= 0.0) {
            return None;
        }
        let mut near = self.0.nearest_neighbor_iter_with_distance_2([p.x, p.y]);
        let (first, least) = near.next()?;
        if least > within * within {
            return None;
        }
        let farthest = (least.sqrt() + slack).powi(2).max(least);
        let equal = near.take_while(|(_, distance)| *distance <= farthest);
        let owner = equal
            .map(|(piece, _)| piece.owner)
            .fold(first.owner, u32::min);
        Some((owner, least.sqrt()))
    }
}
