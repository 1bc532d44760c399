//! Event files to batches.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use beatbook_core::{EventBatch, thousands};

use crate::faults::Faults;
use crate::problem::help_line;
use crate::refused::Listening;
use crate::rows::Rows;
use crate::table::{Shape, Table};
use crate::written::WrittenTimes;
use crate::{Problem, ReadError, SourceSpec};

/// What to do with rows that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// End with an error that names them, after looking at the whole file.
    Refuse,
    /// Leave them out and report them.
    Skip,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileReport {
    /// The file, as its path was given.
    pub file: String,
    /// Rows in it: those in batches and those refused.
    pub rows_read: u64,
    /// Rows refused.
    pub refused: u64,
    /// One problem per check and column that rows fail, in order of first appearance. Their
    /// [`Problem::failing`] add up to `refused`.
    pub problems: Vec<Problem>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
    /// How the times are written and what decided it, a short sentence per column, and what is striking
    /// about them; nothing where the format is fixed.
    pub times: Vec<String>,
    /// Rows whose start was not known, for which the hours before the end were taken.
    pub widened: u64,
    /// Rows whose position is exactly 0, 0 in longitude and latitude or on the National Grid: programs write
    /// it for none, so they count as rows without a position.
    pub placeholders: u64,
    /// Offence codes, or crime types of data.police.uk, that no class knows, with their rows: the most
    /// frequent, at most 50. They are kept as written.
    pub unknown_codes: Vec<(String, u64)>,
    /// Rows with any such code.
    pub unknown_code_rows: u64,
    /// Columns whose blanks leave no trace in the batches: `to`, `clock` and flags.
    pub blanks: Vec<BlankColumn>,
}

/// How often a column is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankColumn {
    /// Key of the config, such as `to`.
    pub field: &'static str,
    /// The column.
    pub column: String,
    /// Rows in batches in which it is blank.
    pub rows: u64,
}

impl FileReport {
    /// The report, or the error it is when no row may be left out.
    pub(crate) fn settle(self, bad_rows: BadRows) -> Result<Self, ReadError> {
        if self.refused > 0 && bad_rows == BadRows::Refuse {
            return Err(ReadError::BadRows(Box::new(self)));
        }
        Ok(self)
    }
}

/// Reads one event file, in file order and constant memory; twice, when the config does not say how
/// times are written. Positions keep the reference system of the file; blank ones and
/// 0, 0 are `None`. `NA`,
/// `NULL`, `NaN` and `#N/A` are blank.
///
/// Every row is either in a batch or counted as refused: `rows_read` = rows given to `sink` +
/// `refused`. `listening` hears of every refused row, and of the text of every row where it wants to.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read as a table with the columns of `spec`;
/// [`ReadError::BadRows`] when rows were refused and `bad_rows` is [`BadRows::Refuse`]. The caller
/// then drops what `sink` was given.
pub fn read_events(
    spec: &SourceSpec,
    file: &Path,
    bad_rows: BadRows,
    sink: &mut dyn FnMut(EventBatch),
    listening: &mut Listening<'_>,
) -> Result<FileReport, ReadError> {
    let shape = Shape::headed(spec.header.as_ref());
    let open = || Table::open_shaped(file, "events", &shape);
    let written = WrittenTimes::of_file(spec, file, open)?;
    let table = open()?;
    let name: Arc<str> = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into();
    let synthetic = is_synthetic(table.header());
    let mut faults = Faults::new(spec, &written, file, table.header());
    let mut rows = Rows::new(spec, &written, &table)?;
    let mut rows_read = 0;
    let mut batch = EventBatch::new(spec.source.clone(), Arc::clone(&name));
    table.each_record(&mut |record| {
        rows_read += 1;
        listening.whole(record);
        match rows.row(record) {
            Ok(row) => batch.push(row),
            Err(fault) => faults.add(fault, record, listening),
        }
        if batch.is_full() {
            let empty = EventBatch::new(spec.source.clone(), Arc::clone(&name));
            sink(std::mem::replace(&mut batch, empty));
        }
    })?;
    if !batch.is_empty() {
        sink(batch);
    }
    let report = FileReport {
        file: file.display().to_string(),
        rows_read,
        refused: faults.refused,
        problems: faults.problems,
        synthetic,
        times: rows.about_times(),
        widened: rows.widened,
        placeholders: rows.placeholders,
        unknown_codes: rows.unknown.listed(),
        unknown_code_rows: rows.unknown.rows,
        blanks: rows.blanks.into_iter().map(|(_, blank)| blank).collect(),
    };
    report.settle(bad_rows)
}

/// Whether one of the columns is called SYNTHETIC.
pub(crate) fn is_synthetic<T: AsRef<str>>(columns: &[T]) -> bool {
    columns
        .iter()
        .any(|name| name.as_ref().eq_ignore_ascii_case("SYNTHETIC"))
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.problems.first().map_or("events", |p| p.subject);
        writeln!(f, "{}", Problem::title(subject, &self.file))?;
        for problem in &self.problems {
            writeln!(f, "{}", problem.body())?;
        }
        let mut ways: Vec<&str> = Vec::new();
        for problem in &self.problems {
            if !ways.contains(&problem.help.as_str()) {
                ways.push(&problem.help);
            }
        }
        let these = if self.refused == 1 {
            "this 1".to_owned()
        } else {
            format!("these {}", thousands(self.refused))
        };
        let help = format!(
            "{}, or add `--bad-rows skip` to leave {these} of {} rows out; the report will list them",
            ways.join("; "),
            thousands(self.rows_read)
        );
        f.write_str(&help_line(&help))
    }
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
