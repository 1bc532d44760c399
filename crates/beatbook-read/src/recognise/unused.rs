//! The columns of a file that come to nothing, and why.

use crate::config::PeopleColumns;
use crate::mapped::plain;
use crate::{Columns, Format, istv, police_uk, police_uk_outcomes, stop_and_search};

use super::found::{Class, Events, Kind, Places};
use super::sample::Sample;
use super::{mapped, shape};

/// What is to be known of the columns of a file of events, people or places, a sentence each.
pub(super) fn notes(sample: &Sample, what: &Kind) -> Vec<String> {
    let (used, reasons, mut notes) = match what {
        Kind::Events(events) => (of_events(events), &events.unused[..], events.odd.clone()),
        Kind::People(people) => (of_people(&people.columns), &[][..], Vec::new()),
        Kind::Places(places) => (of_places(places), &[][..], Vec::new()),
        _ => return Vec::new(),
    };
    let used: Vec<String> = used.iter().map(|name| plain(name)).collect();
    let unused: Vec<String> = sample
        .header
        .iter()
        .enumerate()
        .filter(|(_, name)| !used.contains(&plain(name)) || plain(name).is_empty())
        .map(|(column, name)| {
            let own = reasons.iter().find(|(of, _)| of == name);
            let why = own.map_or_else(|| reason(sample, column, what), |(_, why)| why.clone());
            let name = if name.is_empty() { "(no name)" } else { name };
            format!("{name} ({why})")
        })
        .collect();
    if !unused.is_empty() {
        notes.push(format!("columns not used: {}", unused.join(", ")));
    }
    notes
}

fn of_events(events: &Events) -> Vec<String> {
    let columns = match events.format {
        Format::PoliceUk => police_uk::columns(),
        Format::PoliceUkOutcomes => police_uk_outcomes::columns(),
        Format::StopAndSearch => stop_and_search::columns(),
        Format::Istv => istv::columns(),
        Format::Csv => events.columns.clone(),
    };
    let mut used = of_columns(&columns);
    used.extend(events.flags.iter().map(|(_, name)| name.clone()));
    if events.format == Format::StopAndSearch {
        used.extend(["Outcome", stop_and_search::LINKED].map(str::to_owned));
    }
    used
}

fn of_columns(columns: &Columns) -> Vec<String> {
    let Columns {
        id,
        incident,
        category,
        code,
        x,
        y,
        from,
        to,
        clock,
        to_clock,
        place,
        area,
        recorded,
        setting,
        role,
        happened_x,
        happened_y,
        happened_place,
        premises,
        link,
        caller,
    } = columns;
    let others = [
        id,
        incident,
        category,
        code,
        x,
        y,
        to,
        clock,
        to_clock,
        place,
        area,
        recorded,
        setting,
        role,
        happened_x,
        happened_y,
        happened_place,
        premises,
        link,
        caller,
    ];
    let named = others.into_iter().flatten().cloned();
    named.chain([from.clone()]).collect()
}

fn of_people(columns: &PeopleColumns) -> Vec<String> {
    let PeopleColumns {
        event,
        role,
        person,
        age,
        age_band,
        sex,
        ethnicity,
        postcode,
        x,
        y,
        area,
        street_community,
        month,
    } = columns;
    let all = [
        event,
        role,
        person,
        age,
        age_band,
        sex,
        ethnicity,
        postcode,
        x,
        y,
        area,
        street_community,
        month,
    ];
    all.into_iter().flatten().cloned().collect()
}

fn of_places(places: &Places) -> Vec<String> {
    let mut used: Vec<String> = places.name.iter().chain(&places.radius).cloned().collect();
    if let Class::Column(column) = &places.class {
        used.push(column.clone());
    }
    if let Some((x, y, _)) = &places.points {
        used.extend([x.clone(), y.clone()]);
    }
    used
}

/// Why a column that nothing was said of is not used, by its values.
fn reason(sample: &Sample, column: usize, what: &Kind) -> String {
    let values = sample.values(column).count();
    if values == 0 {
        return "blank".into();
    }
    let Kind::Events(events) = what else {
        return "not recognised".into();
    };
    if events.format != Format::Csv {
        return "not read in this format".into();
    }
    if shape::is_axis(&sample.header[column]) {
        let zero = |text: &str| crate::coordinates::number(text) == Some(0.0);
        return if sample.always(column, zero) {
            "every coordinate is 0".into()
        } else if events.columns.x.is_some() {
            "another position is used".into()
        } else {
            "with no other column a position in Great Britain".into()
        };
    }
    match mapped::kind_of(sample, column) {
        Some(shape::TimeKind::Clock) => {
            return "a time of day, and no day beside it that has none".into();
        }
        Some(_) => return "a time, and others say when it was".into(),
        None => {}
    }
    let yes_no = sample
        .values(column)
        .filter(|text| mapped::says_yes_or_no(text));
    let yes_no = yes_no.count();
    if 2 * yes_no > values {
        let odd = sample
            .values(column)
            .find(|text| !mapped::says_yes_or_no(text));
        if let Some(odd) = odd {
            return format!(
                "{:.0}% of its values are yes or no, others such as `{}` are not",
                100.0 * yes_no as f64 / values as f64,
                crate::problem::quoted(odd)
            );
        }
    }
    "not recognised".into()
}
