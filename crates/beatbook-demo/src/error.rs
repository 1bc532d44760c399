//! Why a city could not be written.

use std::io;
use std::path::{Path, PathBuf};

/// Why a city could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// (path, cause)
    #[error("cannot write {}: {source}; choose a folder that can be written to", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The boundary file could not be put together.
    #[error("cannot write the boundaries to {}: {reason}", path.display())]
    Boundary {
        /// The file.
        path: PathBuf,
        /// What the library said.
        reason: String,
    },
    /// (asked for) A city needs rows.
    #[error("a city of {0} events has nothing to show; ask for at least 1")]
    NoEvents(u64),
}

impl DemoError {
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }
}
