//! Paths that name a part of a file: `download.zip#2019-06/a.csv` a member of an archive,
//! `File_1.xlsx#IMD2019` a sheet of a workbook.

use std::path::{Path, PathBuf};

/// A path without its part, and the part. A file that really has `#` in its name wins.
pub(crate) fn split_part(path: &Path) -> (PathBuf, Option<String>) {
    let text = path.to_string_lossy();
    if !text.contains('#') || path.exists() {
        return (path.to_owned(), None);
    }
    let places = text.match_indices('#').map(|(at, _)| at);
    let at = places
        .clone()
        .find(|&at| Path::new(&text[..at]).exists())
        .or_else(|| places.clone().next());
    match at {
        Some(at) => (text[..at].into(), Some(text[at + 1..].to_owned())),
        None => (path.to_owned(), None),
    }
}

/// The file that a path lies in: the path itself, or the archive or workbook before `#`.
pub fn file_of(path: &Path) -> PathBuf {
    split_part(path).0
}

/// A path to a part of a file.
pub(crate) fn joined(file: &Path, part: &str) -> PathBuf {
    format!("{}#{part}", file.display()).into()
}

/// The parts a pattern means: the one of exactly this name, else those that fit it.
pub(crate) fn meant(names: Vec<String>, pattern: &str) -> Vec<String> {
    if names.iter().any(|name| name == pattern) {
        return vec![pattern.to_owned()];
    }
    names
        .into_iter()
        .filter(|name| fits(pattern, name))
        .collect()
}

/// Whether a name fits a pattern in which `*` stands for any text.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    let mut last = None;
    for piece in pieces {
        // What stood last may be skipped over; only the very last piece has to end the name.
        if let Some(before) = last.replace(piece) {
            match rest.split_once(before) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
    }
    match last {
        None => rest.is_empty(),
        Some(end) => rest.ends_with(end),
    }
}

/// Whether the name of a file fits a pattern. Hidden files and what programs lay beside an open one
/// (`.x`, `._x`, `~$x`) fit only a pattern that begins like them.
pub(crate) fn fits_file(pattern: &str, name: &str) -> bool {
    let hidden = name.starts_with(['.', '~']) && pattern.get(..1) != name.get(..1);
    !hidden && fits(pattern, name)
}

/// What tells whether two paths are of the same part of the same file, whatever way leads to it.
pub(crate) fn identity(path: &Path) -> (PathBuf, Option<String>) {
    let (file, part) = split_part(path);
    (std::fs::canonicalize(&file).unwrap_or(file), part)
}

#[cfg(test)]
#[path = "part_tests.rs"]
mod tests;
