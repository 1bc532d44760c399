//! What is asked of a file of features.

use std::path::Path;

use crate::Problem;

/// Which properties are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// These, in this order, whether the file has them or not.
    These(&'a [&'a str]),
    /// All of the file, in the order in which they first appear.
    All,
}

/// What to read of a file, and how messages name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The file as people know it: `boundaries.zip#wards.geojson`.
    pub shown: &'a Path,
    pub subject: &'static str,
    pub wanted: Wanted<'a>,
    /// The layer, object or table that is meant, where the file may hold several.
    pub part: Option<&'a str>,
}

impl Asked<'_> {
    pub fn problem(&self, reason: impl Into<String>, help: impl Into<String>) -> Box<Problem> {
        Box::new(Problem::new(self.subject, self.shown, reason, help))
    }

    /// Refuses a part of a file that has none.
    pub fn whole(&self, kind: &str) -> Result<(), Box<Problem>> {
        match self.part {
            None => Ok(()),
            Some(part) => Err(self.problem(
                format!("there is no `{part}` in it: {kind} is one layer"),
                format!("take #{part} off the path"),
            )),
        }
    }
}
