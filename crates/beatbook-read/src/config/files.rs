//! Files of a source by pattern, in the order people count.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::place::Place;
use super::{Format, SUBJECT};
use crate::ReadError;
use crate::problem::listed;
use crate::table::open::{Kind, kind_of, text_members};
use crate::table::part::{fits, joined, meant};
use crate::table::{archive, workbook};

/// Resolves patterns: `*` stands for any text within a file name, and for any text, folders included,
/// within the part of a file after `#`. An archive without a part is all of its members of the format.
pub(super) fn resolve(
    patterns: &Spanned<Vec<Spanned<String>>>,
    format: Format,
    place: &Place<'_>,
) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = Vec::new();
    for pattern in patterns.get_ref() {
        let pattern = Pattern {
            text: pattern.get_ref(),
            place,
            refuse: &|words: String| place.at(&pattern.span(), &words).into(),
        };
        let (files, part) = pattern.files()?;
        for file in files {
            pattern.expand(file, part, format, &mut found)?;
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

/// One entry under `files`.
struct Pattern<'a> {
    text: &'a str,
    place: &'a Place<'a>,
    /// Points a fault at it.
    refuse: &'a dyn Fn(String) -> ReadError,
}

impl<'a> Pattern<'a> {
    /// The files it names, and the part of them. A file that really has `#` in its name wins.
    fn files(&self) -> Result<(Vec<PathBuf>, Option<&'a str>), ReadError> {
        let whole = self.named(self.text);
        let places = self.text.match_indices('#').map(|(at, _)| at);
        let mut cut = places.map(|at| (&self.text[..at], &self.text[at + 1..]));
        if whole.is_ok() {
            return Ok((whole?, None));
        }
        let first = cut.clone().next();
        let hit = cut.find_map(|(file, part)| Some((self.named(file).ok()?, Some(part))));
        match (hit, first) {
            (Some(hit), _) => Ok(hit),
            // The fault that is named is that of the archive, not of a name with # in it.
            (None, Some((file, part))) => Ok((self.named(file)?, Some(part))),
            (None, None) => Ok((whole?, None)),
        }
    }

    /// The files of a name, in which `*` stands for any run of characters.
    fn named(&self, text: &str) -> Result<Vec<PathBuf>, ReadError> {
        let path = self.place.folder.join(text);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.contains('*') {
            if path.is_file() {
                return Ok(vec![path]);
            }
            let words = format!("there is no file {}; check the path", path.display());
            return Err((self.refuse)(words));
        }
        let parent = path.parent().unwrap_or(self.place.folder);
        let shown = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let entries = std::fs::read_dir(shown).map_err(|e| {
            let folder = shown.display();
            (self.refuse)(match e.kind() {
                std::io::ErrorKind::NotFound => {
                    format!("there is no folder {folder}; check the path")
                }
                _ => format!("the folder {folder} cannot be read: {e}; check the path"),
            })
        })?;
        let entries = entries.flatten().filter(|entry| {
            fits(&name, &entry.file_name().to_string_lossy()) && entry.path().is_file()
        });
        let files: Vec<PathBuf> = entries
            .map(|entry| parent.join(entry.file_name()))
            .collect();
        if files.is_empty() {
            return Err((self.refuse)(format!(
                "no file in {} is called {name}; check the folder and the pattern",
                shown.display()
            )));
        }
        Ok(files)
    }

    /// Adds the parts of a file that are meant, or the file itself where it has none.
    fn expand(
        &self,
        file: PathBuf,
        part: Option<&str>,
        format: Format,
        found: &mut Vec<PathBuf>,
    ) -> Result<(), ReadError> {
        // A file that is not sound is named when it is read, in the words of its source.
        let kind = match (kind_of(&file, SUBJECT), part) {
            (Ok(kind), _) => kind,
            (Err(_), None) => Kind::Text,
            (Err(problem), Some(_)) => return Err(problem.into()),
        };
        let names = match (kind, part) {
            (Kind::Archive, Some(part)) => meant(archive::members(&file, SUBJECT)?, part),
            (Kind::Archive, None) => match format.members() {
                Some(end) => ending(archive::members(&file, SUBJECT)?, end),
                None => match text_members(&file, SUBJECT)? {
                    // It may hold features.
                    none if none.is_empty() => {
                        found.push(file);
                        return Ok(());
                    }
                    names => names,
                },
            },
            (Kind::Workbook(kind), Some(part)) => {
                meant(workbook::sheet_names(&file, kind, SUBJECT)?, part)
            }
            (Kind::Features, Some(part)) => vec![part.to_owned()],
            (_, None) => {
                found.push(file);
                return Ok(());
            }
            (Kind::Text | Kind::Parquet, Some(part)) => {
                return Err((self.refuse)(format!(
                    "{} has no parts, but `{part}` of it is asked for; take # and what follows it out",
                    file.display()
                )));
            }
        };
        if names.is_empty() {
            return Err((self.refuse)(nothing_in(&file, kind, part, format)?));
        }
        found.extend(names.iter().map(|name| joined(&file, name)));
        Ok(())
    }
}

/// Names that end so, with or without `.gz`.
fn ending(names: Vec<String>, end: &str) -> Vec<String> {
    let fits = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.strip_suffix(".gz").unwrap_or(&name).ends_with(end)
    };
    names.into_iter().filter(fits).collect()
}

/// What to say of a file none of whose parts is meant.
fn nothing_in(
    file: &Path,
    kind: Kind,
    part: Option<&str>,
    format: Format,
) -> Result<String, ReadError> {
    let (what, names) = match kind {
        Kind::Workbook(kind) => ("sheet", workbook::sheet_names(file, kind, SUBJECT)?),
        _ => ("member", archive::members(file, SUBJECT)?),
    };
    let wanted = match part {
        Some(part) => format!("is called {part}"),
        None => format!(
            "has a name that ends in {}",
            format.members().unwrap_or_default()
        ),
    };
    Ok(format!(
        "no {what} of {} {wanted}: it has {}; check what follows #, and the format of the source",
        file.display(),
        listed(&names)
    ))
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

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
