//! Reads and places the events of every source.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use beatbook_core::{Agreement as Terms, Bng, Crs, EventBatch, Month, Source, Str, Transform};
use beatbook_locate::{Found as Named, NO_AREA, NameKind, Transformer};
use beatbook_read::{
    BadRows, Config, FileReport, Format, Listening, Problem, SourceSpec, read_events,
};
use beatbook_store::book::{AgreementEntry, Elsewhere, Events, Input, Level, Status};
use beatbook_store::{Gap, place_class, thin_gaps};

use crate::BuildError;
use crate::agreement::{Agreement, Comparing};
use crate::inputs::{Hashes, shown};
use crate::known_gaps::known_gaps;
use crate::premises::{Finder, mark_default_addresses};
use crate::problem_row::{ProblemRow, Problems, pass_on};
use crate::quality::{FileQuality, MonthRows, Quality};
use crate::setting::{NOWHERE, Setting};
use crate::step::{Progress, tell};

/// What was found in one event file.
#[derive(Debug, Clone)]
pub struct FileCheck {
    /// The file and its accounts.
    pub input: Input,
    /// How its longitude and latitude become grid positions; `None` for other coordinates.
    pub transform: Option<Transform>,
    /// Agreement of the rows' own area codes with the join, where they carry any. What another transform
    /// would give is only worked out by [`check`](crate::check()).
    pub agreement: Option<Agreement>,
    /// Rows that cannot be used, one problem for each reason.
    pub problems: Vec<Problem>,
    /// Rows replaced by a later file, among the refused.
    pub replaced: u64,
    /// What is blank, what comes twice, which months there are.
    pub quality: FileQuality,
    /// Rows by how they were placed, in the order of [`Level::ALL`]; together they are all rows that
    /// were not refused.
    pub levels: [u64; 5],
    /// Rows that only name an area, by layer and area.
    pub areas: Vec<AreaRows>,
    /// How the times are written and what decided it, one sentence each.
    pub times: Vec<String>,
    /// Rows whose start was not known, for which the hours before the end were taken.
    pub widened: u64,
    /// Rows whose position is exactly 0, 0, which stands for none.
    pub placeholders: u64,
    /// Offence codes that are not known, with their rows, the most frequent first; and all such rows.
    /// They are kept as written.
    pub unknown_codes: (Vec<(String, u64)>, u64),
}

/// Rows that name an area and nothing finer: counted with it, never mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRows {
    /// The layer's id.
    pub layer: String,
    /// Name of the area.
    pub area: String,
    /// Number of rows.
    pub rows: u64,
}

/// All events of one source.
pub(crate) struct Gathered {
    pub(crate) source: Source,
    pub(crate) events: Events,
    /// Rows that count: all but those replaced by a later file.
    pub(crate) kept: Vec<bool>,
    pub(crate) files: Vec<FileCheck>,
    /// Months that are not there.
    pub(crate) gaps: Vec<Gap>,
    /// What a user should know of its files, one sentence each.
    pub(crate) notes: Vec<String>,
    /// Flag words, by bit.
    pub(crate) flags: Vec<String>,
    pub(crate) activity: bool,
    pub(crate) activity_categories: Vec<String>,
    pub(crate) agreement: Option<AgreementEntry>,
    pub(crate) words: Worded,
}

/// Rows whose place comes from words, or whose premises come from nothing but coordinates.
#[derive(Default)]
pub(crate) struct Worded {
    /// Row, and the number in the gazetteer of the area that it names.
    areas: Vec<(u32, u32)>,
    /// Rows at the coordinates of premises that they do not name.
    pub(crate) by_coordinates: Vec<u32>,
}

/// Terms as the book writes them.
pub(crate) fn agreement_entry(terms: &Terms) -> AgreementEntry {
    AgreementEntry {
        name: terms.name.clone(),
        controller: terms.controller.clone(),
        purpose: terms.purpose.clone(),
        audiences: terms.audiences.iter().map(ToString::to_string).collect(),
        finest_area: terms.finest_area.clone(),
        finest_time: terms.finest_time.to_string(),
        expires: terms.expires.to_string(),
    }
}

