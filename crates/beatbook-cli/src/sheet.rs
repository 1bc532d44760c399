//! Answers as one table for a spreadsheet, every row of which says where it comes from.

use beatbook_core::Released;
use beatbook_report::Table;

/// Columns and rows of an answer.
pub(crate) enum Sheet {
    /// A table that is exported too.
    Table(Table),
    /// Texts under a head.
    Texts(Vec<String>, Vec<Vec<String>>),
}

impl Sheet {
    pub(crate) fn new(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let head = head.iter().map(ToString::to_string).collect();
        Self::Texts(head, rows.into_iter().collect())
    }

    /// The sheet as comma-separated values, with source, period, setting, selection, book and audience
    /// in every row, and the agreement and the mark of synthetic data where there is one.
    pub(crate) fn csv<T>(self, released: &Released<T>) -> String {
        let table = match self {
            Self::Table(table) => table,
            Self::Texts(head, rows) => Table::of_texts("sheet", released, &head, rows),
        };
        String::from_utf8_lossy(&table.csv()).into_owned()
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
