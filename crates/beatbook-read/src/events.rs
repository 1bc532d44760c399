//! Event files to batches.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use beatbook_core::{EventBatch, EventRow, thousands};

use crate::coordinates::{self, Misplaced};
use crate::faults::{Check, Fault, Faults};
use crate::mapped::Fields;
use crate::problem::help_line;
use crate::table::{Record, Table};
use crate::times::{Span, TimeFault, Times};
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// Reads one event file, in file order and constant memory. Positions keep the reference system of
/// the file; blank ones are `None`. `NA`, `NULL` and `NaN` are blank.
///
/// Every row is either in a batch or counted as refused: `rows_read` = rows given to `sink` +
/// `refused`.
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
) -> Result<FileReport, ReadError> {
    read_table(spec, Table::open(file, "events")?, file, bad_rows, sink)
}

pub(crate) fn read_table(
    spec: &SourceSpec,
    mut table: Table,
    file: &Path,
    bad_rows: BadRows,
    sink: &mut dyn FnMut(EventBatch),
) -> Result<FileReport, ReadError> {
    let name: Arc<str> = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into();
    let synthetic = is_synthetic(table.header());
    let mut faults = Faults::new(spec, file, table.header());
    let mut rows = Rows {
        spec,
        fields: Fields::find(spec, &table)?,
        times: Times::new(&spec.time),
        width: table.header().len(),
    };
    let mut rows_read = 0;
    let mut batch = EventBatch::new(spec.source.clone(), Arc::clone(&name));
    while let Some(record) = table.next()? {
        rows_read += 1;
        match rows.row(&record) {
            Ok(row) => batch.push(row),
            Err(fault) => faults.add(fault, &record),
        }
        if batch.is_full() {
            let empty = EventBatch::new(spec.source.clone(), Arc::clone(&name));
            sink(std::mem::replace(&mut batch, empty));
        }
    }
    if !batch.is_empty() {
        sink(batch);
    }
    let report = FileReport {
        file: file.display().to_string(),
        rows_read,
        refused: faults.refused,
        problems: faults.problems,
        synthetic,
    };
    if report.refused > 0 && bad_rows == BadRows::Refuse {
        return Err(ReadError::BadRows(Box::new(report)));
    }
    Ok(report)
}

/// Whether one of the columns is called SYNTHETIC.
pub(crate) fn is_synthetic<T: AsRef<str>>(columns: &[T]) -> bool {
    columns
        .iter()
        .any(|name| name.as_ref().eq_ignore_ascii_case("SYNTHETIC"))
}

/// From records to rows.
struct Rows<'a> {
    spec: &'a SourceSpec,
    fields: Fields,
    times: Times,
    width: usize,
}

impl Rows<'_> {
    fn row<'r>(&'r mut self, record: &'r Record<'_>) -> Result<EventRow<'r>, Fault> {
        if record.stray_quote.is_some() {
            return Err(Fault::of_row(Check::StrayQuote));
        }
        if record.len() != self.width {
            return Err(Fault::of_row(Check::FieldCount));
        }
        let fields = &self.fields;
        let text = |field: Option<usize>| field.and_then(|n| filled(record.field(n)));
        let category = match (fields.category, &self.spec.fixed.category) {
            (Some(field), _) => {
                filled(record.field(field)).ok_or_else(|| Fault::new(Check::NoCategory, field))?
            }
            (None, Some(word)) => word.as_str(),
            (None, None) => return Err(Fault::of_row(Check::NoCategory)),
        };
        let position = self.position(record)?;
        let (id, incident) = (text(fields.id), text(fields.incident));
        let (place, area) = (text(fields.place), text(fields.area));
        let time = self.time(record)?;
        Ok(EventRow {
            line: record.line,
            id,
            incident,
            category,
            from: time.from,
            to: time.to,
            precision: time.precision,
            position,
            place,
            area,
        })
    }

    fn time(&mut self, record: &Record<'_>) -> Result<Span, Fault> {
        let Fields { from, to, .. } = self.fields;
        let start = filled(record.field(from)).unwrap_or_default();
        let end = to.and_then(|n| filled(record.field(n)));
        self.times.span(start, end).map_err(|fault| {
            let check = Check::Time(fault);
            match (fault, to) {
                (TimeFault::To, Some(to)) => Fault::new(check, to),
                (TimeFault::EndFirst, Some(to)) => Fault::new(check, to).with(from),
                _ => Fault::new(check, from),
            }
        })
    }

    fn position(&self, record: &Record<'_>) -> Result<Option<[f64; 2]>, Fault> {
        let Fields { x, y, .. } = self.fields;
        let half =
            |blank: usize, other: usize| Err(Fault::new(Check::HalfPosition, blank).with(other));
        let (east, north) = match (filled(record.field(x)), filled(record.field(y))) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return half(x, y),
            (Some(_), None) => return half(y, x),
            (Some(east), Some(north)) => (east, north),
        };
        let number = |text: &str, field: usize| {
            let number = text.parse().ok().filter(|n: &f64| n.is_finite());
            number.ok_or_else(|| Fault::new(Check::NotANumber, field))
        };
        let position = [number(east, x)?, number(north, y)?];
        match coordinates::check(position, self.spec.crs) {
            None => Ok(Some(position)),
            Some(fault @ (Misplaced::Latitude | Misplaced::Northing)) => {
                Err(Fault::new(Check::Position(fault), y).with(x))
            }
            Some(fault) => Err(Fault::new(Check::Position(fault), x).with(y)),
        }
    }
}

/// The text, unless it says that there is none.
fn filled(text: &str) -> Option<&str> {
    let blank = text.is_empty() || matches!(text, "NA" | "NULL" | "NaN" | "null");
    (!blank).then_some(text)
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", Problem::title("events", &self.file))?;
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
