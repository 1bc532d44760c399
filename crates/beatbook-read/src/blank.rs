//! What counts as nothing, and as yes and no.

/// The text, unless it says that there is none.
pub(crate) fn filled(text: &str) -> Option<&str> {
    let blank = text.is_empty() || matches!(text, "NA" | "NULL" | "NaN" | "null" | "#N/A");
    (!blank).then_some(text)
}

/// Whether a flag is set; `None` when the text is neither yes nor no. Blank is no.
pub(crate) fn yes_or_no(text: Option<&str>) -> Option<bool> {
    let Some(text) = text else { return Some(false) };
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "1" | "true" | "t" => Some(true),
        "n" | "no" | "0" | "false" | "f" => Some(false),
        _ => None,
    }
}

/// Bytes that are no text, two letters each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or('0');
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}
