//! Kernel density: how many events per square metre, smoothed over a radius.
//!
//! Source: the quartic (biweight) kernel in two dimensions, Silverman (1986), *Density Estimation
//! for Statistics and Data Analysis*, section 4.2, <https://doi.org/10.1201/9781315140919>, K2 there.
//! With d the distance of a cell's centre from an event:
//!
//! ```text
//! K_h(d) = 3 / (π h²) · (1 − d²/h²)²   for d < h, else 0
//! f(s)   = Σ w_i K_h(|s − s_i|)
//! ```
//!
//! # Units
//! Positions and h in metres; f in events per square metre, so times 1,000,000 it is per square
//! kilometre. K integrates to 1: f summed over all ground is the number of events, not 1.
//!
//! **h is the search radius**: nothing beyond it counts. Programs that speak of a bandwidth σ mean
//! the standard deviation of a Gaussian (spatstat `sigma`). Along one axis the quartic has variance
//! h²/8, so the same smoothing is h = √8 σ.
//!
//! # Edges
//! Nothing is recorded beyond a border, so near it a plain density is too low. [`Edge::Divide`]
//! divides f(s) by the share of a kernel at s that lies within the study area: Diggle (1985),
//! *Applied Statistics* 34(2), <https://doi.org/10.2307/2347366>. [`Edge::Conserve`] divides each
//! event's kernel by its own share, so that the sum over the study area is the number of events:
//! Jones (1993), *Statistics and Computing* 3, <https://doi.org/10.1007/BF00147776>. Shares are taken
//! over the centres of cells.
//!
//! A density is no test. It is highest somewhere on every map, on one of events dealt out at random
//! too: see [`exact_upper_tail`](crate::exact_upper_tail).

use std::f64::consts::PI;

use beatbook_core::Metres;
use rayon::prelude::*;

use crate::DensityGrid;
use crate::density_grid::check_positions;
use crate::edge_mass::shares_inside;

/// Rows that are worked on together. Every cell adds up events in their order, whatever the band.
const BAND: usize = 16;

/// Why a density could not be worked out. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DensityError {
    /// There is nothing to smooth.
    #[error("there are no events, so there is no density; choose a longer period or more ground")]
    NoEvents,
    /// (position, easting, northing)
    #[error("event {0} lies at {1}, {2}; leave events without a position out")]
    NotAPosition(usize, f64, f64),
    /// One position stretches the grid beyond all measure.
    #[error(
        "event {number} at {}, {} lies {km:.0} km from the middle of the others, which makes the grid too \
         large; correct it or leave it out (0, 0 is often written where the place is unknown)",
        position[0], position[1]
    )]
    FarPosition {
        /// Its number.
        number: usize,
        /// Its easting and northing.
        position: [f64; 2],
        /// How far it lies from the median position, in kilometres.
        km: f64,
    },
    /// (what, got, needed)
    #[error("got {1} {0}, but {2} are needed; supply one each")]
    LengthMismatch(&'static str, usize, usize),
    /// (position, weight)
    #[error("event {0} has weight {1}; a weight is finite and not negative")]
    NotAWeight(usize, f64),
    /// (easting, northing)
    #[error("the grid begins at {0}, {1}; give an easting and a northing in metres")]
    NotACorner(f64, f64),
    /// (metres)
    #[error("a cell of {0} m has no ground; choose one above 0, such as 50 m")]
    NotACell(f64),
    /// No columns, or no rows.
    #[error("the grid has no cells; ask for one column and one row at least")]
    NoCells,
    /// The grid would not fit in memory.
    #[error(
        "{columns} x {rows} cells of {cell} m are too many (at most 16,777,216); choose larger cells or less ground"
    )]
    TooManyCells {
        /// Cells across.
        columns: f64,
        /// Cells up.
        rows: f64,
        /// Their side in metres.
        cell: f64,
    },
    /// (metres)
    #[error("a radius of {0} m smooths nothing; choose one above 0, such as 200 m")]
    NotARadius(f64),
    /// (radius, cell): events would fall between the centres of cells.
    #[error(
        "a radius of {0} m is smaller than a cell of {1} m, so that events would fall between cells; choose a \
         larger radius or cells of at most {0} m"
    )]
    RadiusBelowCell(f64, f64),
    /// No cell is inside.
    #[error("no cell of the grid lies in the study area; move the grid or correct the area")]
    NothingInside,
    /// [`Edge::Divide`] with a radius for every event.
    #[error(
        "dividing by the share of a kernel inside needs one radius for all events; ask for Edge::Conserve with an \
         adaptive density"
    )]
    EdgeNeedsOneRadius,
    /// (position)
    #[error(
        "event {0} lies further than the radius from every cell of the study area; leave out what lies outside"
    )]
    OutsideStudyArea(usize),
}

