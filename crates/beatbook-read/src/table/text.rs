//! Delimited text.
//!
//! - Line ends are CRLF, LF or CR alone; a line break inside quotes counts as a line. Blank lines, and
//!   rows of nothing but delimiters, are no records.
//! - The delimiter is found in the first lines: comma, tab, semicolon, bar, colon, `^`, `~` or the unit
//!   separator U+001F. A first line `sep=;` says it, and counts as a line.
//! - UTF-16 has a byte order mark; one of UTF-8 is skipped. A record that is not UTF-8 is read as
//!   Windows-1252.
//! - Memory does not grow with the file: a record is at most [`LONGEST_RECORD`] bytes.

use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use csv_core::ReadRecordResult;

use super::Record;
use super::dialect::{delimiter_of, said};
use crate::Problem;
use crate::quotes::{self, Quotes};

/// A record longer than this has a quote that does not close.
pub(crate) const LONGEST_RECORD: usize = 65_536;
const CHUNK: usize = 4 * LONGEST_RECORD;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What the text was unpacked from, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    /// A member of a zip archive.
    Member,
}

/// A delimited text file, read record by record.
pub(super) struct Text {
    subject: &'static str,
    path: PathBuf,
    packing: Packing,
    input: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// The bytes not yet given out: `buffer[start..end]`.
    start: usize,
    end: usize,
    at_end: bool,
    csv: csv_core::Reader,
    delimiter: u8,
    fields: Vec<u8>,
    ends: Vec<usize>,
    decoded: String,
    /// Physical line of `buffer[start]`.
    line: u64,
    /// Whether the byte before `buffer[start]` was a carriage return.
    after_return: bool,
    current: Current,
}

/// The record that was read last.
#[derive(Default)]
struct Current {
    line: u64,
    stray_quote: Option<usize>,
    raw: Range<usize>,
    /// Bytes of `fields` and number of `ends`.
    written: usize,
    fields: usize,
}

impl Text {
    /// Finds out the delimiter; `path` only serves messages.
    pub fn new(
        input: Box<dyn Read + Send>,
        packing: Packing,
        path: &Path,
        subject: &'static str,
    ) -> Result<Self, Box<Problem>> {
        let mut text = Self {
            subject,
            path: path.to_owned(),
            packing,
            input,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            at_end: false,
            csv: csv_core::Reader::new(),
            delimiter: b',',
            fields: vec![0; 1024],
            ends: vec![0; 64],
            decoded: String::new(),
            line: 1,
            after_return: false,
            current: Current::default(),
        };
        while !text.at_end && text.end < CHUNK / 2 {
            text.fill()?;
        }
        let head = &text.buffer[..text.end];
        if let Some((reason, help)) = not_text(head) {
            return Err(text.problem(reason, help));
        }
        if head.starts_with(BYTE_ORDER_MARK) {
            text.start = BYTE_ORDER_MARK.len();
        }
        let head = &head[text.start..];
        text.delimiter = match said(head) {
            Some((delimiter, length)) => {
                text.start += length;
                delimiter
            }
            None => delimiter_of(head, text.at_end),
        };
        text.csv = csv_core::ReaderBuilder::new()
            .delimiter(text.delimiter)
            .build();
        Ok(text)
    }

