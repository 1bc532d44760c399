//! Writes a book from what was read.

use std::path::Path;

use beatbook_core::{Bng, Month, Source, Unit};
use beatbook_locate::{bng_to_wgs84, layer_to_wgs84};
use beatbook_read::{BadRows, Columns, Config, Problem, read_annotations, read_calendar};
use beatbook_store::book::{
    AnnotationEntry, BookWriter, CalendarEntry, CellTable, CoverageEntry, GapEntry, Input,
    Locations, Manifest, NamedShape, ObjectEntry, ObjectKind, PresetEntry, SourceEntry,
    encode_residents, encode_shapes,
};

use beatbook_store::Gap;

use crate::BuildError;
use crate::gather::{Gathered, gather};
use crate::harm::harm;
use crate::inputs::{of_file, shown};
use crate::kept_quality::quality_entry;
use crate::people::{Linked, link, unlinked};
use crate::problem_row::Problems;
use crate::quality::MonthRows;
use crate::setting::{SLIVER, Setting};
use crate::step::{Progress, tell};
use crate::suspects::suspects_of;
use crate::units;

/// What was built.
#[derive(Debug, Clone, PartialEq)]
pub struct BuildReport {
    /// Hash of the version; the book id is its first twelve digits.
    pub version: String,
    /// Whether any input was marked synthetic.
    pub synthetic: bool,
    /// Input files with their accounts.
    pub inputs: Vec<Input>,
    /// Objects in the version.
    pub objects: u64,
    /// Of these, objects that were not there before.
    pub written: u64,
    /// Rows left out because they could not be used, one problem for each reason.
    pub problems: Vec<Problem>,
    /// What a user should know, one sentence each.
    pub notes: Vec<String>,
}

/// Builds the book of a config (read from `base`) into `folder`. `problem_rows` hears of every row that is
/// not in it.
///
/// # Errors
/// [`BuildError`]; the book that was there before is then untouched.
pub fn build(
    config: &Config,
    base: &Path,
    folder: &Path,
    bad_rows: BadRows,
    progress: &mut Progress<'_>,
    problem_rows: &mut Problems<'_>,
) -> Result<BuildReport, BuildError> {
    let mut setting = Setting::read(config, base, progress)?;
    let mut synthetic = false;
    let mut gathered = gather(
        config,
        base,
        &setting,
        (bad_rows, false),
        &mut synthetic,
        progress,
        problem_rows,
    )?;
    let mut people = link(
        config,
        base,
        &mut setting,
        &mut gathered,
        bad_rows,
        progress,
        problem_rows,
    )?;
    let (calendar, annotations) = dated(config, base, &mut setting)?;
    let (harm, without_weight) = harm(config, base, &mut setting, &gathered)?;
    let synthetic = synthetic || setting.synthetic;
    let sources: Vec<SourceEntry> = gathered.iter().map(account).collect();
    check_located(config, &sources)?;
    let mut inputs = setting.inputs.clone();
    inputs.extend(
        gathered
            .iter()
            .flat_map(|source| source.files.iter().map(|f| f.input.clone())),
    );
    let notes = gathered.iter().flat_map(notes_of);
    let notes = notes
        .chain(people.iter().filter_map(unlinked))
        .chain(without_weight)
        .chain(setting.notes.iter().cloned())
        .chain(
            suspects_of(&setting, &gathered)
                .into_iter()
                .map(|question| question.full),
        )
        .collect();
    let problems = gathered.iter().flat_map(|source| &source.files);
    let problems = problems
        .flat_map(|file| file.problems.clone())
        .chain(people.iter().flat_map(|linked| linked.problems.clone()))
        .collect();

    let mut writing = Writing {
        book: BookWriter::open(folder)?,
        objects: Vec::new(),
    };
    writing.ground(&setting)?;
    let km2 = writing.places(&setting, &gathered, progress)?;
    let orders = writing.events(&gathered, progress)?;
    writing.people(&mut people, &gathered, &orders)?;
    writing.figures(&setting)?;
    writing.sets(&setting)?;
    let presets = config.presets.iter().map(|preset| PresetEntry {
        id: preset.id.clone(),
        label: preset.label.clone(),
        selection: preset.selection.to_string(),
    });
    let manifest = Manifest {
        format: Manifest::FORMAT,
        program: env!("CARGO_PKG_VERSION").into(),
        title: config.title.clone(),
        synthetic,
        study: config.study.to_string(),
        alpha: config.alpha,
        sliver_metres: SLIVER.0,
        km2,
        presets: presets.collect(),
        indexes: setting.indexes.iter().map(|i| i.entry.clone()).collect(),
        populations: setting.residents.iter().map(|r| r.entry.clone()).collect(),
        calendar,
        annotations,
        harm,
        people: people.iter().map(|linked| linked.entry.clone()).collect(),
        layers: setting
            .layers
            .iter()
            .map(|layer| layer.entry.clone())
            .collect(),
        sources,
        inputs: inputs.clone(),
        objects: writing.objects,
    };
    let (objects, written) = (manifest.objects.len() as u64, writing.book.written());
    let version = writing.book.publish(&manifest)?;
    Ok(BuildReport {
        version,
        synthetic,
        inputs,
        objects,
        written,
        problems,
        notes,
    })
}

