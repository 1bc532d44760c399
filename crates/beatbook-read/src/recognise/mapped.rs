//! Events of the user's own tables: what each column means, by its name and its values.

use std::collections::HashSet;
use std::path::Path;

use beatbook_core::{Link, MOST_FLAGS, Precision, Setting, slug};

use crate::blank::filled;
use crate::evidence;
use crate::mapped::plain;
use crate::table::split_part;
use crate::{Columns, Format};

use super::found::{Events, Family, Kind};
use super::sample::{Sample, is_unique};
use super::shape::{self, Pair, TimeKind};
use super::words;

/// Columns with the id of a record.
pub(super) const IDS: [&str; 22] = [
    "crimeref",
    "crimeid",
    "crimenumber",
    "crimeno",
    "crimereference",
    "offenceref",
    "offenceid",
    "eventref",
    "eventid",
    "recordid",
    "callref",
    "callid",
    "callnumber",
    "caseref",
    "casereference",
    "attendanceid",
    "complaintref",
    "complaintid",
    "reference",
    "ref",
    "uid",
    "id",
];
/// Columns with the id of an incident, which several records may share.
pub(super) const INCIDENTS: [&str; 11] = [
    "incidentref",
    "incidentid",
    "incidentnumber",
    "incidentno",
    "incident",
    "lognumber",
    "logno",
    "arefno",
    "accidentindex",
    "collisionindex",
    "collisionref",
];
const CATEGORIES: [&str; 22] = [
    "category",
    "crimetype",
    "offencecategory",
    "crimecategory",
    "offencetype",
    "crimegroup",
    "offencegroup",
    "offence",
    "offencedescription",
    "crimedescription",
    "incidenttype",
    "eventtype",
    "complainttype",
    "calltype",
    "callcategory",
    "chiefcomplaint",
    "nature",
    "problem",
    "type",
    "subject",
    "mode",
    "description",
];
const CODES: [&str; 8] = [
    "hocode",
    "homeofficecode",
    "homeofficeoffencecode",
    "offencecode",
    "hooffencecode",
    "crimecode",
    "hocrcode",
    "hoclass",
];
const STARTS: [&str; 32] = [
    "from",
    "datefrom",
    "timefrom",
    "fromdate",
    "committedfrom",
    "committedfromdate",
    "start",
    "startdate",
    "starttime",
    "startdatetime",
    "offencestart",
    "offencedate",
    "occurred",
    "occurredfrom",
    "occurredon",
    "dateoccurred",
    "eventdate",
    "eventtime",
    "incidentdate",
    "incidentdatetime",
    "crimedate",
    "calltime",
    "calldate",
    "calldatetime",
    "datetime",
    "datetimeofcall",
    "date",
    "day",
    "month",
    "reported",
    "reporteddate",
    "arrivaldatetime",
];
const ENDS: [&str; 14] = [
    "to",
    "dateto",
    "timeto",
    "todate",
    "committedto",
    "committedtodate",
    "end",
    "enddate",
    "endtime",
    "enddatetime",
    "offenceend",
    "occurredto",
    "until",
    "latest",
];
const RECORDED: [&str; 10] = [
    "recorded",
    "recordeddate",
    "daterecorded",
    "recordedon",
    "crimedrecorded",
    "reported",
    "reporteddate",
    "datereported",
    "created",
    "createddate",
];
const PLACES: [&str; 13] = [
    "location",
    "locationtext",
    "locationdescription",
    "place",
    "address",
    "fulladdress",
    "offencelocation",
    "incidentlocation",
    "street",
    "streetname",
    "roadname",
    "addressline",
    "site",
];

/// The columns, so that none gets two meanings.
struct Taken<'a> {
    sample: &'a Sample,
    columns: Vec<usize>,
}

impl Taken<'_> {
    fn name(&self, column: usize) -> String {
        self.sample.header[column].clone()
    }

    /// Takes the first free column with one of these names that is such.
    fn take(&mut self, names: &[&str], fits: impl Fn(&Sample, usize) -> bool) -> Option<String> {
        let at = self.at(names, fits)?;
        Some(self.name(at))
    }

    fn at(&mut self, names: &[&str], fits: impl Fn(&Sample, usize) -> bool) -> Option<usize> {
        let sample = self.sample;
        let at = sample.named(names, |column| {
            !self.columns.contains(&column) && fits(sample, column)
        })?;
        self.columns.push(at);
        Some(at)
    }
}