    /// Goes to the next record that is not blank; says whether there is one.
    pub fn advance(&mut self) -> Result<bool, Box<Problem>> {
        while self.read_record()? {
            let Current {
                written,
                fields,
                stray_quote,
                ..
            } = self.current;
            let blank = self.fields[..written].iter().all(u8::is_ascii_whitespace);
            if !blank || stray_quote.is_some() {
                self.decode(written, fields);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The record that [`Text::advance`] went to.
    pub fn record(&self) -> Record<'_> {
        let Current {
            line,
            stray_quote,
            ref raw,
            written,
            fields,
        } = self.current;
        let text = if self.decoded.is_empty() {
            std::str::from_utf8(&self.fields[..written]).unwrap_or_default()
        } else {
            &self.decoded
        };
        Record {
            line,
            stray_quote,
            raw: Some((&self.buffer[raw.clone()], self.delimiter)),
            text,
            ends: &self.ends[..fields],
        }
    }

    fn read_record(&mut self) -> Result<bool, Box<Problem>> {
        self.skip_line_ends()?;
        let mut next = self.start;
        let (mut written, mut fields) = (0, 0);
        loop {
            if next == self.end && !self.at_end {
                let used = next - self.start;
                self.fill()?;
                next = self.start + used;
                if next == self.end && !self.at_end {
                    continue;
                }
            }
            let (result, read, wrote, ended) = self.csv.read_record(
                &self.buffer[next..self.end],
                &mut self.fields[written..],
                &mut self.ends[fields..],
            );
            next += read;
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty => {}
            }
            if next - self.start > LONGEST_RECORD {
                return Err(self.endless(next));
            }
        }
        let mut last = next;
        while last > self.start && is_line_end(self.buffer[last - 1]) {
            last -= 1;
        }
        if last - self.start > LONGEST_RECORD {
            return Err(self.endless(last));
        }
        let raw = self.start..last;
        if self.buffer[raw.clone()].contains(&0) {
            return Err(self.binary());
        }
        let line = self.line;
        let mut stray_quote = None;
        match quotes::check(&self.buffer[raw.clone()], self.delimiter) {
            Quotes::Sound { breaks } => self.line += breaks,
            Quotes::Open { at } => return Err(self.open_quote(last, at)),
            Quotes::Stray { at } => {
                if self.buffer[raw.clone()].iter().any(|&b| is_line_end(b)) {
                    return Err(self.stray_quote(last, at));
                }
                stray_quote = Some(at);
            }
        }
        self.pass_line_ends(last, next);
        self.start = next;
        self.current = Current {
            line,
            stray_quote,
            raw,
            written,
            fields,
        };
        Ok(true)
    }

    fn problem(&self, reason: String, help: String) -> Box<Problem> {
        Box::new(Problem::new(self.subject, &self.path, reason, help))
    }

    /// Leaves `decoded` empty when the fields are UTF-8, each on its own; else fills it from
    /// Windows-1252 and moves the ends.
    fn decode(&mut self, written: usize, fields: usize) {
        self.decoded.clear();
        let bytes = &self.fields[..written];
        let ends = &mut self.ends[..fields];
        let whole = std::str::from_utf8(bytes).ok();
        if whole.is_some_and(|text| ends.iter().all(|&end| text.is_char_boundary(end))) {
            return;
        }
        let mut start = 0;
        for end in ends {
            let (text, _) =
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[start..*end]);
            start = *end;
            self.decoded.push_str(&text);
            *end = self.decoded.len();
        }
    }