/// Reads every source of the config, in config order. `compare` also works out what another
/// transform would give.
pub(crate) fn gather(
    config: &Config,
    base: &Path,
    setting: &Setting,
    (bad_rows, compare): (BadRows, bool),
    synthetic: &mut bool,
    progress: &mut Progress<'_>,
    problems: &mut Problems<'_>,
) -> Result<Vec<Gathered>, BuildError> {
    let mut gathered: Vec<Gathered> = Vec::new();
    let hashes = Hashes::default();
    for spec in &config.sources {
        let mut into = Gathered {
            source: spec.source.clone(),
            events: Events::default(),
            kept: Vec::new(),
            files: Vec::new(),
            gaps: Vec::new(),
            notes: Vec::new(),
            flags: spec.flags.iter().map(|(word, _)| word.clone()).collect(),
            activity: spec.activity,
            activity_categories: spec.activity_categories.clone(),
            agreement: spec.agreement.as_ref().map(agreement_entry),
            words: Worded::default(),
        };
        let reissued = reissued(spec);
        for (earlier, later) in &reissued {
            into.notes.push(format!(
                "{}: the same month is in {}, which counts instead; it was not read",
                shown(earlier, base),
                shown(later, base)
            ));
        }
        for file in &spec.files {
            if reissued.iter().any(|(earlier, _)| earlier == file) {
                continue;
            }
            let reading = Reading {
                spec,
                base,
                setting,
                hashes: &hashes,
                bad_rows,
                compare,
            };
            let (outcome, marked) = reading.read(file, &mut into, progress, problems)?;
            *synthetic |= marked;
            into.files.push(outcome);
        }
        into.kept = vec![true; into.events.len()];
        into.leave_out_replaced(spec, problems);
        into.gaps = into.find_gaps(spec, &setting.layers[0].codes);
        into.count_levels(setting);
        mark_default_addresses(setting, &mut into);
        gathered.push(into);
    }
    Ok(gathered)
}

/// The file read before that has the same bytes, or the same part of an archive with the same bytes.
/// Empty ones are alike and do no harm.
fn same_file<'a>(input: &Input, before: &'a [FileCheck]) -> Option<&'a str> {
    fn part(file: &str) -> Option<&str> {
        file.split_once('#').map(|(_, part)| part)
    }
    let mut before = before.iter().map(|file| &file.input);
    let same = before.find(|other| {
        input.rows > 0 && other.sha256 == input.sha256 && part(&other.file) == part(&input.file)
    });
    same.map(|other| other.file.as_str())
}

/// Files of data.police.uk that a later archive holds again: the same month of the same force. Their rows
/// without an id cannot be told from those of the later issue, so the earlier one is not read.
fn reissued(spec: &SourceSpec) -> Vec<(&Path, &Path)> {
    let name = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.rsplit('#').next()?.to_owned();
        Some(name.strip_suffix(".gz").map_or(name.clone(), str::to_owned))
    };
    if spec.format != Format::PoliceUk && spec.format != Format::PoliceUkOutcomes {
        return Vec::new();
    }
    let archived = |path: &Path| path.to_string_lossy().contains('#');
    let mut latest: HashMap<String, &Path> = HashMap::new();
    for file in &spec.files {
        latest.extend(name(file).map(|name| (name, file.as_path())));
    }
    let earlier = spec.files.iter().filter_map(|file| {
        let later = *latest.get(&name(file)?)?;
        (later != file && archived(file) && archived(later)).then_some((file.as_path(), later))
    });
    earlier.collect()
}

struct Reading<'a> {
    spec: &'a SourceSpec,
    base: &'a Path,
    setting: &'a Setting,
    hashes: &'a Hashes,
    bad_rows: BadRows,
    compare: bool,
}