/// What is done about the border of the study area. The cells inside are given one flag each, in the
/// order of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge<'a> {
    /// Nothing: too low within a radius of the border.
    Off,
    /// Divide by the share of a kernel at the cell that lies inside (Diggle 1985).
    Divide(&'a [bool]),
    /// Divide every event's kernel by its own share inside (Jones 1993).
    Conserve(&'a [bool]),
}

impl<'a> Edge<'a> {
    /// Which cells are inside, if it matters.
    pub fn inside(self) -> Option<&'a [bool]> {
        match self {
            Self::Off => None,
            Self::Divide(inside) | Self::Conserve(inside) => Some(inside),
        }
    }
}

/// Settings of [`density`]. Made by [`KdeParams::with_radius`], which leaves the edge alone and
/// counts every event once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KdeParams<'a> {
    /// The search radius h: see the [module](self).
    pub radius: Metres,
    /// What is done about the border.
    pub edge: Edge<'a>,
    /// How many events each position stands for.
    pub weights: Option<&'a [f64]>,
}

impl KdeParams<'_> {
    /// The radius given, no correction, one event a position.
    pub fn with_radius(radius: Metres) -> Self {
        Self {
            radius,
            edge: Edge::Off,
            weights: None,
        }
    }
}

/// A density on a grid. See [`density`].
#[derive(Debug, Clone, PartialEq)]
pub struct Density {
    /// The grid it was worked out on.
    pub grid: DensityGrid,
    /// Smallest and largest radius used; both the same unless adaptive.
    pub radii: (Metres, Metres),
    /// Sum of the weights of all events given.
    pub events: f64,
    /// Sum of the weights of events whose kernels lie wholly outside the grid and are not in it.
    pub beyond_grid: f64,
    per_m2: Vec<f64>,
    inside: Option<Vec<bool>>,
}

impl Density {
    /// Events per square metre in a cell; `None` outside the study area, if one was given.
    ///
    /// # Panics
    /// If the grid has no such cell.
    pub fn at(&self, cell: usize) -> Option<f64> {
        self.is_inside(cell).then(|| self.per_m2[cell])
    }

    /// Events per square metre of every cell, 0 outside the study area.
    pub fn per_square_metre(&self) -> &[f64] {
        &self.per_m2
    }

    /// Whether a cell is in the study area; all are if none was given.
    pub fn is_inside(&self, cell: usize) -> bool {
        self.inside.as_ref().is_none_or(|inside| inside[cell])
    }

    /// Events on the whole grid: density times ground, summed.
    pub fn mass(&self) -> f64 {
        self.per_m2.iter().sum::<f64>() * self.grid.cell().0.powi(2)
    }
}

/// The quartic kernel at a distance, per square metre.
///
/// # Example
/// ```
/// use beatbook_analyse::quartic_kernel;
/// use beatbook_core::Metres;
///
/// let k = quartic_kernel(Metres(100.0), Metres(200.0));
/// assert!((k - 1.342_869_83e-5).abs() < 5e-14);
/// assert_eq!(quartic_kernel(Metres(200.0), Metres(200.0)), 0.0);
/// ```
pub fn quartic_kernel(distance: Metres, radius: Metres) -> f64 {
    let h2 = radius.0 * radius.0;
    let rest = (h2 - distance.0 * distance.0).max(0.0);
    3.0 / (PI * h2) * (rest / h2) * (rest / h2)
}

/// Events per square metre at the centre of every cell.
///
/// - `positions[i]`: easting and northing of event `i` in metres.
/// - Takes O(events × cells within the radius) time. Every cell adds up the events in their order, so
///   the number of threads changes no bit.
///
/// # Errors
/// [`DensityError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::{DensityGrid, KdeParams, density};
/// use beatbook_core::Metres;
///
/// let events = [[400.0, 300.0], [420.0, 310.0]];
/// let grid = DensityGrid::around(&events, Metres(200.0), Metres(10.0))?;
/// let found = density(&events, &grid, &KdeParams::with_radius(Metres(200.0)))?;
/// assert!((found.mass() - 2.0).abs() < 2e-3);
/// let between = grid.cell_at([411.0, 306.0]).unwrap();
/// assert!(found.at(between).unwrap() > found.at(0).unwrap());
/// # Ok::<(), beatbook_analyse::DensityError>(())
/// ```
pub fn density(
    positions: &[[f64; 2]],
    grid: &DensityGrid,
    params: &KdeParams<'_>,
) -> Result<Density, DensityError> {
    check_positions(positions)?;
    check_weights(positions.len(), params.weights)?;
    check_radius(params.radius, grid.cell())?;
    let kernels = kernels(positions, params.weights, grid, |_| params.radius.0);
    smooth(kernels, grid, params.edge, |inside| {
        shares_inside(grid, inside, params.radius.0)
    })
}

/// One event's kernel, its position counted from the corner of the grid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kernel {
    x: f64,
    y: f64,
    h: f64,
    /// 3 w / (π h⁶), to be multiplied by (h² − d²)².
    height: f64,
    weight: f64,
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