/// Recognises a table of events: something that says when, and where.
pub(super) fn recognise(sample: &Sample, path: &Path) -> Option<(Kind, String)> {
    let mut taken = Taken {
        sample,
        columns: Vec::new(),
    };
    let pairs = shape::pairs(sample);
    let (pair, happened) = places_of(&pairs);
    for (_, pair) in &pairs {
        taken.columns.extend([pair.x, pair.y]);
    }
    let time = when(&mut taken)?;
    let name = |column: usize| sample.header[column].clone();
    let place = taken.take(&PLACES, is_text);
    if pair.is_none() && place.is_none() {
        return None;
    }
    let area = area_column(&mut taken);
    let incident = taken.take(&INCIDENTS, Sample::is_filled);
    let id = taken
        .at(&IDS, |sample, column| {
            sample.kinds(column) == sample.values(column).count()
        })
        .filter(|column| is_unique(path, *column));
    let recorded = taken.take(&RECORDED, is_day);
    let code = taken.take(&CODES, |sample, column| sample.kinds(column) <= 400);
    let category = taken.take(&CATEGORIES, is_category);
    let setting = taken.take(
        &["setting", "locationtype", "groundtype"],
        |sample, column| sample.always(column, |text| Setting::parse(&slug(text)).is_some()),
    );
    let role = taken.take(&["locationrole", "role"], |sample, column| {
        sample.always(column, |text| text.eq_ignore_ascii_case("discovered"))
    });
    let happened = happened.filter(|_| role.is_some());
    let happened_place = role.as_ref().and_then(|_| {
        taken.take(
            &["happenedlocation", "happenedplace", "happenedaddress"],
            |_, _| true,
        )
    });
    let link = taken.take(
        &["link", "premiseslink", "linktopremises"],
        |sample, column| sample.always(column, |text| Link::parse(&slug(text)).is_some()),
    );
    let premises = taken.take(&["premises", "premisesname", "venue", "venuename"], is_text);
    let caller = taken.take(&["caller", "callername", "calledby"], is_text);
    let (flags, dropped) = flags(&taken);
    let anchors = is_anchored(sample, place.as_deref()) || super::police::is_part_of_street(sample);
    let (family, care) = family(sample, path, anchors);
    let fixed = match category {
        Some(_) => None,
        None if code.is_some() => None,
        None => Some(words::category(path).unwrap_or("Not stated").to_owned()),
    };
    let is_mixed = category.is_some() || code.is_some() || fixed.as_deref() == Some("Not stated");
    let at = area.and_then(|name| {
        sample
            .header
            .iter()
            .position(|has| *has == name)
            .map(|at| (at, name))
    });
    let events = Events {
        family,
        format: Format::Csv,
        header: sample.headerless.then(|| sample.header.clone()),
        crs: pair.map(|pair| pair.crs),
        anchors,
        flags,
        category: fixed,
        precision: time.precision,
        positions: pair.map_or_else(Vec::new, |pair| {
            positions(sample, pair, at.as_ref().map(|(at, _)| *at))
        }),
        layout: layout(sample),
        is_mixed,
        columns: Columns {
            id: id.map(name),
            incident,
            category,
            code,
            x: pair.map(|pair| name(pair.x)),
            y: pair.map(|pair| name(pair.y)),
            from: name(time.from),
            to: time.to.map(name),
            clock: time.clock.map(name),
            place,
            area: at.map(|(_, name)| name),
            recorded,
            setting,
            role,
            happened_x: happened.map(|pair| name(pair.x)),
            happened_y: happened.map(|pair| name(pair.y)),
            happened_place,
            premises,
            link,
            caller,
        },
    };
    let evidence = told(&events, care.as_deref(), dropped);
    Some((Kind::Events(Box::new(events)), evidence))
}

/// The pair of where it was recorded, and that of where it happened.
fn places_of(pairs: &[(String, Pair)]) -> (Option<Pair>, Option<Pair>) {
    let is_second = |before: &str| before.contains("happened");
    let first = pairs.iter().find(|(before, _)| before.is_empty());
    let first = first.or_else(|| pairs.iter().find(|(before, _)| !is_second(before)));
    let first = first.map(|(_, pair)| *pair);
    let second = pairs
        .iter()
        .find(|(before, pair)| is_second(before) && Some(pair.crs) == first.map(|p| p.crs));
    (first, second.map(|(_, pair)| *pair))
}

struct When {
    from: usize,
    to: Option<usize>,
    clock: Option<usize>,
    precision: Option<Precision>,
}

fn kind_of(sample: &Sample, column: usize) -> Option<TimeKind> {
    let kind = sample.values(column).find_map(shape::time)?;
    let dated = |text: &str| {
        shape::time(text).is_some_and(|k| (k == TimeKind::Clock) == (kind == TimeKind::Clock))
    };
    sample.mostly(column, dated).then_some(kind)
}

