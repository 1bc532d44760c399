//! Sheets of workbooks: Excel (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`) and `OpenDocument` (`.ods`).
//!
//! - The header is the first row with at least two filled cells and more than half as many as the fullest
//!   of the first 100 filled rows: titles and notes above a table are narrower than it. A sheet of one column
//!   has its header in the first filled row.
//! - A column starts where the table does, and is as long as the header: a filled cell beyond it makes the
//!   row too long, which is refused. Of merged cells only the first has a value.
//! - Dates and times are known by the format of their cells, in the 1900 and the 1904 system alike:
//!   `2019-06-30 23:15:00`, rounded to seconds; `2019-06-30` in columns that have no other time than
//!   midnight; `23:15:00` for a time without a day. Numbers have the fewest digits that read back, truth
//!   is `TRUE` or `FALSE`. A formula has the value it had when the workbook was saved.
//! - A cell in error has its word: `#N/A` is blank wherever nothing is blank, and others are refused
//!   wherever they stand for a number, a day or a code.
//! - The sheet is held in memory, 16 bytes and its text for each filled cell, and what all cells of the
//!   workbook share: at most 4 GiB. The 1,048,576 rows of a full sheet take about 400 MB.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Sheets, Xls, Xlsx, open_workbook_from_rs};

use super::open::{cannot_open, not_one};
use super::sheet::{Sheet, SheetRows};
use super::{Shape, Table, archive, compound, open_document, part};
use crate::Problem;
use crate::guarded::{DAMAGED, guarded};
use crate::problem::listed;

/// Bytes of what all cells share that are still read.
const MOST_SHARED: u64 = 1 << 30;

/// What a workbook was written by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
}

impl Kind {
    /// The kind of workbook that a zip archive with these members is, if any.
    pub fn of_members(names: &[String]) -> Option<Self> {
        let has = |start: &str, end: &str| {
            let mut names = names.iter();
            names.any(|name| name.starts_with(start) && name.ends_with(end))
        };
        if has("xl/workbook", ".xml") {
            Some(Self::Xlsx)
        } else if has("xl/workbook", ".bin") {
            Some(Self::Xlsb)
        } else {
            (has("mimetype", "") && has("content.xml", "")).then_some(Self::Ods)
        }
    }
}

type Book = Sheets<BufReader<File>>;

/// Opens a sheet as a table.
pub(super) fn table(
    file: &Path,
    kind: Kind,
    wanted: Option<&str>,
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    let mut book = opened(file, kind, subject)?;
    let names = book.sheet_names();
    let (name, sheet) = match wanted {
        Some(wanted) => {
            let meant = part::meant(names.clone(), wanted);
            let [name] = &meant[..] else {
                let some = if meant.is_empty() { &names } else { &meant };
                return Err(no_sheet(file, wanted, some, meant.is_empty(), subject));
            };
            let sheet = read(&mut book, file, name, subject)?;
            (name.clone(), sheet)
        }
        None => only_sheet(&mut book, file, &names, subject)?,
    };
    drop(book);
    let shown = if wanted.is_some() {
        part::joined(file, &name)
    } else {
        path.to_owned()
    };
    let Some((header, rows)) = SheetRows::new(sheet, shape) else {
        let reason = format!("the sheet {name} is empty");
        let help = "the first row must name the columns";
        return Err(Box::new(Problem::new(subject, &shown, reason, help)));
    };
    let mut table = Table::of_cells(header, Box::new(rows), &shown, subject);
    if shape.header.is_some() {
        table.check_given_header()?;
    }
    Ok(table)
}

/// The names of the sheets of a workbook.
pub(crate) fn sheet_names(
    file: &Path,
    kind: Kind,
    subject: &'static str,
) -> Result<Vec<String>, Box<Problem>> {
    Ok(opened(file, kind, subject)?.sheet_names())
}

