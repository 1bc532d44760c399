//! Does a hotspot stay when the grid is moved?
//!
//! Where the edges of cells fall is nobody's decision, and a place can be hot only because they fall
//! well for it: the modifiable areal unit problem, Openshaw (1984), *CATMOG* 38. So the same events are
//! counted on hexagons of the same size moved by 19 fixed offsets (or as many as asked for), the
//! first of them none. Every moved map is tested like the first: [`exact_upper_tail_among`] of the
//! neighbourhood, then [`benjamini_hochberg()`]. A place stays hot in a map where the hexagon that
//! its position lies in is hot.
//!
//! Offsets are points of low discrepancy in one cell (the additive sequence of the plastic number, Roberts
//! 2018), so that few of them cover it evenly; no random number is used. The hexagons lie flat in the plane of
//! the survey and touch along their sides like H3's, but are not H3's own: those cannot be moved.
//!
//! Cells are those with any of 13 points inside the study area; the share of the 13 decides whose
//! counts are drawn, as [`whole_cells()`] says.

use std::collections::HashMap;

use beatbook_core::{Metres, Neighbours, Stop};
use rayon::prelude::*;

use crate::{benjamini_hochberg, exact_upper_tail_among, whole_cells};

/// Cells of the largest grid.
const MOST_CELLS: f64 = 1e6;
/// 1/ρ and 1/ρ², ρ the plastic number.
const STEP: [f64; 2] = [0.754_877_666_246_692_8, 0.569_840_290_998_053_3];

/// Settings of [`grid_shift`]. Made by [`GridShiftParams::of_cell`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridShiftParams {
    /// Ground of one hexagon in square metres.
    pub cell_m2: f64,
    /// Grids, the first of them not moved. 19 by default.
    pub shifts: u32,
    /// Largest q of a hot cell. 0.05 by default.
    pub alpha: f64,
}

impl GridShiftParams {
    /// Hexagons of so much ground, 19 grids, 5%.
    pub fn of_cell(cell_m2: f64) -> Self {
        Self {
            cell_m2,
            shifts: 19,
            alpha: 0.05,
        }
    }
}

/// How often a place was hot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stability {
    /// Grids in which the place lay in a hot cell.
    pub hot: u32,
    /// Grids in which it lay in a cell of the study area at all.
    pub tested: u32,
}

impl Stability {
    /// Share of the grids in which it is hot; `None` if it was in none.
    pub fn share(self) -> Option<f64> {
        (self.tested > 0).then(|| f64::from(self.hot) / f64::from(self.tested))
    }
}

/// What became of all places. See [`grid_shift`].
#[derive(Debug, Clone, PartialEq)]
pub struct GridShift {
    /// One entry for each place asked about, in their order.
    pub places: Vec<Stability>,
    /// By how much each grid was moved, east and north.
    pub offsets: Vec<[Metres; 2]>,
    /// Grids on which anything is hot.
    pub grids_with_hot_cells: u32,
    /// Cells of the grid that was not moved.
    pub cells: u32,
}

/// Why nothing can be said.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GridShiftError {
    /// (position, easting, northing)
    #[error("event {0} lies at {1}, {2}; leave events without a position out")]
    NotAPosition(usize, f64, f64),
    /// (square metres)
    #[error("a hexagon of {0} square metres has no ground; give one above 0, such as 15,000")]
    NotACell(f64),
    /// No grids, or more than can be needed.
    #[error("{0} grids cannot be compared; ask for 2 to 199")]
    NotShifts(u32),
    /// (alpha)
    #[error("{0} is no error rate; give one between 0 and 1, such as 0.05")]
    NotAnAlpha(f64),
    /// (cells)
    #[error("the study area would take {0:.0} hexagons; choose larger ones or less ground")]
    TooManyCells(f64),
    /// No hexagon lies in the study area.
    #[error("the study area holds no hexagon; check its corners")]
    NoGround,
    /// (shift, reason)
    #[error("grid {0} cannot be tested: {1}")]
    NotTested(usize, String),
}

/// The ground on which events could have been recorded.
pub struct StudyArea<'a> {
    /// Left, bottom, right and top.
    pub corners: [f64; 4],
    /// Whether a position lies in it.
    pub holds: &'a (dyn Fn([f64; 2]) -> bool + Sync),
}