fn is_day(sample: &Sample, column: usize) -> bool {
    matches!(
        kind_of(sample, column),
        Some(TimeKind::Day | TimeKind::Moment)
    )
}

fn when(taken: &mut Taken<'_>) -> Option<When> {
    let dated = |sample: &Sample, column: usize| {
        kind_of(sample, column).is_some_and(|kind| kind != TimeKind::Clock)
            && sample.is_filled(column)
    };
    let from = taken.at(&STARTS, dated).or_else(|| {
        let sample = taken.sample;
        let free = |column: &usize| !taken.columns.contains(column) && dated(sample, *column);
        let at = (0..sample.header.len()).find(free)?;
        taken.columns.push(at);
        Some(at)
    })?;
    let sample = taken.sample;
    let kind = kind_of(sample, from);
    let to = taken.at(&ENDS, |sample, column| kind_of(sample, column) == kind);
    let clock = if kind == Some(TimeKind::Day) && to.is_none() {
        let found = (0..sample.header.len()).find(|column| {
            !taken.columns.contains(column) && kind_of(sample, *column) == Some(TimeKind::Clock)
        });
        taken.columns.extend(found);
        found
    } else {
        None
    };
    // A month written as its first day.
    let decided = evidence::evidence(sample.values(from)).decide().ok();
    let first_days = kind == Some(TimeKind::Day)
        && clock.is_none()
        && decided
            .is_some_and(|style| style.is_month(&sample.header[from]) || style.may_be_month());
    Some(When {
        from,
        to,
        clock,
        precision: first_days.then_some(Precision::Month),
    })
}

fn area_column(taken: &mut Taken<'_>) -> Option<String> {
    let sample = taken.sample;
    let coded = |wanted: &str| {
        (0..sample.header.len()).find(|column| {
            !taken.columns.contains(column)
                && sample.is_filled(*column)
                && shape::column_of_codes(sample, *column) == Some(wanted)
        })
    };
    let at = ["lsoa", "ward", "msoa", "oa"]
        .iter()
        .find_map(|kind| coded(kind));
    let named = || {
        (0..sample.header.len()).find(|column| {
            let name = plain(&sample.header[*column]);
            name.starts_with("lsoa")
                && !name.contains("name")
                && sample.mostly(*column, |text| text.len() == 9 && text.starts_with('E'))
        })
    };
    let at = at.or_else(named)?;
    taken.columns.push(at);
    Some(taken.name(at))
}

fn is_text(sample: &Sample, column: usize) -> bool {
    sample.mostly(column, |text| {
        text.parse::<f64>().is_err() && shape::time(text).is_none()
    })
}

fn is_category(sample: &Sample, column: usize) -> bool {
    is_text(sample, column) && sample.is_filled(column) && sample.kinds(column) <= 300
}

/// Columns with nothing but yes and no, and both or only one of them; and how many more there are.
fn flags(taken: &Taken<'_>) -> (Vec<(String, String)>, usize) {
    let sample = taken.sample;
    let word = |text: &str| {
        let known = ["y", "n", "yes", "no", "true", "false"];
        known.contains(&text.to_ascii_lowercase().as_str())
    };
    let found = sample.header.iter().enumerate().filter(|(column, name)| {
        !taken.columns.contains(column) && sample.always(*column, word) && !slug(name).is_empty()
    });
    let mut flags: Vec<(String, String)> =
        found.map(|(_, name)| (slug(name), name.clone())).collect();
    let all = flags.len();
    let mut seen = HashSet::new();
    flags.retain(|(word, _)| seen.insert(word.clone()));
    flags.truncate(MOST_FLAGS);
    let dropped = all - flags.len();
    (flags, dropped)
}

/// Whether the places are those of data.police.uk, which were moved to anchors.
fn is_anchored(sample: &Sample, place: Option<&str>) -> bool {
    let column = place.and_then(|name| sample.header.iter().position(|has| has == name));
    column.is_some_and(|column| sample.mostly(column, |text| text.starts_with("On or near")))
}

/// One of these words in a name makes a file one of health data, which wait for their agreement: to hold
/// back a police file costs two lines, to read a patient's record without leave cannot be undone.
const CARE: [&str; 24] = [
    "patient",
    "patients",
    "hospital",
    "hospitals",
    "nhs",
    "ed",
    "ae",
    "ane",
    "attendance",
    "attendances",
    "arrival",
    "arrivals",
    "triage",
    "conveyed",
    "conveyance",
    "ambulance",
    "ambulances",
    "paramedic",
    "paramedics",
    "ecds",
    "discharge",
    "diagnosis",
    "callout",
    "callouts",
];
/// Those of ambulances.
const AMBULANCE: [&str; 8] = [
    "ambulance",
    "ambulances",
    "paramedic",
    "paramedics",
    "conveyed",
    "conveyance",
    "callout",
    "callouts",
];

