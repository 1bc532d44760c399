//! `header`: the columns of files that do not name them.

use toml::Spanned;

use super::place::Place;
use crate::ReadError;
use crate::mapped::plain;

/// Checks the names: each there, each once, as columns are looked up.
pub(super) fn names(
    header: Option<Spanned<Vec<Spanned<String>>>>,
    has_columns: bool,
    place: &Place<'_>,
) -> Result<Option<Vec<String>>, ReadError> {
    let Some(header) = header else {
        return Ok(None);
    };
    let span = header.span();
    if !has_columns {
        let words = "header names the columns of files with format = \"csv\"; take it out, or write that format";
        return place.refuse(&span, words);
    }
    let mut seen: Vec<String> = Vec::new();
    for name in header.get_ref() {
        let key = plain(name.get_ref());
        if key.is_empty() {
            let words = "a name in the header is blank; write a name for every column, in the order of the file";
            return place.refuse(&name.span(), words);
        }
        if seen.contains(&key) {
            let words = format!(
                "the header has `{}` twice; give every column a name of its own (case, blanks and punctuation do not tell names apart)",
                name.get_ref()
            );
            return place.refuse(&name.span(), &words);
        }
        seen.push(key);
    }
    if seen.is_empty() {
        let words =
            "the header names no column; write a name for every column, in the order of the file";
        return place.refuse(&span, words);
    }
    let names = header.into_inner().into_iter().map(Spanned::into_inner);
    Ok(Some(names.collect()))
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
