//! Parquet, read by row group: memory holds one group, as large as the writer made it.
//!
//! Nulls are blank. Days are `2019-06-30`, times without a zone `2019-06-30 23:15:00`, moments
//! `2019-06-30 22:15:00+00:00` in UTC whatever zone the writer names; fractions of a second are cut off.
//! Numbers have the fewest digits that read back, decimals their own; truth is `true` or `false`. Bytes
//! that are UTF-8 are text, others hexadecimal digits. Columns of lists, structures and maps hold no text
//! and are left out. A file with geometry (`GeoParquet`) is read as features.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::Offset;
use polars_arrow::array::{
    Array, BinaryViewArray, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use polars_arrow::types::NativeType;
use polars_parquet::read::{
    BasicDecompressor, FileMetadata, PageReader, RowGroupMetadata, column_iter_to_arrays,
    infer_schema, read_metadata,
};

use super::{CellRows, Cells, Shape, Table, cannot_open, feature_rows};
use crate::Problem;
use crate::guarded::{DAMAGED, guarded};

const DAY: i64 = 86_400;

/// Opens a Parquet file as a table; the header counts as row 1.
pub(super) fn table(
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    let mut file = File::open(path).map_err(|e| cannot_open(path, subject, &e))?;
    let damaged = || unsound(path, subject, &DAMAGED);
    let read = guarded(|| read_metadata(&mut file)).ok_or_else(damaged)?;
    let mut metadata = read.map_err(|e| unsound(path, subject, &e))?;
    let known = metadata.key_value_metadata.take().unwrap_or_default();
    if known.iter().any(|pair| pair.key == "geo") {
        return feature_rows::table(path, subject, shape);
    }
    shape.refuse_header(path, subject)?;
    // Without what the writer said of its own types, dictionaries are plain text.
    let schema = guarded(|| infer_schema(&metadata)).ok_or_else(damaged)?;
    let schema = schema.map_err(|e| unsound(path, subject, &e))?;
    let fields = schema.iter_values();
    let fields: Vec<Field> = fields
        .filter(|field| has_text(&field.dtype))
        .cloned()
        .collect();
    let header = fields.iter().map(|field| field.name.to_string()).collect();
    let rows = Groups {
        subject,
        path: path.to_owned(),
        file,
        metadata,
        fields,
        group: 0,
        columns: Vec::new(),
        left: 0,
        number: 1,
    };
    Ok(Table::of_cells(header, Box::new(rows), path, subject))
}

fn unsound(path: &Path, subject: &'static str, error: &dyn std::fmt::Display) -> Box<Problem> {
    let reason = format!("this is not a sound Parquet file: {error}");
    let help = "copy or download the file again, or export it as CSV";
    Box::new(Problem::new(subject, path, reason, help))
}

/// Whether values of a type can be written as text.
fn has_text(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as Type;
    matches!(
        dtype,
        Type::Null
            | Type::Boolean
            | Type::Int8
            | Type::Int16
            | Type::Int32
            | Type::Int64
            | Type::UInt8
            | Type::UInt16
            | Type::UInt32
            | Type::UInt64
            | Type::Float32
            | Type::Float64
            | Type::Timestamp(..)
            | Type::Date32
            | Type::Time32(_)
            | Type::Time64(_)
            | Type::Decimal(..)
            | Type::Utf8View
            | Type::BinaryView
            | Type::FixedSizeBinary(_)
    )
}

/// The rows of a file, group by group.
struct Groups {
    subject: &'static str,
    path: PathBuf,
    file: File,
    metadata: FileMetadata,
    fields: Vec<Field>,
    /// The group that comes next.
    group: usize,
    columns: Vec<Column>,
    /// Rows of the group that are held and not yet given.
    left: usize,
    number: u64,
}

/// The values of a column in one group, and which comes next.
struct Column {
    pieces: Vec<Box<dyn Array>>,
    piece: usize,
    row: usize,
}

impl Groups {
    /// Reads the next group; says whether there was one.
    fn fill(&mut self) -> Result<bool, Box<Problem>> {
        let Some(group) = self.metadata.row_groups.get(self.group) else {
            return Ok(false);
        };
        let mut columns = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let pieces = guarded(|| column(&mut self.file, group, field));
            let pieces = pieces
                .unwrap_or_else(|| Err(DAMAGED.into()))
                .map_err(|e| unsound(&self.path, self.subject, &e))?;
            let rows: usize = pieces.iter().map(|piece| piece.len()).sum();
            if rows != group.num_rows() {
                let reason = format!("its column {} is cut short", field.name);
                return Err(unsound(&self.path, self.subject, &reason));
            }
            columns.push(Column {
                pieces,
                piece: 0,
                row: 0,
            });
        }
        (self.columns, self.left) = (columns, group.num_rows());
        self.group += 1;
        Ok(true)
    }
}