/// A book without a single event in the study area is a mistake in the config.
fn check_located(config: &Config, sources: &[SourceEntry]) -> Result<(), BuildError> {
    let total = |part: fn(&SourceEntry) -> u64| sources.iter().map(part).sum::<u64>();
    let rows = total(|s| s.rows);
    if rows == 0 {
        return Err(BuildError::NoRows);
    }
    if total(|s| s.located) > 0 {
        return Ok(());
    }
    Err(BuildError::NothingLocated {
        rows,
        unlocated: total(|s| s.unlocated),
        outside: total(|s| s.outside),
        unmapped: unmapped(config),
    })
}

fn account(gathered: &Gathered) -> SourceEntry {
    let total = |part: fn(&Input) -> u64| gathered.files.iter().map(|f| part(&f.input)).sum();
    SourceEntry {
        source: gathered.source.to_string(),
        rows: total(|i| i.rows),
        located: total(|i| i.located),
        unlocated: total(|i| i.unlocated),
        outside: total(|i| i.outside),
        refused: total(|i| i.refused),
        activity: gathered.activity,
        activity_categories: gathered.activity_categories.clone(),
        flags: gathered.flags.clone(),
        agreement: gathered.agreement.clone(),
        coverage: gathered.months().iter().map(coverage).collect(),
        gaps: gathered.gaps.iter().map(gap).collect(),
        quality: Some(quality_entry(gathered)),
    }
}

fn coverage((month, found): (&Month, &MonthRows)) -> CoverageEntry {
    CoverageEntry {
        month: month.to_string(),
        rows: found.rows,
        located: found.located,
    }
}

fn gap(gap: &Gap) -> GapEntry {
    GapEntry {
        from: gap.from.to_string(),
        to: gap.to.to_string(),
        reason: gap.reason.clone(),
        absent: gap.absent,
    }
}

