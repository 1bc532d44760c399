//! The H3 cells of a study area: units of analysis, never the cover of a join.
//!
//! Source: H3, <https://h3geo.org/docs/core-library/restable>, by the `h3o` crate. The cells are those of
//! `ContainmentMode::Covers`: every cell that shares ground with the study area, so that every event
//! inside it has a cell. They are found in the plane of the National Grid, where the area is defined,
//! by tracing its outline and filling inwards, and widened by two centimetres against the curvature of
//! cell edges.

use std::collections::{BTreeMap, BTreeSet};

use beatbook_core::{Bng, H3Resolution, Neighbours, Wgs84};
use geo::{Coord, LineString, MultiPolygon};
use h3o::{CellIndex, LatLng, Resolution};
use rayon::prelude::*;

use crate::ring_clip::{self, Convex, Corner, Ring};
use crate::transform::to_wgs84;
use crate::{AreaIndex, LocateError, Transformer};

/// What [`cells_of`] writes for a position without a place on Earth. No H3 cell has this number.
pub const NO_CELL: u64 = 0;

/// Metres by which cells are widened when looking for those that share ground with the study area.
pub(crate) const WIDENED: f64 = 0.02;
/// Less shared ground than this is rounding, in square metres.
const SHARED: f64 = 1e-6;

/// The cells that cover a study area, in rising order of their number; all lists run in that order.
#[derive(Debug, Clone)]
pub struct StudyCells {
    /// H3 numbers, rising.
    pub cells: Vec<u64>,
    /// Share of each cell's ground inside the study area, above 0 up to 1.
    pub share_inside: Vec<f32>,
    /// For each cell those of its (mostly six) neighbours that belong to the study area too.
    pub neighbours: Neighbours,
    /// Outlines as longitude and latitude, closed, anticlockwise.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Centres.
    pub centres: Vec<Wgs84>,
    /// Whole area of each cell in square kilometres, measured in the plane of the National Grid.
    pub km2: Vec<f64>,
}

impl StudyCells {
    /// The cells that share ground with the study area, a shape in EPSG:27700 such as [`crate::union`]
    /// makes.
    ///
    /// # Errors
    /// [`LocateError::EmptyStudyArea`] without any ground; [`LocateError::CornerOffGrid`] where the shape
    /// leaves Great Britain.
    pub fn new(study: &MultiPolygon<f64>, resolution: H3Resolution) -> Result<Self, LocateError> {
        let ground = Ground::new(study)?;
        let edge_cells = cells_along_outline(study, resolution)?;
        let mut shares = ground.shares(&edge_cells)?;
        fill_inwards(&mut shares, &edge_cells, study);
        shares.retain(|_, share| *share > 0.0);
        if shares.is_empty() {
            return Err(LocateError::EmptyStudyArea);
        }

        let cells: Vec<CellIndex> = shares.keys().copied().collect();
        let km2: Result<Vec<f64>, LocateError> = cells
            .par_iter()
            .map(|&cell| Ok(ring_clip::signed_area(&ground.outline(cell)?.corners) / 1e6))
            .collect();
        Ok(Self {
            cells: cells.iter().map(|&cell| cell.into()).collect(),
            share_inside: shares.values().map(|&share| share as f32).collect(),
            neighbours: neighbours_within(&cells),
            rings: cells.iter().map(|&cell| ring_of(cell)).collect(),
            centres: cells.iter().map(|&cell| centre_of(cell)).collect(),
            km2: km2?,
        })
    }

    /// The place of a cell in the lists.
    pub fn position(&self, cell: u64) -> Option<usize> {
        self.cells.binary_search(&cell).ok()
    }
}

/// The cell of every position, in input order; [`NO_CELL`] where a position is off the OSTN15 grid.
pub fn cells_of(positions: &[Bng], resolution: H3Resolution) -> Vec<u64> {
    let resolution = h3_of(resolution);
    let each = positions.par_iter().with_min_len(1_024);
    each.map(|&position| cell_at(position, resolution).map_or(NO_CELL, u64::from))
        .collect()
}

fn h3_of(resolution: H3Resolution) -> Resolution {
    match resolution {
        H3Resolution::Eight => Resolution::Eight,
        H3Resolution::Nine => Resolution::Nine,
        H3Resolution::Ten => Resolution::Ten,
    }
}

