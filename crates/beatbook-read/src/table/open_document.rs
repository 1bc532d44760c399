//! Whether the content of an `OpenDocument` sheet can be given to calamine: it reads on for ever where a
//! sheet does not end, and holds every cell that a few bytes say is repeated.

use std::io::BufReader;
use std::path::Path;

use beatbook_core::thousands;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive;
use crate::Problem;

const CONTENT: &str = "content.xml";
/// Cells that a sheet may unfold to, 56 bytes and their text each: a full sheet of 32 columns.
const MOST_CELLS: u64 = 1 << 25;
/// What a sheet can have; calamine leaves out what is beyond.
const MOST_ROWS: u64 = 1 << 20;
const MOST_COLUMNS: u64 = 1 << 14;

/// Reads the content once, in constant memory.
pub(super) fn is_sound(file: &Path, subject: &'static str) -> Result<(), Box<Problem>> {
    let input = archive::open(file, CONTENT, subject)?;
    let mut reader = Reader::from_reader(BufReader::new(input));
    reader.config_mut().expand_empty_elements = true;
    let save = "open it in a spreadsheet program and save it again as .xlsx or CSV";
    let unsound = |reason: &str| {
        let reason = format!("this is not a sound workbook: {CONTENT}: {reason}");
        Box::new(Problem::new(subject, file, reason, save))
    };
    let mut found = Found::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Err(e) => return Err(unsound(&e.to_string())),
            Ok(Event::Start(element)) => found.start(&element),
            Ok(Event::End(element)) => found.end(element.name().as_ref().as_bytes()),
            Ok(Event::Eof) if found.depth > 0 => return Err(unsound("it is cut short")),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
        }
        if found.cells() > MOST_CELLS {
            let reason = format!(
                "a sheet of it unfolds to more than {} cells",
                thousands(MOST_CELLS)
            );
            return Err(Box::new(Problem::new(subject, file, reason, save)));
        }
    }
}

/// The cells of the sheet so far.
#[derive(Default)]
struct Found {
    depth: u64,
    /// Rows up to the last filled one, and those behind it.
    rows: u64,
    blank_rows: u64,
    /// The same of the columns of the row, and how often it is repeated.
    columns: u64,
    blank_columns: u64,
    repeated: u64,
    widest: u64,
    /// Cells before they are laid out as a sheet.
    listed: u64,
}

impl Found {
    fn cells(&self) -> u64 {
        self.rows.saturating_mul(self.widest).max(self.listed)
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        self.depth += 1;
        match element.name().as_ref().as_bytes() {
            b"table:table" => {
                *self = Self {
                    depth: self.depth,
                    ..Self::default()
                };
            }
            b"table:table-row" => {
                self.repeated = repeated(element, "table:number-rows-repeated").min(MOST_ROWS);
                (self.columns, self.blank_columns) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let times = repeated(element, "table:number-columns-repeated").min(MOST_COLUMNS);
                // Only a cell with a value or a formula is filled, and all of those have an attribute more.
                if element
                    .attributes()
                    .flatten()
                    .any(|a| says_more(a.key.as_ref().as_bytes()))
                {
                    let columns = self.columns + self.blank_columns + times;
                    self.columns = columns.min(MOST_COLUMNS);
                    self.blank_columns = 0;
                } else {
                    self.blank_columns = self.blank_columns.saturating_add(times);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.depth -= 1;
        if name != b"table:table-row" {
            return;
        }
        if self.columns == 0 {
            self.blank_rows = self.blank_rows.saturating_add(self.repeated);
            return;
        }
        self.rows = (self.rows + self.blank_rows + self.repeated).min(MOST_ROWS);
        self.blank_rows = 0;
        self.widest = self.widest.max(self.columns);
        self.listed = self.listed.saturating_add(self.columns);
    }
}

fn says_more(key: &[u8]) -> bool {
    key.starts_with(b"office:") || key.starts_with(b"calcext:") || key == b"table:formula"
}

/// A number of times; 1 where there is none.
fn repeated(element: &BytesStart<'_>, key: &str) -> u64 {
    let found = element
        .attributes()
        .flatten()
        .find(|a| a.key.as_ref() == key);
    let number = found.and_then(|a| a.value.trim().parse().ok());
    number.unwrap_or(1)
}

#[cfg(test)]
#[path = "open_document_tests.rs"]
mod tests;