/// Dated days and notes, by day.
pub(crate) fn dated(
    config: &Config,
    base: &Path,
    setting: &mut Setting,
) -> Result<(Vec<CalendarEntry>, Vec<AnnotationEntry>), BuildError> {
    let (mut calendar, mut annotations) = (Vec::new(), Vec::new());
    if let Some(path) = &config.calendar {
        calendar = read_calendar(path)?;
        calendar.sort_by_key(|entry| entry.day);
        setting.inputs.push(of_file(path, base, None)?);
    }
    if let Some(path) = &config.annotations {
        annotations = read_annotations(path)?;
        annotations.sort_by_key(|note| note.day);
        let known = |source: &Source| config.sources.iter().any(|spec| spec.source == *source);
        if let Some(note) = annotations.iter().find(|note| !known(&note.source)) {
            return Err(BuildError::UnknownSource {
                file: shown(path, base),
                day: note.day.to_string(),
                source_word: note.source.to_string(),
                known: config
                    .sources
                    .iter()
                    .map(|spec| spec.source.to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
        setting.inputs.push(of_file(path, base, None)?);
    }
    let calendar = calendar.into_iter().map(|entry| CalendarEntry {
        day: entry.day.to_string(),
        kind: entry.kind,
        label: entry.label,
    });
    let annotations = annotations.into_iter().map(|note| AnnotationEntry {
        day: note.day.to_string(),
        source: note.source.to_string(),
        text: note.text,
    });
    Ok((calendar.collect(), annotations.collect()))
}

fn notes_of(gathered: &Gathered) -> impl Iterator<Item = String> {
    let replaced = gathered
        .files
        .iter()
        .filter(|file| file.replaced > 0)
        .map(|file| {
            format!(
                "{}: {} rows are re-issued in a later file, which counts instead",
                file.input.file, file.replaced
            )
        });
    let gaps = gathered.gaps.iter();
    let gaps = gaps.map(|gap| gap_words(&gathered.source, gap));
    replaced.chain(gaps).chain(gathered.notes.iter().cloned())
}

/// Sources whose config names no columns for coordinates; none as long as one source has them.
pub(crate) fn unmapped(config: &Config) -> Vec<String> {
    let sources = || config.sources.iter();
    let has_columns = |columns: &Columns| columns.x.is_some() || columns.happened_x.is_some();
    if sources().any(|spec| has_columns(&spec.columns)) {
        return Vec::new();
    }
    sources().map(|spec| spec.source.to_string()).collect()
}

/// What to know of months that are not there.
pub(crate) fn gap_words(source: &Source, gap: &Gap) -> String {
    format!(
        "{source} has a gap, {}: {}; no rates are told over it",
        gap.span(),
        gap.reason
    )
}

struct Writing {
    book: BookWriter,
    objects: Vec<ObjectEntry>,
}

impl Writing {
    fn put(
        &mut self,
        kind: ObjectKind,
        rows: usize,
        bytes: Result<Vec<u8>, String>,
    ) -> Result<(), BuildError> {
        let bytes = bytes.map_err(|reason| BuildError::Encode {
            what: kind.to_string(),
            reason,
        })?;
        let sha256 = self.book.put(&bytes)?;
        self.objects.push(ObjectEntry {
            kind,
            sha256,
            rows: rows as u64,
            files: Vec::new(),
        });
        Ok(())
    }

    /// Where the rows of one month were read, beside the events themselves.
    fn origins(
        &mut self,
        source: &Gathered,
        month: String,
        rows: &[u32],
    ) -> Result<(), BuildError> {
        let kind = ObjectKind::Origins {
            source: source.source.to_string(),
            month,
        };
        let encoded = source.events.encode_origins(rows);
        let (bytes, files) = encoded.map_err(|reason| BuildError::Encode {
            what: kind.to_string(),
            reason,
        })?;
        self.put(kind, rows.len(), Ok(bytes))?;
        if let Some(object) = self.objects.last_mut() {
            object.files = files;
        }
        Ok(())
    }

    fn shapes(&mut self, kind: ObjectKind, shapes: &[NamedShape]) -> Result<(), BuildError> {
        if shapes.is_empty() {
            return Ok(());
        }
        self.put(kind, shapes.len(), encode_shapes(shapes))
    }

    fn ground(&mut self, setting: &Setting) -> Result<(), BuildError> {
        let study = NamedShape {
            name: "study area".into(),
            class: "study".into(),
            geometry: layer_to_wgs84(&setting.study).into(),
        };
        self.shapes(ObjectKind::Study, &[study])?;
        for layer in &setting.layers {
            self.shapes(
                ObjectKind::Layer {
                    layer: layer.id.to_string(),
                },
                &layer.shapes(),
            )?;
        }
        self.shapes(ObjectKind::Streets, &setting.streets)?;
        let network = setting.street_network();
        if !network.is_empty() {
            self.put(ObjectKind::Network, network.len(), network.encode())?;
        }
        self.shapes(ObjectKind::Ground, &setting.ground)?;
        self.shapes(ObjectKind::Places, &setting.places)
    }

    fn units(&mut self, unit: &Unit, table: &CellTable) -> Result<(), BuildError> {
        let kind = ObjectKind::Cells {
            unit: unit.to_string(),
        };
        self.put(kind, table.cell.len(), table.encode_cells())?;
        let links = ObjectKind::Neighbours {
            unit: unit.to_string(),
        };
        let number = table.neighbours.links().len();
        self.put(links, number, table.encode_neighbours())
    }

    /// Units and locations; returns the ground of the study area in km2.
    fn places(
        &mut self,
        setting: &Setting,
        gathered: &[Gathered],
        progress: &mut Progress<'_>,
    ) -> Result<f64, BuildError> {
        let position = distinct(gathered);
        let mut cell = Vec::new();
        let mut km2 = 0.0;
        for unit in Unit::CELLS {
            let what = format!("covering the study area with {}", unit.label());
            tell(progress, what, 0, None);
            let (table, of_position, inside) = units::cells(&unit, setting, &position)?;
            if matches!(unit, Unit::H3(_)) {
                km2 = inside;
            }
            cell.push(of_position);
            self.units(&unit, &table)?;
        }
        tell(progress, "finding who is next to whom", 0, None);
        for (number, layer) in setting.layers.iter().enumerate() {
            // An event would count in several units.
            if layer.overlaps() {
                continue;
            }
            if let Some(table) = units::areas(number, setting) {
                self.units(&Unit::Areas(layer.id.clone()), &table)?;
            }
        }
        if let Some(table) = units::streets(setting) {
            self.units(&Unit::Street, &table)?;
        }
        if let Some(table) = units::premises(setting) {
            self.units(&Unit::Premises, &table)?;
        }
        tell(
            progress,
            "joining positions to areas and streets",
            0,
            Some(position.len() as u64),
        );
        let areas = |layer: &crate::setting::Layer| (layer.id.clone(), layer.areas_of(&position));
        let locations = Locations {
            wgs84: bng_to_wgs84(&position),
            cell,
            area: setting.layers.iter().map(areas).collect(),
            street: setting.streets_of(&position),
            segment: setting.segments_of(&position),
            place: position
                .iter()
                .map(|&at| setting.place_at(at).unwrap_or(u32::MAX))
                .collect(),
            position,
        };
        self.put(ObjectKind::Locations, locations.len(), locations.encode())?;
        Ok(km2)
    }

    /// Returns, for each source, the place of every gathered row in the order of the book; `u32::MAX`
    /// for rows that are not in it.
    fn events(
        &mut self,
        gathered: &[Gathered],
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Vec<u32>>, BuildError> {
        let mut orders = Vec::new();
        for source in gathered {
            let months = source.events.by_month();
            let of = months.len() as u64;
            let mut order = vec![u32::MAX; source.events.len()];
            let mut next = 0;
            for (done, (month, mut rows)) in (0..).zip(months) {
                tell(
                    progress,
                    format!("writing {}", source.source),
                    done,
                    Some(of),
                );
                rows.retain(|&row| source.kept[row as usize]);
                for &row in &rows {
                    order[row as usize] = next;
                    next += 1;
                }
                if !rows.is_empty() {
                    let kind = ObjectKind::Events {
                        source: source.source.to_string(),
                        month: month.to_string(),
                    };
                    self.put(kind, rows.len(), source.events.encode(&rows))?;
                    self.origins(source, month.to_string(), &rows)?;
                }
            }
            orders.push(order);
        }
        Ok(orders)
    }

    /// People, each with the place of its event in the order of the book.
    fn people(
        &mut self,
        people: &mut [Linked],
        gathered: &[Gathered],
        orders: &[Vec<u32>],
    ) -> Result<(), BuildError> {
        for linked in people {
            let of = linked.entry.of.clone();
            let source = gathered.iter().position(|g| g.source.word() == of);
            if let Some(order) = source.and_then(|source| orders.get(source)) {
                for event in &mut linked.people.event {
                    *event = order.get(*event as usize).copied().unwrap_or(u32::MAX);
                }
            }
            let rows = linked.people.len();
            self.put(ObjectKind::People { of }, rows, linked.people.encode())?;
        }
        Ok(())
    }

    fn figures(&mut self, setting: &Setting) -> Result<(), BuildError> {
        for index in &setting.indexes {
            let kind = ObjectKind::Index {
                index: index.entry.id.clone(),
            };
            self.put(kind, index.deciles.decile.len(), index.deciles.encode())?;
        }
        for residents in &setting.residents {
            let kind = residents.entry.object();
            let rows = residents.residents.len();
            self.put(kind, rows, encode_residents(&residents.residents))?;
        }
        Ok(())
    }

    /// After all that places anything in an area: sets are numbered as they are met.
    fn sets(&mut self, setting: &Setting) -> Result<(), BuildError> {
        for layer in &setting.layers {
            if let Some(sets) = layer.sets() {
                let kind = ObjectKind::Sets {
                    layer: layer.id.to_string(),
                };
                self.put(kind, sets.len(), sets.encode())?;
            }
        }
        Ok(())
    }
}

/// Every distinct position of a kept event once, sorted by easting and northing.
fn distinct(gathered: &[Gathered]) -> Vec<Bng> {
    let mut positions: Vec<Bng> = gathered
        .iter()
        .flat_map(|source| {
            let rows = 0..source.events.len();
            let happened = rows
                .filter(|&row| source.kept[row] && source.events.status[row].has_ground())
                .map(|row| source.events.position[row]);
            let recorded = source.events.elsewhere.iter();
            let recorded = recorded
                .filter(|other| source.kept[other.row as usize] && other.status.has_ground())
                .map(|other| other.position);
            happened.chain(recorded)
        })
        .filter(|position| !position.easting.is_nan())
        .collect();
    positions.sort_unstable_by(|a, b| {
        a.easting
            .total_cmp(&b.easting)
            .then(a.northing.total_cmp(&b.northing))
    });
    positions.dedup();
    positions
}
