//! Between degrees and the plane of the survey, by the positions the book holds in both.
//!
//! The book was located with the transform of each file, and no other is made here: a quadratic surface
//! through its own positions says how far a place lies from a plain projection about their middle. Across a
//! city that is good to a few centimetres; it is for drawing and for study areas, not for joining points
//! to areas.

use beatbook_analyse::DensityGrid;
use beatbook_core::{Bng, Wgs84};
use geo_types::{LineString, MultiPolygon};

use crate::book::Locations;

const METRES_PER_DEGREE: f64 = 111_320.0;
/// Coordinates are counted in tens of kilometres, so that their squares are of one size with them.
const UNIT: f64 = 10_000.0;
/// What holds a surface flat where too few positions, or positions on one line, leave it free.
const STIFFNESS: f64 = 1e-9;
const TERMS: usize = 6;

/// The plane of the survey.
#[derive(Debug)]
pub(crate) struct Plane {
    middle: Wgs84,
    origin: [f64; 2],
    /// Metres east and north to be added to the plain projection.
    bent: [[f64; TERMS]; 2],
}

impl Plane {
    /// `None` for a book without a position in the study area.
    pub(crate) fn of(locations: &Locations) -> Option<Self> {
        let near = |number: &usize| {
            let mut cells = locations.cell.iter();
            cells.any(|cells| cells.get(*number).is_some_and(|&cell| cell != u32::MAX))
        };
        let known: Vec<(Bng, Wgs84)> = (0..locations.len())
            .filter(near)
            .map(|number| (locations.position[number], locations.wgs84[number]))
            .collect();
        Self::through(&known)
    }

    fn through(known: &[(Bng, Wgs84)]) -> Option<Self> {
        let n = known.len() as f64;
        let mean = |value: &dyn Fn(&(Bng, Wgs84)) -> f64| known.iter().map(value).sum::<f64>() / n;
        let mut plane = Self {
            middle: Wgs84 {
                lon: mean(&|(_, at)| at.lon),
                lat: mean(&|(_, at)| at.lat),
            },
            origin: [
                mean(&|(grid, _)| grid.easting),
                mean(&|(grid, _)| grid.northing),
            ],
            bent: [[0.0; TERMS]; 2],
        };
        if known.is_empty() {
            return None;
        }
        let mut squares = [[0.0; TERMS]; TERMS];
        let mut off = [[0.0; TERMS]; 2];
        for (grid, at) in known {
            let terms = terms(plane.plain(*at));
            let flat = plane.to_grid(*at);
            let missed = [grid.easting - flat.easting, grid.northing - flat.northing];
            for row in 0..TERMS {
                for column in 0..TERMS {
                    squares[row][column] += terms[row] * terms[column];
                }
                for (off, missed) in off.iter_mut().zip(missed) {
                    off[row] += terms[row] * missed;
                }
            }
        }
        for (number, row) in squares.iter_mut().enumerate() {
            row[number] += n * STIFFNESS;
        }
        plane.bent = off.map(|off| solved(squares, off));
        Some(plane)
    }

    /// Tens of kilometres east and north of the middle, by a plain projection.
    fn plain(&self, at: Wgs84) -> [f64; 2] {
        let east = (at.lon - self.middle.lon) * self.middle.lat.to_radians().cos();
        [east, at.lat - self.middle.lat].map(|degrees| degrees * METRES_PER_DEGREE / UNIT)
    }

    fn bend(&self, plain: [f64; 2]) -> [f64; 2] {
        let terms = terms(plain);
        self.bent
            .map(|bent| bent.iter().zip(terms).map(|(b, t)| b * t).sum())
    }

    /// A position in the plane.
    pub(crate) fn to_grid(&self, at: Wgs84) -> Bng {
        let plain = self.plain(at);
        let [east, north] = self.bend(plain);
        Bng {
            easting: self.origin[0] + plain[0] * UNIT + east,
            northing: self.origin[1] + plain[1] * UNIT + north,
        }
    }

    /// A position in degrees.
    pub(crate) fn to_wgs84(&self, grid: Bng) -> Wgs84 {
        let asked = [
            grid.easting - self.origin[0],
            grid.northing - self.origin[1],
        ];
        let mut plain = asked.map(|metres| metres / UNIT);
        // The surface is nearly flat: each round takes two digits or more off the error.
        for _ in 0..12 {
            let bend = self.bend(plain);
            plain = [(asked[0] - bend[0]) / UNIT, (asked[1] - bend[1]) / UNIT];
        }
        let [east, north] = plain.map(|units| units * UNIT / METRES_PER_DEGREE);
        Wgs84 {
            lon: self.middle.lon + east / self.middle.lat.to_radians().cos(),
            lat: self.middle.lat + north,
        }
    }
}

