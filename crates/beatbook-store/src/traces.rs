//! From a row in memory back to its record and to the file and line it was read from. They are read
//! from the book when asked for; which premises they belong to is kept from then on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::book::{BookError, Events, Manifest, ObjectKind, OfPremises, Record, read_object};

/// One row as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trace {
    pub(crate) record: Record,
    /// File, relative to the config.
    pub(crate) file: String,
    /// Physical line in it.
    pub(crate) line: u64,
}

/// The events of one month and where they were read.
#[derive(Debug)]
struct Held {
    rows: u32,
    events: String,
    origins: String,
    files: Vec<String>,
}

/// Where the rows of each source lie in the book.
#[derive(Debug)]
pub(crate) struct Traces {
    folder: PathBuf,
    /// Source word -> its months in order.
    months: HashMap<String, Vec<Held>>,
    /// Source word -> the premises of each of its rows, once asked for.
    premises: Mutex<HashMap<String, Arc<[OfPremises]>>>,
}

impl Traces {
    pub(crate) fn new(folder: &Path, manifest: &Manifest) -> Self {
        let origins: HashMap<(&str, &str), _> = manifest
            .objects
            .iter()
            .filter_map(|object| match &object.kind {
                ObjectKind::Origins { source, month } => {
                    Some(((source.as_str(), month.as_str()), object))
                }
                _ => None,
            })
            .collect();
        let mut months: HashMap<String, Vec<Held>> = HashMap::new();
        for object in &manifest.objects {
            if let ObjectKind::Events { source, month } = &object.kind {
                let origin = origins.get(&(source.as_str(), month.as_str()));
                months.entry(source.clone()).or_default().push(Held {
                    rows: object.rows as u32,
                    events: object.sha256.clone(),
                    origins: origin.map(|o| o.sha256.clone()).unwrap_or_default(),
                    files: origin.map(|o| o.files.clone()).unwrap_or_default(),
                });
            }
        }
        Self {
            folder: folder.to_owned(),
            months,
            premises: Mutex::default(),
        }
    }

    /// The premises of every row of a source.
    ///
    /// # Errors
    /// [`BookError`] when the book changed under the program.
    pub(crate) fn premises_of(&self, source: &str) -> Result<Arc<[OfPremises]>, BookError> {
        let mut known = self.premises.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(source) {
            return Ok(Arc::clone(known));
        }
        let mut all = Vec::new();
        for held in self.months.get(source).into_iter().flatten() {
            let damaged = |reason: String| BookError::damaged(&self.folder, &reason);
            let bytes = read_object(&self.folder, &held.events)?;
            all.extend(Events::of_premises(&bytes).map_err(damaged)?);
        }
        let all: Arc<[OfPremises]> = all.into();
        known.insert(source.to_owned(), Arc::clone(&all));
        Ok(all)
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
        for held in self.months.get(source).into_iter().flatten() {
            let end = first + held.rows;
            let mut here = Vec::new();
            while let Some(next) = wanted.next_if(|(row, _)| *row < end) {
                here.push(next);
            }
            if !here.is_empty() {
                let damaged = |reason: String| BookError::damaged(&self.folder, &reason);
                let records = read_object(&self.folder, &held.events)?;
                let records = Events::records(&records).map_err(damaged)?;
                let origins = read_object(&self.folder, &held.origins)?;
                let origins = Events::origins(&origins).map_err(damaged)?;
                for (row, at) in here {
                    let row = (row - first) as usize;
                    let trace = records.get(row).zip(origins.get(row));
                    found[at] = trace.and_then(|(record, origin)| {
                        Some(Trace {
                            record: record.clone(),
                            file: held.files.get(origin.file as usize)?.clone(),
                            line: origin.line,
                        })
                    });
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
