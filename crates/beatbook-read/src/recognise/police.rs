//! Files of data.police.uk: street-level crime, outcomes, stop and search.

use crate::mapped::plain;
use crate::{Columns, Format, police_uk, stop_and_search};

use super::found::{Events, Family, Kind};
use super::sample::Sample;
use super::{mapped, shape};

/// The columns of a street file as published.
const STREET: [&str; 12] = [
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
];

/// The columns of a stop and search file as published.
const SEARCH: [&str; 15] = [
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
];

/// Whether all columns of a table are those of a street file, which loses some on its way through other
/// hands.
pub(super) fn is_part_of_street(sample: &Sample) -> bool {
    let known = |name: &String| STREET.iter().any(|street| plain(street) == plain(name));
    sample.header.len() >= 4 && sample.header.iter().all(known)
}

/// Recognises a file of data.police.uk.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    if sample.headerless {
        return None;
    }
    let has = |names: &[&str]| names.iter().filter(|name| sample.has(name)).count();
    if has(&stop_and_search::REQUIRED) == stop_and_search::REQUIRED.len() {
        let evidence = format!(
            "stop and search of data.police.uk ({} of its 15 columns)",
            has(&SEARCH)
        );
        let events = events(sample, Family::StopAndSearch, Format::StopAndSearch);
        return Some((Kind::Events(Box::new(events)), evidence));
    }
    if sample.has("Outcome type") && has(&["Crime ID", "Month", "Longitude", "Latitude"]) == 4 {
        let evidence = "outcomes of data.police.uk (Crime ID, Outcome type)".to_owned();
        let events = events(sample, Family::Outcomes, Format::PoliceUkOutcomes);
        return Some((Kind::Events(Box::new(events)), evidence));
    }
    if has(&police_uk::REQUIRED) == police_uk::REQUIRED.len() {
        let month = sample
            .header
            .iter()
            .position(|name| shape::is_called(name, &["month"]))?;
        if !sample.mostly(month, |text| {
            shape::time(text) == Some(shape::TimeKind::Month)
        }) {
            return None;
        }
        let evidence = format!(
            "street crime of data.police.uk ({} of its 12 columns)",
            has(&STREET)
        );
        let mut events = events(sample, Family::Street, Format::PoliceUk);
        let kind = sample.named(&["crimetype"], |_| true);
        events.is_mixed = kind.is_some_and(|column| sample.kinds(column) > 1);
        if !events.is_mixed {
            // An extract of one crime type is a source of its own beside whole months.
            events.layout = mapped::layout(sample);
        }
        return Some((Kind::Events(Box::new(events)), evidence));
    }
    None
}

fn events(sample: &Sample, family: Family, format: Format) -> Events {
    let pair = shape::pairs(sample)
        .into_iter()
        .next()
        .map(|(_, pair)| pair);
    let area = sample.named(&["lsoacode"], |_| true);
    Events {
        family,
        format,
        columns: Columns::default(),
        header: None,
        crs: Some(beatbook_core::Crs::Wgs84),
        anchors: true,
        flags: Vec::new(),
        category: None,
        precision: None,
        positions: pair.map_or_else(Vec::new, |pair| mapped::positions(sample, pair, area)),
        layout: layout(sample, family),
        is_mixed: true,
        unused: Vec::new(),
        odd: Vec::new(),
    }
}

/// Street files as published have lacked a column now and then, and are one source all the same.
fn layout(sample: &Sample, family: Family) -> Vec<String> {
    let whole = ["Reported by", "Falls within", "Location", "LSOA code"];
    if family == Family::StopAndSearch || whole.iter().all(|name| sample.has(name)) {
        return vec![format!("{family:?}")];
    }
    mapped::layout(sample)
}
