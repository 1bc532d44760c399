//! Parquet, read by row group.

use std::path::Path;

use super::{Shape, Table};
use crate::Problem;

/// Opens a Parquet file as a table.
pub(super) fn table(path: &Path, subject: &'static str, _: &Shape) -> Result<Table, Box<Problem>> {
    let reason = "this is a Parquet file, and this program was built without a reader of them";
    let help = "export it as CSV, or build the program with the feature `parquet`";
    Err(Box::new(Problem::new(subject, path, reason, help)))
}
