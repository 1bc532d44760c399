//! Whether the quotes of a record are in order. The record reader takes any text; a stray quote
//! would then swallow the rows after it in silence.

/// What the quotes of one record say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// In order; so many line breaks stand inside quotes.
    Sound { breaks: u64 },
    /// The quote that opens at this byte never closes.
    Open { at: usize },
    /// Text follows the quote that closes at this byte.
    Stray { at: usize },
}

/// Looks at a record without its line end.
pub(crate) fn check(record: &[u8], delimiter: u8) -> Quotes {
    if !record.contains(&b'"') {
        return Quotes::Sound { breaks: 0 };
    }
    let mut breaks = 0;
    let mut i = 0;
    loop {
        if record.get(i) == Some(&b'"') {
            let opened = i;
            i += 1;
            loop {
                match record.get(i) {
                    None => return Quotes::Open { at: opened },
                    Some(b'"') if record.get(i + 1) == Some(&b'"') => i += 2,
                    Some(b'"') => break,
                    Some(_) => {
                        breaks += u64::from(ends_line(record, i));
                        i += 1;
                    }
                }
            }
            i += 1;
            match record.get(i) {
                None => return Quotes::Sound { breaks },
                Some(&byte) if byte == delimiter => {}
                Some(_) => return Quotes::Stray { at: i - 1 },
            }
        } else {
            match record[i.min(record.len())..]
                .iter()
                .position(|&b| b == delimiter)
            {
                None => return Quotes::Sound { breaks },
                Some(length) => i += length,
            }
        }
        i += 1; // the delimiter
    }
}

/// Where the field of this number starts and how long it is, quotes left out.
pub(crate) fn field_span(record: &[u8], delimiter: u8, field: usize) -> Option<(usize, usize)> {
    let mut start = 0;
    let mut quoted = false;
    let mut number = 0;
    for i in 0..=record.len() {
        let byte = record.get(i).copied();
        if byte == Some(b'"') {
            quoted = !quoted;
        }
        if byte.is_none() || (byte == Some(delimiter) && !quoted) {
            if number == field {
                let inner = &record[start..i];
                let opens = usize::from(inner.first() == Some(&b'"'));
                let closes = usize::from(inner.len() > 1 && inner.last() == Some(&b'"'));
                return Some((
                    start + opens,
                    (inner.len() - opens).saturating_sub(closes * opens),
                ));
            }
            number += 1;
            start = i + 1;
        }
    }
    None
}

/// Whether a line ends with this byte: the line feed of a pair, or either alone.
fn ends_line(record: &[u8], i: usize) -> bool {
    match record[i] {
        b'\n' => true,
        b'\r' => record.get(i + 1) != Some(&b'\n'),
        _ => false,
    }
}

#[cfg(test)]
#[path = "quotes_tests.rs"]
mod tests;
