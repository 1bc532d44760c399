//! Events of the user's own tables: what each column means, by its name and its values.

use std::path::Path;

use beatbook_core::{Link, Precision, Setting, slug, thousands};

use crate::blank::filled;
use crate::coordinates::{is_placeholder, number};
use crate::evidence::evidence as evidence_of;
use crate::mapped::plain;
use crate::notation::{self, Way};
use crate::table::split_part;
use crate::{Columns, Format};

use super::found::{Events, Family, Kind};
use super::sample::{self, MOST, Sample};
use super::shape::{self, Pair, TimeKind};
use super::{flags, words};

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
    let mut unused = Vec::new();
    let mut said = Vec::new();
    let id = id(&mut taken, path, &mut unused, &mut said);
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
    let flags = flags::flags(sample, &taken.columns, path, &mut unused, &mut said);
    if let Some(pair) = pair {
        said.extend(placeholders(sample, pair));
    }
    let anchors = is_anchored(sample, place.as_deref()) || super::police::is_part_of_street(sample);
    let (family, care) = family(sample, path, anchors);
    let fixed = match category {
        Some(_) => None,
        None if code.is_some() => None,
        None => Some(words::category(path).unwrap_or("Not stated").to_owned()),
    };
    let is_mixed = category.is_some() || code.is_some() || fixed.as_deref() == Some("Not stated");
    let events = Events {
        family,
        format: Format::Csv,
        header: sample.headerless.then(|| sample.header.clone()),
        crs: pair.map(|pair| pair.crs),
        anchors,
        flags,
        category: fixed,
        precision: time.precision,
        positions: pair.map_or_else(Vec::new, |pair| positions(sample, pair, area)),
        layout: layout(sample),
        is_mixed,
        unused,
        odd: said,
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
            to_clock: time.to_clock.map(name),
            place,
            area: area.map(name),
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
    let evidence = told(&events, care.as_deref());
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
    to_clock: Option<usize>,
    precision: Option<Precision>,
}

/// The kind of time most values of a column are. Bare numbers are times only under a name that says so:
/// serial numbers of Excel by the evidence of all of them, and clocks without a colon.
pub(super) fn kind_of(sample: &Sample, column: usize) -> Option<TimeKind> {
    let Some(kind) = sample.values(column).find_map(shape::time) else {
        let words = words::words(&sample.header[column]);
        return serial(sample, column, &words).or_else(|| bare_clock(sample, column, &words));
    };
    let like = |text: &str| {
        shape::time(text).is_some_and(|k| (k == TimeKind::Clock) == (kind == TimeKind::Clock))
    };
    sample.mostly(column, like).then_some(kind)
}

fn serial(sample: &Sample, column: usize, words: &[String]) -> Option<TimeKind> {
    const OF_TIMES: [&str; 14] = [
        "date",
        "time",
        "datetime",
        "from",
        "to",
        "start",
        "end",
        "occurred",
        "recorded",
        "reported",
        "on",
        "committed",
        "day",
        "arrival",
    ];
    if !words::any(words, &OF_TIMES) {
        return None;
    }
    let decided = evidence_of(sample.values(column)).decide().ok()?;
    let kind = if decided.timed > 0 {
        TimeKind::Moment
    } else {
        TimeKind::Day
    };
    (decided.way == Way::Serial).then_some(kind)
}

/// `1004` and `10.04`.
fn bare_clock(sample: &Sample, column: usize, words: &[String]) -> Option<TimeKind> {
    let named = words::any(words, &["time", "clock", "hhmm", "hrs", "hours"]);
    let clock = |text: &str| notation::clock(text).is_some();
    (named && sample.mostly(column, clock)).then_some(TimeKind::Clock)
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
    let [clock, to_clock] = if kind == Some(TimeKind::Day) {
        clocks(taken, to.is_some())
    } else {
        [None, None]
    };
    // A month written as its first day.
    let decided = evidence_of(sample.values(from)).decide().ok();
    let first_days = kind == Some(TimeKind::Day)
        && clock.is_none()
        && decided
            .is_some_and(|style| style.is_month(&sample.header[from]) || style.may_be_month());
    Some(When {
        from,
        to,
        clock,
        to_clock,
        precision: first_days.then_some(Precision::Month),
    })
}

