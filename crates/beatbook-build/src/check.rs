//! Looks at the inputs without writing anything.

use std::path::Path;

use beatbook_read::{BadRows, Config};
use beatbook_store::book::{Input, PeopleEntry};

use crate::BuildError;
use crate::assemble::dated;
use crate::gather::{FileCheck, gather};
use crate::layer_check::LayerCheck;
use crate::people::{link, unlinked};
use crate::setting::Setting;
use crate::step::Progress;
use crate::suspects::suspects_of;

/// What was found in all inputs.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// Layers and what was found in their boundaries, the study layer first.
    pub layers: Vec<LayerCheck>,
    /// Event files in reading order.
    pub files: Vec<FileCheck>,
    /// What is wrong, or looks wrong, one sentence each, with the way out.
    pub warnings: Vec<String>,
    /// People, file by file, and what became of their rows.
    pub people: Vec<PeopleEntry>,
    /// What the program cannot know: coordinates that may stand for other places.
    pub questions: Vec<String>,
}

impl CheckReport {
    /// Whether nothing needs a hand.
    pub fn is_clean(&self) -> bool {
        self.warnings.is_empty() && self.files.iter().all(|file| file.problems.is_empty())
    }
}

/// Reads everything a config names and says what is in it.
///
/// # Errors
/// [`BuildError`] when a file cannot be read at all; bad rows are reported, not errors.
pub fn check(
    config: &Config,
    base: &Path,
    progress: &mut Progress<'_>,
) -> Result<CheckReport, BuildError> {
    let mut setting = Setting::read(config, base, progress)?;
    let mut synthetic = false;
    let mut gathered = gather(
        config,
        base,
        &setting,
        (BadRows::Skip, true),
        &mut synthetic,
        progress,
    )?;
    let people = link(
        config,
        base,
        &mut setting,
        &mut gathered,
        BadRows::Skip,
        progress,
    )?;
    dated(config, base, &mut setting)?;
    let bad_people = people.iter().flat_map(|linked| &linked.problems);
    let bad_people: Vec<String> = bad_people.map(ToString::to_string).collect();
    let questions = suspects_of(&setting, &gathered);
    let files: Vec<FileCheck> = gathered
        .into_iter()
        .flat_map(|source| source.files)
        .collect();
    Ok(CheckReport {
        layers: setting
            .layers
            .into_iter()
            .map(|layer| {
                let mut check = layer.check;
                check.compare(&files);
                check
            })
            .collect(),
        warnings: nothing_located(&files)
            .into_iter()
            .chain(files.iter().filter_map(empty))
            .chain(files.iter().filter_map(warning))
            .chain(bad_people)
            .chain(people.iter().filter_map(unlinked))
            .collect(),
        people: people.into_iter().map(|linked| linked.entry).collect(),
        questions,
        files,
    })
}

fn warning(file: &FileCheck) -> Option<String> {
    let (agreement, used) = (file.agreement.as_ref()?, file.transform.as_ref()?);
    let (better, percent) = agreement.better()?;
    Some(format!(
        "{}: with transform = \"{used}\" only {:.2}% of the rows fall in the {} area they name, with \"{better}\" {percent:.2}%. \
         The publisher made these longitudes and latitudes with {better}, and only its inverse brings the points back; set transform = \"{better}\" for this source",
        file.input.file,
        agreement.percent(),
        agreement.layer,
    ))
}

/// What `build` would refuse.
fn nothing_located(files: &[FileCheck]) -> Option<String> {
    let total = |part: fn(&Input) -> u64| files.iter().map(|file| part(&file.input)).sum();
    let refusal = BuildError::NothingLocated {
        rows: total(|input| input.rows),
        unlocated: total(|input| input.unlocated),
        outside: total(|input| input.outside),
    };
    (total(|input| input.located) == 0).then(|| refusal.to_string())
}

fn empty(file: &FileCheck) -> Option<String> {
    let name = &file.input.file;
    (file.input.rows == 0)
        .then(|| format!("{name} holds no rows under its header; take it out of `files`"))
}
