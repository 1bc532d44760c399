//! What the files of a folder are, by their columns and their values.
//!
//! [`recognise`] looks at every file of a folder, also inside archives and workbooks, and says what it
//! is and why. Nothing is written. What came of it is put into a config by [`crate::propose`].

mod areas;
mod dated;
mod flags;
mod found;
mod health;
mod mapped;
mod official;
mod people;
mod places;
mod police;
mod sample;
mod shape;
mod unused;
mod walk;
mod words;

use std::path::Path;

pub(crate) use areas::is_census;
pub use found::Recognised;
pub(crate) use found::{
    Class, Events, Family, Index, Kind, Layer, People, Places, Population, Shapes,
};

use sample::Sample;
use walk::Look;

/// Looks at every file below a folder. Sorted by path; one entry for each file, archive member and
/// sheet that is not a part of another one (`.dbf` of `.shp`).
pub fn recognise(root: &Path) -> Vec<Recognised> {
    let looked = walk::files(root)
        .into_iter()
        .map(|(path, look)| match look {
            Look::Table => table(&path),
            Look::Shapes => shapes(&path),
            Look::Key => one(&path, Kind::Key, "the secret text of pseudonyms".into(), 1),
            Look::Not(why) => one(&path, Kind::Unknown(why), String::new(), 0),
        });
    looked.collect()
}

/// Whether two codes are of areas of one kind, such as LSOAs.
pub(crate) fn same_kind(a: &str, b: &str) -> bool {
    let kind = shape::code_kind(a);
    kind.is_some() && kind == shape::code_kind(b)
}

/// A word for a source or layer out of a file name.
pub(crate) fn word_of(path: &Path) -> String {
    words::id(path)
}

fn one(path: &Path, what: Kind, evidence: String, rows: u64) -> Recognised {
    Recognised {
        path: path.to_owned(),
        what,
        evidence,
        rows,
        notes: Vec::new(),
        same: None,
    }
}

fn shapes(path: &Path) -> Recognised {
    match areas::recognise(path) {
        Ok(Some((what, evidence, rows))) => one(path, what, evidence, rows),
        Ok(None) => table(path),
        // A Parquet file may as well be a table without shapes.
        Err(problem) => match Sample::read(path) {
            Ok(_) if is_parquet(path) => table(path),
            _ => unreadable(path, &problem),
        },
    }
}

fn is_parquet(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    name.ends_with("parquet")
}

fn unreadable(path: &Path, problem: &crate::Problem) -> Recognised {
    let why = format!("{}; {}", problem.reason, problem.help);
    one(path, Kind::Unknown(why), String::new(), 0)
}

fn table(path: &Path) -> Recognised {
    let sample = match Sample::read(path) {
        Ok(sample) => sample,
        Err(problem) => return unreadable(path, &problem),
    };
    let found = police::recognise(&sample)
        .or_else(|| health::recognise(&sample))
        .or_else(|| people::recognise(&sample))
        .or_else(|| official::recognise(&sample, path))
        .or_else(|| dated::recognise(&sample))
        .or_else(|| places::postcodes(&sample))
        .or_else(|| places::recognise(&sample, path))
        .or_else(|| mapped::recognise(&sample, path));
    let (what, evidence) = found.unwrap_or_else(|| {
        let columns = crate::problem::listed(&sample.header);
        let why = format!("nothing in it says what it is; its columns are {columns}");
        (Kind::Unknown(why), String::new())
    });
    let notes = unused::notes(&sample, &what);
    Recognised {
        notes,
        same: Some(sample.hash()),
        ..one(path, what, evidence, sample.total)
    }
}

#[cfg(test)]
#[path = "recognise_tests.rs"]
mod tests;
