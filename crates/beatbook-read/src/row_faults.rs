//! Faults in the rows of the smaller tables, gathered by the check they fail, and the checks these
//! tables share.

use std::path::Path;

use beatbook_core::Crs;
use geo_types::Coord;

use crate::blank::filled;
use crate::coordinates;
use crate::coordinates::explain;
use crate::events::is_synthetic;
use crate::problem::quoted;
use crate::refused::Listening;
use crate::table::{Record, Table};
use crate::{Problem, ReadError};

/// The way out of most faults.
pub(crate) const CORRECT: &str = "correct the file";

/// Why one row cannot be used.
#[derive(Debug)]
pub(crate) struct RowFault {
    /// The check it fails; with the column the kind by which rows are gathered.
    pub check: &'static str,
    /// The field that is pointed at.
    pub field: Option<usize>,
    pub reason: String,
    pub help: String,
}

impl RowFault {
    pub fn new(
        check: &'static str,
        field: usize,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            check,
            field: Some(field),
            reason: reason.into(),
            help: help.into(),
        }
    }

    fn of_row(check: &'static str, reason: impl Into<String>) -> Self {
        Self {
            check,
            field: None,
            reason: reason.into(),
            help: CORRECT.into(),
        }
    }
}

/// The faults of one table: the first of each kind in full, the others by line.
pub(crate) struct RowFaults {
    kinds: Vec<(&'static str, Option<usize>)>,
    pub problems: Vec<Problem>,
    pub refused: u64,
    subject: &'static str,
    header: Vec<String>,
}

impl RowFaults {
    pub fn new(subject: &'static str, header: &[String]) -> Self {
        Self {
            kinds: Vec::new(),
            problems: Vec::new(),
            refused: 0,
            subject,
            header: header.to_vec(),
        }
    }

    /// Counts a row that cannot be used.
    pub fn add(&mut self, fault: RowFault, path: &Path, record: &Record<'_>) {
        let kind = (fault.check, fault.field);
        let problem = self.problem(fault, path, record);
        self.count(kind, problem, record);
    }

    /// Counts a row that cannot be used and tells of it.
    pub fn tell(
        &mut self,
        fault: RowFault,
        path: &Path,
        record: &Record<'_>,
        listening: &mut Listening<'_>,
    ) {
        let kind = (fault.check, fault.field);
        let problem = self.problem(fault, path, record);
        listening.refused(&problem, record);
        self.count(kind, problem, record);
    }

    fn count(
        &mut self,
        kind: (&'static str, Option<usize>),
        problem: Problem,
        record: &Record<'_>,
    ) {
        self.refused += 1;
        if let Some(known) = self.kinds.iter().position(|k| *k == kind) {
            self.problems[known].and_also(record.line);
            return;
        }
        self.kinds.push(kind);
        self.problems.push(problem);
    }

    fn problem(&self, fault: RowFault, path: &Path, record: &Record<'_>) -> Problem {
        let (text, at) = record.row_text(fault.field);
        let problem = Problem::new(self.subject, path, fault.reason, fault.help)
            .of_check(fault.check)
            .at_line(record.line)
            .with_row(text, at);
        match fault.field {
            Some(field) => problem
                .in_column(self.header.get(field).map_or("", String::as_str))
                .with_value(record.field(field)),
            None => problem,
        }
    }

    /// The first check that failed, if any: these tables are used whole or not at all.
    pub fn finish(self) -> Result<(), ReadError> {
        match self.problems.into_iter().next() {
            None => Ok(()),
            Some(problem) => Err(problem.into()),
        }
    }
}

/// Reads every row of a table that is used whole or not at all; says whether it is synthetic.
pub(crate) fn each_row(
    mut table: Table,
    path: &Path,
    subject: &'static str,
    mut row: impl FnMut(&Record<'_>) -> Result<(), RowFault>,
) -> Result<bool, ReadError> {
    let header = table.header().to_vec();
    let mut faults = RowFaults::new(subject, &header);
    while let Some(record) = table.next()? {
        let read = whole(&record, header.len()).and_then(|()| row(&record));
        if let Err(fault) = read {
            faults.add(fault, path, &record);
        }
    }
    faults.finish()?;
    Ok(is_synthetic(&header))
}

/// A row has as many fields as the header, and its quotes are in order.
pub(crate) fn whole(record: &Record<'_>, width: usize) -> Result<(), RowFault> {
    if record.stray_quote.is_some() {
        let reason = "a quote closes in the middle of a field";
        return Err(RowFault::of_row("quote", reason));
    }
    if record.len() != width {
        let reason = format!(
            "the row has {} fields, the header has {width}",
            record.len()
        );
        return Err(RowFault::of_row("fields", reason));
    }
    Ok(())
}

/// A text that must be there; `what` names it, such as `the code`.
pub(crate) fn needed<'r>(
    record: &'r Record<'_>,
    field: usize,
    what: &str,
) -> Result<&'r str, RowFault> {
    filled(record.field(field))
        .ok_or_else(|| RowFault::new("blank", field, format!("{what} is blank"), CORRECT))
}

/// A whole number, thousands commas allowed.
pub(crate) fn count(record: &Record<'_>, field: usize) -> Result<u32, RowFault> {
    let text = record.field(field);
    let digits = text.replace(',', "");
    digits.parse().map_err(|_| {
        let reason = format!("`{}` is not a whole number", quoted(text));
        RowFault::new("whole number", field, reason, CORRECT)
    })
}

/// A number.
pub(crate) fn number(record: &Record<'_>, field: usize) -> Result<f64, RowFault> {
    let text = record.field(field);
    coordinates::number(text).ok_or_else(|| {
        let reason = format!("`{}` is not a number", quoted(text));
        RowFault::new("number", field, reason, CORRECT)
    })
}

/// A position, x first; `None` when both are blank or both 0.
pub(crate) fn position(
    record: &Record<'_>,
    [x, y]: [usize; 2],
    crs: Crs,
) -> Result<Option<[f64; 2]>, RowFault> {
    let half = |blank: usize, other: usize| {
        let reason = format!(
            "this is blank, but the other coordinate is {}",
            quoted(record.field(other))
        );
        Err(RowFault::new("half a position", blank, reason, CORRECT))
    };
    match (filled(record.field(x)), filled(record.field(y))) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return half(x, y),
        (Some(_), None) => return half(y, x),
        (Some(_), Some(_)) => {}
    }
    let position = [number(record, x)?, number(record, y)?];
    match coordinates::check(position, crs) {
        None if coordinates::is_placeholder(position, crs) => Ok(None),
        None => Ok(Some(position)),
        Some(misplaced) => {
            let at = Coord {
                x: position[0],
                y: position[1],
            };
            let (reason, help) = explain(at, Some(misplaced), crs);
            Err(RowFault::new("position", x, reason, help))
        }
    }
}