/// How often each place is hot as the grid moves.
///
/// - `positions[i]`: easting and northing of event `i`, in metres; those that lie in the study area.
/// - `places[i]`: a position each, usually the middle of a hotspot's peak.
///
/// # Errors
/// [`GridShiftError`]; what could be told beforehand is checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{GridShiftParams, StudyArea, grid_shift};
///
/// // Forty events along 200 m of road on a square of 3 km, and one here and there.
/// let mut events: Vec<[f64; 2]> = (0..60)
///     .map(|i| [f64::from(i * 37 % 60) * 50.0, f64::from(i * 23 % 60) * 50.0])
///     .collect();
/// events.extend((0..40).map(|i| [1_500.0 + f64::from(i) * 5.0, 1_500.0]));
/// let square = StudyArea {
///     corners: [0.0, 0.0, 3_000.0, 3_000.0],
///     holds: &|[x, y]| (0.0..3_000.0).contains(&x) && (0.0..3_000.0).contains(&y),
/// };
/// let params = GridShiftParams::of_cell(15_000.0);
/// let found = grid_shift(&events, &square, &[[1_600.0, 1_500.0], [300.0, 300.0]], &params)?;
/// assert_eq!((found.places[0].hot, found.places[0].tested), (19, 19));
/// assert_eq!(found.places[1].hot, 0);
/// # Ok::<(), beatbook_analyse::GridShiftError>(())
/// ```
pub fn grid_shift(
    positions: &[[f64; 2]],
    area: &StudyArea<'_>,
    places: &[[f64; 2]],
    params: &GridShiftParams,
) -> Result<GridShift, GridShiftError> {
    check(positions, area, params)?;
    let offsets = offsets(params);
    let stop = Stop::current();
    let maps: Vec<Result<HotMap, GridShiftError>> = offsets
        .par_iter()
        .enumerate()
        .map(|(shift, offset)| {
            stop.check();
            let lattice = Lattice::new(params.cell_m2, *offset);
            HotMap::of(positions, area, &lattice, params.alpha).map_err(|reason| reason.at(shift))
        })
        .collect();
    let maps = maps.into_iter().collect::<Result<Vec<_>, _>>()?;
    let stability = |place: &[f64; 2]| {
        let at = offsets.iter().zip(&maps).filter_map(|(offset, map)| {
            map.hot
                .get(&Lattice::new(params.cell_m2, *offset).cell_at(*place))
        });
        at.fold(Stability { hot: 0, tested: 0 }, |sum, &hot| Stability {
            hot: sum.hot + u32::from(hot),
            tested: sum.tested + 1,
        })
    };
    let lit = maps.iter().filter(|map| map.hot.values().any(|&hot| hot));
    Ok(GridShift {
        places: places.iter().map(stability).collect(),
        grids_with_hot_cells: lit.count() as u32,
        cells: maps.first().map_or(0, |map| map.hot.len() as u32),
        offsets: offsets
            .into_iter()
            .map(|offset| offset.map(Metres))
            .collect(),
    })
}

fn check(
    positions: &[[f64; 2]],
    area: &StudyArea<'_>,
    params: &GridShiftParams,
) -> Result<(), GridShiftError> {
    let odd = |p: &[f64; 2]| !(p[0].is_finite() && p[1].is_finite());
    if let Some(i) = positions.iter().position(odd) {
        let [x, y] = positions[i];
        return Err(GridShiftError::NotAPosition(i, x, y));
    }
    if !(params.cell_m2.is_finite() && params.cell_m2 > 0.0) {
        return Err(GridShiftError::NotACell(params.cell_m2));
    }
    if !(2..=199).contains(&params.shifts) {
        return Err(GridShiftError::NotShifts(params.shifts));
    }
    if !(params.alpha > 0.0 && params.alpha < 1.0) {
        return Err(GridShiftError::NotAnAlpha(params.alpha));
    }
    let [left, bottom, right, top] = area.corners;
    let ground = (right - left) * (top - bottom);
    if !(ground.is_finite() && right > left && top > bottom) {
        return Err(GridShiftError::NoGround);
    }
    if ground / params.cell_m2 > MOST_CELLS {
        return Err(GridShiftError::TooManyCells(ground / params.cell_m2));
    }
    Ok(())
}

/// Offsets within one cell of the lattice, the first none.
fn offsets(params: &GridShiftParams) -> Vec<[f64; 2]> {
    let lattice = Lattice::new(params.cell_m2, [0.0, 0.0]);
    (0..params.shifts)
        .map(|shift| {
            let [along, across] = STEP.map(|step| (f64::from(shift) * step).fract());
            let ([a, b], [c, d]) = (lattice.centre(1, 0), lattice.centre(0, 1));
            [along * a + across * c, along * b + across * d]
        })
        .collect()
}

/// Hexagons with a corner at the top, in axial coordinates.
struct Lattice {
    /// From the middle to a corner, which is also the length of a side.
    side: f64,
    offset: [f64; 2],
}

/// Steps from a hexagon to those it touches.
const STEPS: [(i32, i32); 6] = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)];

impl Lattice {
    fn new(cell_m2: f64, offset: [f64; 2]) -> Self {
        Self {
            side: (2.0 * cell_m2 / (3.0 * 3.0_f64.sqrt())).sqrt(),
            offset,
        }
    }

