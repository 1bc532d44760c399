//! From a name in the catalogue to files with their records.

use std::fs;
use std::path::{Path, PathBuf};

use crate::assemble;
use crate::catalogue::{Entry, Protocol, Source};
use crate::patience::{Errand, Patience};
use crate::record::{CutFrom, Record, Standing, beside, measure, standing};
use crate::web::Web;
use crate::{FetchError, Month, Months, arcgis, download, police, whole_zip};

/// How far a fetch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How much has come, with what was there before.
    pub done: u64,
    /// How much there is, where the publisher says so.
    pub of: Option<u64>,
    /// Of what.
    pub unit: Unit,
}

/// What progress is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Features of a layer.
    Features,
}

/// Where a file on disk comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Fetched just now.
    Fetched,
    /// It was there already, as recorded.
    Held,
    /// It was put there by hand, and has a record now.
    TakenUp,
    /// Cut from archives that are here.
    Cut,
}

/// One file that is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it stands.
    pub path: PathBuf,
    /// How it came there.
    pub origin: Origin,
    /// What stands beside it.
    pub record: Record,
    /// What to know, in words.
    pub notes: Vec<String>,
}

/// What is asked of a source that is published by month and force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The months.
    pub months: Option<Months>,
    /// The forces, such as `greater-manchester`; all of them when none is named.
    pub forces: Vec<String>,
}

/// Gets what the catalogue describes from its publishers.
pub struct Fetcher {
    web: Web,
    patience: Patience,
    again: bool,
}

impl Fetcher {
    /// `again`: also what is here already, as it was fetched.
    pub fn new(patience: Patience, again: bool) -> Self {
        Self {
            web: Web::new(&patience),
            patience,
            again,
        }
    }

    /// Gets one file of a source into the folder `to/<name of the source>`, with its record beside it.
    ///
    /// # Errors
    /// [`FetchError`]; what has come by then stays for the next time, unless it is known to be wrong.
    pub fn fetch(
        &self,
        source: &Source,
        entry: &Entry,
        part: &Part,
        to: &Path,
        watch: &mut dyn FnMut(&Progress),
    ) -> Result<Vec<Fetched>, FetchError> {
        let folder = to.join(&source.name);
        let job = Job {
            source,
            entry,
            address: entry.address.clone(),
            path: folder.join(&entry.file),
        };
        let mut all = match entry.protocol {
            Protocol::PoliceArchive => self.archives(source, entry, part, &folder, watch)?,
            _ if part.months.is_some() => {
                return Err(FetchError::NotByMonth("--months", source.name.clone()));
            }
            _ if !part.forces.is_empty() => {
                return Err(FetchError::NotByMonth("--force", source.name.clone()));
            }
            Protocol::File => vec![self.settle(&job, &mut |job| self.file(job, watch))?],
            Protocol::Arcgis => vec![self.settle(&job, &mut |job| self.layer(job, watch))?],
        };
        for fetched in &mut all {
            let rows = fetched.record.rows;
            if let (Some(rows), Some(expected)) = (rows, entry.rows)
                && rows != expected
            {
                fetched
                    .notes
                    .push(format!("has {rows} rows, the catalogue says {expected}"));
            }
        }
        Ok(all)
    }

    /// What is there already is left as it is; what is not is got by `get`.
    fn settle(
        &self,
        job: &Job,
        get: &mut dyn FnMut(&Job) -> Result<Fetched, FetchError>,
    ) -> Result<Fetched, FetchError> {
        if let Some(folder) = job.path.parent() {
            fs::create_dir_all(folder).map_err(FetchError::disk("make", folder))?;
        }
        match standing(&job.path)? {
            Standing::Absent => get(job),
            // Somebody's work is in it, which no publisher has.
            Standing::Changed => Err(FetchError::Changed(job.path.clone())),
            Standing::Unrecorded if self.again => Err(FetchError::ByHand(job.path.clone())),
            Standing::Held(_) if self.again => get(job),
            Standing::Held(record) => {
                let mut notes = Vec::new();
                if record.address != job.address {
                    notes.push(format!(
                        "came from {}; --again gets it from {}",
                        record.address, job.address
                    ));
                }
                job.expected(&record.sha256)?;
                Ok(Fetched {
                    path: job.path.clone(),
                    origin: Origin::Held,
                    record: *record,
                    notes,
                })
            }
            Standing::Unrecorded => {
                job.whole(&job.path, "it was put there by hand, so get it there anew")?;
                let mut record = job.record();
                (record.bytes, record.sha256) = measure(&job.path)?;
                job.expected(&record.sha256)?;
                record.by_hand = true;
                // What a layer gives by hand may be in another one than it is published in.
                record.crs = None;
                record.write(&job.path)?;
                Ok(Fetched {
                    path: job.path.clone(),
                    origin: Origin::TakenUp,
                    record,
                    notes: Vec::new(),
                })
            }
        }
    }

