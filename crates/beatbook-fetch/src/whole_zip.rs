//! Whether a zip archive came whole. Workbooks (.xlsx, .ods) are zips too.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use zip::ZipArchive;

use crate::FetchError;

/// Opens an archive and looks at the head of every member, so that one that was cut or is something
/// else is found now and not when it is read.
pub(crate) fn check(
    path: &Path,
    help: &'static str,
) -> Result<ZipArchive<BufReader<File>>, FetchError> {
    let not = |why: String| FetchError::NotAnArchive(path.into(), why, help);
    let file = File::open(path).map_err(FetchError::disk("read", path))?;
    let mut archive =
        ZipArchive::new(BufReader::new(file)).map_err(|error| not(error.to_string()))?;
    if archive.is_empty() {
        return Err(not("it is empty".into()));
    }
    for at in 0..archive.len() {
        archive
            .by_index_raw(at)
            .map_err(|error| not(error.to_string()))?;
    }
    Ok(archive)
}

/// Whether a file of this name is a zip archive.
pub(crate) fn expected(name: &str) -> bool {
    let end = Path::new(name)
        .extension()
        .map(std::ffi::OsStr::to_ascii_lowercase);
    end.is_some_and(|end| ["zip", "xlsx", "ods", "kmz"].iter().any(|zip| end == *zip))
}
