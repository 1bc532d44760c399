//! The calendar and the annotations: tables of days.

use std::path::Path;

use beatbook_core::{Day, Source, slug};

use crate::mapped::{Found, position, published};
use crate::problem::quoted;
use crate::row_faults::{RowFault, each_row, needed};
use crate::table::{Record, Table};
use crate::times::{Days, Written};
use crate::{Problem, ReadError};

const CALENDAR: &str = "the calendar";
const ANNOTATIONS: &str = "annotations";

/// A dated day of some kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: Day,
    /// Its kind, a word for selections: `bank-holiday`, `match-day`.
    pub kind: String,
    /// Words for people; the kind where there are none.
    pub label: String,
}

/// A dated note about a source: a change of system or of counting rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The first day on which it holds.
    pub day: Day,
    /// The source it is about.
    pub source: Source,
    /// What changed.
    pub text: String,
}

/// Reads a calendar: columns `date`, `kind` and, if there is one, `label`. A day may be of several
/// kinds.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, has no days, or has a day that is none or a
/// kind that cannot stand in a selection.
pub fn read_calendar(path: &Path) -> Result<Vec<CalendarDay>, ReadError> {
    let table = Table::open(path, CALENDAR)?;
    let date = published(&table, "the day", &["date"])?;
    let kind = published(&table, "the kind of day", &["kind"])?;
    let label = match position(table.header(), "label") {
        Found::At(field) => Some(field),
        Found::Missing | Found::Twice => None,
    };
    let mut days = days();
    let mut found = Vec::new();
    each_row(table, path, CALENDAR, |record| {
        let word = needed(record, kind, "the kind of day")?;
        if slug(word) != word {
            let reason = format!("`{}` is not a kind of day", quoted(word));
            let help = "write it in lower-case letters, digits and dashes, such as match-day";
            return Err(RowFault::new("kind", kind, reason, help));
        }
        let text = label.map(|n| record.field(n)).unwrap_or_default();
        found.push(CalendarDay {
            day: day(&mut days, record, date)?,
            kind: word.to_owned(),
            label: if text.is_empty() { word } else { text }.to_owned(),
        });
        Ok(())
    })?;
    if found.is_empty() {
        let help = "write its days under the header, or take the calendar out of the config";
        return Err(Problem::new(CALENDAR, path, "the calendar has no days", help).into());
    }
    Ok(found)
}

/// Reads annotations: columns `date`, `source` and `text`.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or has a day that is none, a
/// source that cannot be one, or no text.
pub fn read_annotations(path: &Path) -> Result<Vec<Annotation>, ReadError> {
    let table = Table::open(path, ANNOTATIONS)?;
    let date = published(&table, "the day", &["date"])?;
    let source = published(&table, "the source", &["source"])?;
    let text = published(&table, "the text", &["text"])?;
    let mut days = days();
    let mut found = Vec::new();
    each_row(table, path, ANNOTATIONS, |record| {
        let word = needed(record, source, "the source")?;
        found.push(Annotation {
            day: day(&mut days, record, date)?,
            source: Source::parse(word).map_err(|_| {
                let reason = format!("`{}` is not a source", quoted(word));
                let help = "use the id of a [[source]] of the config";
                RowFault::new("source", source, reason, help)
            })?,
            text: needed(record, text, "the text")?.to_owned(),
        });
        Ok(())
    })?;
    Ok(found)
}

/// Year first, or as written in Great Britain.
fn days() -> Days {
    Days::new(&Written::Format("%d/%m/%Y".into()))
}

fn day(days: &mut Days, record: &Record<'_>, field: usize) -> Result<Day, RowFault> {
    let text = needed(record, field, "the day")?;
    days.day(text).ok_or_else(|| {
        let reason = format!("`{}` is not a day", quoted(text));
        let help = "write days as 2024-08-26 or 26/08/2024";
        RowFault::new("day", field, reason, help)
    })
}

#[cfg(test)]
#[path = "dated_tests.rs"]
mod tests;
