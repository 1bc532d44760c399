//! Which bytes a book was made from.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use beatbook_read::file_of;
use beatbook_store::book::{Input, sha256_of};

use crate::BuildError;

/// A file's name as it is shown: relative to the config, with forward slashes.
pub(crate) fn shown(path: &Path, base: &Path) -> String {
    let relative = path.strip_prefix(base).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}

/// An input without rows of its own: boundaries, streets, places. A folder, a Shapefile or a pattern is
/// several files; of a path with a part it is the file.
pub(crate) fn of_ground(path: &Path, base: &Path) -> Result<Vec<Input>, BuildError> {
    let files = beatbook_read::files_of(path);
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
        let sha256 = if let Some(known) = known {
            known
        } else {
            let opened = fs::File::open(&file).map_err(|e| refused(&file, e))?;
            let hash = sha256_of(opened).map_err(|e| refused(&file, e))?;
            self.0.borrow_mut().insert(file, hash.clone());
            hash
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
