//! Rows that are not in the book, told one by one.

use beatbook_read::RefusedRow;

/// A row that is not in the book: it could not be used, or a later file replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProblemRow<'a> {
    /// The source's word; `people of` and it for people.
    pub source: &'a str,
    /// The file, relative to the config.
    pub file: &'a str,
    /// Physical line, from 1.
    pub line: u64,
    /// Column at fault; empty when it is the row as a whole.
    pub column: &'a str,
    /// The value in it.
    pub value: &'a str,
    /// What is wrong, or which file replaces it.
    pub reason: &'a str,
    /// What to do about it.
    pub help: &'a str,
    /// The row as written; empty for one that is replaced.
    pub row: &'a str,
}

/// Who hears of every row that is not in the book.
pub type Problems<'a> = dyn FnMut(ProblemRow<'_>) + 'a;

/// Passes refused rows on, with names as they are shown.
pub(crate) fn pass_on(
    source: &str,
    file: &str,
    problems: &mut Problems<'_>,
) -> impl FnMut(RefusedRow<'_>) {
    move |row| {
        problems(ProblemRow {
            source,
            file,
            line: row.line,
            column: row.column.unwrap_or_default(),
            value: row.value.unwrap_or_default(),
            reason: row.reason,
            help: row.help,
            row: row.row,
        });
    }
}
