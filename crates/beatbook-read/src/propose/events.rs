//! `[[source]]`: files of one layout together, each group with an id of its own.

use std::path::Path;

use beatbook_core::{Crs, Precision, Transform, slug, thousands};

use super::Ground;
use super::choose::Chosen;
use super::paths::Paths;
use super::text::{Table, Text, list};
use crate::recognise::{Events, Family, Kind, Recognised, word_of};
use crate::{Columns, Format};

/// Positions looked at for each file.
const LOOKED_AT: usize = 500;
/// A transform is better than another if so much more of the rows agree.
const BETTER: f64 = 0.002;

/// Files of one family and layout.
pub(super) struct Group<'a> {
    pub events: &'a Events,
    pub files: Vec<usize>,
    pub samples: Vec<Sampled>,
    pub rows: u64,
    flags: Vec<(String, String)>,
}

/// Positions of a file, and how many rows each stands for.
pub(super) struct Sampled {
    pub rows: Vec<([f64; 2], Option<String>)>,
    pub weight: f64,
}

/// An id that was given.
pub(super) struct Given {
    pub id: String,
    pub active: bool,
    /// Its place among the groups.
    pub group: usize,
}

impl Group<'_> {
    pub fn crs(&self) -> Option<Crs> {
        self.events.crs
    }

    /// Rows with a position.
    pub fn weight(&self) -> f64 {
        let rows = |sample: &Sampled| sample.weight * sample.rows.len() as f64;
        self.samples.iter().map(rows).sum()
    }

    /// How its positions were made, as far as the file says.
    pub fn usual(&self) -> Transform {
        if self.events.anchors {
            Transform::Helmert
        } else {
            Transform::Ostn15
        }
    }
}

/// Puts files of events together.
pub(super) fn groups(found: &[Recognised]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (at, file) in found.iter().enumerate() {
        let Kind::Events(events) = &file.what else {
            continue;
        };
        let sample = sampled(events, file.rows);
        let same = groups.iter_mut().find(|group| {
            let other = group.events;
            (
                other.family,
                &other.layout,
                &other.header,
                other.crs,
                &other.category,
                &other.columns,
            ) == (
                events.family,
                &events.layout,
                &events.header,
                events.crs,
                &events.category,
                &events.columns,
            )
        });
        if let Some(group) = same {
            group.files.push(at);
            group.samples.push(sample);
            group.rows += file.rows;
            group.flags.retain(|flag| events.flags.contains(flag));
        } else {
            groups.push(Group {
                events,
                files: vec![at],
                samples: vec![sample],
                rows: file.rows,
                flags: events.flags.clone(),
            });
        }
    }
    groups
}

fn sampled(events: &Events, rows: u64) -> Sampled {
    let every = events.positions.len().div_ceil(LOOKED_AT).max(1);
    let kept: Vec<_> = events.positions.iter().step_by(every).cloned().collect();
    Sampled {
        weight: if kept.is_empty() {
            0.0
        } else {
            rows as f64 / kept.len() as f64
        },
        rows: kept,
    }
}

/// Gives each group an id. The police source with most categories and rows is `offence`.
fn ids(found: &[Recognised], groups: &[Group<'_>]) -> Vec<String> {
    let is_police =
        |group: &Group<'_>| matches!(group.events.family, Family::Street | Family::Extract);
    let offence = (0..groups.len())
        .filter(|at| is_police(&groups[*at]))
        .max_by_key(|at| {
            (
                groups[*at].events.is_mixed,
                groups[*at].events.family == Family::Street,
                groups[*at].rows,
            )
        });
    let mut ids: Vec<String> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let own = || word_of(&found[group.files[0]].path);
        let id = match group.events.family {
            _ if offence == Some(at) => "offence".into(),
            Family::StopAndSearch => "search".into(),
            Family::Outcomes => "outcome".into(),
            Family::Istv | Family::Ecds => "attendance".into(),
            Family::Callout => "callout".into(),
            Family::Complaint => "complaint".into(),
            Family::Street | Family::Extract | Family::Other => own(),
        };
        let id = if ids.contains(&id) { own() } else { id };
        let mut free = id.clone();
        for number in 2..=groups.len() + 1 {
            if !ids.contains(&free) && (free != "offence" || offence == Some(at)) {
                break;
            }
            free = format!("{id}-{number}");
        }
        ids.push(free);
    }
    ids
}

