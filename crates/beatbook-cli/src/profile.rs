//! `beatbook profile`.

use anyhow::Result;
use beatbook_core::{
    Answer, Count, Indicator, MonthState, Profile, Released, Selection, SelectionError, TrendMonth,
    thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::places;
use crate::question::{self, Question, counted, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::{aligned, fitted, wrapped};

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&OneArea, args)
}

struct OneArea;

impl Question for OneArea {
    type Found = Profile;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Profile>, SelectionError> {
        store.profile(selection)
    }

    fn json(&self, released: &Released<Profile>, store: &Store) -> Result<String, String> {
        print::profile_json(released, store)
    }

    fn sentence(&self, released: &Released<Profile>, _: &Store) -> String {
        print::profile_sentence(released)
    }

    fn tables(&self, released: &Released<Profile>) -> String {
        let profile = released.value();
        let residents = profile.residents.as_ref().map_or_else(
            || "residents not known".into(),
            |(number, source)| format!("{} residents ({source})", thousands((*number).into())),
        );
        let mut parts = vec![
            format!("{}: {residents}, {:.2} km2\n", profile.area, profile.km2),
            indicators(profile, counted(released)),
            notes(profile),
            format!(
                "{} by month\n{}{}",
                counted(released),
                months(&profile.trend.months),
                wrapped(&print::year_sentence(released))
            ),
        ];
        if !profile.places.is_empty() {
            parts.push(places::table(&profile.places));
        }
        parts.push(facts(profile));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// Counts of categories, months and settings in one table, told apart by `kind`.
    fn sheet(&self, released: &Released<Profile>) -> Sheet {
        let profile = released.value();
        let head = [
            "kind",
            "id",
            "label",
            "count",
            "per_1000_residents_and_year",
            "low",
            "high",
            "whole_area",
            "similar_low",
            "similar_high",
            "share",
            "state",
            "area",
            "area_name",
            "residents",
            "counted",
        ];
        let residents = profile.residents.as_ref().map(|(number, _)| number);
        let own = [
            profile.area.to_string(),
            profile.name.clone(),
            residents.map(ToString::to_string).unwrap_or_default(),
            counted(released).to_owned(),
        ];
        let rows = rows(profile).map(|row| row.into_iter().chain(own.clone()).collect());
        Sheet::new(&head, rows.collect::<Vec<_>>())
    }
}

fn indicators(profile: &Profile, counted: &str) -> String {
    let row = |indicator: &Indicator| {
        let interval = indicator.interval;
        vec![
            indicator.label.clone(),
            shown(indicator.count),
            number(indicator.rate, 1),
            interval.map_or_else(String::new, |(low, high)| format!("{low:.1}-{high:.1}")),
            number(indicator.city_rate, 1),
            indicator
                .ratio()
                .map_or_else(String::new, |ratio| format!("{ratio:.1}x")),
            indicator
                .similar
                .map_or_else(String::new, |(low, high)| format!("{low:.1}-{high:.1}")),
        ]
    };
    let rows: Vec<Vec<String>> = profile.indicators.iter().map(row).collect();
    let head = [
        "",
        counted,
        "per 1,000 and year",
        "95%",
        "whole area",
        "ratio",
        "similar",
    ];
    fitted(&head, &rows, &[1, 2, 3, 4, 5, 6], &[0])
}

/// Where rates mislead, and what is similar.
fn notes(profile: &Profile) -> String {
    let similar = match &profile.similar {
        Ok(similar) => {
            let names: Vec<&str> = similar.areas.iter().map(|(_, name)| &**name).collect();
            format!("similar: {}. {}", names.join(", "), similar.method)
        }
        Err(reason) => format!("similar: none named, because {reason}."),
    };
    let warning = print::rate_warning(profile);
    warning
        .iter()
        .chain([&similar])
        .map(|text| wrapped(text))
        .collect()
}

/// Years down, months across; `-` where nothing is held.
fn months(months: &[TrendMonth]) -> String {
    const HEAD: [&str; 13] = [
        "year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for one in months {
        let text = one.month.to_string(); // year-month
        let Some((year, number)) = text.split_once('-') else {
            continue;
        };
        if rows.last().is_none_or(|row| row[0] != year) {
            let mut row = vec![String::new(); HEAD.len()];
            row[0] = year.into();
            rows.push(row);
        }
        let column = number.parse::<usize>().unwrap_or(0);
        if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(column)) {
            *cell = match one.state {
                MonthState::Absent => "-".into(),
                _ => shown(one.count),
            };
        }
    }
    let numbers: Vec<usize> = (1..HEAD.len()).collect();
    aligned(&HEAD, &rows, &numbers)
}