    fn file(&self, job: &Job, watch: &mut dyn FnMut(&Progress)) -> Result<Fetched, FetchError> {
        let whole = download::download(
            &self.web,
            &self.patience,
            job.errand(),
            job.entry.limit(),
            watch,
        )?;
        let mut record = job.record();
        (record.bytes, record.sha256) = measure(whole.path())?;
        let sound = job.expected(&record.sha256).and_then(|()| {
            job.whole(
                whole.path(),
                "it came so from the publisher; run the same again later",
            )
        });
        if let Err(error) = sound {
            whole.discard();
            return Err(error);
        }
        let version = whole.version();
        record.etag = version.etag;
        record.last_modified = version.last_modified;
        job.replace(&record, || whole.keep(&job.path))?;
        Ok(job.fetched(record, Vec::new()))
    }

    fn layer(&self, job: &Job, watch: &mut dyn FnMut(&Progress)) -> Result<Fetched, FetchError> {
        let grid = job.source.crs.as_deref() == Some("EPSG:27700");
        let pages = arcgis::pages(
            &self.web,
            &self.patience,
            job.errand(),
            if grid { 27700 } else { 4326 },
            job.entry.limit(),
            watch,
        )?;
        let part = beside(&job.path, ".part");
        let mut record = job.record();
        let mut notes = Vec::new();
        if pages.geometry {
            let found = assemble::geojson(&pages, &job.address, &part)?;
            record.crs = Some(found.crs().into());
            if grid && found == assemble::Coordinates::Degrees {
                notes.push(
                    "the server turned the grid into longitude and latitude in a way it does not name; \
                     points within a few metres of an edge may fall on the other side of it"
                        .into(),
                );
            }
        } else {
            assemble::csv(&pages, &job.address, &part)?;
            record.crs = None;
        }
        record.rows = Some(pages.count);
        (record.bytes, record.sha256) = measure(&part)?;
        if let Err(error) = job.expected(&record.sha256) {
            let _ = fs::remove_file(&part); // refused either way
            pages.discard();
            return Err(error);
        }
        job.replace(&record, || {
            fs::rename(&part, &job.path).map_err(FetchError::disk("write", &job.path))
        })?;
        pages.discard();
        Ok(job.fetched(record, notes))
    }