/// Writes all sources.
pub(super) fn write(
    found: &[Recognised],
    groups: &[Group<'_>],
    chosen: &Chosen,
    paths: &Paths,
    ground: &mut dyn Ground,
    text: &mut Text,
    used: &mut [String],
) -> Vec<Given> {
    let mut given = Vec::new();
    let ids = ids(found, groups);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| rank(&ids[*at]));
    for number in order {
        let (group, id) = (&groups[number], ids[number].clone());
        let files: Vec<&Path> = group
            .files
            .iter()
            .map(|at| found[*at].path.as_path())
            .collect();
        let listed = paths.listed(&files, found);
        let health = group.events.family.is_health();
        text.comment(&describe(found, group));
        for note in notes(found, group) {
            text.say(&note);
        }
        let mut table = Table::new("[[source]]");
        table.set("id", &id);
        let format = format_word(group.events.format);
        table.set("format", format);
        table.raw("files", &list(&listed));
        if group.events.format == Format::Csv {
            by_column(group, chosen, ground, &mut table);
        }
        if health {
            agreement(&mut table, "source");
            text.say(
                "Health data are read only under an agreement: fill it in, and take the # away.",
            );
            text.commented(&table);
        } else {
            text.table(&table);
        }
        for at in &group.files {
            used[*at] = if health {
                format!(
                    "not used: source {id} waits for its agreement: health data are read only under one"
                )
            } else {
                format!("source {id}")
            };
        }
        given.push(Given {
            id,
            active: !health,
            group: number,
        });
    }
    given
}

/// The first source is the one that is shown unasked.
fn rank(id: &str) -> usize {
    let known = ["offence", "attendance", "callout", "complaint", "search"];
    known
        .iter()
        .position(|known| id == *known)
        .unwrap_or(known.len())
}

/// What is to be known of the columns of the files, each sentence once.
fn notes(found: &[Recognised], group: &Group<'_>) -> Vec<String> {
    let mut notes: Vec<(&String, Vec<usize>)> = Vec::new();
    for at in &group.files {
        for note in &found[*at].notes {
            match notes.iter_mut().find(|(known, _)| *known == note) {
                Some((_, files)) => files.push(*at),
                None => notes.push((note, vec![*at])),
            }
        }
    }
    let mut said: Vec<String> = notes
        .into_iter()
        .map(|(note, files)| match &files[..] {
            files if files.len() == group.files.len() => format!("{note}."),
            [one] => format!("{note} ({}).", file_name(&found[*one].path)),
            [one, rest @ ..] => {
                let name = file_name(&found[*one].path);
                format!("{note} ({name} and {} more).", rest.len())
            }
            [] => format!("{note}."),
        })
        .collect();
    let lost = group
        .events
        .flags
        .iter()
        .filter(|flag| !group.flags.contains(flag));
    said.extend(lost.map(|(_, column)| {
        format!("columns not used: {column} (a column of yes and no in some of the files only).")
    }));
    said
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn format_word(format: Format) -> &'static str {
    match format {
        Format::PoliceUk => "police.uk",
        Format::PoliceUkOutcomes => "police.uk-outcomes",
        Format::StopAndSearch => "stop-and-search",
        Format::Istv => "istv",
        Format::Csv => "csv",
    }
}