/// The first word of health in a name.
fn care_word(words: &[String]) -> Option<String> {
    let spelt = words.windows(2).any(|pair| pair == ["a", "e"]);
    let one = words.iter().find(|word| CARE.contains(&word.as_str()));
    one.cloned().or_else(|| spelt.then(|| "A&E".to_owned()))
}

/// Which events these are; for health data with the word that says so.
fn family(sample: &Sample, path: &Path, anchors: bool) -> (Family, Option<String>) {
    let (file, part) = split_part(path);
    let whole = file.file_name().unwrap_or_default().to_string_lossy();
    let whole = words::words(&format!("{whole} {}", part.unwrap_or_default()));
    let columns = sample.header.iter().map(|name| words::words(name));
    let names: Vec<Vec<String>> = std::iter::once(whole).chain(columns).collect();
    let found: Vec<String> = names.iter().filter_map(|name| care_word(name)).collect();
    if let Some(word) = found.first() {
        let at_hospital = [
            "attendance",
            "attendances",
            "ecds",
            "triage",
            "A&E",
            "ed",
            "ae",
        ];
        let is_called = |names: &[&str]| found.iter().any(|word| names.contains(&word.as_str()));
        let family = if is_called(&AMBULANCE) && !is_called(&at_hospital) {
            Family::Callout
        } else {
            Family::Ecds
        };
        return (family, Some(word.clone()));
    }
    (by_words(sample, path, anchors), None)
}

/// Which events these are, if no health data.
fn by_words(sample: &Sample, path: &Path, anchors: bool) -> Family {
    let mut said = words::words(&words::stem(path));
    let of_columns: Vec<String> = sample
        .header
        .iter()
        .flat_map(|name| words::words(name))
        .collect();
    if words::any(&said, &["complaint", "complaints", "noise"])
        || words::any(&of_columns, &["complaint", "complainant"])
    {
        return Family::Complaint;
    }
    said.extend(of_columns);
    let police = [
        "police",
        "crime",
        "crimes",
        "offence",
        "offences",
        "burglary",
        "burglaries",
        "asb",
        "hocode",
        "robbery",
    ];
    if anchors || words::any(&said, &police) {
        return Family::Extract;
    }
    Family::Other
}

/// Why a file is taken for these events, and how many of its flags are not.
fn told(events: &Events, care: Option<&str>, dropped: usize) -> String {
    let what = match events.family {
        Family::Ecds => "A&E attendances (by their columns)",
        Family::Callout => "ambulance call-outs",
        Family::Complaint => "complaints",
        Family::Extract if events.anchors => {
            "crime from data.police.uk, whose columns or words (On or near ...) it has"
        }
        Family::Extract => "police events",
        _ => "events",
    };
    let columns = &events.columns;
    let mut said = vec![columns.from.as_str()];
    said.extend(columns.x.as_deref());
    said.extend(columns.y.as_deref());
    if columns.x.is_none() {
        said.extend(columns.place.as_deref());
    }
    said.extend(columns.category.as_deref());
    let care = care.map(|word| format!("; health data by the word {word}"));
    let dropped = (dropped > 0).then(|| {
        format!(
            "; {dropped} more of its columns of yes and no are left out: at most {MOST_FLAGS} are kept, each word once"
        )
    });
    format!(
        "{what}, by column ({}){}{}",
        said.join(", "),
        care.unwrap_or_default(),
        dropped.unwrap_or_default()
    )
}

/// Positions of the sampled rows that have one, and the area each row names.
pub(super) fn positions(
    sample: &Sample,
    pair: Pair,
    area: Option<usize>,
) -> Vec<([f64; 2], Option<String>)> {
    let number = |row: &Vec<String>, column: usize| filled(row.get(column)?)?.parse::<f64>().ok();
    sample
        .rows
        .iter()
        .filter_map(|row| {
            let at = [number(row, pair.x)?, number(row, pair.y)?];
            let area = area.and_then(|column| filled(row.get(column)?));
            Some((at, area.map(str::to_owned)))
        })
        .collect()
}

/// What files of one layout have in common.
pub(super) fn layout(sample: &Sample) -> Vec<String> {
    let mut names: Vec<String> = sample.header.iter().map(|name| plain(name)).collect();
    names.sort();
    names
}
