//! The uniform grid over a layer.
//!
//! Whether a position in a grid cell is inside an area follows from the cell's south-west corner: walk
//! from there north to the position's northing, then east to the position, and change sides at every
//! edge crossed. The areas around the corner are known from the build. Up to 64 areas meet in one
//! group; each is a bit, and an edge carries the bits it changes.

use geo::Coord;
use rayon::prelude::*;

use crate::NO_AREA;
use crate::outline::Edge;

/// Grid cells per edge. More cells make positions cheaper and the build dearer.
const CELLS_PER_EDGE: usize = 6;
const MOST_CELLS: usize = 1 << 23;
/// Marks a cell that edges cross; the rest of the number is its first group.
const CROSSED: u32 = 1 << 31;
/// Areas in one group.
const GROUP: usize = u64::BITS as usize;

/// Square cells, numbered row after row from the south-west.
#[derive(Debug, Clone, Copy)]
struct Grid {
    origin: Coord<f64>,
    size: f64,
    per_metre: f64,
    columns: u32,
    rows: u32,
}

/// Some of the areas that matter in a cell.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Which of `areas` hold the corner of the cell.
    at_corner: u64,
    areas: (u32, u32),
    edges: (u32, u32),
    /// Whether the next group belongs to the same cell.
    more: bool,
}

#[derive(Debug, Clone, Copy)]
struct Crossing {
    edge: Edge,
    /// The areas of the group that change sides here.
    changes: u64,
}

#[derive(Debug)]
pub(crate) struct Cover {
    grid: Grid,
    cells: Vec<u32>,
    groups: Vec<Group>,
    areas: Vec<u32>,
    crossings: Vec<Crossing>,
}

/// What one area does to the grid.
struct Footprint {
    /// (cell, edge) of every cell an edge may touch, by cell.
    touched: Vec<(u32, u32)>,
    /// Cells whose corner is inside, rising.
    corners: Vec<u32>,
}

impl Cover {
    pub fn new(outlines: &[Vec<Edge>]) -> Self {
        let Some(grid) = Grid::over(outlines) else {
            return Self::nothing();
        };
        let footprints: Vec<_> = outlines
            .par_iter()
            .map(|edges| grid.footprint(edges))
            .collect();

        let mut crossed = vec![false; grid.columns as usize * grid.rows as usize];
        for &(cell, _) in footprints.iter().flat_map(|f| &f.touched) {
            crossed[cell as usize] = true;
        }
        let mut cells = vec![NO_AREA; crossed.len()];
        // (cell, area, whether the corner is inside) of crossed cells.
        let mut corners = Vec::new();
        for (area, footprint) in footprints.iter().enumerate() {
            for &cell in &footprint.corners {
                if crossed[cell as usize] {
                    corners.push((cell, area as u32));
                } else {
                    let inside = &mut cells[cell as usize];
                    *inside = (*inside).min(area as u32);
                }
            }
        }
        corners.par_sort_unstable();
        let mut touched: Vec<(u32, u32, u32)> = Vec::new();
        for (area, footprint) in footprints.iter().enumerate() {
            touched.extend(
                footprint
                    .touched
                    .iter()
                    .map(|&(cell, edge)| (cell, area as u32, edge)),
            );
        }
        touched.par_sort_unstable();

        let mut cover = Self {
            grid,
            cells,
            ..Self::nothing()
        };
        let mut corners = corners.as_slice();
        for in_cell in touched.chunk_by(|a, b| a.0 == b.0) {
            let cell = in_cell[0].0;
            let before = corners.partition_point(|c| c.0 < cell);
            let here = corners[before..].partition_point(|c| c.0 == cell);
            let inside: Vec<u32> = corners[before..before + here].iter().map(|c| c.1).collect();
            corners = &corners[before + here..];
            cover.cells[cell as usize] = CROSSED | cover.groups.len() as u32;
            cover.push_cell(in_cell, &inside, outlines);
        }
        cover
    }

    fn nothing() -> Self {
        let origin = Coord { x: 0.0, y: 0.0 };
        let grid = Grid {
            origin,
            size: 1.0,
            per_metre: 1.0,
            columns: 0,
            rows: 0,
        };
        let (cells, groups, areas, crossings) = (vec![], vec![], vec![], vec![]);
        Self {
            grid,
            cells,
            groups,
            areas,
            crossings,
        }
    }