fn describe(found: &[Recognised], group: &Group<'_>) -> String {
    let first = &found[group.files[0]];
    let rows = thousands(group.rows);
    let files = match group.files.len() {
        1 => String::new(),
        many => format!(" in {many} files"),
    };
    let mut words = format!("{}: {rows} rows{files}.", capital(&first.evidence));
    if group.events.anchors && group.events.family != Family::StopAndSearch {
        words.push_str(" Months only, and points moved to published anchors.");
    }
    if group.events.family == Family::Outcomes {
        words.push_str(" An outcome is no crime more: never added to another source.");
    }
    if group.events.family == Family::StopAndSearch {
        words.push_str(" Activity: shown beside hotspots, never counted into them.");
    }
    words
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn by_column(group: &Group<'_>, chosen: &Chosen, ground: &mut dyn Ground, table: &mut Table) {
    let events = group.events;
    if let Some(header) = &events.header {
        table.raw("header", &list(header));
        table.remark("the file has no header line; these names were made up");
    }
    if let Some(crs) = events.crs {
        table.set("crs", &crs.to_string());
        if crs == Crs::Wgs84 {
            let (transform, why) = transform(group, chosen, ground);
            table.set("transform", &transform.to_string()).remark(&why);
        }
    }
    table.line("[source.columns]");
    for (key, column) in keys(&events.columns) {
        table.set(key, column);
    }
    if let Some(precision) = events.precision {
        table.line("[source.time]");
        table.set("precision", precision.word());
        if precision == Precision::Month {
            table.remark("every date is the first of a month");
        }
    }
    if let Some(category) = &events.category {
        table.line("[source.fixed]");
        table.set("category", category);
        table.remark(if slug(category) == "not-stated" {
            "no column has one"
        } else {
            "by the name of the file; no column has one"
        });
    }
    if !group.flags.is_empty() {
        table.line("[source.flags]");
        table.remark("columns of yes and no");
        for (word, column) in &group.flags {
            table.set(word, column);
        }
    }
}

/// How longitude and latitude were made, and how that is known.
fn transform(group: &Group<'_>, chosen: &Chosen, ground: &mut dyn Ground) -> (Transform, String) {
    if group.events.anchors {
        return (
            Transform::Helmert,
            "data.police.uk makes longitude and latitude so".into(),
        );
    }
    let ways = [Transform::Ostn15, Transform::Helmert];
    let layer = chosen
        .layers
        .iter()
        .find(|layer| !layer.generalised && agreement_of(group, layer, ground, &ways[0]).is_some());
    let shares = layer.map(|layer| {
        ways.clone()
            .map(|way| agreement_of(group, layer, ground, &way).unwrap_or(0.0))
    });
    match shares {
        Some([ostn15, helmert]) if helmert > ostn15 + BETTER => (
            Transform::Helmert,
            format!(
                "{:.1}% of the rows then lie in the area they name, {:.1}% with ostn15",
                100.0 * helmert,
                100.0 * ostn15
            ),
        ),
        Some([ostn15, helmert]) if ostn15 > helmert + BETTER => (
            Transform::Ostn15,
            format!(
                "{:.1}% of the rows then lie in the area they name, {:.1}% with helmert",
                100.0 * ostn15,
                100.0 * helmert
            ),
        ),
        _ => (
            Transform::Ostn15,
            "nothing in the file tells it from helmert; they differ by up to 5 m".into(),
        ),
    }
}

fn agreement_of(
    group: &Group<'_>,
    layer: &super::choose::Candidate,
    ground: &mut dyn Ground,
    way: &Transform,
) -> Option<f64> {
    let crs = group.crs()?;
    let (mut named, mut right) = (0u32, 0u32);
    for sample in &group.samples {
        let positions: Vec<[f64; 2]> = sample.rows.iter().map(|(at, _)| *at).collect();
        let areas = ground.areas(&layer.spec, &positions, crs, way).ok()?;
        for (area, (_, own)) in areas.iter().zip(&sample.rows) {
            let (Some(area), Some(own)) = (area, own) else {
                continue;
            };
            if crate::recognise::same_kind(own, area) {
                named += 1;
                right += u32::from(own == area);
            }
        }
    }
    (named > 20).then(|| f64::from(right) / f64::from(named))
}

/// The keys of `[source.columns]` that have a column, in the order of the template.
fn keys(columns: &Columns) -> Vec<(&'static str, &str)> {
    let keys = [
        ("id", &columns.id),
        ("incident", &columns.incident),
        ("category", &columns.category),
        ("code", &columns.code),
        ("x", &columns.x),
        ("y", &columns.y),
    ];
    let mut all: Vec<(&'static str, &str)> = keys
        .into_iter()
        .filter_map(|(key, column)| Some((key, column.as_deref()?)))
        .collect();
    all.push(("from", columns.from.as_str()));
    let rest = [
        ("to", &columns.to),
        ("clock", &columns.clock),
        ("to_clock", &columns.to_clock),
        ("recorded", &columns.recorded),
        ("place", &columns.place),
        ("area", &columns.area),
        ("setting", &columns.setting),
        ("role", &columns.role),
        ("happened_x", &columns.happened_x),
        ("happened_y", &columns.happened_y),
        ("happened_place", &columns.happened_place),
        ("premises", &columns.premises),
        ("link", &columns.link),
        ("caller", &columns.caller),
    ];
    all.extend(
        rest.into_iter()
            .filter_map(|(key, column)| Some((key, column.as_deref()?))),
    );
    all
}

/// The block that only people can fill in.
pub(super) fn agreement(table: &mut Table, of: &str) {
    table
        .line(&format!("[{of}.agreement]"))
        .set("name", "")
        .remark("of the information sharing agreement")
        .set("controller", "")
        .remark("who is responsible for the data")
        .set("purpose", "")
        .raw("audiences", "[\"analyst\"]")
        .remark("analyst, operational, partnership")
        .set("finest_area", "cell")
        .remark("a layer, or cell")
        .set("finest_time", "hour")
        .remark("hour, day or month")
        .set("expires", "")
        .remark("its last day, such as 2027-03-31");
}
