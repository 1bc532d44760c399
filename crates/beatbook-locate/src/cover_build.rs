//! How the grid over a layer is made: strips of rows, each by itself, so that its counters stay in
//! the cache and no thread waits for another.
//!
//! In a strip, edges are sorted into cells by counting. Then every row is walked from the west, where
//! no area holds anything: an area is entered or left at each of its edges that cross the cells'
//! southern sides.

use geo::Coord;
use rayon::prelude::*;

use crate::NO_AREA;
use crate::cover::{CROSSED, Cover, Crossing, GROUP, Group, MORE, NEAR, STRIP_BITS, Strip};
use crate::grid::Grid;
use crate::outline::Edge;

/// Areas whose edges are dealt out to the strips together.
const DEALT: usize = 256;
/// An equal edge is looked for among so many of those before it in its group. One that is further back is
/// kept twice, which costs time and changes no answer.
const FEW: usize = 24;

/// An edge and the area whose it is.
#[derive(Debug, Clone, Copy)]
struct Side {
    edge: Edge,
    area: u32,
}

pub(crate) fn build(grid: Grid, outlines: &[Vec<Edge>]) -> Cover {
    let strips = (grid.rows >> STRIP_BITS) as usize + 1;
    let hands: Vec<Vec<Vec<Side>>> = outlines
        .par_chunks(DEALT)
        .enumerate()
        .map(|(hand, areas)| deal(&grid, (hand * DEALT) as u32, areas, strips))
        .collect();
    let columns = grid.columns as usize;
    let mut cells = vec![NO_AREA; columns * grid.rows as usize];
    let strips = cells
        .par_chunks_mut(columns << STRIP_BITS)
        .enumerate()
        .map(|(number, cells)| {
            let mut builder = Builder::new(&grid, number, &hands);
            builder.walk(cells);
            builder.strip
        })
        .collect();
    Cover {
        grid,
        cells,
        strips,
    }
}

/// The edges of some areas, by the strips they touch.
fn deal(grid: &Grid, first: u32, areas: &[Vec<Edge>], strips: usize) -> Vec<Vec<Side>> {
    let mut hand = vec![Vec::new(); strips];
    for (area, edges) in (first..).zip(areas) {
        for &edge in edges {
            let (low, high) = grid.rows_of(&edge);
            for strip in low >> STRIP_BITS..=high >> STRIP_BITS {
                hand[strip as usize].push(Side { edge, area });
            }
        }
    }
    hand
}

struct Builder<'a> {
    grid: &'a Grid,
    first_row: u32,
    /// Edges by cell; those of a cell by area.
    sides: Vec<Side>,
    /// Where the edges of each cell end.
    ends: Vec<u32>,
    /// The areas that hold the corner which the walk has reached, rising.
    holders: Vec<u32>,
    areas: Vec<u32>,
    strip: Strip,
}

impl<'a> Builder<'a> {
    fn new(grid: &'a Grid, strip: usize, hands: &[Vec<Vec<Side>>]) -> Self {
        let first_row = (strip << STRIP_BITS) as u32;
        let rows = (1 << STRIP_BITS).min(grid.rows - first_row);
        let in_rows = (first_row, first_row + rows - 1);
        let cell = |column: u32, row: u32| ((row - first_row) * grid.columns + column) as usize;
        let dealt = || hands.iter().flat_map(|hand| &hand[strip]);

        let mut ends = vec![0_u32; (rows * grid.columns) as usize];
        // (cell, number among those dealt) of each edge in each cell.
        let mut touched = Vec::with_capacity(2 * dealt().count());
        for (number, side) in (0_u32..).zip(dealt()) {
            grid.for_cells_of(&side.edge, in_rows, |column, row| {
                let cell = cell(column, row);
                ends[cell] += 1;
                touched.push((cell as u32, number));
            });
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total - *end;
        }
        let nothing = Coord { x: 0.0, y: 0.0 };
        let edge = Edge {
            a: nothing,
            b: nothing,
        };
        let mut sides = vec![Side { edge, area: 0 }; touched.len()];
        let mut touched = touched.into_iter().peekable();
        for (number, side) in (0_u32..).zip(dealt()) {
            while let Some((cell, _)) = touched.next_if(|(_, of)| *of == number) {
                let end = &mut ends[cell as usize];
                sides[*end as usize] = *side;
                *end += 1;
            }
        }
        Self {
            grid,
            first_row,
            sides,
            ends,
            holders: Vec::new(),
            areas: Vec::new(),
            strip: Strip::default(),
        }
    }