impl CellRows for Groups {
    fn next(&mut self, row: &mut Cells) -> Result<Option<u64>, Box<Problem>> {
        while self.left == 0 {
            if !self.fill()? {
                return Ok(None);
            }
        }
        for (column, field) in self.columns.iter_mut().zip(&self.fields) {
            row.push(&column.next(&field.dtype));
        }
        self.left -= 1;
        self.number += 1;
        Ok(Some(self.number))
    }
}

/// The values of one column of a group.
fn column(
    file: &mut File,
    group: &RowGroupMetadata,
    field: &Field,
) -> Result<Vec<Box<dyn Array>>, String> {
    let text = |e: &dyn std::fmt::Display| e.to_string();
    let mut chunks = group
        .columns_under_root_iter(&field.name)
        .into_iter()
        .flatten();
    let (Some(chunk), None) = (chunks.next(), chunks.next()) else {
        return Err(format!("its column {} is not there once", field.name));
    };
    let range = chunk.byte_range();
    let length = range.end.saturating_sub(range.start);
    file.seek(SeekFrom::Start(range.start))
        .map_err(|e| text(&e))?;
    let mut bytes = Vec::new();
    let read = file.take(length).read_to_end(&mut bytes);
    if read.map_err(|e| text(&e))? as u64 != length {
        return Err("it is cut short".into());
    }
    let pages = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), usize::MAX);
    let pages = BasicDecompressor::new(pages, Vec::new());
    let kind = &chunk.descriptor().descriptor.primitive_type;
    column_iter_to_arrays(vec![pages], vec![kind], field.clone(), None)
        .map(|(pieces, _)| pieces)
        .map_err(|e| text(&e))
}

impl Column {
    /// The next value as text; blank for null.
    fn next(&mut self, dtype: &ArrowDataType) -> String {
        while self
            .pieces
            .get(self.piece)
            .is_some_and(|p| p.len() == self.row)
        {
            self.piece += 1;
            self.row = 0;
        }
        let Some(piece) = self.pieces.get(self.piece) else {
            return String::new();
        };
        let row = self.row;
        self.row += 1;
        if piece.is_null(row) {
            return String::new();
        }
        text_of(piece.as_ref(), row, dtype).unwrap_or_default()
    }
}

/// A value that is not null.
fn text_of(array: &dyn Array, row: usize, dtype: &ArrowDataType) -> Option<String> {
    use ArrowDataType as Type;
    let any = array.as_any();
    Some(match dtype {
        Type::Boolean => any.downcast_ref::<BooleanArray>()?.value(row).to_string(),
        Type::Int8 => native::<i8>(array, row)?.to_string(),
        Type::Int16 => native::<i16>(array, row)?.to_string(),
        Type::Int32 => native::<i32>(array, row)?.to_string(),
        Type::Int64 => native::<i64>(array, row)?.to_string(),
        Type::UInt8 => native::<u8>(array, row)?.to_string(),
        Type::UInt16 => native::<u16>(array, row)?.to_string(),
        Type::UInt32 => native::<u32>(array, row)?.to_string(),
        Type::UInt64 => native::<u64>(array, row)?.to_string(),
        Type::Float32 => native::<f32>(array, row)?.to_string(),
        Type::Float64 => native::<f64>(array, row)?.to_string(),
        Type::Date32 => {
            let days = i64::from(native::<i32>(array, row)?);
            let moment = moment(days * DAY)?;
            Offset::UTC.to_datetime(moment).date().to_string()
        }
        Type::Timestamp(unit, zone) => {
            let seconds = native::<i64>(array, row)?.div_euclid(in_a_second(*unit));
            let zone = if zone.is_some() { "+00:00" } else { "" };
            let local = Offset::UTC.to_datetime(moment(seconds)?);
            format!("{} {}{zone}", local.date(), local.time())
        }
        Type::Time32(unit) => clock(i64::from(native::<i32>(array, row)?), *unit),
        Type::Time64(unit) => clock(native::<i64>(array, row)?, *unit),
        Type::Decimal(_, scale) => decimal(native::<i128>(array, row)?, *scale),
        Type::Utf8View => any.downcast_ref::<Utf8ViewArray>()?.value(row).to_owned(),
        Type::BinaryView => bytes(any.downcast_ref::<BinaryViewArray>()?.value(row)),
        Type::FixedSizeBinary(_) => bytes(any.downcast_ref::<FixedSizeBinaryArray>()?.value(row)),
        _ => return None,
    })
}

fn native<T: NativeType>(array: &dyn Array, row: usize) -> Option<T> {
    let array = array.as_any().downcast_ref::<PrimitiveArray<T>>()?;
    Some(array.value(row))
}

fn in_a_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

fn moment(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}

fn clock(since_midnight: i64, unit: TimeUnit) -> String {
    let seconds = since_midnight.div_euclid(in_a_second(unit));
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

fn decimal(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let point = if scale > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

fn bytes(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => crate::blank::hex(bytes),
    }
}

#[cfg(test)]
#[path = "parquet_tests.rs"]
mod tests;