    /// Writes the groups of one crossed cell. `touched` and `inside` are sorted by area.
    fn push_cell(&mut self, touched: &[(u32, u32, u32)], inside: &[u32], outlines: &[Vec<Edge>]) {
        let mut areas: Vec<u32> = touched
            .iter()
            .map(|t| t.1)
            .chain(inside.iter().copied())
            .collect();
        areas.sort_unstable();
        areas.dedup();
        for (number, part) in areas.chunks(GROUP).enumerate() {
            let bit_of = |area: u32| part.binary_search(&area).map_or(0, |bit| 1_u64 << bit);
            let at_corner = inside.iter().fold(0, |bits, &area| bits | bit_of(area));
            let edges_from = self.crossings.len();
            for &(_, area, edge) in touched {
                let changes = bit_of(area);
                if changes != 0 {
                    let edge = outlines[area as usize][edge as usize];
                    self.crossings.push(Crossing { edge, changes });
                }
            }
            self.merge_shared(edges_from);
            let areas_from = self.areas.len() as u32;
            self.areas.extend_from_slice(part);
            self.groups.push(Group {
                at_corner,
                areas: (areas_from, self.areas.len() as u32),
                edges: (edges_from as u32, self.crossings.len() as u32),
                more: (number + 1) * GROUP < areas.len(),
            });
        }
    }

    /// An edge shared by areas is kept once, with the bits of all of them.
    fn merge_shared(&mut self, from: usize) {
        let key = |c: &Crossing| {
            let Edge { a, b } = c.edge;
            [a.x, a.y, b.x, b.y]
        };
        let by_key = |p: &Crossing, q: &Crossing| key(p).partial_cmp(&key(q));
        self.crossings[from..]
            .sort_unstable_by(|p, q| by_key(p, q).unwrap_or(std::cmp::Ordering::Equal));
        let mut kept = from;
        for at in from..self.crossings.len() {
            let crossing = self.crossings[at];
            if kept > from && self.crossings[kept - 1].edge == crossing.edge {
                self.crossings[kept - 1].changes ^= crossing.changes;
            } else {
                self.crossings[kept] = crossing;
                kept += 1;
            }
        }
        self.crossings.truncate(kept);
    }

    /// The first area that holds the position, or [`NO_AREA`].
    #[inline]
    pub fn locate(&self, p: Coord<f64>) -> u32 {
        let Some((column, row)) = self.grid.cell_of(p) else {
            return NO_AREA;
        };
        let cell = self.cells[row as usize * self.grid.columns as usize + column as usize];
        if cell == NO_AREA || cell & CROSSED == 0 {
            return cell;
        }
        let corner = self.grid.corner(column, row);
        let mut number = (cell & !CROSSED) as usize;
        loop {
            let group = &self.groups[number];
            let crossings = &self.crossings[group.edges.0 as usize..group.edges.1 as usize];
            let changes = crossings
                .iter()
                .filter(|c| changes_sides(&c.edge, corner, p));
            let inside = changes.fold(group.at_corner, |bits, c| bits ^ c.changes);
            if inside != 0 {
                return self.areas[group.areas.0 as usize + inside.trailing_zeros() as usize];
            }
            if !group.more {
                return NO_AREA;
            }
            number += 1;
        }
    }
}

/// Whether the way from `from` north (or south) and then east (or west) to `to` crosses the edge.
#[inline]
fn changes_sides(edge: &Edge, from: Coord<f64>, to: Coord<f64>) -> bool {
    let turn = Coord { x: from.x, y: to.y };
    let upright = edge.spans_easting(from.x) && edge.has_on_left(from) != edge.has_on_left(turn);
    let level = edge.spans_northing(to.y) && edge.has_on_left(turn) != edge.has_on_left(to);
    upright != level
}