/// The only sheet with anything on it.
fn only_sheet(
    book: &mut Book,
    file: &Path,
    names: &[String],
    subject: &'static str,
) -> Result<(String, Sheet), Box<Problem>> {
    if let [name] = names {
        return Ok((name.clone(), read(book, file, name, subject)?));
    }
    let mut filled = Vec::new();
    for name in names {
        if has_cells(book, name).map_err(|e| broken(file, name, &e, subject))? {
            filled.push(name.clone());
        }
    }
    match &filled[..] {
        [name] => Ok((name.clone(), read(book, file, name, subject)?)),
        [] => {
            let reason = format!("nothing is on any of its sheets: {}", listed(names));
            let help = "check that the right file is named";
            Err(Box::new(Problem::new(subject, file, reason, help)))
        }
        _ => Err(not_one(file, None, &filled, "sheet", subject)),
    }
}

fn no_sheet(
    file: &Path,
    wanted: &str,
    names: &[String],
    none: bool,
    subject: &'static str,
) -> Box<Problem> {
    if !none {
        return not_one(file, Some(wanted), names, "sheet", subject);
    }
    let reason = format!(
        "it has no sheet called `{wanted}`; its sheets are {}",
        listed(names)
    );
    let help = "write one of them after # in the path";
    Box::new(Problem::new(subject, file, reason, help))
}

fn opened(file: &Path, kind: Kind, subject: &'static str) -> Result<Book, Box<Problem>> {
    if kind != Kind::Xls {
        shared_fits(file, subject)?;
    }
    let input = || {
        let file_in = File::open(file).map_err(|e| cannot_open(file, subject, &e))?;
        Ok::<_, Box<Problem>>(BufReader::new(file_in))
    };
    let unsound = |reason: String| {
        let locked = reason.to_ascii_lowercase().contains("password");
        let (reason, help) = if locked {
            (
                "the workbook is protected by a password".to_owned(),
                "open it, save it without the password and name that file",
            )
        } else {
            (
                format!("this is not a sound workbook: {reason}"),
                "open it in a spreadsheet program and save it again as .xlsx or CSV",
            )
        };
        Box::new(Problem::new(subject, file, reason, help))
    };
    if kind == Kind::Xls {
        compound::is_sound(file).map_err(unsound)?;
    }
    if kind == Kind::Ods {
        open_document::is_sound(file, subject)?;
    }
    let read = || -> Result<Book, Box<Problem>> {
        match kind {
            Kind::Xlsx => open_workbook_from_rs(input()?)
                .map(Sheets::Xlsx)
                .map_err(|e: calamine::XlsxError| unsound(e.to_string())),
            Kind::Xlsb => open_workbook_from_rs(input()?)
                .map(Sheets::Xlsb)
                .map_err(|e: calamine::XlsbError| unsound(e.to_string())),
            Kind::Ods => open_workbook_from_rs(input()?)
                .map(Sheets::Ods)
                .map_err(|e: calamine::OdsError| unsound(e.to_string())),
            Kind::Xls => match Xls::new(input()?) {
                Ok(book) => Ok(Sheets::Xls(book)),
                // An .xlsx with a password lies in the same container as an .xls.
                Err(e) => match Xlsx::new(input()?) {
                    Err(locked @ calamine::XlsxError::Password) => Err(unsound(locked.to_string())),
                    _ => Err(unsound(e.to_string())),
                },
            },
        }
    };
    guarded(read).unwrap_or_else(|| Err(unsound(DAMAGED.into())))
}

/// What all cells share is held in memory, so it is unpacked once to see how much it really is.
fn shared_fits(file: &Path, subject: &'static str) -> Result<(), Box<Problem>> {
    let mut room = MOST_SHARED;
    for name in archive::members(file, subject)? {
        let shared = ["sharedStrings", "styles", "workbook.", "content.xml"];
        if !shared.iter().any(|part| name.contains(part)) {
            continue;
        }
        let mut input = archive::open(file, &name, subject)?.take(room + 1);
        let read = io::copy(&mut input, &mut io::sink()).map_err(|e| {
            let reason = format!("this is not a sound workbook: {name}: {e}");
            let help = "copy or download the file again";
            Box::new(Problem::new(subject, file, reason, help))
        })?;
        room = room.checked_sub(read).ok_or_else(|| {
            let reason = "what the cells of this workbook share takes more than 1 GiB";
            let help = "save the sheet as CSV and name that file";
            Box::new(Problem::new(subject, file, reason, help))
        })?;
    }
    Ok(())
}

