//! Files of a source by pattern, in the order people count.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::place::Place;
use crate::ReadError;

/// Resolves patterns: `*` stands for any run of characters within a file name.
pub(super) fn resolve(
    patterns: &Spanned<Vec<Spanned<String>>>,
    place: &Place<'_>,
) -> Result<Vec<PathBuf>, ReadError> {
    let folder = place.folder;
    let mut found = Vec::new();
    for pattern in patterns.get_ref() {
        let path = folder.join(pattern.get_ref());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let parent = path.parent().unwrap_or(folder);
        if !name.contains('*') {
            if !path.is_file() {
                let words = format!("there is no file {}; check the path", path.display());
                return Err(place.at(&pattern.span(), &words).into());
            }
            found.push(path);
            continue;
        }
        let shown = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let entries = std::fs::read_dir(shown).map_err(|e| {
            let words = format!(
                "the folder {} cannot be read: {e}; check the path",
                shown.display()
            );
            place.at(&pattern.span(), &words)
        })?;
        let before = found.len();
        for entry in entries.flatten() {
            let file = entry.file_name();
            if matches(&name, &file.to_string_lossy()) && entry.path().is_file() {
                found.push(parent.join(file));
            }
        }
        if found.len() == before {
            let words = format!(
                "no file in {} is called {name}; check the folder and the pattern",
                shown.display()
            );
            return Err(place.at(&pattern.span(), &words).into());
        }
    }
    found.sort_by_cached_key(|file| (counted(&file.to_string_lossy()), file.clone()));
    found.dedup();
    if found.is_empty() {
        let words = "this source has no files; name at least one";
        return Err(place.at(&patterns.span(), &words).into());
    }
    Ok(found)
}

/// A name in pieces that sort as people count: `extract-9` before `extract-10`. The later of two files
/// that hold the same record is the one that counts.
pub(crate) fn counted(name: &str) -> Vec<(String, u64)> {
    let mut pieces = vec![(String::new(), 0)];
    for letter in name.chars() {
        let last = pieces.len() - 1;
        let (text, number): &mut (String, u64) = &mut pieces[last];
        match letter.to_digit(10) {
            Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
            None if *number > 0 => pieces.push((letter.into(), 0)),
            None => text.push(letter),
        }
    }
    pieces
}

/// Whether a name fits a pattern in which `*` stands for any run of characters.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|tail| {
            (0..=tail.len())
                .filter(|&i| tail.is_char_boundary(i))
                .any(|i| matches(rest, &tail[i..]))
        }),
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