impl Reading<'_> {
    fn read(
        &self,
        path: &Path,
        into: &mut Gathered,
        progress: &mut Progress<'_>,
        problems: &mut Problems<'_>,
    ) -> Result<(FileCheck, bool), BuildError> {
        let source = Some(self.spec.source.to_string());
        let mut input = self.hashes.of_file(path, self.base, source)?;
        let transformer = Transformer::new(self.spec.crs, &self.spec.transform)
            .map_err(BuildError::locate(&input.file))?;
        let degrees = self.spec.crs == Crs::Wgs84;
        let other = match &self.spec.transform {
            Transform::Ostn15 => Transform::Helmert,
            _ => Transform::Ostn15,
        };
        let other = if self.compare && degrees {
            let built =
                Transformer::new(self.spec.crs, &other).map_err(BuildError::locate(&input.file))?;
            Some((other, built))
        } else {
            None
        };
        let mut comparing = Comparing::new(&self.setting.layers, other);
        let what = format!("reading {}", input.file);
        tell(progress, what.clone(), 0, None);
        let mut rows = 0;
        let mut quality = Quality::new(self.spec, self.compare);
        let mut take = |batch: EventBatch| {
            rows += batch.len() as u64;
            let positions = grid(&batch.position, &transformer, self.spec.crs);
            comparing.add(&batch, &positions, &self.setting.layers);
            let happened = happened(&batch, &transformer, self.spec.crs);
            let mut accounts = (&mut input, &mut quality);
            self.place(batch, &positions, &happened, &mut accounts, into);
            tell(progress, what.clone(), rows, None);
        };
        let (source, file) = (self.spec.source.word(), shown(path, self.base));
        let mut refused = pass_on(source, &file, problems);
        let mut whole = Vec::new();
        let mut number = |row| whole.push(row);
        let mut listening = Listening::new(&mut refused);
        if self.compare {
            listening = listening.and_whole_rows(&mut number);
        }
        let report: FileReport =
            read_events(self.spec, path, self.bad_rows, &mut take, &mut listening)?;
        input.rows = report.rows_read;
        input.refused = report.refused;
        if let Some(same) = same_file(&input, &into.files) {
            return Err(BuildError::SameFile {
                file: input.file,
                other: same.to_owned(),
            });
        }
        let outcome = FileCheck {
            input,
            transform: degrees.then(|| self.spec.transform.clone()),
            problems: report.problems,
            agreement: comparing.finish(),
            replaced: 0,
            quality: quality.finish(whole, report.blanks),
            levels: [0; 5],
            areas: Vec::new(),
            times: report.times,
            widened: report.widened,
            placeholders: report.placeholders,
            unknown_codes: (report.unknown_codes, report.unknown_code_rows),
        };
        Ok((outcome, report.synthetic))
    }

    /// Adds a batch to the columns and to the accounts of its file.
    ///
    /// - `recorded`, `happened`: the two places of every row; the second is NaN where none is stated.
    fn place(
        &self,
        batch: EventBatch,
        recorded: &[Bng],
        happened: &[Bng],
        (input, quality): &mut (&mut Input, &mut Quality),
        into: &mut Gathered,
    ) {
        let events = &mut into.events;
        let exact: Vec<Bng> = (0..batch.len())
            .map(|row| {
                if batch.discovered[row] {
                    happened[row]
                } else {
                    recorded[row]
                }
            })
            .collect();
        let mut known = HashMap::new();
        let mut found: Vec<Found> = (0..batch.len())
            .map(|row| self.found(&batch, row, exact[row], &mut known))
            .collect();
        let mut finder = Finder::new(self.setting, &batch);
        let positions: Vec<Bng> = found.iter().map(|found| found.position).collect();
        for (found, area) in found
            .iter_mut()
            .zip(self.setting.layers[0].areas_of(&positions))
        {
            found.status = self.status(found.position, area);
        }
        quality.add(
            &batch,
            found.iter().map(|found| (found.status, found.level)),
        );
        let file = events.strings.intern(&input.file);
        for (row, found) in found.iter().enumerate() {
            *match found.status {
                Status::Located => &mut input.located,
                Status::Unlocated => &mut input.unlocated,
                Status::Outside | Status::Ring => &mut input.outside,
            } += 1;
            if batch.discovered[row] {
                let position = recorded[row];
                let area = self.setting.layers[0].areas_of(&[position])[0];
                events.elsewhere.push(Elsewhere {
                    row: events.status.len() as u32,
                    status: self.status(position, area),
                    position,
                });
            }
            events.status.push(found.status);
            events.position.push(found.position);
            events.level.push(found.level);
            events.file.push(file);
            let category = events
                .strings
                .intern(batch.strings.get(batch.category[row]));
            events.category.push(category);
            let code = batch.code[row].map(|text| events.strings.intern(batch.strings.get(text)));
            events.code.push(code);
            let number = events.status.len() as u32 - 1;
            let premises = finder.of(row, exact[row]);
            events.premises.push(premises.place);
            events.link.push(premises.link);
            events.caller.push(premises.caller);
            if premises.by_coordinates {
                into.words.by_coordinates.push(number);
            }
            into.words
                .areas
                .extend(found.area.map(|area| (number, area)));
            let words = batch.happened_place[row].filter(|_| batch.discovered[row]);
            let place = words.or(batch.place[row]);
            let place = place.map(|text| events.strings.intern(batch.strings.get(text)));
            events.place.push(place);
            // A row that does not say has the setting of the registered place it is at.
            let setting = batch.setting[row].unwrap_or_else(|| {
                place_class::setting(self.setting.class_at(found.position).unwrap_or_default())
            });
            events.setting.push(setting);
        }
        events.line.extend(batch.line);
        events.id.append(&batch.id);
        events.incident.append(&batch.incident);
        events.from.extend(batch.from);
        events.to.extend(batch.to);
        events.precision.extend(batch.precision);
        events.recorded.extend(batch.recorded);
        events.flags.extend(batch.flags);
    }

    /// Where a row happened: by its coordinates, or by words where it has none.
    ///
    /// - `known`: texts of the batch that were looked up before.
    fn found(
        &self,
        batch: &EventBatch,
        row: usize,
        exact: Bng,
        known: &mut HashMap<Str, Option<Named>>,
    ) -> Found {
        if !exact.easting.is_nan() {
            return if self.setting.is_pin(exact) {
                Found::new(NOWHERE, Level::None)
            } else {
                Found::new(exact, Level::Exact)
            };
        }
        let mut find = |text: Option<Str>| {
            let text = text?;
            let find = || self.setting.gazetteer.find(batch.strings.get(text));
            *known.entry(text).or_insert_with(find)
        };
        // Premises that the row itself names are where it happened, unless it was only discovered there.
        let premises = batch.premises[row].filter(|_| !batch.discovered[row]);
        let premises = find(premises).filter(|named| named.kind == NameKind::Place);
        let words = if batch.discovered[row] {
            batch.happened_place[row]
        } else {
            batch.place[row]
        };
        let Some(named) = premises.or_else(|| find(words)) else {
            return Found::new(NOWHERE, Level::None);
        };
        let level = match named.kind {
            NameKind::Place => Level::Place,
            NameKind::Street => Level::Street,
            NameKind::Area => Level::Area,
        };
        Found {
            area: (level == Level::Area).then_some(named.number),
            ..Found::new(named.at.unwrap_or(NOWHERE), level)
        }
    }

    fn status(&self, position: Bng, area: u32) -> Status {
        let ring = self.setting.ring.as_ref();
        if position.easting.is_nan() || self.setting.is_pin(position) {
            Status::Unlocated
        } else if area != NO_AREA {
            Status::Located
        } else if ring.is_some_and(|ring| ring.contains(position)) {
            Status::Ring
        } else {
            Status::Outside
        }
    }
}

