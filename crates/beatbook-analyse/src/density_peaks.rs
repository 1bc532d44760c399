//! The tops of a density, from the highest down.

use beatbook_core::Metres;

use crate::Density;

/// Cells denser than the eight round them, from the densest down, none nearer than `apart` to one listed
/// before it.
///
/// Of equal neighbours the one with the lower number is the higher. Every map has tops, one of events
/// dealt out at random too: they are where to look, not what has been found.
///
/// # Example
/// ```
/// use beatbook_analyse::{DensityGrid, KdeParams, density, density_peaks};
/// use beatbook_core::Metres;
///
/// let events = [[110.0, 110.0], [110.0, 115.0], [910.0, 110.0]];
/// let grid = DensityGrid::around(&events, Metres(150.0), Metres(25.0))?;
/// let found = density(&events, &grid, &KdeParams::with_radius(Metres(150.0)))?;
/// let tops = density_peaks(&found, Metres(300.0), 10);
/// assert_eq!(tops.len(), 2);
/// assert_eq!(Some(tops[0]), grid.cell_at([110.0, 110.0]));
/// # Ok::<(), beatbook_analyse::DensityError>(())
/// ```
pub fn density_peaks(density: &Density, apart: Metres, at_most: usize) -> Vec<usize> {
    let (grid, values) = (&density.grid, density.per_square_metre());
    let higher = |a: usize, b: usize| (values[a], b) > (values[b], a);
    let mut tops: Vec<usize> = (0..grid.cells())
        .filter(|&cell| {
            values[cell] > 0.0 && around(cell, density).all(|other| higher(cell, other))
        })
        .collect();
    tops.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut kept: Vec<usize> = Vec::new();
    for top in tops {
        if kept.len() == at_most {
            break;
        }
        let here = grid.centre_of(top);
        let far = |&other: &usize| {
            let there = grid.centre_of(other);
            (here[0] - there[0]).hypot(here[1] - there[1]) >= apart.0
        };
        if kept.iter().all(far) {
            kept.push(top);
        }
    }
    kept
}

fn around(cell: usize, density: &Density) -> impl Iterator<Item = usize> {
    let (columns, rows) = (density.grid.columns(), density.grid.rows());
    let (column, row) = (cell % columns, cell / columns);
    let across = column.saturating_sub(1)..=(column + 1).min(columns - 1);
    let up = row.saturating_sub(1)..=(row + 1).min(rows - 1);
    up.flat_map(move |row| across.clone().map(move |column| row * columns + column))
        .filter(move |&other| other != cell)
}

#[cfg(test)]
#[path = "density_peaks_tests.rs"]
mod tests;