fn facts(profile: &Profile) -> String {
    let mut lines = Vec::new();
    let settings: Vec<String> = profile
        .settings
        .iter()
        .map(|(setting, count)| format!("{setting} {}", shown(*count)))
        .collect();
    if !settings.is_empty() {
        lines.push(wrapped(&format!("settings: {}", settings.join(", "))));
    }
    if let Some(mix) = &profile.deciles {
        let percents = |shares: &[f64]| -> String {
            let shares = shares.iter().map(|share| format!("{:.0}%", share * 100.0));
            shares.collect::<Vec<_>>().join(" ")
        };
        lines.push(format!(
            "residents in national deciles 1 (most deprived) to 10: {}\n  of the whole study area: {}\n",
            percents(&mix.area),
            percents(&mix.city)
        ));
    }
    if let Some(count) = profile.attenders {
        lines.push(format!("{}: {}\n", print::ATTENDERS, shown(count)));
    }
    lines.concat()
}

/// Kind, id, label, count, rate, its interval, the rate of the whole, lowest and highest of similar
/// areas, share, state.
type Row = [String; 12];

fn plain(kind: &str, id: String, label: String, count: Count) -> Row {
    let mut row = Row::default();
    (row[0], row[1], row[2], row[3]) = (kind.into(), id, label, count.to_string());
    row
}

fn between(row: &mut Row, at: usize, ends: Option<(f64, f64)>) {
    row[at] = exactly(ends.map(|ends| ends.0));
    row[at + 1] = exactly(ends.map(|ends| ends.1));
}

fn rows(profile: &Profile) -> impl Iterator<Item = Row> {
    let indicators = profile.indicators.iter().map(|one| {
        let mut row = plain("indicator", one.id.clone(), one.label.clone(), one.count);
        row[4] = exactly(one.rate);
        between(&mut row, 5, one.interval);
        row[7] = exactly(one.city_rate);
        between(&mut row, 8, one.similar);
        row
    });
    let months = profile.trend.months.iter().map(|one| {
        let mut row = plain("month", one.month.to_string(), String::new(), one.count);
        between(&mut row, 5, one.interval);
        row[11] = one.state.word().into();
        row
    });
    let settings = profile.settings.iter();
    let settings = settings
        .map(|(setting, count)| plain("setting", setting.to_string(), String::new(), *count));
    let shares = profile
        .deciles
        .iter()
        .flat_map(|mix| mix.area.iter().zip(&mix.city));
    let deciles = (1..).zip(shares).map(|(decile, (share, city)): (u8, _)| {
        let mut row = plain(
            "decile",
            decile.to_string(),
            "residents".into(),
            Count::Exact(0),
        );
        row[3].clear();
        (row[7], row[10]) = (city.to_string(), share.to_string());
        row
    });
    let similar = profile.similar.iter().flat_map(|similar| &similar.areas);
    let similar = similar.map(|(area, name)| {
        let mut row = plain(
            "similar area",
            area.to_string(),
            name.clone(),
            Count::Exact(0),
        );
        row[3].clear();
        row
    });
    let attenders = profile.attenders.into_iter();
    let attenders = attenders.map(|count| {
        plain(
            "attenders",
            "attenders".into(),
            print::ATTENDERS.into(),
            count,
        )
    });
    indicators
        .chain(months)
        .chain(settings)
        .chain(deciles)
        .chain(similar)
        .chain(attenders)
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