    /// Fills in the cells of the strip.
    fn walk(&mut self, cells: &mut [u32]) {
        let sides = std::mem::take(&mut self.sides);
        let ends = std::mem::take(&mut self.ends);
        let columns = self.grid.columns;
        let mut from = 0;
        for (row, cells) in (self.first_row..).zip(cells.chunks_mut(columns as usize)) {
            self.holders.clear();
            let ends = &ends[((row - self.first_row) * columns) as usize..];
            for ((column, cell), &end) in (0..).zip(cells).zip(ends) {
                let here = &sides[from..end as usize];
                from = end as usize;
                if here.is_empty() && self.holders.len() < 2 {
                    if let Some(&area) = self.holders.first() {
                        *cell = area;
                    }
                    continue;
                }
                *cell = CROSSED | self.strip.groups.len() as u32;
                let corner = self.grid.corner(column, row);
                self.push_cell(here, corner);
                self.step_east(here, corner, self.grid.corner(column + 1, row));
            }
        }
    }

    /// Which areas hold the next corner to the east.
    fn step_east(&mut self, here: &[Side], from: Coord<f64>, to: Coord<f64>) {
        for Side { edge, area } in here {
            if edge.spans_northing(from.y) && edge.has_on_left(from) != edge.has_on_left(to) {
                match self.holders.binary_search(area) {
                    Ok(at) => drop(self.holders.remove(at)),
                    Err(at) => self.holders.insert(at, *area),
                }
            }
        }
    }

    /// Writes the groups of one cell that is crossed.
    fn push_cell(&mut self, here: &[Side], corner: Coord<f64>) {
        let mut areas = std::mem::take(&mut self.areas);
        areas.clear();
        areas.extend(here.iter().map(|side| side.area));
        areas.dedup();
        for &area in &self.holders {
            if let Err(at) = areas.binary_search(&area) {
                areas.insert(at, area);
            }
        }
        for (number, part) in areas.chunks(GROUP).enumerate() {
            let more = (number + 1) * GROUP < areas.len();
            self.push_group(here, corner, part, more);
        }
        self.areas = areas;
    }

    fn push_group(&mut self, here: &[Side], corner: Coord<f64>, areas: &[u32], more: bool) {
        let bit_of = |area: u32| areas.binary_search(&area).map_or(0, |bit| 1_u32 << bit);
        let first = self.strip.crossings.len();
        for &Side { edge, area } in here {
            let changes = bit_of(area);
            if changes == 0 {
                continue;
            }
            // An edge shared by areas is kept once, with the bits of all of them.
            let crossings = &mut self.strip.crossings[first..];
            let known = crossings.iter_mut().rev().take(FEW);
            if let Some(known) = known.into_iter().find(|known| known.edge == edge) {
                known.changes ^= changes;
                continue;
            }
            let west = u32::from(edge.a.x <= corner.x) | u32::from(edge.b.x <= corner.x) << 1;
            self.strip.crossings.push(Crossing {
                edge,
                changes,
                west,
            });
        }
        let crossings = &self.strip.crossings[first..];
        let corner_holders = self.holders.iter().map(|&area| bit_of(area));
        let at_corner = corner_holders.fold(0, |bits, bit| bits | bit);
        let base = crossings.iter().fold(at_corner, |bits, crossing| {
            bits ^ crossing.changes_at(corner)
        });
        let mut near = [NO_AREA; NEAR];
        for (near, area) in near.iter_mut().zip(areas) {
            *near = *area;
        }
        let mut from = 0;
        if areas.len() > NEAR {
            from = self.strip.areas.len() as u32;
            self.strip.areas.extend_from_slice(areas);
        }
        self.strip.groups.push(Group {
            base,
            edges: (first as u32, self.strip.crossings.len() as u32),
            areas_and_more: from | if more { MORE } else { 0 },
            near,
        });
    }
}