/// Adds up the kernels and corrects for the edge. `shares` gives what to divide by for [`Edge::Divide`].
pub(crate) fn smooth(
    mut kernels: Vec<Kernel>,
    grid: &DensityGrid,
    edge: Edge<'_>,
    shares: impl Fn(&[bool]) -> Vec<f64>,
) -> Result<Density, DensityError> {
    if let Some(inside) = edge.inside() {
        if inside.len() != grid.cells() {
            return Err(DensityError::LengthMismatch(
                "flags of cells inside",
                inside.len(),
                grid.cells(),
            ));
        }
        if !inside.contains(&true) {
            return Err(DensityError::NothingInside);
        }
    }
    let events = kernels.iter().map(|kernel| kernel.weight).sum();
    let beyond = kernels.iter().filter(|kernel| kernel.rows(grid).is_empty());
    let beyond_grid = beyond.map(|kernel| kernel.weight).sum();
    if let Edge::Conserve(inside) = edge {
        conserve(&mut kernels, grid, inside)?;
    }
    let mut per_m2 = add_up(&kernels, grid);
    if let Edge::Divide(inside) = edge {
        for (value, share) in per_m2.iter_mut().zip(shares(inside)) {
            *value = if share > 0.0 { *value / share } else { 0.0 };
        }
    }
    if let Some(inside) = edge.inside() {
        for (value, _) in per_m2
            .iter_mut()
            .zip(inside)
            .filter(|(_, inside)| !**inside)
        {
            *value = 0.0;
        }
    }
    let radii = kernels.iter().map(|kernel| kernel.h);
    Ok(Density {
        grid: *grid,
        radii: (
            Metres(radii.clone().fold(f64::INFINITY, f64::min)),
            Metres(radii.fold(0.0, f64::max)),
        ),
        events,
        beyond_grid,
        per_m2,
        inside: edge.inside().map(<[bool]>::to_vec),
    })
}

/// Scales every kernel so that it holds its whole weight within the cells inside.
fn conserve(
    kernels: &mut [Kernel],
    grid: &DensityGrid,
    inside: &[bool],
) -> Result<(), DensityError> {
    let across = centres_across(grid);
    let ground = grid.cell().0.powi(2);
    let held: Vec<f64> = kernels
        .par_iter()
        .map(|kernel| {
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
fn add_up(kernels: &[Kernel], grid: &DensityGrid) -> Vec<f64> {
    let across = centres_across(grid);
    let (starts, members) = by_band(kernels, grid);
    let mut values = vec![0.0; grid.cells()];
    values
        .par_chunks_mut(BAND * grid.columns())
        .enumerate()
        .for_each(|(band, values)| {
            let first = band * BAND;
            let mut squares = Vec::new();
            for &member in &members[starts[band]..starts[band + 1]] {
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
    fn rows(&self, grid: &DensityGrid) -> std::ops::Range<usize> {
        let across = self.columns(grid, self.h);
        if across.is_empty() {
            return 0..0;
        }
        between(self.y - self.h, self.y + self.h, grid.cell().0, grid.rows())
    }

    fn columns(&self, grid: &DensityGrid, half: f64) -> std::ops::Range<usize> {
        between(self.x - half, self.x + half, grid.cell().0, grid.columns())
    }

    /// What is left of h² in a row.
    fn left(&self, row: usize, grid: &DensityGrid) -> f64 {
        let up = (row as f64 + 0.5) * grid.cell().0 - self.y;
        self.h * self.h - up * up
    }

    /// The same, and the columns that may lie within the radius there.
    fn reach(&self, row: usize, grid: &DensityGrid) -> (f64, std::ops::Range<usize>) {
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
fn between(low: f64, high: f64, cell: f64, cells: usize) -> std::ops::Range<usize> {
    let first = (low / cell - 0.5).floor().max(0.0);
    let end = ((high / cell - 0.5).ceil() + 1.0).min(cells as f64);
    if first < end {
        first as usize..end as usize
    } else {
        0..0
    }
}

pub(crate) fn check_weights(events: usize, weights: Option<&[f64]>) -> Result<(), DensityError> {
    let Some(weights) = weights else {
        return Ok(());
    };
    if weights.len() != events {
        return Err(DensityError::LengthMismatch(
            "weights",
            weights.len(),
            events,
        ));
    }
    match weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
        Some(i) => Err(DensityError::NotAWeight(i, weights[i])),
        None if weights.iter().all(|w| *w == 0.0) => Err(DensityError::NoEvents),
        None => Ok(()),
    }
}

pub(crate) fn check_radius(radius: Metres, cell: Metres) -> Result<(), DensityError> {
    if !(radius.0.is_finite() && radius.0 > 0.0) {
        return Err(DensityError::NotARadius(radius.0));
    }
    if radius.0 < cell.0 {
        return Err(DensityError::RadiusBelowCell(radius.0, cell.0));
    }
    Ok(())
}

#[cfg(test)]
#[path = "density_tests.rs"]
mod tests;