/// Where a row happened, and how that is known.
struct Found {
    position: Bng,
    level: Level,
    status: Status,
    /// Number of the area that its words name, for [`Level::Area`].
    area: Option<u32>,
}

impl Found {
    fn new(position: Bng, level: Level) -> Self {
        Self {
            position,
            level,
            status: Status::Unlocated,
            area: None,
        }
    }
}

/// Stated places of the rows that were only discovered where they are recorded; NaN for all others.
fn happened(batch: &EventBatch, transformer: &Transformer, crs: Crs) -> Vec<Bng> {
    if batch.happened.iter().all(Option::is_none) {
        return vec![NOWHERE; batch.len()];
    }
    grid(&batch.happened, transformer, crs)
}

/// Grid positions of a batch; NaN where there is none. Transformed ones are rounded to a
/// millimetre, far below their accuracy, so that equal points stay equal.
pub(crate) fn grid(
    positions: &[Option<[f64; 2]>],
    transformer: &Transformer,
    crs: Crs,
) -> Vec<Bng> {
    let mut pairs: Vec<[f64; 2]> = positions
        .iter()
        .map(|p| p.unwrap_or([f64::NAN; 2]))
        .collect();
    transformer.to_bng(&mut pairs);
    let millimetres = |metres: f64| {
        if crs == Crs::Bng {
            metres
        } else {
            (metres * 1e3).round() / 1e3
        }
    };
    pairs
        .into_iter()
        .map(|[x, y]| Bng {
            easting: millimetres(x),
            northing: millimetres(y),
        })
        .collect()
}