fn broken(file: &Path, name: &str, error: &str, subject: &'static str) -> Box<Problem> {
    let reason = format!("the sheet {name} cannot be read: {error}");
    let help = "open it in a spreadsheet program and save it again as .xlsx or CSV";
    Box::new(Problem::new(subject, file, reason, help))
}

/// Whether there is anything on a sheet.
fn has_cells(book: &mut Book, name: &str) -> Result<bool, String> {
    let mut found = false;
    each_cell(book, name, &mut |_, _, value| {
        found |= !matches!(value, Value::Blank);
        Ok(!found)
    })?;
    Ok(found)
}

fn read(
    book: &mut Book,
    file: &Path,
    name: &str,
    subject: &'static str,
) -> Result<Sheet, Box<Problem>> {
    let mut sheet = Sheet::default();
    each_cell(book, name, &mut |row, column, value| {
        sheet.push(row, column, value)?;
        Ok(true)
    })
    .map_err(|e| broken(file, name, &e, subject))?;
    Ok(sheet)
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Blank,
    Text(&'a str),
    Whole(i64),
    Number(f64),
    Truth(bool),
    Time(ExcelDateTime),
    /// `2019-06-30T23:15:00`.
    IsoTime(&'a str),
    /// `PT23H15M00S`.
    IsoLength(&'a str),
}

/// Calls `visit` with row and column of every cell, from 0, until it says no.
fn each_cell(
    book: &mut Book,
    name: &str,
    visit: &mut dyn FnMut(u32, u32, Value<'_>) -> Result<bool, String>,
) -> Result<(), String> {
    guarded(|| cells(book, name, visit)).unwrap_or_else(|| Err(DAMAGED.into()))
}

fn cells(
    book: &mut Book,
    name: &str,
    visit: &mut dyn FnMut(u32, u32, Value<'_>) -> Result<bool, String>,
) -> Result<(), String> {
    let text = |e: &dyn std::fmt::Display| e.to_string();
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(name).map_err(|e| text(&e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| text(&e))? {
                let (row, column) = cell.get_position();
                if !of_ref(cell.get_value(), &mut |value| visit(row, column, value))? {
                    return Ok(());
                }
            }
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(name).map_err(|e| text(&e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| text(&e))? {
                let (row, column) = cell.get_position();
                if !of_ref(cell.get_value(), &mut |value| visit(row, column, value))? {
                    return Ok(());
                }
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = book.worksheet_range(name).map_err(|e| text(&e))?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let (row, column) = (top + row as u32, left + column as u32);
                if !of_data(data, &mut |value| visit(row, column, value))? {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

type Visit<'v> = &'v mut dyn FnMut(Value<'_>) -> Result<bool, String>;

fn of_ref(data: &DataRef<'_>, visit: Visit<'_>) -> Result<bool, String> {
    match data {
        DataRef::SharedString(text) => visit(Value::Text(text)),
        DataRef::String(text) => visit(Value::Text(text)),
        DataRef::Int(number) => visit(Value::Whole(*number)),
        DataRef::Float(number) => visit(Value::Number(*number)),
        DataRef::Bool(truth) => visit(Value::Truth(*truth)),
        DataRef::DateTime(time) => visit(Value::Time(*time)),
        DataRef::DateTimeIso(time) => visit(Value::IsoTime(time)),
        DataRef::DurationIso(length) => visit(Value::IsoLength(length)),
        DataRef::Error(error) => visit(Value::Text(&error.to_string())),
        DataRef::Empty => visit(Value::Blank),
    }
}

fn of_data(data: &Data, visit: Visit<'_>) -> Result<bool, String> {
    match data {
        Data::String(text) => visit(Value::Text(text)),
        Data::Int(number) => visit(Value::Whole(*number)),
        Data::Float(number) => visit(Value::Number(*number)),
        Data::Bool(truth) => visit(Value::Truth(*truth)),
        Data::DateTime(time) => visit(Value::Time(*time)),
        Data::DateTimeIso(time) => visit(Value::IsoTime(time)),
        Data::DurationIso(length) => visit(Value::IsoLength(length)),
        Data::Error(error) => visit(Value::Text(&error.to_string())),
        Data::Empty => visit(Value::Blank),
    }
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
