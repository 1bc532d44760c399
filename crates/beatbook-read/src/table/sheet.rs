//! The filled cells of one sheet, and the table they make.

use std::fmt::Write;

use calamine::ExcelDateTime;
use jiff::civil::Date;

use super::workbook::Value;
use super::{CellRows, Cells, Shape};
use crate::Problem;

/// Bytes a sheet may take.
const MOST: usize = 3 << 30;
/// Filled rows that are looked at for the header.
const LOOKED_AT: usize = 100;
/// Days counted from here on are beyond the year 9999.
const BEYOND: f64 = 2_958_466.0;
/// Length of `2019-06-30`.
const DAY: usize = 10;

/// A filled cell; its text ends at `end` and starts where that of the cell before ends.
struct Filled {
    end: usize,
    row: u32,
    column: u16,
    /// Whether the text is a day and a time.
    is_time: bool,
}

/// The filled cells of a sheet, row by row.
#[derive(Default)]
pub(super) struct Sheet {
    text: String,
    cells: Vec<Filled>,
    /// Whether a column has other times than midnight.
    timed: Vec<bool>,
}

impl Sheet {
    /// Adds a cell, row and column from 0.
    pub fn push(&mut self, row: u32, column: u32, value: Value<'_>) -> Result<(), String> {
        let before = self.text.len();
        let is_time = match value {
            Value::Blank => return Ok(()),
            Value::Text(text) if text.trim().is_empty() => return Ok(()),
            Value::Text(text) => {
                self.text.push_str(text);
                false
            }
            Value::Whole(number) => self.write(format_args!("{number}")),
            Value::Number(number) => self.write(format_args!("{number}")),
            Value::Truth(truth) => {
                self.write(format_args!("{}", if truth { "TRUE" } else { "FALSE" }))
            }
            Value::Time(time) => self.push_time(time),
            Value::IsoTime(time) => self.push_iso_time(time),
            Value::IsoLength(length) => self.push_iso_length(length),
        };
        let column = u16::try_from(column).map_err(|_| "it has too many columns".to_owned())?;
        if let Some(last) = self.cells.last()
            && (last.row, last.column) >= (row, column)
        {
            return Err("its cells are not in order".into());
        }
        if is_time && !self.text[before..].ends_with(" 00:00:00") {
            let column = usize::from(column);
            self.timed.resize(self.timed.len().max(column + 1), false);
            self.timed[column] = true;
        }
        self.cells.push(Filled {
            end: self.text.len(),
            row,
            column,
            is_time,
        });
        if self.text.len() + self.cells.len() * size_of::<Filled>() > MOST {
            return Err("it takes more than 3 GiB".into());
        }
        Ok(())
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) -> bool {
        // Writing into a String cannot fail.
        let _ = self.text.write_fmt(text);
        false
    }

    /// Says whether there is a day in it.
    fn push_time(&mut self, time: ExcelDateTime) -> bool {
        let days = time.as_f64();
        if !(0.0..BEYOND).contains(&days) {
            return self.write(format_args!("{days}"));
        }
        if time.is_duration() || days < 1.0 {
            let seconds = (days * 86_400.0).round() as u64;
            return self.write(format_args!("{}", Clock(seconds)));
        }
        // The day is that of the same rounding: calamine takes the last millisecond for the next day.
        let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
        let [hour, minute, second] = [hour, minute, second].map(u64::from);
        let seconds = hour * 3_600 + minute * 60 + second + u64::from(milli >= 500);
        let carried = (seconds == 86_400)
            .then(|| {
                Date::new(year as i16, month as i8, day as i8)
                    .ok()?
                    .tomorrow()
                    .ok()
            })
            .flatten();
        match carried {
            Some(next) => self.write(format_args!("{next} 00:00:00")),
            None => self.write(format_args!(
                "{year:04}-{month:02}-{day:02} {}",
                Clock(seconds.min(86_399))
            )),
        };
        true
    }

    fn push_iso_time(&mut self, time: &str) -> bool {
        let Some((day, clock)) = time.split_once('T') else {
            if time.len() == DAY {
                self.write(format_args!("{time} 00:00:00"));
                return true;
            }
            return self.write(format_args!("{time}"));
        };
        let clock = clock.split('.').next().unwrap_or(clock);
        let seconds = if clock.len() == 5 { ":00" } else { "" };
        self.write(format_args!("{day} {clock}{seconds}"));
        true
    }