fn cell_at(position: Bng, resolution: Resolution) -> Option<CellIndex> {
    let Wgs84 { lon, lat } = to_wgs84(position);
    LatLng::new(lat, lon)
        .ok()
        .map(|there| there.to_cell(resolution))
}

fn centre_of(cell: CellIndex) -> Wgs84 {
    let centre = LatLng::from(cell);
    Wgs84 {
        lon: centre.lng(),
        lat: centre.lat(),
    }
}

fn ring_of(cell: CellIndex) -> Vec<[f64; 2]> {
    let mut ring: Vec<_> = cell
        .boundary()
        .iter()
        .map(|corner| [corner.lng(), corner.lat()])
        .collect();
    ring.extend(ring.first().copied());
    ring
}

fn neighbours_of(cell: CellIndex) -> Vec<CellIndex> {
    let disk: Vec<CellIndex> = cell.grid_disk(1);
    disk.into_iter().filter(|&other| other != cell).collect()
}

fn neighbours_within(cells: &[CellIndex]) -> Neighbours {
    let rows: Vec<Vec<u32>> = cells
        .par_iter()
        .map(|&cell| {
            let found = neighbours_of(cell).into_iter();
            let mut row: Vec<u32> = found
                .filter_map(|other| cells.binary_search(&other).ok())
                .map(|at| at as u32)
                .collect();
            row.sort_unstable();
            row
        })
        .collect();
    let ends = rows.iter().scan(0, |end, row| {
        *end += row.len() as u32;
        Some(*end)
    });
    let offsets = std::iter::once(0).chain(ends).collect();
    Neighbours::new(offsets, rows.concat())
        .expect("places in a list without repeats, sorted, and a cell is not in its own ring")
}

/// The study area, measured from a near origin so that small areas keep their digits.
pub(crate) struct Ground {
    origin: Corner,
    rings: Vec<Ring>,
    to_grid: Transformer,
}

impl Ground {
    pub(crate) fn new(study: &MultiPolygon<f64>) -> Result<Self, LocateError> {
        let first = study
            .iter()
            .find_map(|polygon| polygon.exterior().0.first());
        let origin = first
            .map(|c| [c.x, c.y])
            .ok_or(LocateError::EmptyStudyArea)?;
        let mut rings = Vec::new();
        for polygon in study {
            rings.extend(open_ring(polygon.exterior(), origin, 1.0));
            let holes = polygon.interiors().iter();
            rings.extend(holes.filter_map(|hole| open_ring(hole, origin, -1.0)));
        }
        let to_grid =
            Transformer::new(beatbook_core::Crs::Wgs84, &beatbook_core::Transform::Ostn15)?;
        Ok(Self {
            origin,
            rings,
            to_grid,
        })
    }

    /// A cell in the plane of the grid, measured from the origin.
    fn outline(&self, cell: CellIndex) -> Result<Convex, LocateError> {
        let mut corners: Ring = cell.boundary().iter().map(|c| [c.lng(), c.lat()]).collect();
        let degrees = corners.clone();
        self.to_grid.to_bng(&mut corners);
        for (corner, [lon, lat]) in corners.iter_mut().zip(degrees) {
            if corner[0].is_nan() {
                return Err(LocateError::CornerOffGrid(lon, lat));
            }
            *corner = self.measured_from_origin(*corner);
        }
        Ok(Convex { corners })
    }

    /// The share of each cell's ground inside; 0 for a cell that shares none.
    fn shares(&self, cells: &BTreeSet<CellIndex>) -> Result<BTreeMap<CellIndex, f64>, LocateError> {
        let cells: Vec<CellIndex> = cells.iter().copied().collect();
        let shapes: Result<Vec<Convex>, _> = cells.par_iter().map(|&c| self.outline(c)).collect();
        let shares = self.shares_of(&shapes?);
        Ok(cells.into_iter().zip(shares).collect())
    }

