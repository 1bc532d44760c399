//! Files written whole, and the fields of a line.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use crate::error::DemoError;

/// Writes a file whole; the folder above it is made if need be.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    let failed = |e| DemoError::write(path, e);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}

/// A field of a CSV line: in quotation marks where it has to be.
pub(crate) fn field(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}
