//! Looks at the inputs without writing anything.

use std::collections::BTreeMap;
use std::path::Path;

use beatbook_core::{Day, Month, distance_words, thousands};
use beatbook_read::{BadRows, Config, Problem};
use beatbook_store::book::{Input, PeopleEntry};
use beatbook_store::{Gap, recording_of};

use crate::BuildError;
use crate::assemble::{dated, gap_words, unmapped};
use crate::gather::{FileCheck, Gathered, gather};
use crate::harm::harm;
use crate::layer_check::LayerCheck;
use crate::people::{link, unlinked};
use crate::problem_row::Problems;
use crate::quality::MonthRows;
use crate::setting::Setting;
use crate::step::Progress;
use crate::suspects::{Question, suspects_of};

/// Ages for which completeness is told, in days.
const AGES: [u32; 6] = [1, 3, 7, 14, 28, 60];
/// From this share of anchors on the points of a source are said to be snapped.
const SNAPPED: f64 = 0.5;

/// What was found in all inputs.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// Title from the config.
    pub title: String,
    /// Whether any input was marked synthetic.
    pub synthetic: bool,
    /// Layers and what was found in their boundaries, the study layer first.
    pub layers: Vec<LayerCheck>,
    /// Sources, in config order.
    pub sources: Vec<SourceCheck>,
    /// Event files in reading order.
    pub files: Vec<FileCheck>,
    /// What is wrong, or looks wrong, one sentence each, with the way out.
    pub warnings: Vec<String>,
    /// People, file by file, and what became of their rows.
    pub people: Vec<PeopleEntry>,
    /// Rows of people that cannot be used, one problem for each reason.
    pub people_problems: Vec<Problem>,
    /// What the program cannot know: coordinates that may stand for other places.
    pub questions: Vec<Question>,
}

/// What was found in all files of a source together.
#[derive(Debug, Clone)]
pub struct SourceCheck {
    /// The source's word.
    pub source: String,
    /// Rows of each month that has any.
    pub months: BTreeMap<Month, MonthRows>,
    /// Months that are not there.
    pub gaps: Vec<Gap>,
    /// How late it is recorded; `None` without days of recording, or with too few.
    pub recorded: Option<Recorded>,
    /// Rows that could be used, and of these the ones on snapped coordinates.
    pub used: u64,
    /// Rows on a coordinate that several rows share whose texts are those of anchors.
    pub snapped: u64,
}

/// How late a source is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The last day of recording: when the extract was made.
    pub extract: Day,
    /// Records with both days.
    pub records: u64,
    /// The greatest delay that can be judged, in days.
    pub window: u32,
    /// Days since the event, and the share recorded by then; `None` beyond the window.
    pub shares: Vec<(u32, Option<f64>)>,
    /// The last day of which 95% is recorded.
    pub complete_to: Option<Day>,
}

impl SourceCheck {
    fn new(gathered: &Gathered) -> Self {
        let files = &gathered.files;
        let checked = || {
            files
                .iter()
                .filter_map(|file| file.quality.checked.as_ref())
        };
        let records = checked().flat_map(|rows| rows.recorded.iter().copied());
        let recorded = recording_of(records).map(|recording| Recorded {
            extract: recording.extract(),
            records: recording.records(),
            window: recording.window(),
            shares: AGES.map(|age| (age, recording.share_within(age))).into(),
            complete_to: recording.complete_to(),
        });
        Self {
            source: gathered.source.to_string(),
            months: gathered.months(),
            gaps: gathered.gaps.clone(),
            recorded,
            used: files.iter().map(|file| file.quality.used).sum(),
            snapped: checked().map(|rows| rows.snapped).sum(),
        }
    }

    /// Whether its points are published anchors rather than places of events.
    pub fn is_snapped(&self) -> bool {
        self.used > 0 && self.snapped as f64 >= SNAPPED * self.used as f64
    }
}

impl CheckReport {
    /// Whether nothing needs a hand.
    pub fn is_clean(&self) -> bool {
        self.warnings.is_empty()
            && self.people_problems.is_empty()
            && self.files.iter().all(|file| file.problems.is_empty())
    }
}

/// Reads everything a config names and says what is in it. `problem_rows` hears of every row that would
/// not be in the book.
///
/// # Errors
/// [`BuildError`] when a file cannot be read at all; bad rows are reported, not errors.
pub fn check(
    config: &Config,
    base: &Path,
    progress: &mut Progress<'_>,
    problem_rows: &mut Problems<'_>,
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
        problem_rows,
    )?;
    let people = link(
        config,
        base,
        &mut setting,
        &mut gathered,
        BadRows::Skip,
        progress,
        problem_rows,
    )?;
    dated(config, base, &mut setting)?;
    let (_, without_weight) = harm(config, base, &mut setting, &gathered)?;
    let questions = suspects_of(&setting, &gathered);
    let sources: Vec<SourceCheck> = gathered.iter().map(SourceCheck::new).collect();
    let gaps = gathered.iter().flat_map(|source| {
        let gaps = source.gaps.iter();
        gaps.map(|gap| gap_words(&source.source, gap))
    });
    let notes = gathered.iter().flat_map(|source| source.notes.clone());
    let gaps: Vec<String> = gaps.chain(notes).collect();
    let files: Vec<FileCheck> = gathered
        .into_iter()
        .flat_map(|source| source.files)
        .collect();
    Ok(CheckReport {
        title: config.title.clone(),
        synthetic: synthetic || setting.synthetic,
        sources,
        layers: setting
            .layers
            .into_iter()
            .map(|layer| {
                let mut check = layer.check;
                check.compare(&files);
                check
            })
            .collect(),
        warnings: nothing_located(config, &files)
            .into_iter()
            .chain(files.iter().filter_map(empty))
            .chain(files.iter().filter_map(warning))
            .chain(files.iter().filter_map(far))
            .chain(gaps)
            .chain(without_weight)
            .chain(people.iter().filter_map(unlinked))
            .collect(),
        people_problems: people.iter().flat_map(|l| l.problems.clone()).collect(),
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

/// Rows so far from the area they name that neither rounding nor coarse boundaries explain it.
fn far(file: &FileCheck) -> Option<String> {
    let agreement = file.agreement.as_ref().filter(|found| found.is_far())?;
    let others = agreement.comparable - agreement.agree;
    let (rows, are) = match others {
        1 => ("1 row".to_owned(), "is"),
        others => (format!("{} rows", thousands(others)), "are up to"),
    };
    Some(format!(
        "{}: {rows} of {} {are} {} away from the {} area they name: x and y may be exchanged, or crs wrong, or the codes are of other places",
        file.input.file,
        thousands(agreement.comparable),
        distance_words(agreement.farthest),
        agreement.layer,
    ))
}

/// What `build` would refuse.
fn nothing_located(config: &Config, files: &[FileCheck]) -> Option<String> {
    let total = |part: fn(&Input) -> u64| files.iter().map(|file| part(&file.input)).sum();
    let rows: u64 = total(|input| input.rows);
    let refusal = match rows {
        0 => BuildError::NoRows,
        rows => BuildError::NothingLocated {
            rows,
            unlocated: total(|input| input.unlocated),
            outside: total(|input| input.outside),
            unmapped: unmapped(config),
        },
    };
    (total(|input| input.located) == 0).then(|| refusal.to_string())
}

fn empty(file: &FileCheck) -> Option<String> {
    let name = &file.input.file;
    (file.input.rows == 0)
        .then(|| format!("{name} holds no rows under its header; take it out of `files`"))
}
