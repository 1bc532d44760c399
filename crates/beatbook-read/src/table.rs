//! Any table, read record by record: delimited text, a sheet of a workbook, Parquet, or the
//! properties of a file of features. What a file is, its first bytes say, whatever it is called.
//!
//! - **Text** is read in constant memory, its dialect found out: `text`.
//! - **`.gz`** is unpacked on the way, all of its members; so is a member of a **`.zip`**, named after
//!   `#`: `download.zip#2019-06/2019-06-city-street.csv`. Without `#` it is the only text in the archive.
//! - **Workbooks** (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`), the sheet named after `#`:
//!   `File_1.xlsx#IMD2019`. Without `#` it is the only sheet with anything on it. `workbook` says where
//!   the header is, what becomes of dates and how much memory it takes.
//! - **Parquet** is read by row group.
//! - **Features**: every property is a column; points add `x` and `y`.
//!
//! `*` after `#` stands for any text; it has to mean one member or sheet.
//!
//! Whatever the file, a row without a single filled field is a blank line and no record: spreadsheets
//! leave rows of bare commas behind. Lines are those of a text file, rows of the sheet, or, where there
//! are neither, records counted from 2, since the header is 1.

mod ahead;
pub(crate) mod archive;
mod cells;
mod compound;
mod dialect;
mod feature_rows;
pub(crate) mod open;
mod open_document;
#[cfg_attr(not(feature = "parquet"), path = "table/no_parquet.rs")]
mod parquet;
pub(crate) mod part;
mod record;
mod shape;
mod sheet;
mod text;
mod utf16;
pub(crate) mod workbook;

pub(crate) use cells::{CellRows, Cells};
pub(crate) use open::{cannot_open, is_named_gzip};
pub use part::file_of;
pub(crate) use part::split_part;
pub(crate) use record::Record;
pub(crate) use shape::Shape;
pub(crate) use text::decoded;

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::Problem;
use crate::problem::listed;
use text::{Packing, Text};

/// Where the records come from.
enum Rows {
    Text(Box<Text>),
    Cells {
        rows: Box<dyn CellRows + Send>,
        cells: Cells,
        line: u64,
    },
}

impl Rows {
    /// Goes to the next record; says whether there is one.
    fn advance(&mut self) -> Result<bool, Box<Problem>> {
        match self {
            Self::Text(text) => text.advance(),
            Self::Cells { rows, cells, line } => loop {
                cells.clear();
                match rows.next(cells)? {
                    None => return Ok(false),
                    Some(_) if cells.is_blank() => {}
                    Some(number) => {
                        *line = number;
                        return Ok(true);
                    }
                }
            },
        }
    }

    /// The record that [`Rows::advance`] went to.
    fn record(&self) -> Record<'_> {
        match self {
            Self::Text(text) => text.record(),
            Self::Cells { cells, line, .. } => cells.record(*line),
        }
    }
}

/// A table, read record by record.
pub(crate) struct Table {
    subject: &'static str,
    path: PathBuf,
    header: Vec<String>,
    rows: Rows,
    /// Whether the next record has been gone to already.
    pending: bool,
}

impl Table {
    /// Opens a table and reads its header.
    pub fn open(path: &Path, subject: &'static str) -> Result<Self, Box<Problem>> {
        Self::open_shaped(path, subject, &Shape::default())
    }

    /// Opens a table whose header may be given instead of read.
    pub fn open_shaped(
        path: &Path,
        subject: &'static str,
        shape: &Shape,
    ) -> Result<Self, Box<Problem>> {
        open::table(path, subject, shape)
    }

    /// Delimited text; `path` only serves messages.
    pub fn of_text(
        input: Box<dyn Read + Send>,
        packing: Packing,
        path: &Path,
        subject: &'static str,
        shape: &Shape,
    ) -> Result<Self, Box<Problem>> {
        let text = Text::new(input, packing, path, subject)?;
        let mut table = Self {
            subject,
            path: path.to_owned(),
            header: Vec::new(),
            rows: Rows::Text(Box::new(text)),
            pending: false,
        };
        if !table.rows.advance()? {
            let help = "the first line must name the columns";
            return Err(table.problem("the file is empty".into(), help.into()));
        }
        let first = table.rows.record();
        match &shape.header {
            None => {
                table.header = (0..first.len())
                    .map(|i| first.field(i).to_owned())
                    .collect();
            }
            Some(header) => {
                table.header.clone_from(header);
                table.pending = true;
                table.fits_first_row()?;
            }
        }
        Ok(table)
    }

    /// Rows whose columns are known.
    fn of_cells(
        header: Vec<String>,
        rows: Box<dyn CellRows + Send>,
        path: &Path,
        subject: &'static str,
    ) -> Self {
        Self {
            subject,
            path: path.to_owned(),
            header,
            rows: Rows::Cells {
                rows,
                cells: Cells::default(),
                line: 0,
            },
            pending: false,
        }
    }

    /// The names of the columns, in file order.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The names of the columns for a message.
    pub fn columns(&self) -> String {
        let names = self.header.iter().map(|name| match name.as_str() {
            "" => "(no name)",
            name => name,
        });
        listed(&names.collect::<Vec<_>>())
    }

    /// The next record; `None` at the end of the table.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, Box<Problem>> {
        let there = std::mem::take(&mut self.pending) || self.rows.advance()?;
        Ok(there.then(|| self.rows.record()))
    }

    /// A problem with the file as a whole.
    pub fn problem(&self, reason: String, help: String) -> Box<Problem> {
        Box::new(Problem::new(self.subject, &self.path, reason, help))
    }

    /// Compares the header that was given with the first row, which stays the next.
    fn check_given_header(&mut self) -> Result<(), Box<Problem>> {
        self.pending = self.rows.advance()?;
        if self.pending {
            self.fits_first_row()?;
        }
        Ok(())
    }

    /// A given header of another width than the rows would refuse every one of them.
    fn fits_first_row(&self) -> Result<(), Box<Problem>> {
        let first = self.rows.record();
        let (given, found) = (self.header.len(), first.len());
        if given == found {
            return Ok(());
        }
        let reason = format!(
            "the config gives the header {given} columns, the first row of the file has {found}"
        );
        let help = "name every column under header, in the order of the file";
        let (row, _) = first.row_text(None);
        let problem = Problem::new(self.subject, &self.path, reason, help);
        Err(Box::new(problem.at_line(first.line).with_row(row, None)))
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