    fn skip_line_ends(&mut self) -> Result<(), Box<Problem>> {
        loop {
            let mut next = self.start;
            while next < self.end && is_line_end(self.buffer[next]) {
                next += 1;
            }
            self.pass_line_ends(self.start, next);
            self.start = next;
            if next < self.end || self.at_end {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Counts the line ends in `buffer[from..to]`; a line feed after a carriage return is no second.
    fn pass_line_ends(&mut self, from: usize, to: usize) {
        self.after_return &= from == self.start;
        for &byte in &self.buffer[from..to] {
            let second = byte == b'\n' && self.after_return;
            self.line += u64::from(!second);
            self.after_return = byte == b'\r';
        }
    }

    fn fill(&mut self) -> Result<(), Box<Problem>> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        match self.input.read(&mut self.buffer[self.end..]) {
            Ok(0) => self.at_end = true,
            Ok(read) => self.end += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(self.broken(&e)),
        }
        Ok(())
    }

    fn broken(&self, error: &io::Error) -> Box<Problem> {
        let unsound = matches!(
            error.kind(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
        );
        let cut = error.kind() == io::ErrorKind::UnexpectedEof;
        let again = "copy or download the file again";
        let (reason, help) = match self.packing {
            Packing::Gzip if cut => ("the gzip file is cut short".into(), again),
            Packing::Gzip if unsound && !super::is_named_gzip(&self.path) => {
                ("this is not a sound gzip file".into(), again)
            }
            Packing::Gzip if unsound => (
                "the name ends in .gz, but this is not a sound gzip file".into(),
                "copy or download the file again, or take .gz off its name if it is plain text",
            ),
            Packing::Member if cut || unsound => {
                ("this member of the archive is damaged".into(), again)
            }
            _ => (
                format!("it cannot be read on: {error}"),
                "check the disk or share it is on",
            ),
        };
        self.problem(reason, help.into())
    }

    fn binary(&self) -> Box<Problem> {
        let (reason, help) = nul_bytes();
        let mut problem = self.problem(reason, help);
        problem.line = Some(self.line);
        problem
    }

    fn endless(&self, until: usize) -> Box<Problem> {
        match quotes::check(&self.buffer[self.start..until], self.delimiter) {
            Quotes::Open { at } => self.open_quote(until, at),
            Quotes::Stray { at } => self.stray_quote(until, at),
            Quotes::Sound { .. } => {
                let limit = beatbook_core::thousands(LONGEST_RECORD as u64);
                let reason = format!("this row is longer than {limit} bytes");
                let mut problem = self.problem(
                    reason,
                    "check that this is a table with one row per line".into(),
                );
                problem.line = Some(self.line);
                problem
            }
        }
    }

    fn open_quote(&self, until: usize, at: usize) -> Box<Problem> {
        let limit = beatbook_core::thousands(LONGEST_RECORD as u64);
        let closes = if until - self.start > LONGEST_RECORD {
            format!("does not close within {limit} bytes")
        } else {
            "does not close before the end of the file".into()
        };
        self.at_quote(at, format!("the quote that opens here {closes}"))
    }

    fn stray_quote(&self, until: usize, at: usize) -> Box<Problem> {
        let lines = self.lines_in(until);
        let reason = format!(
            "a quote opens on line {} and closes here, in the middle of a field; \
             where the rows of lines {} to {} end cannot be told",
            self.line,
            self.line,
            self.line + lines
        );
        self.at_quote(at, reason)
    }

    /// A fault of quoting at a byte of the record that starts at `start`.
    fn at_quote(&self, at: usize, reason: String) -> Box<Problem> {
        let record = &self.buffer[self.start..self.end];
        let before = &record[..at];
        let line_start = before
            .iter()
            .rposition(|&b| is_line_end(b))
            .map_or(0, |i| i + 1);
        let rest = &record[line_start..];
        let line_end = rest
            .iter()
            .position(|&b| is_line_end(b))
            .unwrap_or(rest.len());
        let mark = decoded(&record[line_start..at]).len();
        let help = "write a quote inside a field twice (\"\"), or take the quote out";
        let problem = Problem::new(self.subject, &self.path, reason, help)
            .at_line(self.line + self.lines_in(self.start + line_start))
            .with_row(decoded(&rest[..line_end]), Some((mark, 1)));
        Box::new(problem)
    }

    fn lines_in(&self, until: usize) -> u64 {
        let bytes = &self.buffer[self.start..until];
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|&(i, &b)| b == b'\r' || (b == b'\n' && (i == 0 || bytes[i - 1] != b'\r')));
        ends.count() as u64
    }
}

/// Why the first bytes are not those of a text file, and what to do. Tables of other kinds only come
/// here out of an archive.
fn not_text(head: &[u8]) -> Option<(String, String)> {
    let inside = "take it out of the archive and name the file itself";
    let (what, help) = match head {
        [b'P', b'K', 3, 4, ..] => ("a workbook or a zip archive inside an archive", inside),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ("an Excel workbook inside an archive", inside),
        [b'P', b'A', b'R', b'1', ..] => ("a Parquet file inside an archive", inside),
        [b'%', b'P', b'D', b'F', ..] => ("a PDF document", "ask for the table as CSV"),
        _ if head.starts_with(b"SQLite format 3") => ("a database inside an archive", inside),
        _ if head.contains(&0) => return Some(nul_bytes()),
        _ => return not_table(head),
    };
    Some((format!("this is {what}, not a text file"), help.into()))
}

/// Text that is no table: what servers and tools leave in the place of one.
fn not_table(head: &[u8]) -> Option<(String, String)> {
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    let head = head.trim_ascii_start();
    let starts = |with: &str| {
        let start = head.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    let (what, help) = if starts("<!doctype") || starts("<html") {
        (
            "a web page",
            "open it in a browser to see what it says, and download the table itself",
        )
    } else if starts("<?xml") {
        ("XML", "ask for the table as CSV")
    } else if starts("{\"") {
        (
            "JSON",
            "ask for the table as CSV, or call the file .geojson if it holds features",
        )
    } else if starts("version https://git-lfs") {
        (
            "what Git leaves in the place of a large file",
            "get the file itself with `git lfs pull`",
        )
    } else {
        return None;
    };
    Some((format!("this is {what}, not a table"), help.into()))
}

fn nul_bytes() -> (String, String) {
    (
        "this is a binary file (it holds zero bytes), not a text file".into(),
        "export the table as CSV and name that file".into(),
    )
}

pub(super) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// UTF-8, else Windows-1252.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
