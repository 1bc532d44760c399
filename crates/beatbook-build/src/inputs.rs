//! Which bytes a book was made from.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use beatbook_read::file_of;
use beatbook_store::book::{Input, sha256_of};

use crate::BuildError;

/// The parts a Shapefile may have besides its `.shp`.
const BESIDE_SHP: [&str; 4] = ["cpg", "dbf", "prj", "shx"];

/// A file's name as it is shown: relative to the config, with forward slashes.
pub(crate) fn shown(path: &Path, base: &Path) -> String {
    let relative = path.strip_prefix(base).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}

/// An input without rows of its own: boundaries, streets, places. A folder or a Shapefile is
/// several files.
pub(crate) fn of_ground(path: &Path, base: &Path) -> Result<Vec<Input>, BuildError> {
    let mut files: Vec<PathBuf> = if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|e| refused(path, e))?;
        entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|file| file.is_file())
            .collect()
    } else {
        let beside = BESIDE_SHP.iter().map(|part| path.with_extension(part));
        let is_shp = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("shp"));
        std::iter::once(path.to_path_buf())
            .chain(beside.filter(|f| is_shp && f.exists()))
            .collect()
    };
    files.sort();
    files.iter().map(|file| of_file(file, base, None)).collect()
}

/// An input file with its hash; its rows are counted later. The member of an archive or the sheet of a
/// workbook has the hash of the whole.
pub(crate) fn of_file(
    path: &Path,
    base: &Path,
    source: Option<String>,
) -> Result<Input, BuildError> {
    Hashes::default().of_file(path, base, source)
}

/// Hashes of files that several inputs are parts of, each computed once.
#[derive(Default)]
pub(crate) struct Hashes(RefCell<HashMap<PathBuf, String>>);

impl Hashes {
    /// As [`of_file`].
    pub(crate) fn of_file(
        &self,
        path: &Path,
        base: &Path,
        source: Option<String>,
    ) -> Result<Input, BuildError> {
        let file = file_of(path);
        let known = self.0.borrow().get(&file).cloned();
        let sha256 = match known {
            Some(known) => known,
            None => {
                let opened = fs::File::open(&file).map_err(|e| refused(&file, e))?;
                let hash = sha256_of(opened).map_err(|e| refused(&file, e))?;
                self.0.borrow_mut().insert(file, hash.clone());
                hash
            }
        };
        Ok(Input {
            file: shown(path, base),
            sha256,
            source,
            rows: 0,
            located: 0,
            unlocated: 0,
            outside: 0,
            refused: 0,
        })
    }
}

fn refused(path: &Path, source: std::io::Error) -> BuildError {
    BuildError::Input {
        path: path.display().to_string(),
        source,
    }
}
