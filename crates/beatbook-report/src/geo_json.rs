//! `GeoJSON` (RFC 7946, <https://www.rfc-editor.org/rfc/rfc7946>).

use std::io::Write;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

use crate::column::{Cell, Column};
use crate::error::ReportError;
use crate::table::Table;

/// A row as a feature: its id, its values in the order of their columns, its shape or `null`.
#[derive(Debug, Clone, Copy)]
pub struct Feature<'a> {
    table: &'a Table,
    row: usize,
}

struct Properties<'a>(&'a Table, usize);

impl Table {
    /// A row as a feature; `None` where there is no such row.
    pub fn feature(&self, row: usize) -> Option<Feature<'_>> {
        let table = self;
        (row < self.rows().len()).then_some(Feature { table, row })
    }

    /// Writes the table as a feature collection, one feature a line. Beside the features it says where
    /// they come from (`provenance`) and what the columns mean (`columns`): foreign members, which a
    /// reader that does not know them passes over.
    ///
    /// # Errors
    /// [`ReportError::Write`], [`ReportError::Json`].
    pub fn write_geojson(&self, out: &mut impl Write) -> Result<(), ReportError> {
        write!(
            out,
            "{{\"type\":\"FeatureCollection\",\"name\":{},\"provenance\":{},\"columns\":{},",
            serde_json::to_string(self.name())?,
            serde_json::to_string(self.provenance())?,
            self.column_descriptions(),
        )?;
        if let Some(bounds) = self.bounds() {
            write!(out, "\"bbox\":{},", serde_json::to_string(&bounds)?)?;
        }
        write!(out, "\"features\":[")?;
        for row in 0..self.rows().len() {
            let Some(feature) = self.feature(row) else {
                continue;
            };
            write!(out, "{}", if row == 0 { "\n" } else { ",\n" })?;
            serde_json::to_writer(&mut *out, &feature)?;
        }
        writeln!(out, "\n]}}")?;
        Ok(())
    }

    /// Name, meaning and unit of the columns, as files carry them.
    pub fn column_descriptions(&self) -> serde_json::Value {
        let described = |column: &Column| {
            let mut entry = json!({ "name": column.name, "description": column.description });
            if !column.unit.is_empty() {
                entry["unit"] = column.unit.into();
            }
            entry
        };
        self.columns().iter().map(described).collect()
    }
}

impl Serialize for Feature<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "Feature")?;
        if let Some(id) = self.table.id(self.row) {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("properties", &Properties(self.table, self.row))?;
        let shape = self.table.shape(self.row).map(geojson::Geometry::from);
        map.serialize_entry("geometry", &shape)?;
        map.end()
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(table, row) = self;
        let mut map = serializer.serialize_map(None)?;
        for (cell, column) in table.rows()[*row].iter().zip(table.columns()) {
            match cell {
                Cell::Empty | Cell::Suppressed => map.serialize_entry(&*column.name, &())?,
                Cell::Text(text) => map.serialize_entry(&*column.name, text)?,
                Cell::Whole(number) => map.serialize_entry(&*column.name, number)?,
                Cell::Number(number) => map.serialize_entry(&*column.name, number)?,
            }
            if let Some(name) = column.shown_name() {
                map.serialize_entry(&name, &cell.written(column.kind))?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
#[path = "geo_json_tests.rs"]
mod tests;