    fn archives(
        &self,
        source: &Source,
        entry: &Entry,
        part: &Part,
        folder: &Path,
        watch: &mut dyn FnMut(&Progress),
    ) -> Result<Vec<Fetched>, FetchError> {
        let months = part
            .months
            .ok_or_else(|| FetchError::MonthsNeeded(source.name.clone()))?;
        let Some(archive) = &entry.archive else {
            return Err(FetchError::BadSource(
                source.name.clone(),
                "a police archive needs [file.archive]".into(),
            ));
        };
        let plan = police::plan(archive, months)?;
        let mut all = Vec::new();
        let mut uncut = Vec::new();
        for force in &part.forces {
            let job = cut_job(source, entry, folder, force, months)?;
            match standing(&job.path)? {
                Standing::Held(record) if !self.again => all.push(Fetched {
                    path: job.path,
                    origin: Origin::Held,
                    record: *record,
                    notes: Vec::new(),
                }),
                Standing::Changed => return Err(FetchError::Changed(job.path)),
                Standing::Unrecorded => return Err(FetchError::ByHand(job.path)),
                Standing::Absent | Standing::Held(_) => uncut.push((force, job)),
            }
        }
        if !part.forces.is_empty() && uncut.is_empty() {
            return Ok(all); // the archives they were cut from are not needed again
        }
        let mut here = Vec::new();
        for (month, months) in plan {
            let job = archive_job(source, entry, folder, month);
            let mut fetched = self.settle(&job, &mut |job| self.file(job, watch))?;
            for gone in police::missing(&fetched.path, months)? {
                fetched.notes.push(gone);
            }
            here.push((fetched.path.clone(), months));
            all.push(fetched);
        }
        for (force, job) in uncut {
            let fresh = beside(&job.path, ".part");
            let notes = match police::cut(&here, force, &fresh) {
                Ok(notes) => notes,
                Err(error) => {
                    let _ = fs::remove_file(&fresh); // it may not even be there
                    return Err(error);
                }
            };
            let mut record = job.record();
            (record.bytes, record.sha256) = measure(&fresh)?;
            record.cut_from = all
                .iter()
                .filter(|fetched| here.iter().any(|(path, _)| *path == fetched.path))
                .map(|fetched| CutFrom {
                    address: fetched.record.address.clone(),
                    sha256: fetched.record.sha256.clone(),
                })
                .collect();
            job.replace(&record, || {
                fs::rename(&fresh, &job.path).map_err(FetchError::disk("write", &job.path))
            })?;
            let mut fetched = job.fetched(record, notes);
            fetched.origin = Origin::Cut;
            all.push(fetched);
        }
        Ok(all)
    }
}

/// One file to get.
struct Job<'a> {
    source: &'a Source,
    entry: &'a Entry,
    address: String,
    path: PathBuf,
}

impl Job<'_> {
    fn errand(&self) -> Errand<'_> {
        Errand {
            address: &self.address,
            page: &self.source.page,
            path: &self.path,
        }
    }

    fn record(&self) -> Record {
        Record::new(self.source, self.entry, &self.address)
    }

    fn fetched(&self, record: Record, notes: Vec<String>) -> Fetched {
        Fetched {
            path: self.path.clone(),
            origin: Origin::Fetched,
            record,
            notes,
        }
    }

    /// Refuses a hash that is not the catalogue's, where the catalogue says one.
    fn expected(&self, found: &str) -> Result<(), FetchError> {
        match &self.entry.sha256 {
            Some(expected) if expected != found => Err(FetchError::Hash {
                address: self.address.clone(),
                found: found.into(),
                expected: expected.clone(),
                page: self.source.page.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Refuses an archive that is not whole.
    fn whole(&self, path: &Path, help: &'static str) -> Result<(), FetchError> {
        if whole_zip::expected(&self.path.to_string_lossy()) {
            whole_zip::check(path, help)?;
        }
        Ok(())
    }

    /// Puts the file in its place and its record beside it. The record waits under another name
    /// until the file is there, so that a stop between the two loses neither.
    fn replace(
        &self,
        record: &Record,
        place: impl FnOnce() -> Result<(), FetchError>,
    ) -> Result<(), FetchError> {
        record.write_next(&self.path)?;
        place()?;
        Record::adopt_next(&self.path)
    }
}

fn archive_job<'a>(source: &'a Source, entry: &'a Entry, folder: &Path, month: Month) -> Job<'a> {
    let month = month.to_string();
    Job {
        source,
        entry,
        address: entry.address.replace("{month}", &month),
        path: folder.join(entry.file.replace("{month}", &month)),
    }
}

fn cut_job<'a>(
    source: &'a Source,
    entry: &'a Entry,
    folder: &Path,
    force: &str,
    months: Months,
) -> Result<Job<'a>, FetchError> {
    // It becomes a file name.
    if force.is_empty() || !force.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return Err(FetchError::ForceName(force.into()));
    }
    let name = format!("{force}-{}-to-{}.zip", months.first, months.last);
    Ok(Job {
        source,
        entry,
        address: entry.address.clone(),
        path: folder.join(name),
    })
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