/// The times of day beside a day, or beside two days; then there have to be two.
fn clocks(taken: &mut Taken<'_>, two: bool) -> [Option<usize>; 2] {
    let sample = taken.sample;
    let free: Vec<usize> = (0..sample.header.len())
        .filter(|column| {
            !taken.columns.contains(column) && kind_of(sample, *column) == Some(TimeKind::Clock)
        })
        .collect();
    let of_end = |column: &usize| {
        let words = words::words(&sample.header[*column]);
        words::any(&words, &["to", "end", "until", "latest"])
    };
    let start = free.iter().copied().find(|column| !of_end(column));
    let found = match (start, two) {
        (Some(start), false) => [Some(start), None],
        (Some(start), true) => {
            let mut others = free.iter().copied().filter(|column| *column > start);
            let end = free.iter().copied().find(of_end).or_else(|| others.next());
            match end {
                Some(end) => [Some(start), Some(end)],
                None => [None, None],
            }
        }
        (None, _) => [None, None],
    };
    taken.columns.extend(found.iter().flatten());
    found
}

/// The column with ids: nearly all of its values differ, in the whole file.
fn id(
    taken: &mut Taken<'_>,
    path: &Path,
    unused: &mut Vec<(String, String)>,
    said: &mut Vec<String>,
) -> Option<usize> {
    let sample = taken.sample;
    let nearly = |different: f64, values: f64| values > 0.0 && different >= MOST * values;
    for wanted in IDS {
        let Some(column) = sample.named(&[wanted], |column| !taken.columns.contains(&column))
        else {
            continue;
        };
        let name = taken.name(column);
        let few = sample.values(column).count();
        if few == 0 {
            continue;
        }
        // The sample of a long file says little of repeats that lie far apart.
        let (values, different) = if nearly(sample.kinds(column) as f64, few as f64) {
            sample::different(path, column)
        } else {
            (few as u64, sample.kinds(column) as u64)
        };
        if !nearly(different as f64, values as f64) {
            let why = format!(
                "ids repeat: {} of {} values differ",
                thousands(different),
                thousands(values)
            );
            unused.push((name, why));
            continue;
        }
        if different < values {
            said.push(format!(
                "{name}: {} of {} values are different; check lists rows that share an id, and all are kept",
                thousands(different),
                thousands(values)
            ));
        }
        taken.columns.push(column);
        return Some(column);
    }
    None
}

/// What to say of positions that are 0, 0.
fn placeholders(sample: &Sample, pair: Pair) -> Option<String> {
    let at = |row: &Vec<String>| {
        let half = |column: usize| number(filled(row.get(column)?)?);
        Some([half(pair.x)?, half(pair.y)?])
    };
    let all: Vec<[f64; 2]> = sample.rows.iter().filter_map(at).collect();
    let none = all
        .iter()
        .filter(|at| is_placeholder(**at, pair.crs))
        .count();
    (none > 0).then(|| {
        format!(
            "{}, {}: {:.1}% of the sampled positions are 0, 0, which is read as none",
            sample.header[pair.x],
            sample.header[pair.y],
            100.0 * none as f64 / all.len() as f64
        )
    })
}

fn area_column(taken: &mut Taken<'_>) -> Option<usize> {
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
    Some(at)
}

fn is_text(sample: &Sample, column: usize) -> bool {
    let yes_or_no = sample.mostly(column, flags::says_yes_or_no);
    !yes_or_no
        && sample.mostly(column, |text| {
            text.parse::<f64>().is_err() && shape::time(text).is_none()
        })
}

fn is_category(sample: &Sample, column: usize) -> bool {
    is_text(sample, column) && sample.is_filled(column) && sample.kinds(column) <= 300
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

/// Why a file is taken for these events.
fn told(events: &Events, care: Option<&str>) -> String {
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
    format!(
        "{what}, by column ({}){}",
        said.join(", "),
        care.unwrap_or_default()
    )
}

/// Positions of the sampled rows that have one, and the area each row names.
pub(super) fn positions(
    sample: &Sample,
    pair: Pair,
    area: Option<usize>,
) -> Vec<([f64; 2], Option<String>)> {
    let half = |row: &Vec<String>, column: usize| number(filled(row.get(column)?)?);
    sample
        .rows
        .iter()
        .filter_map(|row| {
            let at = [half(row, pair.x)?, half(row, pair.y)?];
            if is_placeholder(at, pair.crs) {
                return None;
            }
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