    /// Hours, minutes and seconds; other lengths as they are written.
    fn push_iso_length(&mut self, length: &str) -> bool {
        match iso_seconds(length) {
            Some(seconds) => self.write(format_args!("{}", Clock(seconds))),
            None => self.write(format_args!("{length}")),
        }
    }

    /// The text of a cell; days alone where the column has nothing but midnights.
    fn shown(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.cells[before].end);
        let cell = &self.cells[number];
        let text = &self.text[start..cell.end];
        let timed = self.timed.get(usize::from(cell.column)).copied();
        if cell.is_time && !timed.unwrap_or(false) {
            return text.get(..DAY).unwrap_or(text);
        }
        text
    }

    /// The number after that of the last cell in the row of cell `first`.
    fn row_end(&self, first: usize) -> usize {
        let row = self.cells[first].row;
        let rest = &self.cells[first..];
        first + rest.iter().take_while(|cell| cell.row == row).count()
    }

    /// The first cell of the header.
    fn header(&self) -> usize {
        let mut rows = Vec::new();
        let mut first = 0;
        while first < self.cells.len() && rows.len() < LOOKED_AT {
            let end = self.row_end(first);
            rows.push((first, end - first));
            first = end;
        }
        let fullest = rows.iter().map(|(_, filled)| *filled).max().unwrap_or(0);
        let enough = (fullest / 2 + 1).max(2);
        let header = rows.iter().find(|(_, filled)| *filled >= enough);
        header.or(rows.first()).map_or(0, |(first, _)| *first)
    }
}

/// `PT23H15M00S` in seconds, fractions left out.
fn iso_seconds(length: &str) -> Option<u64> {
    let (hours, rest) = length.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let number = |text: &str| text.parse::<u64>().ok().filter(|n| *n < 1 << 32);
    Some(number(hours)? * 3_600 + number(minutes)? * 60 + number(seconds)?)
}

/// Seconds as hours, minutes and seconds.
struct Clock(u64);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (hours, minutes) = (self.0 / 3_600, self.0 / 60 % 60);
        write!(f, "{hours:02}:{minutes:02}:{:02}", self.0 % 60)
    }
}

/// The rows of a sheet below its header.
pub(super) struct SheetRows {
    sheet: Sheet,
    /// The cell that comes next.
    next: usize,
    /// Column of the first field.
    left: u16,
    width: usize,
}

impl SheetRows {
    /// The header of a sheet and the rows below it; `None` for an empty sheet. Where the header is
    /// given, all filled rows are data.
    pub fn new(sheet: Sheet, shape: &Shape) -> Option<(Vec<String>, Self)> {
        if sheet.cells.is_empty() {
            return None;
        }
        let first = match shape.header {
            None => sheet.header(),
            Some(_) => 0,
        };
        let end = sheet.row_end(first);
        let left = sheet.cells[first..].iter().map(|cell| cell.column).min()?;
        let width = usize::from(sheet.cells[end - 1].column - left) + 1;
        let mut rows = Self {
            sheet,
            next: first,
            left,
            width,
        };
        let header = if let Some(header) = &shape.header {
            // A first row may be blank on the right.
            rows.width = header.len();
            header.clone()
        } else {
            let mut names = vec![String::new(); width];
            for number in first..end {
                let column = usize::from(rows.sheet.cells[number].column - left);
                rows.sheet
                    .shown(number)
                    .trim()
                    .clone_into(&mut names[column]);
            }
            rows.next = end;
            names
        };
        Some((header, rows))
    }
}

impl CellRows for SheetRows {
    fn next(&mut self, row: &mut Cells) -> Result<Option<u64>, Box<Problem>> {
        if self.next == self.sheet.cells.len() {
            return Ok(None);
        }
        let end = self.sheet.row_end(self.next);
        let number = u64::from(self.sheet.cells[self.next].row) + 1;
        for cell in self.next..end {
            let column = usize::from(self.sheet.cells[cell].column - self.left);
            while row.len() < column {
                row.push("");
            }
            row.push(self.sheet.shown(cell));
        }
        while row.len() < self.width {
            row.push("");
        }
        self.next = end;
        Ok(Some(number))
    }
}
