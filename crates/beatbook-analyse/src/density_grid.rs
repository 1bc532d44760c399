//! The grid a density is worked out on, checked when it is built.
//!
//! Three traps that people fall into are refused here or in [`density`](crate::density()), before
//! anything is computed: a point at 0, 0 that stretches the grid over the planet
//! (`mpjashby/sfhotspot` issue 24), a cell of no size (issue 26), and a radius smaller than a cell
//! (issue 29).

use beatbook_core::Metres;

use crate::DensityError;

/// Cells of the largest grid: 128 MiB of densities. A city at 50 m needs a hundredth of it.
const MOST_CELLS: u64 = 1 << 24;
/// A point so many times further from the middle than the median point made the grid too large.
const FAR: f64 = 20.0;

/// Square cells in a plane in metres. Cells are numbered row by row from the bottom left, and a
/// density is taken at their centres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DensityGrid {
    left: f64,
    bottom: f64,
    cell: f64,
    columns: usize,
    rows: usize,
}

impl DensityGrid {
    /// A grid from its bottom left corner.
    ///
    /// # Errors
    /// [`DensityError`] for a corner that is no position, a cell that is no length above 0, no
    /// cells, or more than 16,777,216 of them.
    ///
    /// # Example
    /// ```
    /// use beatbook_analyse::DensityGrid;
    /// use beatbook_core::Metres;
    ///
    /// let grid = DensityGrid::new([384_000.0, 397_000.0], Metres(50.0), 40, 20)?;
    /// assert_eq!(grid.centre_of(41), [384_075.0, 397_075.0]);
    /// assert_eq!(grid.cell_at([384_060.0, 397_099.0]), Some(41));
    /// let err = DensityGrid::new([0.0, 0.0], Metres(0.0), 40, 20).unwrap_err();
    /// assert_eq!(err.to_string(), "a cell of 0 m has no ground; choose one above 0, such as 50 m");
    /// # Ok::<(), beatbook_analyse::DensityError>(())
    /// ```
    pub fn new(
        corner: [f64; 2],
        cell: Metres,
        columns: usize,
        rows: usize,
    ) -> Result<Self, DensityError> {
        if corner.iter().any(|c| !c.is_finite()) {
            return Err(DensityError::NotACorner(corner[0], corner[1]));
        }
        if !(cell.0.is_finite() && cell.0 > 0.0) {
            return Err(DensityError::NotACell(cell.0));
        }
        if columns == 0 || rows == 0 {
            return Err(DensityError::NoCells);
        }
        if (columns as u64).saturating_mul(rows as u64) > MOST_CELLS {
            return Err(DensityError::TooManyCells {
                columns: columns as f64,
                rows: rows as f64,
                cell: cell.0,
            });
        }
        Ok(Self {
            left: corner[0],
            bottom: corner[1],
            cell: cell.0,
            columns,
            rows,
        })
    }

    /// The grid that holds the whole kernel of every position, with cell edges at whole multiples of
    /// the cell, so that two grids of one cell size fit onto each other.
    ///
    /// # Errors
    /// [`DensityError`] as [`new`](Self::new), for no positions or one that is not finite, and with
    /// its number for a position so far away that it alone makes the grid too large.
    pub fn around(
        positions: &[[f64; 2]],
        radius: Metres,
        cell: Metres,
    ) -> Result<Self, DensityError> {
        check_positions(positions)?;
        if !(radius.0.is_finite() && radius.0 > 0.0) {
            return Err(DensityError::NotARadius(radius.0));
        }
        if !(cell.0.is_finite() && cell.0 > 0.0) {
            return Err(DensityError::NotACell(cell.0));
        }
        let first = |axis: usize| {
            let low = positions
                .iter()
                .map(|p| p[axis])
                .fold(f64::INFINITY, f64::min);
            ((low - radius.0) / cell.0).floor()
        };
        let end = |axis: usize| {
            let high = positions
                .iter()
                .map(|p| p[axis])
                .fold(f64::NEG_INFINITY, f64::max);
            ((high + radius.0) / cell.0).ceil()
        };
        let (columns, rows) = (end(0) - first(0), end(1) - first(1));
        if columns * rows > MOST_CELLS as f64 {
            return Err(
                far_position(positions).unwrap_or(DensityError::TooManyCells {
                    columns,
                    rows,
                    cell: cell.0,
                }),
            );
        }
        let corner = [first(0) * cell.0, first(1) * cell.0];
        Self::new(corner, cell, columns as usize, rows as usize)
    }

    /// The bottom left corner: the least easting and northing.
    pub fn corner(&self) -> [f64; 2] {
        [self.left, self.bottom]
    }

    /// The side of a cell.
    pub fn cell(&self) -> Metres {
        Metres(self.cell)
    }

    /// Cells from left to right.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Cells from bottom to top.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Cells in all.
    pub fn cells(&self) -> usize {
        self.columns * self.rows
    }

    /// The middle of a cell.
    pub fn centre_of(&self, cell: usize) -> [f64; 2] {
        let (column, row) = (cell % self.columns, cell / self.columns);
        [
            self.left + (column as f64 + 0.5) * self.cell,
            self.bottom + (row as f64 + 0.5) * self.cell,
        ]
    }

    /// The cell that holds a position; its left and bottom edges belong to it.
    pub fn cell_at(&self, position: [f64; 2]) -> Option<usize> {
        let column = ((position[0] - self.left) / self.cell).floor();
        let row = ((position[1] - self.bottom) / self.cell).floor();
        let within = |number: f64, of: usize| number >= 0.0 && number < of as f64;
        (within(column, self.columns) && within(row, self.rows))
            .then(|| row as usize * self.columns + column as usize)
    }
}

pub(crate) fn check_positions(positions: &[[f64; 2]]) -> Result<(), DensityError> {
    if positions.is_empty() {
        return Err(DensityError::NoEvents);
    }
    let odd = |p: &[f64; 2]| !(p[0].is_finite() && p[1].is_finite());
    match positions.iter().position(odd) {
        Some(i) => Err(DensityError::NotAPosition(
            i,
            positions[i][0],
            positions[i][1],
        )),
        None => Ok(()),
    }
}

/// The position that makes a grid too large, if it lies far outside all others.
fn far_position(positions: &[[f64; 2]]) -> Option<DensityError> {
    let middle = [0, 1].map(|axis| {
        let mut values: Vec<f64> = positions.iter().map(|p| p[axis]).collect();
        median(&mut values)
    });
    let away: Vec<f64> = positions
        .iter()
        .map(|p| (p[0] - middle[0]).hypot(p[1] - middle[1]))
        .collect();
    let furthest = (0..away.len()).max_by(|&a, &b| away[a].total_cmp(&away[b]))?;
    let usual = median(&mut away.clone());
    (away[furthest] > FAR * usual).then(|| DensityError::FarPosition {
        number: furthest,
        position: positions[furthest],
        km: away[furthest] / 1_000.0,
    })
}

fn median(values: &mut [f64]) -> f64 {
    let half = values.len() / 2;
    *values.select_nth_unstable_by(half, f64::total_cmp).1
}
