//! The square cells that cover a layer, and which of them an edge touches.

use geo::Coord;
use rayon::prelude::*;

use crate::outline::Edge;

/// Cells per edge. More make positions cheaper to locate and the grid dearer to build.
const CELLS_PER_EDGE: usize = 12;
const LEAST_CELLS: usize = 1 << 8;
const MOST_CELLS: usize = 1 << 23;
/// As a share of a cell's width: more than rounding can move a position, or an edge in its row.
const MARGIN: f64 = 1e-3;

/// Square cells, numbered row after row from the south-west. Nothing touches the outermost ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    origin: Coord<f64>,
    size: f64,
    per_metre: f64,
    pub columns: u32,
    pub rows: u32,
}

#[derive(Clone, Copy)]
struct Bounds {
    low: Coord<f64>,
    high: Coord<f64>,
}

impl Bounds {
    const NONE: Self = Self {
        low: Coord {
            x: f64::INFINITY,
            y: f64::INFINITY,
        },
        high: Coord {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        },
    };

    fn of(edges: &[Edge]) -> Self {
        let ends = edges.iter().flat_map(|edge| [edge.a, edge.b]);
        ends.map(|end| Self {
            low: end,
            high: end,
        })
        .fold(Self::NONE, Self::and)
    }

    fn and(self, other: Self) -> Self {
        let (low, high) = (self.low, self.high);
        Self {
            low: Coord {
                x: low.x.min(other.low.x),
                y: low.y.min(other.low.y),
            },
            high: Coord {
                x: high.x.max(other.high.x),
                y: high.y.max(other.high.y),
            },
        }
    }
}

impl Grid {
    /// One cell, which nothing touches.
    pub const NOTHING: Self = Self {
        origin: Coord { x: 0.0, y: 0.0 },
        size: 1.0,
        per_metre: 1.0,
        columns: 1,
        rows: 1,
    };

    /// `None` without edges, or with all on one line: no area then holds anything.
    pub fn over(outlines: &[Vec<Edge>]) -> Option<Self> {
        let bounds = outlines.par_iter().map(|edges| Bounds::of(edges));
        let Bounds { low, high } = bounds.reduce(|| Bounds::NONE, Bounds::and);
        let (width, height) = (high.x - low.x, high.y - low.y);
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return None;
        }
        let count: usize = outlines.iter().map(Vec::len).sum();
        let wanted = (count * CELLS_PER_EDGE).clamp(LEAST_CELLS, MOST_CELLS) as f64;
        // Long thin layers keep square cells, but no more of them than wanted.
        let size = (width * height / wanted)
            .sqrt()
            .max(width.max(height) / wanted * 2.0);
        Some(Self {
            origin: Coord {
                x: low.x - 1.5 * size,
                y: low.y - 1.5 * size,
            },
            size,
            per_metre: 1.0 / size,
            columns: (width / size) as u32 + 4,
            rows: (height / size) as u32 + 4,
        })
    }

    /// The south-west corner of a cell.
    pub fn corner(&self, column: u32, row: u32) -> Coord<f64> {
        let x = self.origin.x + f64::from(column) * self.size;
        let y = self.origin.y + f64::from(row) * self.size;
        Coord { x, y }
    }

    /// The column and row of the cell that a position is in, or that it is off by rounding from; an
    /// outermost one for a position outside the grid. Without a branch: positions come in no order.
    #[inline]
    pub fn cell_of(&self, p: Coord<f64>) -> (u32, u32) {
        let (x, y) = self.units(p);
        (self.column(x), self.row(y))
    }

    /// Position counted in cells.
    #[inline]
    fn units(&self, p: Coord<f64>) -> (f64, f64) {
        (
            (p.x - self.origin.x) * self.per_metre,
            (p.y - self.origin.y) * self.per_metre,
        )
    }

    /// The first and the last row that an edge touches.
    #[inline]
    pub fn rows_of(&self, edge: &Edge) -> (u32, u32) {
        let ((_, ay), (_, by)) = (self.units(edge.a), self.units(edge.b));
        (self.row(ay - MARGIN), self.row(by + MARGIN))
    }

    /// 0 for what is no number.
    #[inline]
    fn row(&self, y: f64) -> u32 {
        y.max(0.0).min(f64::from(self.rows - 1)) as u32
    }

    #[inline]
    fn column(&self, x: f64) -> u32 {
        x.max(0.0).min(f64::from(self.columns - 1)) as u32
    }

    /// Every cell of the rows `first..=last` that an edge touches, and those it passes within the
    /// margin.
    #[inline]
    pub fn for_cells_of(
        &self,
        edge: &Edge,
        (first, last): (u32, u32),
        mut visit: impl FnMut(u32, u32),
    ) {
        let ((ax, ay), (bx, by)) = (self.units(edge.a), self.units(edge.b));
        let (from, to) = (self.row(ay - MARGIN), self.row(by + MARGIN));
        if from == to {
            let (west, east) = (ax.min(bx) - MARGIN, ax.max(bx) + MARGIN);
            for column in self.column(west)..=self.column(east) {
                visit(column, from);
            }
            return;
        }
        let slope = if by > ay { (bx - ax) / (by - ay) } else { 0.0 };
        for row in from.max(first)..=to.min(last) {
            let low = (f64::from(row) - MARGIN).clamp(ay, by);
            let high = (f64::from(row + 1) + MARGIN).clamp(ay, by);
            let (x0, x1) = if by - ay > MARGIN {
                (ax + (low - ay) * slope, ax + (high - ay) * slope)
            } else {
                (ax, bx)
            };
            let (west, east) = (x0.min(x1) - MARGIN, x0.max(x1) + MARGIN);
            for column in self.column(west)..=self.column(east) {
                visit(column, row);
            }
        }
    }
}