    fn centre(&self, column: i32, row: i32) -> [f64; 2] {
        let (column, row) = (f64::from(column), f64::from(row));
        [
            self.offset[0] + self.side * 3.0_f64.sqrt() * (column + row / 2.0),
            self.offset[1] + self.side * 1.5 * row,
        ]
    }

    /// The hexagon that holds a position.
    fn cell_at(&self, position: [f64; 2]) -> (i32, i32) {
        let x = (position[0] - self.offset[0]) / self.side;
        let row = (position[1] - self.offset[1]) / self.side / 1.5;
        let column = x / 3.0_f64.sqrt() - row / 2.0;
        let third = -column - row;
        let (c, r, t) = (column.round(), row.round(), third.round());
        let (dc, dr, dt) = ((c - column).abs(), (r - row).abs(), (t - third).abs());
        if dc > dr && dc > dt {
            ((-r - t) as i32, r as i32)
        } else if dr > dt {
            (c as i32, (-c - t) as i32)
        } else {
            (c as i32, r as i32)
        }
    }

    /// Thirteen points of a cell: its middle, half-way to its corners, and just inside of them.
    fn points(&self, (column, row): (i32, i32)) -> impl Iterator<Item = [f64; 2]> {
        let [x, y] = self.centre(column, row);
        let side = self.side;
        let ring = move |reach: f64| {
            (0..6).map(move |corner| {
                let turn = (f64::from(corner) * 60.0 + 30.0).to_radians();
                [x + reach * side * turn.cos(), y + reach * side * turn.sin()]
            })
        };
        std::iter::once([x, y]).chain(ring(0.5)).chain(ring(0.98))
    }
}

/// Which cells of one grid are hot.
struct HotMap {
    hot: HashMap<(i32, i32), bool>,
}

/// Why one grid has no answer.
enum Reason {
    NoGround,
    NotTested(String),
}

impl Reason {
    fn at(self, shift: usize) -> GridShiftError {
        match self {
            Self::NoGround => GridShiftError::NoGround,
            Self::NotTested(reason) => GridShiftError::NotTested(shift, reason),
        }
    }
}

impl HotMap {
    fn of(
        positions: &[[f64; 2]],
        area: &StudyArea<'_>,
        lattice: &Lattice,
        alpha: f64,
    ) -> Result<Self, Reason> {
        let mut held: HashMap<(i32, i32), u32> = HashMap::new();
        for position in positions {
            *held.entry(lattice.cell_at(*position)).or_default() += 1;
        }
        let (cells, share) = cells(area, lattice, &held);
        if cells.is_empty() {
            return Err(Reason::NoGround);
        }
        let number: HashMap<(i32, i32), usize> = cells.iter().copied().zip(0..).collect();
        let lists: Vec<Vec<usize>> = cells
            .iter()
            .map(|&(column, row)| {
                let near = STEPS.iter().map(|(right, up)| (column + right, row + up));
                near.filter_map(|cell| number.get(&cell).copied()).collect()
            })
            .collect();
        let tell = |error: &dyn std::fmt::Display| Reason::NotTested(error.to_string());
        let neighbours = Neighbours::from_lists(&lists).map_err(|error| tell(&error))?;
        let count = |cell: &(i32, i32)| held.get(cell).copied().unwrap_or(0);
        let counts: Vec<u32> = cells.iter().map(count).collect();
        let drawn = whole_cells(&counts, &share);
        let p =
            exact_upper_tail_among(&counts, &neighbours, &drawn).map_err(|error| tell(&error))?;
        let q = benjamini_hochberg(&p).map_err(|error| tell(&error))?;
        let hot = q.iter().map(|q| *q <= alpha);
        Ok(Self {
            hot: cells.into_iter().zip(hot).collect(),
        })
    }
}

/// The cells of the study area and those that hold events, in rising order, with the share of each that
/// is inside.
fn cells(
    area: &StudyArea<'_>,
    lattice: &Lattice,
    held: &HashMap<(i32, i32), u32>,
) -> (Vec<(i32, i32)>, Vec<f64>) {
    let [left, bottom, right, top] = area.corners;
    let wide = lattice.side * 3.0_f64.sqrt();
    let row_at = |y: f64| (y - lattice.offset[1]) / lattice.side / 1.5;
    let mut found = Vec::new();
    for row in row_at(bottom).floor() as i32 - 1..=row_at(top).ceil() as i32 + 1 {
        let column_at = |x: f64| (x - lattice.offset[0]) / wide - f64::from(row) / 2.0;
        let columns = column_at(left).floor() as i32 - 1..=column_at(right).ceil() as i32 + 1;
        for cell in columns.map(|column| (column, row)) {
            let inside = lattice
                .points(cell)
                .filter(|point| (area.holds)(*point))
                .count();
            if inside > 0 || held.contains_key(&cell) {
                found.push((cell, inside as f64 / 13.0));
            }
        }
    }
    found.into_iter().unzip()
}

#[cfg(test)]
#[path = "grid_shift_tests.rs"]
mod tests;