fn terms([u, v]: [f64; 2]) -> [f64; TERMS] {
    [1.0, u, v, u * u, u * v, v * v]
}

/// Gauss's elimination with the largest pivot.
fn solved(mut a: [[f64; TERMS]; TERMS], mut b: [f64; TERMS]) -> [f64; TERMS] {
    for at in 0..TERMS {
        let largest = (at..TERMS)
            .max_by(|&i, &j| a[i][at].abs().total_cmp(&a[j][at].abs()))
            .unwrap_or(at);
        a.swap(at, largest);
        b.swap(at, largest);
        for row in at + 1..TERMS {
            let times = a[row][at] / a[at][at];
            let above = a[at];
            for (value, above) in a[row].iter_mut().zip(above).skip(at) {
                *value -= times * above;
            }
            b[row] -= times * b[at];
        }
    }
    let mut x = [0.0; TERMS];
    for row in (0..TERMS).rev() {
        let known: f64 = (row + 1..TERMS)
            .map(|column| a[row][column] * x[column])
            .sum();
        x[row] = (b[row] - known) / a[row][row];
    }
    x
}

/// A study area, or an area of a layer, in the plane.
pub(crate) struct PlaneShape {
    /// Every ring as positions in the plane, closed.
    rings: Vec<Vec<[f64; 2]>>,
    /// Ground in square metres.
    pub(crate) square_metres: f64,
}

impl PlaneShape {
    pub(crate) fn new(shape: &MultiPolygon<f64>, plane: &Plane) -> Self {
        let ring = |line: &LineString<f64>| -> Vec<[f64; 2]> {
            let grid = line
                .coords()
                .map(|c| plane.to_grid(Wgs84 { lon: c.x, lat: c.y }));
            grid.map(|grid| [grid.easting, grid.northing]).collect()
        };
        let mut rings = Vec::new();
        let mut square_metres = 0.0;
        for polygon in shape {
            let outer = ring(polygon.exterior());
            square_metres += ground(&outer);
            rings.push(outer);
            for hole in polygon.interiors() {
                let inner = ring(hole);
                square_metres -= ground(&inner);
                rings.push(inner);
            }
        }
        Self {
            rings,
            square_metres,
        }
    }

    /// Left, bottom, right and top.
    pub(crate) fn corners(&self) -> [f64; 4] {
        let all = || self.rings.iter().flatten();
        let low = |axis: usize| all().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
        let high = |axis: usize| all().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max);
        [low(0), low(1), high(0), high(1)]
    }

    /// Which cells of a grid have their middle inside: row by row, between every other crossing of the
    /// rings with the line through the middles.
    pub(crate) fn cells_inside(&self, grid: &DensityGrid) -> Vec<bool> {
        let ([left, bottom], cell) = (grid.corner(), grid.cell().0);
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); grid.rows()];
        for side in self.rings.iter().flat_map(|ring| ring.windows(2)) {
            let (low, high) = if side[0][1] <= side[1][1] {
                (side[0], side[1])
            } else {
                (side[1], side[0])
            };
            let row_from =
                |y: f64| (((y - bottom) / cell - 0.5).ceil().max(0.0) as usize).min(grid.rows());
            for (row, crossings) in (row_from(low[1])..row_from(high[1]))
                .map(|r| r as f64)
                .zip(&mut crossings[row_from(low[1])..row_from(high[1])])
            {
                let y = bottom + (row + 0.5) * cell;
                let along = (y - low[1]) / (high[1] - low[1]);
                crossings.push(low[0] + along * (high[0] - low[0]));
            }
        }
        let mut inside = vec![false; grid.cells()];
        for (cells, crossings) in inside.chunks_mut(grid.columns()).zip(&mut crossings) {
            crossings.sort_unstable_by(f64::total_cmp);
            let column_from =
                |x: f64| (((x - left) / cell - 0.5).ceil().max(0.0) as usize).min(grid.columns());
            for between in crossings.chunks_exact(2) {
                cells[column_from(between[0])..column_from(between[1])].fill(true);
            }
        }
        inside
    }
}

/// Ground within a closed ring.
fn ground(ring: &[[f64; 2]]) -> f64 {
    let Some(first) = ring.first() else {
        return 0.0;
    };
    let from = |p: [f64; 2]| [p[0] - first[0], p[1] - first[1]];
    let sides = ring.windows(2).map(|side| (from(side[0]), from(side[1])));
    let twice: f64 = sides.map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
#[path = "plane_tests.rs"]
mod tests;