impl Grid {
    fn over(outlines: &[Vec<Edge>]) -> Option<Self> {
        let none = (
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        );
        let edges = outlines.iter().flatten();
        let (west, south, east, north) = edges.fold(none, |(w, s, e, n), Edge { a, b }| {
            (
                w.min(a.x).min(b.x),
                s.min(a.y),
                e.max(a.x).max(b.x),
                n.max(b.y),
            )
        });
        let (width, height) = (east - west, north - south);
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return None; // no edges, or all on one line: no area holds anything
        }
        let count: usize = outlines.iter().map(Vec::len).sum();
        let wanted = (count * CELLS_PER_EDGE).clamp(256, MOST_CELLS) as f64;
        // Long thin layers keep square cells, but no more of them than wanted.
        let size = (width * height / wanted)
            .sqrt()
            .max(width.max(height) / wanted * 2.0);
        let (columns, rows) = ((width / size) as u32 + 1, (height / size) as u32 + 1);
        let origin = Coord { x: west, y: south };
        Some(Self {
            origin,
            size,
            per_metre: 1.0 / size,
            columns,
            rows,
        })
    }

    fn corner(&self, column: u32, row: u32) -> Coord<f64> {
        let x = self.origin.x + f64::from(column) * self.size;
        let y = self.origin.y + f64::from(row) * self.size;
        Coord { x, y }
    }

    #[inline]
    fn cell_of(&self, p: Coord<f64>) -> Option<(u32, u32)> {
        let (x, y) = self.units(p);
        let inside =
            x >= 0.0 && y >= 0.0 && x < f64::from(self.columns) && y < f64::from(self.rows);
        inside.then_some((x as u32, y as u32))
    }

    /// Position counted in cells.
    #[inline]
    fn units(&self, p: Coord<f64>) -> (f64, f64) {
        (
            (p.x - self.origin.x) * self.per_metre,
            (p.y - self.origin.y) * self.per_metre,
        )
    }

    fn footprint(&self, edges: &[Edge]) -> Footprint {
        let mut touched = Vec::new();
        for (number, edge) in edges.iter().enumerate() {
            self.for_cells_of(edge, |cell| touched.push((cell, number as u32)));
        }
        touched.sort_unstable();
        Footprint {
            touched,
            corners: self.corners_inside(edges),
        }
    }

    /// Every cell an edge touches, and those it passes within a thousandth of a cell's width: more than
    /// rounding can move a position.
    fn for_cells_of(&self, edge: &Edge, mut visit: impl FnMut(u32)) {
        const MARGIN: f64 = 1e-3;
        let ((ax, ay), (bx, by)) = (self.units(edge.a), self.units(edge.b));
        let last = |count: u32| f64::from(count - 1);
        let row = |y: f64| y.clamp(0.0, last(self.rows)) as u32;
        let column = |x: f64| x.clamp(0.0, last(self.columns)) as u32;
        let slope = if by > ay { (bx - ax) / (by - ay) } else { 0.0 };
        for row in row(ay - MARGIN)..=row(by + MARGIN) {
            let from = (f64::from(row) - MARGIN).clamp(ay, by);
            let to = (f64::from(row + 1) + MARGIN).clamp(ay, by);
            let (x0, x1) = if by - ay > MARGIN {
                (ax + (from - ay) * slope, ax + (to - ay) * slope)
            } else {
                (ax, bx)
            };
            let (west, east) = (x0.min(x1) - MARGIN, x0.max(x1) + MARGIN);
            for column in column(west)..=column(east) {
                visit(row * self.columns + column);
            }
        }
    }

    /// The cells whose south-west corner is inside the area.
    fn corners_inside(&self, edges: &[Edge]) -> Vec<u32> {
        // (row, last column west of the edge): the edge is crossed by the ray east of those corners.
        let mut crossed: Vec<(u32, u32)> = Vec::new();
        for edge in edges {
            let (_, ay) = self.units(edge.a);
            let (_, by) = self.units(edge.b);
            let first = (ay - 1.0).max(0.0) as u32;
            let last = ((by + 1.0).max(0.0) as u32).min(self.rows - 1);
            for row in first..=last {
                let y = self.corner(0, row).y;
                if edge.spans_northing(y)
                    && let Some(column) = self.last_corner_west_of(edge, row)
                {
                    crossed.push((row, column));
                }
            }
        }
        crossed.sort_unstable();
        let mut corners = Vec::new();
        for in_row in crossed.chunk_by(|a, b| a.0 == b.0) {
            // From east to west, the corners between an odd and an even crossing are inside.
            let (row, mut at) = (in_row[0].0, in_row.len());
            let from = corners.len();
            while at > 0 {
                let east = in_row[at - 1].1;
                let west = if at > 1 { Some(in_row[at - 2].1) } else { None };
                let first = west.map_or(0, |column| column + 1);
                corners.extend(
                    (first..=east)
                        .rev()
                        .map(|column| row * self.columns + column),
                );
                at = at.saturating_sub(2);
            }
            corners[from..].reverse();
        }
        corners
    }

    fn last_corner_west_of(&self, edge: &Edge, row: u32) -> Option<u32> {
        let y = self.corner(0, row).y;
        let (x, _) = self.units(Coord {
            x: edge.easting_at(y),
            y,
        });
        let is_west = |column: u32| edge.has_on_left(self.corner(column, row));
        let mut column = x.clamp(0.0, f64::from(self.columns - 1)) as u32;
        while column + 1 < self.columns && is_west(column + 1) {
            column += 1;
        }
        while !is_west(column) {
            column = column.checked_sub(1)?;
        }
        Some(column)
    }
}
