//! `GeoParquet` 1.1 (<https://geoparquet.org/releases/v1.1.0/>): Parquet with the shapes as WKB and what
//! they are in the metadata of the file. Without shapes it is plain Parquet.

use std::collections::BTreeSet;
use std::io::Write;

use geo_types::Geometry;
use polars::prelude::{
    Column as FrameColumn, DataFrame, IntoColumn, KeyValueMetadata, NamedFrom, ParquetCompression,
    ParquetWriter, Series, StatisticsOptions,
};
use serde_json::json;
use wkb::writer::{WriteOptions, write_geometry};

use crate::column::{Cell, Column, Kind};
use crate::error::ReportError;
use crate::table::Table;

/// Name of the column of shapes.
const GEOMETRY: &str = "geometry";
/// Fixed, so that bytes do not depend on the machine.
const ROW_GROUP: usize = 65_536;

impl Table {
    /// Writes the table as Parquet, with its shapes, where it has any, as `GeoParquet`: longitude and
    /// latitude (OGC:CRS84), rings anticlockwise. The same table gives the same bytes. Where it comes
    /// from and what its columns mean stands in the metadata of the file under `beatbook`.
    ///
    /// # Errors
    /// [`ReportError::Write`], [`ReportError::Parquet`].
    pub fn write_parquet(&self, out: &mut impl Write) -> Result<(), ReportError> {
        let mut columns: Vec<FrameColumn> = Vec::new();
        for (at, column) in self.columns().iter().enumerate() {
            columns.push(self.values(at, column).into_column());
            if let Some(name) = column.shown_name() {
                columns.push(self.texts(&name, at, column.kind).into_column());
            }
        }
        let about =
            json!({ "provenance": self.provenance(), "columns": self.column_descriptions() });
        let mut metadata = vec![("beatbook".to_owned(), about.to_string())];
        if self.has_shapes() {
            columns.push(Series::new(GEOMETRY.into(), self.wkb()?).into_column());
            metadata.push(("geo".to_owned(), self.geo_metadata().to_string()));
        }
        let refused = |error: polars::prelude::PolarsError| ReportError::Parquet(error.to_string());
        let mut frame = DataFrame::new(self.rows().len(), columns).map_err(refused)?;
        ParquetWriter::new(out)
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::default())
            .with_row_group_size(Some(ROW_GROUP))
            .with_key_value_metadata(Some(KeyValueMetadata::from_static(metadata)))
            .set_parallel(false)
            .finish(&mut frame)
            .map_err(refused)?;
        Ok(())
    }

    fn values(&self, at: usize, column: &Column) -> Series {
        let name = (&*column.name).into();
        let cells = self.rows().iter().map(|row| &row[at]);
        match column.kind {
            Kind::Text => self.texts(&column.name, at, column.kind),
            Kind::Whole => {
                let number = |cell: &Cell| match cell {
                    Cell::Whole(number) => Some(*number),
                    _ => None,
                };
                Series::new(name, cells.map(number).collect::<Vec<Option<i64>>>())
            }
            Kind::Number(_) => {
                let number = |cell: &Cell| match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                };
                Series::new(name, cells.map(number).collect::<Vec<Option<f64>>>())
            }
        }
    }

    fn texts(&self, name: &str, at: usize, kind: Kind) -> Series {
        let text = |row: &Vec<Cell>| match &row[at] {
            Cell::Empty => None,
            cell => Some(cell.written(kind).into_owned()),
        };
        let texts: Vec<Option<String>> = self.rows().iter().map(text).collect();
        Series::new(name.into(), texts)
    }

    fn wkb(&self) -> Result<Vec<Option<Vec<u8>>>, ReportError> {
        let write = |row: usize| {
            let Some(shape) = self.shape(row) else {
                return Ok(None);
            };
            let mut bytes = Vec::new();
            write_geometry(&mut bytes, shape, &WriteOptions::default())
                .map_err(|error| ReportError::Parquet(error.to_string()))?;
            Ok(Some(bytes))
        };
        (0..self.rows().len()).map(write).collect()
    }

    fn geo_metadata(&self) -> serde_json::Value {
        let kinds: BTreeSet<&str> = self.shapes().map(kind_of).collect();
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": kinds,
            "orientation": "counterclockwise",
        });
        if let Some(bounds) = self.bounds() {
            column["bbox"] = bounds.as_slice().into();
        }
        json!({
            "version": "1.1.0",
            "primary_column": GEOMETRY,
            "columns": { GEOMETRY: column },
        })
    }
}

fn kind_of(shape: &Geometry<f64>) -> &'static str {
    match shape {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

#[cfg(test)]
#[path = "geo_parquet_tests.rs"]
mod tests;
