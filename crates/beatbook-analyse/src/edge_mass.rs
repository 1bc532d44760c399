//! How much of a kernel lies within the study area, for every cell: what an edge correction divides by.

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::DensityGrid;

/// For every cell inside, the sum of a kernel at its centre over the cells inside, as a share of the
/// sum over cells on all sides; 0 for the cells outside. Exactly 1 where the whole disc is inside.
///
/// A row of the disc is looked up in sums from its left end, once for each stretch of cells inside,
/// so the work is cells × rows of the disc, not cells × cells of the disc.
pub(crate) fn shares_inside(grid: &DensityGrid, inside: &[bool], radius: f64) -> Vec<f64> {
    let disc = Disc::of(radius / grid.cell().0);
    let columns = grid.columns();
    let stretches: Vec<Vec<(usize, usize)>> = inside.chunks(columns).map(stretches).collect();
    let mut shares = vec![0.0; inside.len()];
    let stop = Stop::current();
    shares
        .par_chunks_mut(columns)
        .zip(inside.par_chunks(columns))
        .enumerate()
        .for_each(|(row, (shares, inside))| {
            stop.check();
            let first = row.saturating_sub(disc.reach);
            let last = (row + disc.reach).min(stretches.len() - 1);
            for column in (0..columns).filter(|&column| inside[column]) {
                let rows = (first..=last)
                    .map(|other| disc.sum(other.abs_diff(row), column, &stretches[other]));
                let (sum, whole) = rows.fold((0.0, true), |(sum, whole), (part, all)| {
                    (sum + part, whole && all)
                });
                let whole = whole && last - first == 2 * disc.reach;
                shares[column] = if whole {
                    1.0
                } else {
                    (sum / disc.total).min(1.0)
                };
            }
        });
    shares
}

/// First and one-past-last of every run of `true`.
fn stretches(row: &[bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for run in row.chunk_by(|a, b| a == b) {
        if run[0] {
            found.push((at, at + run.len()));
        }
        at += run.len();
    }
    found
}

/// A kernel on a lattice of cells of side 1, about the centre of one of them.
struct Disc {
    /// Rows above and below the centre.
    reach: usize,
    /// For each number of rows away: how far it reaches to either side, and sums from the left end.
    rows: Vec<(usize, Vec<f64>)>,
    total: f64,
}

impl Disc {
    fn of(radius: f64) -> Self {
        let h2 = radius * radius;
        let reach = (radius.ceil() as usize).saturating_sub(1);
        let row = |away: usize| {
            let left = h2 - (away * away) as f64;
            let half = (left.sqrt().ceil() as usize).saturating_sub(1);
            let weight = |along: usize| {
                let offset = along.abs_diff(half);
                (left - (offset * offset) as f64).max(0.0).powi(2)
            };
            let mut sums = vec![0.0];
            for along in 0..=2 * half {
                sums.push(sums[along] + weight(along));
            }
            (half, sums)
        };
        let rows: Vec<(usize, Vec<f64>)> = (0..=reach).map(row).collect();
        let sides = |away: usize| if away == 0 { 1.0 } else { 2.0 };
        let total = (0..=reach)
            .map(|away| sides(away) * rows[away].1.last().copied().unwrap_or(0.0))
            .sum();
        Self { reach, rows, total }
    }

    /// The kernel about `column` summed over the stretches of a row, and whether they hold all of it.
    fn sum(&self, away: usize, column: usize, stretches: &[(usize, usize)]) -> (f64, bool) {
        let (half, sums) = &self.rows[away];
        // Counted from `half` to the left of the grid, so that nothing falls below 0.
        let (left, right) = (column, column + 2 * half + 1);
        let near = stretches.partition_point(|&(_, end)| end + half <= left);
        let mut sum = 0.0;
        let mut whole = false;
        for &(start, end) in &stretches[near..] {
            let (start, end) = ((start + half).max(left), (end + half).min(right));
            if start >= end {
                break;
            }
            whole = start == left && end == right;
            sum += sums[end - left] - sums[start - left];
        }
        (sum, whole)
    }
}
