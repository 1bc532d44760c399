//! Records of a delimited text file, with the physical line each starts on.
//!
//! - Line ends are CRLF, LF or CR alone; a line break inside quotes counts as a line. Blank lines
//!   are no records.
//! - The delimiter (comma, tab or semicolon) is the one that occurs most in the first line.
//! - A byte order mark is skipped. A record that is not UTF-8 is read as Windows-1252.
//! - A file whose name ends in `.gz` is unpacked on the way, all of its members.
//! - Memory does not grow with the file: a record is at most [`LONGEST_RECORD`] bytes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use csv_core::ReadRecordResult;

use crate::Problem;
use crate::quotes::{self, Quotes};

/// A record longer than this has a quote that does not close.
pub(crate) const LONGEST_RECORD: usize = 65_536;
const CHUNK: usize = 4 * LONGEST_RECORD;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One record. Fields are the text between the delimiters, quotes undone.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    /// Physical line it starts on, from 1.
    pub line: u64,
    /// What is wrong with its quotes, if anything: the fields cannot be trusted then.
    pub stray_quote: Option<usize>,
    raw: &'a [u8],
    delimiter: u8,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// Number of fields.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field without the blanks round it; empty when there is none of this number.
    pub fn field(&self, number: usize) -> &'a str {
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end).unwrap_or_default().trim()
    }

    /// The record as it stands in the file, and where in it a field stands: first byte, length.
    pub fn row_text(&self, field: Option<usize>) -> (String, Option<(usize, usize)>) {
        let span = field.and_then(|n| quotes::field_span(self.raw, self.delimiter, n));
        let Some((start, length)) = span else {
            return (decoded(self.raw), None);
        };
        let before = decoded(&self.raw[..start]);
        let value = decoded(&self.raw[start..start + length]);
        let at = (before.len(), value.len());
        let after = decoded(&self.raw[start + length..]);
        (before + &value + &after, Some(at))
    }
}

/// A delimited text file, read record by record.
pub(crate) struct Table {
    subject: &'static str,
    path: PathBuf,
    input: Box<dyn Read>,
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
    header: Vec<String>,
}

impl Table {
    /// Opens a file and reads its header.
    pub fn open(path: &Path, subject: &'static str) -> Result<Self, Box<Problem>> {
        let file = File::open(path).map_err(|e| cannot_open(path, subject, &e))?;
        let input: Box<dyn Read> = if is_named_gzip(path) {
            Box::new(flate2::read::MultiGzDecoder::new(file))
        } else {
            Box::new(file)
        };
        Self::new(input, path, subject)
    }

    /// Reads the header; `path` only serves messages.
    pub fn new(
        input: Box<dyn Read>,
        path: &Path,
        subject: &'static str,
    ) -> Result<Self, Box<Problem>> {
        let mut table = Self {
            subject,
            path: path.to_owned(),
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
            header: Vec::new(),
        };
        while !table.at_end && table.end < CHUNK / 2 {
            table.fill()?;
        }
        let head = &table.buffer[..table.end];
        if let Some((reason, help)) = not_text(head, path) {
            return Err(table.problem(reason, help));
        }
        if head.starts_with(BYTE_ORDER_MARK) {
            table.start = BYTE_ORDER_MARK.len();
        }
        table.delimiter = delimiter_of(&head[table.start..]);
        table.csv = csv_core::ReaderBuilder::new()
            .delimiter(table.delimiter)
            .build();
        let header: Option<Vec<String>> = table.next()?.map(|record| {
            (0..record.len())
                .map(|i| record.field(i).to_owned())
                .collect()
        });
        match header {
            Some(header) => table.header = header,
            None => {
                return Err(table.problem(
                    "the file is empty".into(),
                    "the first line must name the columns".into(),
                ));
            }
        }
        Ok(table)
    }

