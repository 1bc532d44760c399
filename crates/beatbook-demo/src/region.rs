//! A region of the ground that answers quickly whether it contains a place.

use crate::plane::{Xy, area, bounds, crosses_ray, edges, inside, to_segment};

/// A ring with a raster beneath it, so that most questions need no walk around the ring.
pub(crate) struct Region {
    ring: Vec<Xy>,
    low: Xy,
    columns: usize,
    rows: usize,
    /// Per 100 m cell: outside, inside, or the sides of the ring in its row of cells.
    cells: Vec<Cover>,
    sides_of_row: Vec<Vec<u32>>,
    pub square_metres: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Cover {
    Out,
    In,
    Edge,
}

const RASTER: f64 = 100.0;

impl Region {
    pub(crate) fn new(ring: Vec<Xy>) -> Self {
        let (low, high) = bounds(&ring);
        let low = [
            (low[0] / RASTER).floor() * RASTER,
            (low[1] / RASTER).floor() * RASTER,
        ];
        let columns = ((high[0] - low[0]) / RASTER).ceil() as usize + 1;
        let rows = ((high[1] - low[1]) / RASTER).ceil() as usize + 1;
        let mut sides_of_row = vec![Vec::new(); rows];
        let mut cells = vec![Cover::Out; columns * rows];
        for (i, (a, b)) in edges(&ring).enumerate() {
            let cell = |v: f64, axis: usize| ((v - low[axis]) / RASTER) as usize;
            let (south, north) = (cell(a[1].min(b[1]), 1), cell(a[1].max(b[1]), 1));
            let (west, east) = (cell(a[0].min(b[0]), 0), cell(a[0].max(b[0]), 0));
            for row in south..=north {
                sides_of_row[row].push(i as u32);
                cells[row * columns + west..=row * columns + east].fill(Cover::Edge);
            }
        }
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                let middle = [
                    low[0] + (column as f64 + 0.5) * RASTER,
                    low[1] + (row as f64 + 0.5) * RASTER,
                ];
                if cells[at] == Cover::Out && inside(&ring, middle) {
                    cells[at] = Cover::In;
                }
            }
        }
        let square_metres = area(&ring).abs();
        Self {
            ring,
            low,
            columns,
            rows,
            cells,
            sides_of_row,
            square_metres,
        }
    }

    pub(crate) fn contains(&self, p: Xy) -> bool {
        if p[0] < self.low[0] || p[1] < self.low[1] {
            return false;
        }
        let column = ((p[0] - self.low[0]) / RASTER) as usize;
        let row = ((p[1] - self.low[1]) / RASTER) as usize;
        if column >= self.columns || row >= self.rows {
            return false;
        }
        match self.cells[row * self.columns + column] {
            Cover::Out => false,
            Cover::In => true,
            Cover::Edge => self.sides_of_row[row].iter().fold(false, |within, &i| {
                let i = i as usize;
                within ^ crosses_ray(self.ring[i], self.ring[(i + 1) % self.ring.len()], p)
            }),
        }
    }

    pub(crate) fn bounds(&self) -> (Xy, Xy) {
        bounds(&self.ring)
    }

    pub(crate) fn ring(&self) -> &[Xy] {
        &self.ring
    }

    /// Metres to the nearest point of the ring.
    pub(crate) fn distance(&self, p: Xy) -> f64 {
        edges(&self.ring)
            .map(|(a, b)| to_segment(p, a, b).0)
            .fold(f64::INFINITY, f64::min)
    }
}
