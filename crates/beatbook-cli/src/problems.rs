//! `problems.csv`: every row that is not in the book, with the reason.
//!
//! Values are quoted as in RFC 4180. A cell that begins with `=`, `+`, `-` or `@` and is no number gets a
//! leading quote mark (`'`), so that a spreadsheet does not compute it: the mark is no part of the value.
//! The file holds rows as they were written, and may hold what identifies people: a build puts it beside the
//! config, never beside or into the book, which goes elsewhere, and only who made it may read it.

use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use beatbook_build::ProblemRow;
use beatbook_read::{Config, PROBLEMS_HEADER, file_of};
use beatbook_report::csv_line;
use tempfile::NamedTempFile;

/// What the file of a build is called, or what its name ends in.
const NAME: &str = "problems.csv";
/// The longest beginning of such a name, in characters: file systems take 255 bytes.
const LONGEST: usize = 60;

/// What became of the file.
pub(crate) enum Kept {
    /// It holds so many rows.
    Rows(u64),
    /// There is none.
    None,
}

/// Rows on their way into a file, which comes into being at the end, whole or not at all.
pub(crate) struct Problems {
    target: PathBuf,
    /// Why the target may not be written to.
    refused: Option<String>,
    out: Option<BufWriter<NamedTempFile>>,
    failed: Option<io::Error>,
    rows: u64,
}

impl Problems {
    pub(crate) fn new(target: &Path, config: &Config, config_path: &Path) -> Self {
        Self {
            target: target.into(),
            refused: not_to_write(target, config, config_path, PROBLEMS_HEADER),
            out: None,
            failed: None,
            rows: 0,
        }
    }

    /// The rows that a build leaves out of the book in the folder `book`: see [`beside_config`].
    pub(crate) fn of_build(book: &Path, config: &Config, config_path: &Path) -> Self {
        let target = beside_config(book, config_path);
        let mut problems = Self::new(&target, config, config_path);
        if is_in_book(book, config_path) {
            problems.refused = Some(format!(
                "{} would be part of the book, and its rows may name people; give the book a folder of \
                 its own with --book",
                target.display()
            ));
        }
        problems
    }

    /// Where the rows will be.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The same for a file that was asked for: one that may not be written to is an error at once.
    pub(crate) fn asked_for(target: &Path, config: &Config, config_path: &Path) -> Result<Self> {
        let problems = Self::new(target, config, config_path);
        match &problems.refused {
            Some(refused) => bail!("{refused}"),
            None => Ok(problems),
        }
    }

    pub(crate) fn add(&mut self, row: &ProblemRow<'_>) {
        self.rows += 1;
        if self.refused.is_some() || self.failed.is_some() {
            return;
        }
        let line = row.line.to_string();
        let fields = [
            row.source, row.file, &line, row.column, row.value, row.reason, row.help, row.row,
        ];
        let written = self
            .open()
            .and_then(|out| writeln!(out, "{}", csv_line(fields)));
        self.failed = written.err();
    }

    fn open(&mut self) -> io::Result<&mut BufWriter<NamedTempFile>> {
        let out = if let Some(out) = self.out.take() {
            out
        } else {
            let mut out = BufWriter::new(NamedTempFile::new_in(folder_of(&self.target))?);
            writeln!(out, "{PROBLEMS_HEADER}")?;
            out
        };
        Ok(self.out.insert(out))
    }

    /// Puts the file in its place, with its header alone where there are no rows.
    pub(crate) fn keep(mut self) -> Result<u64> {
        let (target, rows) = (self.target.clone(), self.rows);
        let what = || format!("cannot write {}", target.display());
        if let Some(failed) = self.failed.take() {
            return Err(failed).with_context(what);
        }
        self.open().with_context(what)?;
        if let Some(out) = self.out {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error);
            file.with_context(what)?
                .persist(&target)
                .with_context(what)?;
        }
        Ok(rows)
    }

    /// Puts the file in its place if there are rows; else takes away the one of an earlier time.
    pub(crate) fn keep_if_any(self) -> Result<Kept> {
        match (&self.refused, self.rows) {
            (Some(refused), 1..) => bail!("{refused}"),
            (Some(_), 0) => Ok(Kept::None),
            (None, 0) => {
                match fs::remove_file(&self.target) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(error)
                            .with_context(|| format!("cannot remove {}", self.target.display()));
                    }
                    _ => {}
                }
                Ok(Kept::None)
            }
            (None, _) => Ok(Kept::Rows(self.keep()?)),
        }
    }
}

