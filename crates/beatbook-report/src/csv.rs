//! CSV (RFC 4180, lines end in a line feed), in UTF-8.

use std::io::Write;

use crate::column::{Cell, Kind};
use crate::error::ReportError;
use crate::table::Table;

impl Table {
    /// Writes the table as CSV, row by row; every row ends with where it comes from. A count too small
    /// to be shown is `*`, what there is not an empty cell. Shapes are not written.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn write_csv(&self, out: &mut impl Write) -> Result<(), ReportError> {
        let said: Vec<(&str, &str)> = self.provenance().said().collect();
        let head = self.columns().iter().map(|column| &*column.name);
        let head = head.chain(said.iter().map(|(name, _)| *name));
        writeln!(out, "{}", csv_line(head))?;
        let tail = csv_line(said.iter().map(|(_, value)| *value));
        for row in self.rows() {
            for (cell, column) in row.iter().zip(self.columns()) {
                let text = cell.written(column.kind);
                let is_text = column.kind == Kind::Text && matches!(cell, Cell::Text(_));
                if is_text {
                    write!(out, "{},", field(&text))?;
                } else {
                    write!(out, "{text},")?;
                }
            }
            writeln!(out, "{tail}")?;
        }
        Ok(())
    }

    /// The same in memory.
    pub fn csv(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Memory takes everything.
        let _ = self.write_csv(&mut bytes);
        bytes
    }
}

/// One line of comma-separated values, without its end; a field is quoted where it must be.
///
/// A text that a spreadsheet would compute (`=`, `+`, `-`, `@`, tab or carriage return first) gets an
/// apostrophe in front, which spreadsheets take for "this is text"; a number stays a number.
///
/// ```
/// use beatbook_report::csv_line;
/// assert_eq!(csv_line(["=1+1", "-0.5", "a,b"]), "'=1+1,-0.5,\"a,b\"");
/// ```
pub fn csv_line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let fields = fields.into_iter().map(field);
    fields.collect::<Vec<_>>().join(",")
}

fn field(text: &str) -> String {
    // Digits alone compute to nothing: numbers, and ids made of coordinates, stay what they are.
    let is_number = text.parse::<f64>().is_ok();
    let is_digits = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit() || b".,".contains(&b))
    };
    let is_plain = is_number
        || text
            .split(',')
            .all(|part| is_digits(part.trim_start_matches('-')));
    let computes = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain;
    let text = if computes {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
