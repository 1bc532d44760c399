//! Which named line runs nearest: the street a position is on.

use beatbook_core::{Bng, Metres};
use geo::{Coord, MultiLineString};

use crate::outline::Edge;
use crate::segments::Segments;

/// Lines on the grid, found by nearness. A line is known by its place in the list it was built from.
#[derive(Debug)]
pub struct NamedLines(Segments);

impl NamedLines {
    /// Builds from lines in EPSG:27700. Pieces without length, and corners that are not numbers, are
    /// passed over.
    pub fn new(lines: &[MultiLineString<f64>]) -> Self {
        let pieces = lines.iter().enumerate().flat_map(|(owner, line)| {
            let lines = line.iter().flat_map(geo::LineString::lines);
            let edges = lines.filter_map(|l| Edge::new(l.start, l.end));
            edges.map(move |edge| (owner as u32, edge))
        });
        Self(Segments::new(pieces))
    }

    /// The nearest line, if one is that near; of several equally near (at a crossing) the one listed
    /// first.
    pub fn nearest(&self, position: Bng, within: Metres) -> Option<u32> {
        let Bng {
            easting: x,
            northing: y,
        } = position;
        let found = self.0.nearest(Coord { x, y }, within.0);
        found.map(|(line, _)| line)
    }
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;
