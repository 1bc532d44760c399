//! What is said of Parquet files by a program that was built without a reader of them.

use std::path::Path;

use super::{Shape, Table};
use crate::Problem;

/// Refuses a Parquet file.
pub(super) fn table(path: &Path, subject: &'static str, _: &Shape) -> Result<Table, Box<Problem>> {
    let reason = "this is a Parquet file, and this program was built without a reader of them";
    let help = "export it as CSV, or build the program with the feature `parquet`";
    Err(Box::new(Problem::new(subject, path, reason, help)))
}
