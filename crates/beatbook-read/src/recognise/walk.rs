//! The files of a folder, and how each may be looked at.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::Problem;
use crate::table::open::{self, Kind};
use crate::table::{archive, part, workbook};

const SUBJECT: &str = "the files";
/// In bytes; a line of text that people make up is shorter.
const LONGEST_KEY: u64 = 512;

/// How a file may be looked at.
pub(super) enum Look {
    Table,
    Shapes,
    Key,
    /// Not at all: why.
    Not(String),
}

const TABLES: [&str; 4] = ["csv", "tsv", "tab", "txt"];
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
const SHAPES: [&str; 13] = [
    "shp",
    "geojson",
    "json",
    "kml",
    "kmz",
    "gpkg",
    "geojsonl",
    "geojsons",
    "ndjson",
    "jsonl",
    "topojson",
    "parquet",
    "geoparquet",
];
/// Parts of a Shapefile, which its `.shp` stands for.
const PARTS: [&str; 8] = ["dbf", "shx", "prj", "cpg", "qpj", "sbn", "sbx", "qix"];

/// Every file below a folder, sorted by path. Books, configs, hidden files and parts of Shapefiles are
/// left out.
pub(super) fn files(root: &Path) -> Vec<(PathBuf, Look)> {
    let mut found = Vec::new();
    if root.is_file() {
        file(root, &mut found);
    } else {
        folder(root, &mut found, &mut HashSet::new());
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// `seen`: folders without links, since a link may lead back up.
fn folder(path: &Path, found: &mut Vec<(PathBuf, Look)>, seen: &mut HashSet<PathBuf>) {
    if let Ok(whole) = path.canonicalize()
        && !seen.insert(whole)
    {
        return;
    }
    // A book holds no raw files.
    if path.join("CURRENT").exists() && path.join("objects").is_dir() {
        return;
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(e) => {
            found.push((
                path.to_owned(),
                Look::Not(format!("it cannot be read: {e}")),
            ));
            return;
        }
    };
    // In order, so that of two ways to a folder always the same one is taken.
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("beatbook.toml") || is_passed_over(&name) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            folder(&path, found, seen);
        } else {
            file(&path, found);
        }
    }
}

/// Whether a file is hidden, or one that `beatbook fetch` keeps beside what it fetches: half of a file is no
/// file, and its notes are no data.
fn is_passed_over(name: &str) -> bool {
    let ends = [".part", ".part.toml", ".pages", ".source.toml", ".lock"];
    name.starts_with(['.', '~']) || ends.iter().any(|end| name.ends_with(end))
}

/// Whether a file may be the secret text of pseudonyms: one short line of text. Private keys of other
/// programs end in `.key` as well.
fn is_secret_text(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST_KEY + 1).read_to_end(&mut bytes));
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return false;
    };
    let text = text.trim();
    read.is_ok()
        && bytes.len() as u64 <= LONGEST_KEY
        && !text.is_empty()
        && !text.starts_with("-----")
        && !text.contains(char::is_control)
}

fn file(path: &Path, found: &mut Vec<(PathBuf, Look)>) {
    let name = path.to_string_lossy();
    let ending = ending(&name);
    if PARTS.contains(&ending.as_str()) && path.with_extension("shp").exists() {
        return;
    }
    let parts = match ending.as_str() {
        "zip" => archive::members(path, SUBJECT).map(|names| members(path, &names)),
        _ if WORKBOOKS.contains(&ending.as_str()) => sheets(path),
        "key" if name.to_ascii_lowercase().ends_with(".key") && is_secret_text(path) => {
            Ok(vec![(path.to_owned(), Look::Key)])
        }
        _ => Ok(vec![(path.to_owned(), look(&ending))]),
    };
    match parts {
        Ok(parts) => found.extend(parts),
        Err(problem) => found.push((
            path.to_owned(),
            Look::Not(format!("{}; {}", problem.reason, problem.help)),
        )),
    }
}

/// What a name ends in, in lower case and without `.gz`.
fn ending(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    ending.to_owned()
}

fn look(ending: &str) -> Look {
    if TABLES.contains(&ending) {
        Look::Table
    } else if SHAPES.contains(&ending) {
        Look::Shapes
    } else if ending == "key" {
        Look::Not("not the key of pseudonyms, which is a file with one short line of text".into())
    } else {
        Look::Not("not a kind of file that is read".into())
    }
}

/// The members of an archive that are not parts of others.
fn members(path: &Path, names: &[String]) -> Vec<(PathBuf, Look)> {
    let has_shp = names.iter().any(|name| ending(name) == "shp");
    let own = names.iter().filter(|name| {
        let hidden = name.starts_with("__MACOSX")
            || name.ends_with('/')
            || name.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
        let is_part = has_shp && PARTS.contains(&ending(name).as_str());
        !(hidden || is_part)
    });
    own.map(|name| (part::joined(path, name), look(&ending(name))))
        .collect()
}

/// The sheets of a workbook; the workbook itself where it has one.
fn sheets(path: &Path) -> Result<Vec<(PathBuf, Look)>, Box<Problem>> {
    let Kind::Workbook(kind) = open::kind_of(path, SUBJECT)? else {
        return Ok(vec![(path.to_owned(), Look::Table)]);
    };
    let names = workbook::sheet_names(path, kind, SUBJECT)?;
    if names.len() == 1 {
        return Ok(vec![(path.to_owned(), Look::Table)]);
    }
    let sheet = |name: &String| (part::joined(path, name), Look::Table);
    Ok(names.iter().map(sheet).collect())
}
