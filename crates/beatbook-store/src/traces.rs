//! From a row in memory back to its record id, file and line. They are read from the book when asked for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::book::{BookError, Events, Manifest, ObjectKind, Trace, read_object};

/// Where the rows of each source lie in the book.
#[derive(Debug)]
pub(crate) struct Traces {
    folder: PathBuf,
    /// Source word -> its objects in order: hash and number of rows.
    objects: HashMap<String, Vec<(String, u32)>>,
}

impl Traces {
    pub(crate) fn new(folder: &Path, manifest: &Manifest) -> Self {
        let mut objects: HashMap<String, Vec<(String, u32)>> = HashMap::new();
        for object in &manifest.objects {
            if let ObjectKind::Events { source, .. } = &object.kind {
                let entry = (object.sha256.clone(), object.rows as u32);
                objects.entry(source.clone()).or_default().push(entry);
            }
        }
        Self {
            folder: folder.to_owned(),
            objects,
        }
    }

    /// The traces of some rows of a source, in the order given.
    ///
    /// # Errors
    /// [`BookError`] when the book changed under the program.
    pub(crate) fn of(&self, source: &str, rows: &[u32]) -> Result<Vec<Trace>, BookError> {
        let mut wanted: Vec<(u32, usize)> = rows.iter().copied().zip(0..).collect();
        wanted.sort_unstable();
        let mut found: Vec<Option<Trace>> = vec![None; rows.len()];
        let mut wanted = wanted.into_iter().peekable();
        let mut first = 0;
        for (sha256, number) in self.objects.get(source).into_iter().flatten() {
            let end = first + number;
            let mut here = Vec::new();
            while let Some(next) = wanted.next_if(|(row, _)| *row < end) {
                here.push(next);
            }
            if !here.is_empty() {
                let bytes = read_object(&self.folder, sha256)?;
                let traces = Events::traces(&bytes)
                    .map_err(|reason| BookError::damaged(&self.folder, &reason))?;
                for (row, at) in here {
                    found[at] = traces.get((row - first) as usize).cloned();
                }
            }
            first = end;
        }
        let lost = || BookError::damaged(&self.folder, &"a row is missing");
        found
            .into_iter()
            .map(|trace| trace.ok_or_else(lost))
            .collect()
    }
}
