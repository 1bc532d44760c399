//! Which area is a position in? Exact, for millions of positions.
//!
//! A uniform grid covers the layer. A grid cell lies inside one area, outside all, or is crossed by
//! edges; only in the last case are edges looked at, and only those few that cross it. Nearness is
//! answered by an R-tree over all edges.
//!
//! - Even-odd rule over all rings of an area: holes, several parts, and rings that cross themselves
//!   (their doubly covered parts are outside).
//! - A position on an edge shared by two areas with the same corners is in exactly one of them, the
//!   same one every time: areas own their western and southern edges. Where areas
//!   truly overlap, the one listed first has it.
//! - Corners that are not numbers take their edges out of the rule.

use std::sync::OnceLock;

use beatbook_core::{Bng, Metres};
use geo::{Coord, MultiPolygon};
use rayon::prelude::*;

use crate::cover::{BLOCK, Cover};
use crate::outline::{self, Edge};
use crate::segments::Segments;

/// What [`AreaIndex::locate_all`] writes for a position outside every area.
pub const NO_AREA: u32 = u32::MAX;

/// Areas on the grid, found by position. An area is known by its place in the list it was built from.
#[derive(Debug)]
pub struct AreaIndex {
    outlines: Vec<Vec<Edge>>,
    cover: Cover,
    segments: OnceLock<Segments>,
}

impl AreaIndex {
    /// Builds from areas in EPSG:27700.
    pub fn new(areas: &[MultiPolygon<f64>]) -> Self {
        let outlines: Vec<_> = areas.par_iter().map(outline::edges_of).collect();
        let cover = Cover::new(&outlines);
        let segments = OnceLock::new();
        Self {
            outlines,
            cover,
            segments,
        }
    }

    /// Number of areas.
    pub fn len(&self) -> usize {
        self.outlines.len()
    }

    /// Whether there is no area at all.
    pub fn is_empty(&self) -> bool {
        self.outlines.is_empty()
    }

    /// The area a position is in, if any.
    pub fn locate(&self, position: Bng) -> Option<u32> {
        let area = self.cover.locate(corner(position));
        (area != NO_AREA).then_some(area)
    }

    /// The area of every position, in input order; [`NO_AREA`] outside all.
    pub fn locate_all(&self, positions: &[Bng]) -> Vec<u32> {
        let mut areas = vec![NO_AREA; positions.len()];
        self.locate_into(positions, &mut areas);
        areas
    }

    /// [`AreaIndex::locate_all`] into a slice.
    ///
    /// # Panics
    /// If there are not as many `areas` as `positions`.
    pub fn locate_into(&self, positions: &[Bng], areas: &mut [u32]) {
        assert_eq!(positions.len(), areas.len(), "one area for each position");
        let blocks = positions.par_chunks(BLOCK).zip(areas.par_chunks_mut(BLOCK));
        blocks.for_each(|(positions, areas)| {
            self.cover.locate_block(|at| corner(positions[at]), areas);
        });
    }

    /// Every area that holds each position: for layers whose areas overlap.
    pub fn locate_every(&self, positions: &[Bng]) -> Holders {
        let block = |positions: &[Bng]| {
            let mut found = Holders::default();
            for &position in positions {
                let visit = |area| found.areas.push(area);
                self.cover.for_each_holder(corner(position), visit);
                found.ends.push(found.areas.len());
            }
            found
        };
        let blocks: Vec<Holders> = positions.par_chunks(8 * BLOCK).map(block).collect();
        let mut all = Holders::default();
        for block in blocks {
            let before = all.areas.len();
            all.areas.extend(block.areas);
            all.ends.extend(block.ends.iter().map(|end| before + end));
        }
        all
    }

    /// The area a position is in (at distance 0) or, failing that, the nearest one no further away than
    /// `within`; of several equally near the one listed first.
    pub fn nearest(&self, position: Bng, within: Metres) -> Option<(u32, Metres)> {
        if let Some(area) = self.locate(position) {
            return Some((area, Metres(0.0)));
        }
        let segments = self.segments.get_or_init(|| {
            let owned = |(owner, edges): (usize, &Vec<Edge>)| {
                let edges = edges.clone();
                edges.into_iter().map(move |edge| (owner as u32, edge))
            };
            Segments::new(self.outlines.iter().enumerate().flat_map(owned))
        });
        let found = segments.nearest(corner(position), within.0);
        found.map(|(area, distance)| (area, Metres(distance)))
    }

    /// How far a position is from one area; 0 inside it. Infinite for an area without edges. Panics if
    /// there is no such area.
    pub fn distance_to(&self, area: u32, position: Bng) -> Metres {
        let (edges, p) = (&self.outlines[area as usize], corner(position));
        if outline::is_inside(edges, p) {
            return Metres(0.0);
        }
        let nearest = edges
            .iter()
            .map(|edge| edge.distance_2(p))
            .fold(f64::INFINITY, f64::min);
        Metres(nearest.sqrt())
    }
}

/// The areas that hold each of some positions, one list behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    areas: Vec<u32>,
    ends: Vec<usize>,
}

impl Holders {
    /// Number of positions.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there were no positions.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The areas that hold a position, rising. Panics if there was no such position.
    pub fn of(&self, position: usize) -> &[u32] {
        let from = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.areas[from..self.ends[position]]
    }

    /// The areas of each position in turn.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|position| self.of(position))
    }
}

fn corner(position: Bng) -> Coord<f64> {
    let Bng {
        easting: x,
        northing: y,
    } = position;
    Coord { x, y }
}

#[cfg(test)]
#[path = "area_index_tests.rs"]
mod tests;
