//! Whether an `.xls` can be given to calamine: it follows chains of sectors in circles, and lays out a sheet
//! as wide and long as its farthest cells.
//!
//! Container: [MS-CFB]; records: [MS-XLS] 2.3.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::guarded::guarded;

const COLUMNS: u16 = 256;
/// A full sheet.
const CELLS: u64 = 65_536 * COLUMNS as u64;
/// How often over the stream may be read, once for each sheet; sheets lie one after another.
const TIMES: usize = 4;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL_NUMBERS: u16 = 0x00bd;
/// Formula, several and single numbers, texts, truths.
const CELL: [u16; 8] = [
    0x0006, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e,
];

/// The reason why it cannot, if so. A container without a workbook is left to calamine, which knows what an
/// `.xlsx` with a password is.
pub(super) fn is_sound(file: &Path) -> Result<(), String> {
    let damaged = || "its sectors do not agree".to_owned();
    let read = guarded(|| stream(file)).ok_or_else(damaged)?;
    match read.map_err(|e| e.to_string())? {
        Some(bytes) => sheets(&bytes),
        None => Ok(()),
    }
}

fn stream(file: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let file = File::open(file)?;
    let most = file.metadata()?.len();
    let mut container = cfb::CompoundFile::open(file)?;
    let name = ["Workbook", "Book"]
        .into_iter()
        .find(|name| container.is_stream(name));
    let Some(name) = name else { return Ok(None) };
    let mut bytes = Vec::new();
    container
        .open_stream(name)?
        .take(most)
        .read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn sheets(bytes: &[u8]) -> Result<(), String> {
    let mut left = bytes.len().saturating_mul(TIMES);
    let shared = Records(bytes).take_while(|(kind, _)| *kind != END);
    for (_, data) in shared.filter(|(kind, _)| *kind == SHEET) {
        let start = number(data, 0, 4).and_then(|start| usize::try_from(start).ok());
        let from = start.and_then(|start| bytes.get(start..));
        let from = from.ok_or("a sheet of it begins beyond its end")?;
        let walked = sheet(from)?;
        left = left.checked_sub(walked).ok_or("its sheets overlap")?;
    }
    Ok(())
}

/// Looks at the cells of a sheet, not at those of charts in it; gives the bytes it takes.
fn sheet(bytes: &[u8]) -> Result<usize, String> {
    let (mut depth, mut walked) = (0_u32, 0);
    for (kind, data) in Records(bytes) {
        walked += data.len() + 4;
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => dimensions(data)?,
            _ if CELL.contains(&kind) => {
                let last = match kind {
                    SEVERAL_NUMBERS => data.len().saturating_sub(2),
                    _ => 2,
                };
                let far =
                    |at| number(data, at, 2).is_some_and(|column| column >= u64::from(COLUMNS));
                if far(2) || far(last) {
                    return Err(format!("a cell of it is beyond column {COLUMNS}"));
                }
            }
            _ => {}
        }
    }
    Ok(walked)
}

/// First row, row after the last, the same of columns; rows of four bytes where there are 14.
fn dimensions(data: &[u8]) -> Result<(), String> {
    let size = if data.len() == 14 { 4 } else { 2 };
    let at = |at, size| number(data, at, size).unwrap_or(0);
    let (top, bottom) = (at(0, size), at(size, size));
    let (left, right) = (at(2 * size, 2), at(2 * size + 2, 2));
    let rows = bottom.saturating_sub(top) + 1;
    let cells = rows.saturating_mul(right.saturating_sub(left) + 1);
    // One row and column more than there are pass for a full sheet.
    if cells > 2 * CELLS {
        return Err("a sheet of it has more cells than there can be".to_owned());
    }
    Ok(())
}

/// Little-endian.
fn number(data: &[u8], at: usize, size: usize) -> Option<u64> {
    let bytes = data.get(at..at + size)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

/// Kind and data of each record; ends where one is cut short.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = number(self.0, 0, 2)?;
        let length = usize::try_from(number(self.0, 2, 2)?).ok()?;
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((u16::try_from(kind).ok()?, data))
    }
}

#[cfg(test)]
#[path = "compound_tests.rs"]
mod tests;
