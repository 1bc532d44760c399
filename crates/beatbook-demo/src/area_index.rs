//! Which of many polygons holds a place? Exact, from a raster of 100 m cells.

use crate::plane::{Xy, bounds, edges};

const CELL: f64 = 100.0;

/// Rings that do not overlap, with the rings of each raster cell.
pub(crate) struct AreaIndex {
    rings: Vec<Vec<Xy>>,
    low: Xy,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
}

impl AreaIndex {
    pub(crate) fn new(rings: Vec<Vec<Xy>>) -> Self {
        let all: Vec<Xy> = rings.iter().flatten().copied().collect();
        let (low, high) = bounds(&all);
        let columns = ((high[0] - low[0]) / CELL).ceil() as usize + 1;
        let rows = ((high[1] - low[1]) / CELL).ceil() as usize + 1;
        let mut cells = vec![Vec::new(); columns * rows];
        for (number, ring) in rings.iter().enumerate() {
            let (south_west, north_east) = bounds(ring);
            let cell = |v: f64, axis: usize| ((v - low[axis]) / CELL) as usize;
            let (west, east) = (cell(south_west[0], 0), cell(north_east[0], 0));
            let (south, north) = (cell(south_west[1], 1), cell(north_east[1], 1));
            let width = east - west + 1;
            let mut touched = vec![false; width * (north - south + 1)];
            for (a, b) in edges(ring) {
                for row in cell(a[1].min(b[1]), 1)..=cell(a[1].max(b[1]), 1) {
                    let at = (row - south) * width;
                    let from = cell(a[0].min(b[0]), 0) - west;
                    let to = cell(a[0].max(b[0]), 0) - west;
                    touched[at + from..=at + to].fill(true);
                }
            }
            for (i, touched) in touched.into_iter().enumerate() {
                let (row, column) = (south + i / width, west + i % width);
                let middle = [
                    low[0] + (column as f64 + 0.5) * CELL,
                    low[1] + (row as f64 + 0.5) * CELL,
                ];
                if touched || holds(ring, middle) {
                    cells[row * columns + column].push(number as u32);
                }
            }
        }
        Self {
            rings,
            low,
            columns,
            rows,
            cells,
        }
    }

    /// Position of the ring that holds a place.
    pub(crate) fn find(&self, p: Xy) -> Option<usize> {
        if p[0] < self.low[0] || p[1] < self.low[1] {
            return None;
        }
        let column = ((p[0] - self.low[0]) / CELL) as usize;
        let row = ((p[1] - self.low[1]) / CELL) as usize;
        if column >= self.columns || row >= self.rows {
            return None;
        }
        self.cells[row * self.columns + column]
            .iter()
            .map(|&number| number as usize)
            .find(|&number| holds(&self.rings[number], p))
    }
}

/// Even-odd rule with every side taken from south to north, so that the two neighbours of a side
/// agree to the last bit on which of them a place on it belongs to.
fn holds(ring: &[Xy], p: Xy) -> bool {
    edges(ring).fold(false, |within, (a, b)| {
        let (low, high) = if a[1] < b[1] { (a, b) } else { (b, a) };
        let beside = low[1] <= p[1] && p[1] < high[1];
        within
            ^ (beside && p[0] < (high[0] - low[0]) * (p[1] - low[1]) / (high[1] - low[1]) + low[0])
    })
}
