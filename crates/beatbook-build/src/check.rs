//! Looks at the inputs without writing anything.

use std::path::Path;

use beatbook_core::Transform;
use beatbook_read::{BadRows, Config, Problem};
use beatbook_store::book::Input;

use crate::gather::{Outcome, gather};
use crate::setting::Setting;
use crate::step::Progress;
use crate::{Agreement, BuildError};

/// What was found in one event file.
#[derive(Debug, Clone)]
pub struct FileCheck {
    /// The file and its accounts.
    pub input: Input,
    /// How its longitude and latitude become grid positions; `None` for other coordinates.
    pub transform: Option<Transform>,
    /// Agreement of the rows' own area codes with the join, where they carry any.
    pub agreement: Option<Agreement>,
    /// Rows that cannot be used, one problem for each reason.
    pub problems: Vec<Problem>,
    /// Rows replaced by a later file, among the refused.
    pub replaced: u64,
}

/// What was found in all inputs.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// Layers: id, areas.
    pub layers: Vec<(String, u32)>,
    /// Event files in reading order.
    pub files: Vec<FileCheck>,
    /// What is wrong, or looks wrong, one sentence each, with the way out.
    pub warnings: Vec<String>,
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
    let setting = Setting::read(config, base, progress)?;
    let mut synthetic = false;
    let gathered = gather(
        config,
        base,
        &setting,
        (BadRows::Skip, true),
        &mut synthetic,
        progress,
    )?;
    let files: Vec<FileCheck> = gathered
        .into_iter()
        .flat_map(|source| source.files)
        .map(FileCheck::from)
        .collect();
    Ok(CheckReport {
        layers: setting
            .layers
            .iter()
            .map(|l| (l.id.to_string(), l.entry.areas))
            .collect(),
        warnings: files.iter().filter_map(warning).collect(),
        files,
    })
}

impl From<Outcome> for FileCheck {
    fn from(outcome: Outcome) -> Self {
        Self {
            input: outcome.input,
            transform: outcome.transform,
            agreement: outcome.agreement,
            problems: outcome.problems,
            replaced: outcome.replaced,
        }
    }
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
