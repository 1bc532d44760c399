//! What a config says of a file that the file does not say itself.

use std::path::Path;

use crate::Problem;

/// How a table is laid out; by default its first row names the columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shape {
    /// Names of the columns of a file without a header line: all of its rows are data.
    pub header: Option<Vec<String>>,
}

impl Shape {
    /// A file whose columns the config may name.
    pub fn headed(header: Option<&Vec<String>>) -> Self {
        Self {
            header: header.cloned(),
        }
    }

    /// Refuses a header for a kind of file that always has one.
    pub fn refuse_header(&self, path: &Path, subject: &'static str) -> Result<(), Box<Problem>> {
        if self.header.is_none() {
            return Ok(());
        }
        let reason = "the config gives a header, but this file names its columns itself";
        let help = "take header out of the config";
        Err(Box::new(Problem::new(subject, path, reason, help)))
    }
}
