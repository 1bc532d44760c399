//! The squares of the National Grid that cover a study area.
//!
//! Patrol trials lay squares of 150 m on the map. Here their south-west corners lie at whole multiples of
//! 150 m of EPSG:27700, so that everybody's squares are the same ones. A position on the line between two
//! squares belongs to the one east or north of it.

use std::collections::BTreeSet;

use beatbook_core::{Bng, Neighbours, Unit, Wgs84, square_number, square_of};
use geo::{LineString, MultiPolygon};

use crate::cells::{Ground, WIDENED};
use crate::ring_clip::{Convex, Ring};
use crate::transform::to_wgs84;
use crate::{AreaIndex, LocateError, NO_CELL, StudyCells};

/// Side of a square in metres.
const SQUARE: f64 = Unit::SQUARE.0;

/// Column and row of a square.
type Place = (i64, i64);

impl StudyCells {
    /// The squares that share ground with the study area, as [`StudyCells::new`] does with hexagons: a
    /// square has up to eight neighbours, those at its corners too.
    ///
    /// # Errors
    /// [`LocateError::EmptyStudyArea`] without any ground; [`LocateError::CornerOffGrid`] where the shape
    /// leaves Great Britain.
    pub fn squares(study: &MultiPolygon<f64>) -> Result<Self, LocateError> {
        let ground = Ground::new(study)?;
        let edge: Vec<Place> = along_outline(study).into_iter().collect();
        let outlines: Vec<Convex> = edge.iter().map(|&at| outline(at, &ground)).collect();
        let shares = edge.iter().copied().zip(ground.shares_of(&outlines));
        let shares = shares.filter(|(_, share)| *share > 0.0);
        let mut found: Vec<(Place, f64)> = shares.collect();
        found.extend(wholly_inside(study, &edge).map(|at| (at, 1.0)));
        found.sort_unstable_by_key(|(at, _)| *at);
        if found.is_empty() {
            return Err(LocateError::EmptyStudyArea);
        }
        let places: Vec<Place> = found.iter().map(|(at, _)| *at).collect();
        let rings: Result<Vec<Vec<[f64; 2]>>, _> = places.iter().map(|&at| ring(at)).collect();
        let centre = |&(column, row): &Place| {
            to_wgs84(Bng {
                easting: (column as f64 + 0.5) * SQUARE,
                northing: (row as f64 + 0.5) * SQUARE,
            })
        };
        Ok(Self {
            cells: places.iter().map(|&at| number_of(at)).collect(),
            share_inside: found.iter().map(|(_, share)| *share as f32).collect(),
            neighbours: neighbours(&places),
            rings: rings?,
            centres: places.iter().map(centre).collect(),
            km2: vec![SQUARE * SQUARE / 1e6; places.len()],
        })
    }
}

/// The square of every position, in input order; [`NO_CELL`] for a position that is no number or lies
/// outside the grid.
pub fn squares_of(positions: &[Bng]) -> Vec<u64> {
    let number = |&at: &Bng| square_number(at).unwrap_or(NO_CELL);
    positions.iter().map(number).collect()
}

fn number_of((column, row): Place) -> u64 {
    let at = Bng {
        easting: (column as f64 + 0.5) * SQUARE,
        northing: (row as f64 + 0.5) * SQUARE,
    };
    square_number(at).unwrap_or(NO_CELL)
}

fn outline((column, row): Place, ground: &Ground) -> Convex {
    let [west, south] = [column, row].map(|n| n as f64 * SQUARE);
    let corners = [(0.0, 0.0), (SQUARE, 0.0), (SQUARE, SQUARE), (0.0, SQUARE)];
    let corners: Ring = corners
        .iter()
        .map(|(x, y)| ground.measured_from_origin([west + x, south + y]))
        .collect();
    Convex { corners }
}

fn ring(at: Place) -> Result<Vec<[f64; 2]>, LocateError> {
    let Bng { easting, northing } = square_of(number_of(at));
    let corners = [
        (0.0, 0.0),
        (SQUARE, 0.0),
        (SQUARE, SQUARE),
        (0.0, SQUARE),
        (0.0, 0.0),
    ];
    let corner = |(x, y): (f64, f64)| {
        let (easting, northing) = (easting + x, northing + y);
        let Wgs84 { lon, lat } = to_wgs84(Bng { easting, northing });
        if lon.is_nan() {
            return Err(LocateError::CornerOffGrid(easting, northing));
        }
        Ok([lon, lat])
    };
    corners.into_iter().map(corner).collect()
}

/// Every square that the outline runs through or along, widened like the hexagons.
fn along_outline(study: &MultiPolygon<f64>) -> BTreeSet<Place> {
    let rings = study
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let mut found = BTreeSet::new();
    for line in rings.flat_map(LineString::lines) {
        let (low, high) = if line.start.y <= line.end.y {
            (line.start, line.end)
        } else {
            (line.end, line.start)
        };
        for row in band(low.y, high.y) {
            // The part of the line in this row of squares.
            let at = |y: f64| {
                let rise = high.y - low.y;
                let share = if rise > 0.0 { (y - low.y) / rise } else { 0.0 };
                low.x + (high.x - low.x) * share.clamp(0.0, 1.0)
            };
            let (south, north) = (row as f64 * SQUARE, (row + 1) as f64 * SQUARE);
            let (a, b) = if high.y > low.y {
                (at(south - WIDENED), at(north + WIDENED))
            } else {
                (low.x, high.x)
            };
            found.extend(band(a.min(b), a.max(b)).map(|column| (column, row)));
        }
    }
    found
}

/// Numbers of the columns, or rows, that a stretch meets.
fn band(from: f64, to: f64) -> std::ops::RangeInclusive<i64> {
    let number = |metres: f64| (metres / SQUARE).floor() as i64;
    number(from - WIDENED)..=number(to + WIDENED)
}

/// Squares that the outline does not meet: inside with their middle, they are inside with all of them.
fn wholly_inside<'a>(
    study: &MultiPolygon<f64>,
    edge: &'a [Place],
) -> impl Iterator<Item = Place> + 'a {
    let index = AreaIndex::new(std::slice::from_ref(study));
    let rows = edge.iter().map(|at| at.1);
    let rows = rows.clone().min().unwrap_or(0)..=rows.max().unwrap_or(-1);
    let columns = edge.iter().map(|at| at.0);
    let columns = columns.clone().min().unwrap_or(0)..=columns.max().unwrap_or(-1);
    columns.flat_map(move |column| {
        let index = &index;
        let inside = move |row: &i64| {
            let middle = Bng {
                easting: (column as f64 + 0.5) * SQUARE,
                northing: (*row as f64 + 0.5) * SQUARE,
            };
            edge.binary_search(&(column, *row)).is_err() && index.locate(middle).is_some()
        };
        let places: Vec<Place> = rows
            .clone()
            .filter(inside)
            .map(|row| (column, row))
            .collect();
        places
    })
}

fn neighbours(places: &[Place]) -> Neighbours {
    let lists: Vec<Vec<usize>> = places
        .iter()
        .map(|&(column, row)| {
            let round = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
            round
                .filter(|&step| step != (0, 0))
                .filter_map(|(x, y)| places.binary_search(&(column + x, row + y)).ok())
                .collect()
        })
        .collect();
    Neighbours::from_lists(&lists).expect("places in a list, and none is next to itself")
}

#[cfg(test)]
#[path = "squares_tests.rs"]
mod tests;
