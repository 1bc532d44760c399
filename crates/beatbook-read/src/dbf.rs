//! The table of a Shapefile (dBASE III to 5): field names and texts.
//!
//! Layout: <https://www.loc.gov/preservation/digital/formats/fdd/fdd000325.shtml>. Text is UTF-8, else
//! Windows-1252. Numbers and dates are kept as the text they are stored as.

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
    pub fn new(bytes: &'a [u8]) -> Result<Self, DbfFault> {
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
            fields.push(Field {
                name: decoded(name_bytes).trim().to_owned(),
                kind: field[11],
                start,
                length,
            });
            start += length;
        }
        if fields.is_empty() || start > record_bytes {
            return Err(DbfFault::NotATable);
        }
        Ok(Self {
            fields,
            records: &bytes[header_bytes..],
            record_bytes,
            len,
        })
    }

    /// The text of a field, without the blanks round it; `None` when it is blank.
    pub fn text(&self, record: usize, field: &Field) -> Option<String> {
        let start = record * self.record_bytes + field.start;
        let bytes = self.records.get(start..start + field.length)?;
        if field.kind == b'I'
            && let Ok(four) = <[u8; 4]>::try_from(bytes)
        {
            return Some(i32::from_le_bytes(four).to_string());
        }
        let text = decoded(bytes);
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        (!text.is_empty()).then(|| text.to_owned())
    }
}

#[cfg(test)]
#[path = "dbf_tests.rs"]
mod tests;