    /// The names of the columns, in file order.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next record; `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, Box<Problem>> {
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
                ReadRecordResult::End => return Ok(None),
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
        self.decode(written, fields);
        let text = if self.decoded.is_empty() {
            std::str::from_utf8(&self.fields[..written]).unwrap_or_default()
        } else {
            &self.decoded
        };
        Ok(Some(Record {
            line,
            stray_quote,
            raw: &self.buffer[raw],
            delimiter: self.delimiter,
            text,
            ends: &self.ends[..fields],
        }))
    }

    /// A problem with the file as a whole.
    pub fn problem(&self, reason: String, help: String) -> Box<Problem> {
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
        let gzip = is_named_gzip(&self.path);
        if gzip && error.kind() == io::ErrorKind::UnexpectedEof {
            let reason = "the gzip file is cut short".into();
            return self.problem(reason, "copy or download the file again".into());
        }
        if gzip
            && matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
            )
        {
            let reason = "the name ends in .gz, but this is not a sound gzip file".into();
            let help =
                "copy or download the file again, or take .gz off its name if it is plain text";
            return self.problem(reason, help.into());
        }
        self.problem(
            format!("it cannot be read on: {error}"),
            "check the disk or share it is on".into(),
        )
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

/// A message for a file that cannot be opened.
pub(crate) fn cannot_open(path: &Path, subject: &'static str, error: &io::Error) -> Box<Problem> {
    let (reason, help) = match error.kind() {
        io::ErrorKind::NotFound => (
            "there is no such file".to_owned(),
            "check the path in the config",
        ),
        io::ErrorKind::PermissionDenied => (
            "permission to read it was denied".to_owned(),
            "ask for read permission, or copy the file to where you have it",
        ),
        _ => (
            format!("it cannot be opened: {error}"),
            "check that the path names a file",
        ),
    };
    Box::new(Problem::new(subject, path, reason, help))
}

/// Whether the name says that the file is packed with gzip.
pub(crate) fn is_named_gzip(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("gz"))
}

/// Why the first bytes are not those of a text file, and what to do.
fn not_text(head: &[u8], path: &Path) -> Option<(String, String)> {
    let found = |what: &str, help: &str| {
        Some((format!("this is {what}, not a text file"), help.to_owned()))
    };
    let holds = |word: &[u8]| head.windows(word.len()).any(|w| w == word);
    let export = "open it and save the sheet as CSV (comma delimited), then name that file";
    match head {
        [b'P', b'K', 3, 4, ..] if holds(b"xl/") || holds(b"[Content_Types].xml") => {
            found("an Excel workbook", export)
        }
        [b'P', b'K', 3, 4, ..] => found("a zip archive", "unpack it and name the CSV file inside"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => found("an old Excel workbook", export),
        [0x1f, 0x8b, ..] => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            found("packed with gzip", &format!("rename it to {name}.gz"))
        }
        [b'P', b'A', b'R', b'1', ..] => found("a Parquet file", "export it as CSV"),
        [b'%', b'P', b'D', b'F', ..] => found("a PDF document", "ask for the table as CSV"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            found("text in UTF-16", "save it as CSV UTF-8 and name that file")
        }
        _ if head.starts_with(b"SQLite format 3") => found(
            "a database (SQLite or GeoPackage)",
            "export the table as CSV",
        ),
        _ if head.contains(&0) => Some(nul_bytes()),
        _ => None,
    }
}

fn nul_bytes() -> (String, String) {
    (
        "this is a binary file (it holds zero bytes), not a text file".into(),
        "export the table as CSV and name that file".into(),
    )
}

fn delimiter_of(head: &[u8]) -> u8 {
    let line = head
        .iter()
        .copied()
        .skip_while(|&b| is_line_end(b))
        .take_while(|&b| !is_line_end(b));
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in line {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && byte == *delimiter);
        }
    }
    let [comma, tab, semicolon] = counts;
    let most = if tab.1 > comma.1 { tab } else { comma };
    if semicolon.1 > most.1 {
        semicolon.0
    } else {
        most.0
    }
}

fn is_line_end(byte: u8) -> bool {
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
#[path = "table_tests.rs"]
mod tests;
