//! Files of data.police.uk: street-level crime, outcomes, stop and search.


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

/// Recognises a file of data.police.uk.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    if sample.headerless {
        return None;
    }
    let has = |names: &[&str]| names.iter().filter(|name| sample.has(name)).count();
    if has(&stop_and_search::REQUIRED) == stop_and_search::REQUIRED.len() {
        let evidence = format!(
            "stop and search of data.police.uk ({} columns, Object of search among them)",
            sample.header.len()
        );
        let events = events(sample, Family::StopAndSearch, Format::StopAndSearch);
        return Some((Kind::Events(Box::new(events)), evidence));
    }
    if sample.has("Outcome type") && has(&["Crime ID", "Month", "Longitude", "Latitude"]) == 4 {
        let evidence = "outcomes of data.police.uk (Crime ID, Outcome type)".to_owned();
        let why = "an outcome is no event of its own; its crime is in the street file of its month";
        return Some((Kind::Unused("outcomes", why.into()), evidence));
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
        return Some((Kind::Events(Box::new(events)), evidence));
    }
    None
}

fn events(sample: &Sample, family: Family, format: Format) -> Events {
    let pair = shape::pairs(sample).into_iter().next().map(|(_, pair)| pair);
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