    /// The share of each shape's ground inside; 0 for one that shares none.
    pub(crate) fn shares_of(&self, shapes: &[Convex]) -> Vec<f64> {
        let wide: Vec<Convex> = shapes.iter().map(widened).collect();
        let inside = ring_clip::areas_inside(&self.rings, shapes);
        let inside_wide = ring_clip::areas_inside(&self.rings, &wide);
        let share = |(at, shape): (usize, &Convex)| {
            let whole = ring_clip::signed_area(&shape.corners);
            let share = (inside[at] / whole).clamp(f64::from(f32::MIN_POSITIVE), 1.0);
            if inside_wide[at] > SHARED { share } else { 0.0 }
        };
        shapes.iter().enumerate().map(share).collect()
    }

    /// A corner of the plane, measured from the origin.
    pub(crate) fn measured_from_origin(&self, [x, y]: Corner) -> Corner {
        [x - self.origin[0], y - self.origin[1]]
    }
}

/// Every cell that the outline runs through, and their neighbours. A cell that is not among these lies
/// wholly inside or wholly outside.
fn cells_along_outline(
    study: &MultiPolygon<f64>,
    resolution: H3Resolution,
) -> Result<BTreeSet<CellIndex>, LocateError> {
    let resolution = h3_of(resolution);
    // A fifth of an edge: between two samples the outline cannot pass a cell that is not next to
    // one of theirs. Edges in Great Britain are at least 0.8 of the mean.
    let step = resolution.edge_length_m() * 0.2;
    let rings = study
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let lines: Vec<_> = rings.flat_map(LineString::lines).collect();
    let samples = lines.par_iter().flat_map_iter(|line| {
        let (start, delta) = (line.start, line.delta());
        let pieces = (delta.x.hypot(delta.y) / step).ceil().clamp(1.0, 1e7) as u32;
        (0..pieces).map(move |piece| start + delta * (f64::from(piece) / f64::from(pieces)))
    });
    let on_outline = samples.map(|Coord { x, y }| {
        let there = Bng {
            easting: x,
            northing: y,
        };
        cell_at(there, resolution).ok_or(LocateError::CornerOffGrid(x, y))
    });
    let on_outline: BTreeSet<CellIndex> = on_outline.collect::<Result<_, _>>()?;
    let near = on_outline
        .iter()
        .flat_map(|cell| cell.grid_disk::<Vec<_>>(1));
    Ok(near.collect())
}

/// Adds the cells wholly inside: those reached from an outline cell without crossing the outline.
fn fill_inwards(
    shares: &mut BTreeMap<CellIndex, f64>,
    edge_cells: &BTreeSet<CellIndex>,
    study: &MultiPolygon<f64>,
) {
    let index = AreaIndex::new(std::slice::from_ref(study));
    let is_inside = |cell: CellIndex| {
        let Wgs84 { lon, lat } = centre_of(cell);
        let centre = lonlat_bng::convert_osgb36(lon, lat);
        centre.is_ok_and(|(easting, northing)| index.locate(Bng { easting, northing }).is_some())
    };
    let mut waiting: Vec<CellIndex> = edge_cells.iter().copied().collect();
    while let Some(cell) = waiting.pop() {
        for next in neighbours_of(cell) {
            if !shares.contains_key(&next) && is_inside(next) {
                shares.insert(next, 1.0);
                waiting.push(next);
            }
        }
    }
}

/// Not closed, from the origin, turned so that the sign of its area is that of `sign`.
fn open_ring(ring: &LineString<f64>, origin: Corner, sign: f64) -> Option<Ring> {
    let corners = ring.0.get(..ring.0.len().checked_sub(1)?)?;
    let mut corners: Ring = corners
        .iter()
        .map(|c| [c.x - origin[0], c.y - origin[1]])
        .collect();
    if ring_clip::signed_area(&corners) * sign < 0.0 {
        corners.reverse();
    }
    (corners.len() >= 3).then_some(corners)
}

fn widened(shape: &Convex) -> Convex {
    let count = shape.corners.len() as f64;
    let sum = shape
        .corners
        .iter()
        .fold([0.0; 2], |[x, y], c| [x + c[0], y + c[1]]);
    let [cx, cy] = sum.map(|total| total / count);
    let corners = shape.corners.iter().map(|&[x, y]| {
        let factor = 1.0 + WIDENED * 1.2 / (x - cx).hypot(y - cy); // 1.2: corners reach beyond sides
        [cx + (x - cx) * factor, cy + (y - cy) * factor]
    });
    Convex {
        corners: corners.collect(),
    }
}

#[cfg(test)]
#[path = "cells_tests.rs"]
mod tests;
