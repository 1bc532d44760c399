//! Which bytes a book was made from.

use std::fs;
use std::path::Path;

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

/// An input file with its hash; its rows are counted later.
pub(crate) fn of_file(
    path: &Path,
    base: &Path,
    source: Option<String>,
) -> Result<Input, BuildError> {
    let file = fs::File::open(path).map_err(|e| refused(path, e))?;
    Ok(Input {
        file: shown(path, base),
        sha256: sha256_of(file).map_err(|e| refused(path, e))?,
        source,
        rows: 0,
        located: 0,
        unlocated: 0,
        outside: 0,
        refused: 0,
    })
}

fn refused(path: &Path, source: std::io::Error) -> BuildError {
    BuildError::Input {
        path: path.display().to_string(),
        source,
    }
}