impl Gathered {
    /// Counts the rows of each file by how they were placed, and by the area they only name.
    fn count_levels(&mut self, setting: &Setting) {
        let events = &self.events;
        let numbers: HashMap<&str, usize> = (self.files.iter().enumerate())
            .map(|(number, file)| (file.input.file.as_str(), number))
            .collect();
        let file_of = |row: usize| numbers.get(events.strings.get(events.file[row])).copied();
        let mut levels = vec![[0; 5]; self.files.len()];
        for row in (0..events.len()).filter(|&row| self.kept[row]) {
            if let Some(file) = file_of(row) {
                levels[file][events.level[row] as usize] += 1;
            }
        }
        let mut areas = BTreeMap::new();
        for &(row, area) in &self.words.areas {
            if let Some(file) = file_of(row as usize).filter(|_| self.kept[row as usize]) {
                *areas.entry((file, area)).or_insert(0) += 1;
            }
        }
        for (file, levels) in self.files.iter_mut().zip(levels) {
            file.levels = levels;
        }
        for ((file, area), rows) in areas {
            if let Some((layer, area)) = setting.area_named(area) {
                self.files[file].areas.push(AreaRows {
                    layer: layer.to_string(),
                    area: area.to_owned(),
                    rows,
                });
            }
        }
    }

    /// A record id that comes again in a later file stands for the same record, re-issued: the later
    /// one wins. Repeats within one file are kept: they are separate rows of one issue.
    fn leave_out_replaced(&mut self, spec: &SourceSpec, problems: &mut Problems<'_>) {
        if self.files.len() < 2 {
            return;
        }
        let events = &self.events;
        let mut newest = HashMap::new();
        for row in (0..events.len()).rev() {
            let Some(id) = events.id.get(row) else {
                continue;
            };
            let file = events.file[row];
            self.kept[row] = *newest.entry(id).or_insert(file) == file;
        }
        for row in (0..events.len()).filter(|&row| !self.kept[row]) {
            let name = events.strings.get(events.file[row]);
            let id = events.id.get(row).unwrap_or_default();
            let Some(outcome) = self
                .files
                .iter_mut()
                .find(|outcome| outcome.input.file == name)
            else {
                continue;
            };
            let input = &mut outcome.input;
            *match events.status[row] {
                Status::Located => &mut input.located,
                Status::Unlocated => &mut input.unlocated,
                Status::Outside | Status::Ring => &mut input.outside,
            } -= 1;
            input.refused += 1;
            outcome.replaced += 1;
            let (status, level) = (events.status[row], events.level[row]);
            outcome.quality.take_back(events.from[row], status, level);
            let later = newest.get(id).map_or("", |&file| events.strings.get(file));
            problems(ProblemRow {
                source: self.source.word(),
                file: name,
                line: events.line[row],
                column: spec.columns.id.as_deref().unwrap_or_default(),
                value: id,
                reason: &format!("re-issued in {later}"),
                help: "nothing: the later row counts instead",
                row: "",
            });
        }
    }

    /// Rows of each month, all files together.
    pub(crate) fn months(&self) -> BTreeMap<Month, MonthRows> {
        let mut all: BTreeMap<Month, MonthRows> = BTreeMap::new();
        for (&month, found) in self.files.iter().flat_map(|file| &file.quality.months) {
            let month = all.entry(month).or_default();
            month.rows += found.rows;
            month.located += found.located;
        }
        all
    }

    /// Months that are not there: those known of the publisher, and those with far too few rows in the
    /// study area.
    fn find_gaps(&self, spec: &SourceSpec, codes: &[String]) -> Vec<Gap> {
        let months = self.months();
        let ends = months.first_key_value().zip(months.last_key_value());
        let Some(((&first, _), (&last, _))) = ends else {
            return Vec::new();
        };
        let mut gaps = known_gaps(spec, codes, &self.files, (first, last));
        let mut used = self.files.iter().filter(|file| file.quality.used > 0);
        let whole = used.all(|file| file.quality.months_only);
        let known = |month: Month| gaps.iter().any(|gap| gap.holds(month));
        let counts: Vec<(Month, [u64; 2])> = months
            .iter()
            .filter(|(month, _)| !known(**month))
            .map(|(month, found)| (*month, [found.rows, found.located]))
            .collect();
        gaps.extend(thin_gaps(&counts, whole));
        gaps.sort_by_key(|gap| gap.from);
        gaps
    }
}
