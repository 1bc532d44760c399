//! `beatbook profile`.

use anyhow::Result;
use beatbook_core::{
    Answer, Count, Indicator, Month, Profile, Released, Selection, SelectionError, thousands,
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
            format!(
                "{} by month\n{}",
                counted(released),
                months(&profile.months)
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
            "share",
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
            print::rate_ratio(indicator).map_or_else(String::new, |ratio| format!("{ratio:.1}x")),
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
    ];
    fitted(&head, &rows, &[1, 2, 3, 4, 5], &[0])
}

/// Years down, months across.
fn months(months: &[(Month, Count)]) -> String {
    const HEAD: [&str; 13] = [
        "year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (month, count) in months {
        let text = month.to_string(); // year-month
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
            *cell = shown(*count);
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
    if let Some(shares) = &profile.deciles {
        let shares: Vec<String> = shares
            .iter()
            .map(|share| format!("{:.0}%", share * 100.0))
            .collect();
        lines.push(format!(
            "residents in national deciles 1 (most deprived) to 10: {}\n",
            shares.join(" ")
        ));
    }
    if let Some(count) = profile.attenders {
        lines.push(format!("{}: {}\n", print::ATTENDERS, shown(count)));
    }
    lines.concat()
}

/// Kind, id, label, count, rate, its interval, the rate of the whole, share.
fn rows(profile: &Profile) -> impl Iterator<Item = [String; 9]> {
    let none = String::new;
    let plain = move |kind: &str, id: String, label: String, count: Count| {
        let count = count.to_string();
        [
            kind.into(),
            id,
            label,
            count,
            none(),
            none(),
            none(),
            none(),
            none(),
        ]
    };
    let indicators = profile.indicators.iter().map(move |indicator| {
        [
            "indicator".into(),
            indicator.id.clone(),
            indicator.label.clone(),
            indicator.count.to_string(),
            exactly(indicator.rate),
            exactly(indicator.interval.map(|i| i.0)),
            exactly(indicator.interval.map(|i| i.1)),
            exactly(indicator.city_rate),
            none(),
        ]
    });
    let months = profile.months.iter();
    let months =
        months.map(move |(month, count)| plain("month", month.to_string(), none(), *count));
    let settings = profile.settings.iter();
    let settings =
        settings.map(move |(setting, count)| plain("setting", setting.to_string(), none(), *count));
    let deciles = (1..).zip(profile.deciles.iter().flatten());
    let deciles = deciles.map(move |(decile, share): (u8, _)| {
        let mut row = plain("decile", decile.to_string(), none(), Count::Exact(0));
        (row[2], row[3]) = ("residents".into(), none());
        row[8] = share.to_string();
        row
    });
    let attenders = profile.attenders.into_iter();
    let attenders = attenders.map(move |count| {
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
        .chain(attenders)
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
