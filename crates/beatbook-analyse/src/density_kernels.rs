//! Kernels of single events on a grid, and their sum.

use std::f64::consts::PI;
use std::ops::Range;

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::{DensityError, DensityGrid};

/// Rows that are worked on together. Every cell adds up events in their order, whatever the band.
const BAND: usize = 16;

/// One event's kernel, its position counted from the corner of the grid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kernel {
    x: f64,
    y: f64,
    /// The search radius.
    pub(crate) h: f64,
    /// 3 w / (π h⁶), to be multiplied by (h² − d²)².
    height: f64,
    pub(crate) weight: f64,
}

pub(crate) fn kernels(
    positions: &[[f64; 2]],
    weights: Option<&[f64]>,
    grid: &DensityGrid,
    radius_of: impl Fn(usize) -> f64,
) -> Vec<Kernel> {
    let [left, bottom] = grid.corner();
    let kernel = |(i, p): (usize, &[f64; 2])| {
        let (h, weight) = (radius_of(i), weights.map_or(1.0, |weights| weights[i]));
        Kernel {
            x: p[0] - left,
            y: p[1] - bottom,
            h,
            height: 3.0 * weight / (PI * h.powi(6)),
            weight,
        }
    };
    positions.iter().enumerate().map(kernel).collect()
}

/// Scales every kernel so that it holds its whole weight within the cells inside.
pub(crate) fn conserve(
    kernels: &mut [Kernel],
    grid: &DensityGrid,
    inside: &[bool],
) -> Result<(), DensityError> {
    let across = centres_across(grid);
    let ground = grid.cell().0.powi(2);
    let stop = Stop::current();
    let held: Vec<f64> = kernels
        .par_iter()
        .map(|kernel| {
            stop.check();
            let mut held = 0.0;
            for row in kernel.rows(grid) {
                let cells = row * grid.columns()..(row + 1) * grid.columns();
                kernel.over_row(row, grid, &across, &mut |column, value| {
                    held += if inside[cells.start + column] {
                        value
                    } else {
                        0.0
                    };
                });
            }
            held * ground
        })
        .collect();
    for (i, (kernel, held)) in kernels.iter_mut().zip(held).enumerate() {
        if held > 0.0 {
            kernel.height *= kernel.weight / held;
        } else if kernel.weight > 0.0 {
            return Err(DensityError::OutsideStudyArea(i));
        }
    }
    Ok(())
}

fn centres_across(grid: &DensityGrid) -> Vec<f64> {
    let cell = grid.cell().0;
    (0..grid.columns())
        .map(|column| (column as f64 + 0.5) * cell)
        .collect()
}

/// The sum of all kernels at the centre of every cell.
pub(crate) fn add_up(kernels: &[Kernel], grid: &DensityGrid) -> Vec<f64> {
    let across = centres_across(grid);
    let (starts, members) = by_band(kernels, grid);
    let mut values = vec![0.0; grid.cells()];
    let stop = Stop::current();
    values
        .par_chunks_mut(BAND * grid.columns())
        .enumerate()
        .for_each(|(band, values)| {
            let first = band * BAND;
            let mut squares = Vec::new();
            for &member in &members[starts[band]..starts[band + 1]] {
                stop.check();
                let kernel = &kernels[member as usize];
                // All columns within the radius, in every row: adding 0 at the corners is quicker than
                // finding where each row of the circle ends.
                let columns = kernel.columns(grid, kernel.h);
                let along = across[columns.clone()]
                    .iter()
                    .map(|centre| centre - kernel.x);
                squares.clear();
                squares.extend(along.map(|along| along * along));
                let rows = kernel.rows(grid);
                let last = (first + values.len() / grid.columns()).min(rows.end);
                for row in rows.start.max(first)..last {
                    let from = (row - first) * grid.columns();
                    let values = &mut values[from + columns.start..from + columns.end];
                    kernel.add_to(values, kernel.left(row, grid), &squares);
                }
            }
        });
    values
}

/// The kernels that reach each band of rows, in input order: where those of a band start, and which.
fn by_band(kernels: &[Kernel], grid: &DensityGrid) -> (Vec<usize>, Vec<u32>) {
    let bands = grid.rows().div_ceil(BAND);
    let span = |kernel: &Kernel| {
        let rows = kernel.rows(grid);
        if rows.is_empty() {
            0..0
        } else {
            rows.start / BAND..(rows.end - 1) / BAND + 1
        }
    };
    let mut starts = vec![0; bands + 1];
    for band in kernels.iter().flat_map(span) {
        starts[band + 1] += 1;
    }
    for band in 0..bands {
        starts[band + 1] += starts[band];
    }
    let mut next = starts.clone();
    let mut members = vec![0; starts[bands]];
    for (number, kernel) in (0..).zip(kernels) {
        for band in span(kernel) {
            members[next[band]] = number;
            next[band] += 1;
        }
    }
    (starts, members)
}

impl Kernel {
    /// Rows whose centres may lie within the radius.
    pub(crate) fn rows(&self, grid: &DensityGrid) -> Range<usize> {
        let across = self.columns(grid, self.h);
        if across.is_empty() {
            return 0..0;
        }
        between(self.y - self.h, self.y + self.h, grid.cell().0, grid.rows())
    }

    fn columns(&self, grid: &DensityGrid, half: f64) -> Range<usize> {
        between(self.x - half, self.x + half, grid.cell().0, grid.columns())
    }

    /// What is left of h² in a row.
    fn left(&self, row: usize, grid: &DensityGrid) -> f64 {
        let up = (row as f64 + 0.5) * grid.cell().0 - self.y;
        self.h * self.h - up * up
    }

    /// The same, and the columns that may lie within the radius there.
    fn reach(&self, row: usize, grid: &DensityGrid) -> (f64, Range<usize>) {
        let left = self.left(row, grid);
        if left > 0.0 {
            (left, self.columns(grid, left.sqrt()))
        } else {
            (0.0, 0..0)
        }
    }

    /// The kernel where `square` is the distance along the row, squared.
    fn value(&self, left: f64, square: f64) -> f64 {
        let rest = left - square;
        // A plain comparison is one instruction on several cells at a time; `max` is not.
        let rest = if rest > 0.0 { rest } else { 0.0 };
        self.height * rest * rest
    }

    fn add_to(&self, values: &mut [f64], left: f64, squares: &[f64]) {
        for (value, square) in values.iter_mut().zip(squares) {
            *value += self.value(left, *square);
        }
    }

    fn over_row(
        &self,
        row: usize,
        grid: &DensityGrid,
        across: &[f64],
        visit: &mut impl FnMut(usize, f64),
    ) {
        let (left, columns) = self.reach(row, grid);
        for column in columns {
            let along = across[column] - self.x;
            visit(column, self.value(left, along * along));
        }
    }
}

/// Cells whose centres lie between two distances from the corner, and up to one more on either side,
/// where rounding may put one just within.
fn between(low: f64, high: f64, cell: f64, cells: usize) -> Range<usize> {
    let first = (low / cell - 0.5).floor().max(0.0);
    let end = ((high / cell - 0.5).ceil() + 1.0).min(cells as f64);
    if first < end {
        first as usize..end as usize
    } else {
        0..0
    }
}
