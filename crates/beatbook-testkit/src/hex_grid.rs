//! A town of hexagons with edges, without any geometry library.

use std::collections::HashMap;

use beatbook_core::Neighbours;

/// The six steps from a hexagon to the next, in axial coordinates.
const STEPS: [(i32, i32); 6] = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)];

/// Hexagons inside an ellipse, and who touches whom. Cells at the edge have fewer neighbours.
#[derive(Debug, Clone)]
pub struct HexGrid {
    /// Axial coordinates (column, row) of every cell.
    pub cells: Vec<(i32, i32)>,
    /// The cells next to each.
    pub neighbours: Neighbours,
}

impl HexGrid {
    /// All cells whose centre lies within an ellipse of these half-axes, in cell widths.
    /// 65.2 by 32.6 gives a city of about 7,700 cells, twice as long as it is wide.
    ///
    /// # Panics
    /// Never: links are looked up among the grid's own cells.
    pub fn ellipse(half_length: f64, half_width: f64) -> Self {
        let row_height = 3.0_f64.sqrt() / 2.0;
        let rows = (half_width / row_height).floor() as i32;
        let mut cells = Vec::new();
        for row in -rows..=rows {
            let y = f64::from(row) * row_height / half_width;
            let reach = half_length * (1.0 - y * y).max(0.0).sqrt();
            let offset = f64::from(row) / 2.0;
            let columns = (-reach - offset).ceil() as i32..=(reach - offset).floor() as i32;
            cells.extend(columns.map(|column| (column, row)));
        }
        let position: HashMap<_, usize> = cells.iter().copied().zip(0..).collect();
        let ring = |&(column, row): &(i32, i32)| -> Vec<usize> {
            STEPS
                .iter()
                .filter_map(|(right, down)| position.get(&(column + right, row + down)).copied())
                .collect()
        };
        let lists: Vec<Vec<usize>> = cells.iter().map(ring).collect();
        let neighbours = Neighbours::from_lists(&lists).expect("links are to cells of the grid");
        Self { cells, neighbours }
    }

    /// Steps from one cell to another across the grid.
    pub fn steps_between(&self, from: usize, to: usize) -> i32 {
        let (right, down) = (
            self.cells[to].0 - self.cells[from].0,
            self.cells[to].1 - self.cells[from].1,
        );
        (right.abs() + down.abs() + (right + down).abs()) / 2
    }

    /// The cell nearest to the middle.
    ///
    /// # Panics
    /// If the grid is so small that it has no cell in the middle.
    pub fn middle(&self) -> usize {
        self.cells
            .iter()
            .position(|cell| *cell == (0, 0))
            .expect("the ellipse holds its centre")
    }
}
