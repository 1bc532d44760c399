//! The table of a Shapefile (dBASE III to 5): field names and texts.
//!
//! Layout: <https://www.loc.gov/preservation/digital/formats/fdd/fdd000325.shtml>. Numbers stored as text
//! are kept as that text, dates become `2024-01-15`, numbers and times stored in bytes become text. Memo
//! fields, whose text is in a file of its own, are left out. Records marked as deleted are no rows: as in
//! GDAL, they and their shapes are left out and counted nowhere.

use crate::code_page::CodePage;
use crate::table::decoded;

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DbfFault {
    /// Not a dBASE table.
    NotATable,
    /// Bytes it should have by its own header, bytes it has.
    CutShort(u64, u64),
}

/// A table in memory.
#[derive(Debug)]
pub(crate) struct Dbf<'a> {
    pub fields: Vec<Field>,
    records: &'a [u8],
    record_bytes: usize,
    pub len: usize,
    page: CodePage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub name: String,
    kind: u8,
    start: usize,
    length: usize,
}

impl<'a> Dbf<'a> {
    /// Reads the header.
    pub fn new(bytes: &'a [u8], page: CodePage) -> Result<Self, DbfFault> {
        let header = bytes.get(..32).ok_or(DbfFault::NotATable)?;
        let short = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let len = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let (header_bytes, record_bytes) = (short(8), short(10));
        let known = matches!(header[0] & 0x07, 3..=5) || header[0] == 0x30;
        if !known || header_bytes < 33 || record_bytes < 2 {
            return Err(DbfFault::NotATable);
        }
        let needed = header_bytes as u64 + len as u64 * record_bytes as u64;
        if needed > bytes.len() as u64 {
            return Err(DbfFault::CutShort(needed, bytes.len() as u64));
        }
        let mut fields = Vec::new();
        let mut start = 1; // after the mark of deleted records
        for field in bytes[32..header_bytes].chunks_exact(32) {
            if field[0] == 0x0d {
                break;
            }
            let name_bytes = field[..11].split(|&b| b == 0).next().unwrap_or_default();
            let length = usize::from(field[16]);
            let kind = field[11];
            // In the tables of Shapefiles B is a memo unless it has the eight bytes of a number.
            let is_memo = matches!(kind, b'M' | b'G' | b'P') || (kind == b'B' && length != 8);
            if !is_memo {
                fields.push(Field {
                    name: decoded(name_bytes).trim().to_owned(),
                    kind,
                    start,
                    length,
                });
            }
            start += length;
        }
        if start == 1 || start > record_bytes {
            return Err(DbfFault::NotATable);
        }
        Ok(Self {
            fields,
            records: &bytes[header_bytes..],
            record_bytes,
            len,
            page,
        })
    }

    /// Whether a record is marked as deleted.
    pub fn is_deleted(&self, record: usize) -> bool {
        self.records.get(record * self.record_bytes) == Some(&b'*')
    }

    /// Whether no text has a letter beyond ASCII.
    pub fn is_ascii(&self) -> bool {
        let texts = self.fields.iter().filter(|field| field.kind == b'C');
        texts.into_iter().all(|field| {
            (0..self.len).all(|record| self.bytes(record, field).is_none_or(<[u8]>::is_ascii))
        })
    }

    fn bytes(&self, record: usize, field: &Field) -> Option<&[u8]> {
        let start = record * self.record_bytes + field.start;
        self.records.get(start..start + field.length)
    }

    /// The text of a field, without the blanks round it; `None` when it is blank.
    pub fn text(&self, record: usize, field: &Field) -> Option<String> {
        let bytes = self.bytes(record, field)?;
        let four = || <[u8; 4]>::try_from(bytes).ok();
        let eight = || <[u8; 8]>::try_from(bytes).ok();
        match field.kind {
            b'I' | b'+' if bytes.len() == 4 => {
                return Some(i32::from_le_bytes(four()?).to_string());
            }
            b'O' | b'B' if bytes.len() == 8 => {
                return Some(f64::from_le_bytes(eight()?).to_string());
            }
            b'Y' if bytes.len() == 8 => {
                return Some((i64::from_le_bytes(eight()?) as f64 / 10_000.0).to_string());
            }
            b'T' | b'@' if bytes.len() == 8 => return moment(eight()?),
            _ => {}
        }
        let text = self.page.decoded(bytes);
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        match field.kind {
            // Stars are a number that did not fit; a question mark is neither yes nor no.
            b'N' | b'F' if text.starts_with('*') => None,
            b'L' if text == "?" => None,
            b'D' if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) => {
                let date = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
                (text != "00000000").then_some(date)
            }
            _ => (!text.is_empty()).then(|| text.to_owned()),
        }
    }
}

/// A day by its Julian number and milliseconds since midnight.
fn moment(bytes: [u8; 8]) -> Option<String> {
    /// Julian day number of 1970-01-01.
    const EPOCH: i64 = 2_440_588;
    let half =
        |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let (day, millis) = (i64::from(half(0)), i64::from(half(4)));
    if day == 0 {
        return None;
    }
    let seconds = (day - EPOCH) * 86_400 + millis / 1_000;
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(
        at.to_zoned(jiff::tz::TimeZone::UTC)
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string(),
    )
}

#[cfg(test)]
#[path = "dbf_tests.rs"]
mod tests;
