//! Columns in and out of Parquet, with the same bytes for the same columns.

use std::io::Cursor;

use polars::prelude::{
    Column, DataFrame, IntoColumn, NamedFrom, ParquetCompression, ParquetReader, ParquetWriter,
    PolarsError, SerReader, Series, StatisticsOptions,
};

/// Fixed, so that bytes do not depend on the machine.
const ROW_GROUP: usize = 65_536;

/// Columns on their way into an object.
#[derive(Default)]
pub(super) struct Writing {
    columns: Vec<Column>,
}

impl Writing {
    pub(super) fn with<T, P: ?Sized>(mut self, name: &str, values: T) -> Self
    where
        Series: NamedFrom<T, P>,
    {
        self.columns
            .push(Series::new(name.into(), values).into_column());
        self
    }

    /// Parquet bytes.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>, PolarsError> {
        let mut frame = DataFrame::new_infer_height(self.columns)?;
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::default())
            .with_row_group_size(Some(ROW_GROUP))
            .set_parallel(false)
            .finish(&mut frame)?;
        Ok(bytes)
    }
}

/// Columns of an object, by name.
pub(super) struct Reading(DataFrame);

impl Reading {
    pub(super) fn new(bytes: &[u8], columns: &[&str]) -> Result<Self, PolarsError> {
        let wanted = columns.iter().map(ToString::to_string).collect();
        let reader = ParquetReader::new(Cursor::new(bytes)).with_columns(Some(wanted));
        reader.finish().map(Self)
    }

    pub(super) fn rows(&self) -> usize {
        self.0.height()
    }

    pub(super) fn i64(&self, name: &str) -> Result<Vec<i64>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .i64()?
            .iter()
            .map(Option::unwrap_or_default)
            .collect())
    }

    pub(super) fn u64(&self, name: &str) -> Result<Vec<u64>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .u64()?
            .iter()
            .map(Option::unwrap_or_default)
            .collect())
    }

    /// Missing values become `u32::MAX`.
    pub(super) fn u32(&self, name: &str) -> Result<Vec<u32>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .u32()?
            .iter()
            .map(|v| v.unwrap_or(u32::MAX))
            .collect())
    }

    pub(super) fn i32(&self, name: &str) -> Result<Vec<Option<i32>>, PolarsError> {
        Ok(self.0.column(name)?.i32()?.iter().collect())
    }

    pub(super) fn bool(&self, name: &str) -> Result<Vec<bool>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .bool()?
            .iter()
            .map(|v| v.unwrap_or(false))
            .collect())
    }

    /// Missing values become NaN.
    pub(super) fn f64(&self, name: &str) -> Result<Vec<f64>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .f64()?
            .iter()
            .map(|v| v.unwrap_or(f64::NAN))
            .collect())
    }

    pub(super) fn texts<T>(
        &self,
        name: &str,
        mut make: impl FnMut(Option<&str>) -> T,
    ) -> Result<Vec<T>, PolarsError> {
        Ok(self.0.column(name)?.str()?.iter().map(&mut make).collect())
    }

    pub(super) fn bytes<T>(
        &self,
        name: &str,
        mut make: impl FnMut(&[u8]) -> T,
    ) -> Result<Vec<T>, PolarsError> {
        Ok(self
            .0
            .column(name)?
            .binary()?
            .iter()
            .map(|v| make(v.unwrap_or_default()))
            .collect())
    }
}
