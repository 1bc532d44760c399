//! Rows of tables that are no text.

use super::Record;
use crate::Problem;

/// The fields of one row.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Adds a field.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    pub(super) fn record(&self, line: u64) -> Record<'_> {
        Record {
            line,
            stray_quote: None,
            raw: None,
            text: &self.text,
            ends: &self.ends,
        }
    }
}

/// What gives rows.
pub(crate) trait CellRows {
    /// Writes the next row into `row`, which is empty, and gives its number; `None` after the last.
    fn next(&mut self, row: &mut Cells) -> Result<Option<u64>, Box<Problem>>;
}
