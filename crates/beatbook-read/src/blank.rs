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
