//! One record of a table.

use super::text::decoded;
use crate::quotes;

/// One record. Fields are the text between the delimiters, quotes undone.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    /// Physical line it starts on, or row of the sheet, from 1.
    pub line: u64,
    /// What is wrong with its quotes, if anything: the fields cannot be trusted then.
    pub stray_quote: Option<usize>,
    /// The bytes of the file and the delimiter in them; `None` where a table is no text.
    pub(super) raw: Option<(&'a [u8], u8)>,
    pub(super) text: &'a str,
    pub(super) ends: &'a [usize],
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

    /// The record as it stands in the file, or as comma-separated text, and where in it a field
    /// stands: first byte, length.
    pub fn row_text(&self, field: Option<usize>) -> (String, Option<(usize, usize)>) {
        let written;
        let (raw, delimiter) = if let Some(raw) = self.raw {
            raw
        } else {
            written = self.written();
            (written.as_bytes(), b',')
        };
        let span = field.and_then(|n| quotes::field_span(raw, delimiter, n));
        let Some((start, length)) = span else {
            return (decoded(raw), None);
        };
        let before = decoded(&raw[..start]);
        let value = decoded(&raw[start..start + length]);
        let at = (before.len(), value.len());
        let after = decoded(&raw[start + length..]);
        (before + &value + &after, Some(at))
    }

    fn written(&self) -> String {
        let fields = (0..self.len()).map(|n| {
            let field = self.field(n);
            if field.contains([',', '"']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.to_owned()
            }
        });
        fields.collect::<Vec<_>>().join(",")
    }
}
