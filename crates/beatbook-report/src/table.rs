//! One table: columns, rows, geometry, and where it all comes from.

use std::iter::repeat;

use beatbook_core::Released;
use geo_types::Geometry;

use crate::column::{Cell, Column};
use crate::provenance::Provenance;
use crate::shape;

/// A released answer as rows. There is no way to make one but from a [`Released`], so that a file says
/// what its audience may see and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// Which column identifies a row, for good.
    id: Option<usize>,
    shapes: Option<Vec<Option<Geometry<f64>>>>,
    provenance: Provenance,
}

impl Table {
    /// A table of an answer.
    ///
    /// - `name`: the word for it in addresses and file names, such as `hotspots`.
    /// - `rows`: one cell for each column; those at the end that are not given are empty. A number is kept
    ///   with the digits its column writes.
    pub fn new<T>(
        name: impl Into<String>,
        released: &Released<T>,
        columns: Vec<Column>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        let written = |row: Vec<Cell>| {
            let cells = row.into_iter().chain(repeat(Cell::Empty)).zip(&columns);
            cells
                .map(|(cell, column)| cell.rounded(column.kind))
                .collect()
        };
        Self {
            name: name.into(),
            rows: rows.into_iter().map(written).collect(),
            columns,
            id: None,
            shapes: None,
            provenance: Provenance::new(released),
        }
    }

    /// A table of texts, of a question that no format but CSV is written for.
    pub fn of_texts<T>(
        name: &str,
        released: &Released<T>,
        head: &[String],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let columns = head.iter().map(|name| Column::text(name.clone(), ""));
        let cells = |row: Vec<String>| row.iter().map(|text| Cell::text(text)).collect();
        let rows = rows.into_iter().map(cells);
        Self::new(name, released, columns.collect(), rows)
    }

    /// The same with the column that identifies a row: stable from one answer to the next.
    #[must_use]
    pub fn identified_by(mut self, column: &str) -> Self {
        self.id = self.columns.iter().position(|held| held.name == column);
        self
    }

    /// The same with the shape of each row, in longitude and latitude; `None` where a row has none.
    #[must_use]
    pub fn with_shapes(mut self, shapes: impl IntoIterator<Item = Option<Geometry<f64>>>) -> Self {
        let mut shapes: Vec<_> = shapes
            .into_iter()
            .map(|shape| shape.as_ref().and_then(shape::tidy))
            .collect();
        shapes.resize(self.rows.len(), None);
        self.shapes = Some(shapes);
        self
    }

    /// The rows of these ids alone, in their order here.
    ///
    /// # Errors
    /// The first id that is of no row.
    pub fn only<'a>(&self, ids: &'a [String]) -> Result<Self, &'a str> {
        let rows = ids.iter().map(|id| self.row_of(id).ok_or(id.as_str()));
        let mut rows = rows.collect::<Result<Vec<usize>, _>>()?;
        rows.sort_unstable();
        rows.dedup();
        Ok(Self {
            name: self.name.clone(),
            columns: self.columns.clone(),
            rows: rows.iter().map(|&row| self.rows[row].clone()).collect(),
            id: self.id,
            shapes: (self.shapes.as_ref())
                .map(|shapes| rows.iter().map(|&row| shapes[row].clone()).collect()),
            provenance: self.provenance.clone(),
        })
    }

    /// Whether its rows have ids.
    pub fn has_ids(&self) -> bool {
        self.id.is_some()
    }

    /// The word for it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Its rows, one cell for each column.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Where it comes from.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Whether its rows have shapes.
    pub fn has_shapes(&self) -> bool {
        self.shapes.is_some()
    }

    /// The shape of a row.
    pub fn shape(&self, row: usize) -> Option<&Geometry<f64>> {
        self.shapes.as_ref()?.get(row)?.as_ref()
    }

    /// All shapes there are.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = &Geometry<f64>> {
        self.shapes.iter().flatten().flatten()
    }

    /// West, south, east, north of all rows; `None` where none has a shape.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        shape::bounds_of_all(self.shapes())
    }

    /// Whether the shape of a row lies in, or touches, a box: west, south, east, north. A row without a
    /// shape does not.
    pub fn meets(&self, row: usize, bounds: [f64; 4]) -> bool {
        self.shape(row)
            .is_some_and(|shape| shape::meets(shape, bounds))
    }

    /// What identifies a row.
    pub fn id(&self, row: usize) -> Option<&str> {
        match self.rows.get(row)?.get(self.id?)? {
            Cell::Text(id) => Some(id),
            _ => None,
        }
    }

    /// The row of an id.
    pub fn row_of(&self, id: &str) -> Option<usize> {
        (0..self.rows.len()).find(|&row| self.id(row) == Some(id))
    }

    /// About how many bytes it takes beside itself.
    pub fn heap_bytes(&self) -> usize {
        use geo::CoordsIter;
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.len(),
            _ => 0,
        };
        let row = |row: &Vec<Cell>| {
            size_of::<Vec<Cell>>() + size_of_val(&row[..]) + row.iter().map(text).sum::<usize>()
        };
        let shapes = self.shapes.as_ref().map_or(0, |shapes| {
            let of_shapes = self.shapes().map(|shape| shape.coords_count() * 16 + 48);
            size_of_val(&shapes[..]) + of_shapes.sum::<usize>()
        });
        self.rows.iter().map(row).sum::<usize>() + shapes
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