/// Why a file may not be written: it is an input, or something else than what the program writes there.
///
/// - `mark`: what stands in the first line of files of this kind that the program wrote.
pub(crate) fn not_to_write(
    target: &Path,
    config: &Config,
    config_path: &Path,
    mark: &str,
) -> Option<String> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let (it, folder) = (real(target), real(&folder_of(target)));
    let is_input = |input: &Path| {
        let input = real(input);
        // A folder that is an input is read whole.
        input.is_some() && (input == it || input == folder)
    };
    let name = target.display();
    let inputs = inputs(config);
    if inputs.iter().any(|input| is_input(input)) || real(config_path) == it && it.is_some() {
        return Some(format!(
            "{name} is an input of the config, and inputs are never written to; name another file"
        ));
    }
    match first_line(target) {
        Ok(Some(line)) if !line.contains(mark) => Some(format!(
            "{name} is there already, and this program did not write it; move it away, or name another file"
        )),
        Err(error) => Some(format!("cannot look at {name}: {error}; name another file")),
        Ok(_) => None,
    }
}

/// The first line of a file, of at most a thousand bytes; `None` without a file.
fn first_line(path: &Path) -> io::Result<Option<String>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut line = Vec::new();
    io::Read::take(BufReader::new(file), 1_000).read_until(b'\n', &mut line)?;
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}

/// Every file and folder that a config names; of a part of a file (`file#part`) the file.
fn inputs(config: &Config) -> Vec<PathBuf> {
    let events = config.sources.iter().flat_map(|source| &source.files);
    let one = [
        &config.key,
        &config.lookup,
        &config.calendar,
        &config.annotations,
    ];
    let features = [&config.streets, &config.ground];
    let features = features.into_iter().flatten().chain(&config.places);
    let all = events
        .chain(config.harm.iter().map(|spec| &spec.path))
        .chain(one.into_iter().flatten())
        .chain(features.map(|spec| &spec.path))
        .chain(config.layers.iter().map(|spec| &spec.path))
        .chain(config.ring.iter().map(|spec| &spec.path))
        .chain(config.indexes.iter().map(|spec| &spec.path))
        .chain(config.populations.iter().map(|spec| &spec.path))
        .chain(config.postcodes.iter().map(|spec| &spec.path))
        .chain(config.people.iter().map(|spec| &spec.path));
    all.map(|path| file_of(path)).collect()
}

/// Whether the config stands in the folder of the book, and what is beside it too.
fn is_in_book(book: &Path, config_path: &Path) -> bool {
    let folder = fs::canonicalize(folder_of(config_path));
    matches!((folder, fs::canonicalize(book)), (Ok(folder), Ok(book)) if folder.starts_with(&book))
}

/// Where a build lists what it leaves out: `problems.csv` beside the config for the folder `book` beside it,
/// `<name>.problems.csv` for another one there, and for a book elsewhere the name is made of its whole path,
/// so that no two books of a config share a list.
fn beside_config(book: &Path, config_path: &Path) -> PathBuf {
    let base = folder_of(config_path);
    let real = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let whole = fs::canonicalize(book).ok().or_else(|| {
        // The folder of the book may not be there yet; the one it stands in may be.
        Some(real(&folder_of(book)).ok()?.join(book.file_name()?))
    });
    let whole = whole.unwrap_or_else(|| book.into());
    let here = real(&base).ok();
    let within = here
        .as_deref()
        .and_then(|here| whole.strip_prefix(here).ok());
    let names = within.unwrap_or(&whole).components();
    let names = names.filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let name = names.collect::<Vec<_>>().join("-");
    if within.is_some() && (name == "book" || name.is_empty()) {
        return base.join(NAME);
    }
    let skip = name.chars().count().saturating_sub(LONGEST);
    let name: String = name.chars().skip(skip).collect();
    base.join(format!("{name}.{NAME}"))
}

pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.into(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
#[path = "problems_tests.rs"]
mod tests;
