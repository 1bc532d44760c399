//! What is told of rows while a file is read, one by one and in constant memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::Problem;
use crate::table::Record;

/// First line of every list of refused rows (`problems.csv`), by which the program knows its own.
pub const PROBLEMS_HEADER: &str = "source,file,line,column,value,reason,help,row";

/// A row that cannot be used. Every one is told, not only the first of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedRow<'a> {
    /// The file, as its path was given.
    pub file: &'a str,
    /// Physical line it starts on, from 1.
    pub line: u64,
    /// Column at fault; `None` when it is the row as a whole.
    pub column: Option<&'a str>,
    /// The value in it as written.
    pub value: Option<&'a str>,
    /// What is wrong, as a sentence.
    pub reason: &'a str,
    /// What to do about it.
    pub help: &'a str,
    /// The row as written, line breaks inside quotes included.
    pub row: &'a str,
}

/// Who is told of rows.
pub struct Listening<'a> {
    refused: &'a mut dyn FnMut(RefusedRow<'_>),
    whole: Option<&'a mut dyn FnMut(u64)>,
}

impl<'a> Listening<'a> {
    /// `refused` hears of every row that cannot be used, in file order.
    pub fn new(refused: &'a mut dyn FnMut(RefusedRow<'_>)) -> Self {
        Self {
            refused,
            whole: None,
        }
    }

    /// `whole` is given a number for every row, refused ones included: rows with the same text have the
    /// same one. Two different rows share one with a probability of about 1 in 10^19.
    #[must_use]
    pub fn and_whole_rows(mut self, whole: &'a mut dyn FnMut(u64)) -> Self {
        self.whole = Some(whole);
        self
    }

    pub(crate) fn whole(&mut self, record: &Record<'_>) {
        if let Some(whole) = &mut self.whole {
            let mut hasher = DefaultHasher::new();
            record.row_text(None).0.hash(&mut hasher);
            whole(hasher.finish());
        }
    }

    pub(crate) fn refused(&mut self, problem: &Problem, record: &Record<'_>) {
        (self.refused)(RefusedRow {
            file: &problem.file,
            line: record.line,
            column: problem.column.as_deref(),
            value: problem.value.as_deref(),
            reason: &problem.reason,
            help: &problem.help,
            row: problem.row_text.as_deref().unwrap_or_default(),
        });
    }
}

#[cfg(test)]
#[path = "refused_tests.rs"]
mod tests;
