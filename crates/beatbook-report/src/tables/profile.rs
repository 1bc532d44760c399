//! `profile`: everything known about one area, one row for each figure, told apart by `kind`.

use beatbook_core::{Profile, Released};

use super::counted;
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// What a figure says beside its kind, its id and its name.
#[derive(Default)]
struct Figure {
    count: Option<Cell>,
    rate: Option<f64>,
    interval: Option<(f64, f64)>,
    whole_area: Option<f64>,
    similar: Option<(f64, f64)>,
    share: Option<f64>,
    state: &'static str,
}

/// The figures of one area.
pub fn profile(released: &Released<Profile>) -> Table {
    let profile = released.value();
    let number =
        |name, unit, description| Column::number(name, Notation::Shortest, unit, description);
    let columns = vec![
        Column::text(
            "kind",
            "indicator, month, year, setting, decile, place, similar area or attenders",
        ),
        Column::text("id", "Category, month, setting, decile, place or area"),
        Column::text("label", "Its name"),
        Column::count(counted(released), "Counted"),
        number(
            "per_1000_residents_and_year",
            "per 1,000 residents and year",
            "Rate",
        ),
        number(
            "low",
            "",
            "Lower end of the 95% interval: of the rate; of a month, of its count",
        ),
        number("high", "", "Upper end of that interval"),
        number(
            "whole_area",
            "",
            "The same for the whole study area: a rate; of a decile, a share",
        ),
        number("similar_low", "", "Lowest rate among similar areas"),
        number("similar_high", "", "Highest rate among similar areas"),
        number("share", "", "Share of residents, 0 to 1"),
        Column::text("state", "Of a month: complete, partial or absent"),
        Column::text("area", "Layer and code of the area"),
        Column::text("area_name", "Its name"),
        Column::whole("residents", "", "Its residents"),
    ];
    let rows = rows(profile).into_iter().map(|(kind, id, label, figure)| {
        vec![
            Cell::text(kind),
            Cell::text(&id),
            Cell::text(&label),
            figure.count.unwrap_or(Cell::Empty),
            Cell::number(figure.rate),
            Cell::number(figure.interval.map(|ends| ends.0)),
            Cell::number(figure.interval.map(|ends| ends.1)),
            Cell::number(figure.whole_area),
            Cell::number(figure.similar.map(|ends| ends.0)),
            Cell::number(figure.similar.map(|ends| ends.1)),
            Cell::number(figure.share),
            Cell::text(figure.state),
            Cell::text(&profile.area.to_string()),
            Cell::text(&profile.name),
            Cell::whole(profile.residents.as_ref().map(|(number, _)| *number)),
        ]
    });
    Table::new("profile", released, columns, rows)
}

type Row = (&'static str, String, String, Figure);

fn rows(profile: &Profile) -> Vec<Row> {
    let of = |count: beatbook_core::Count| Figure {
        count: Some(count.into()),
        ..Figure::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for one in &profile.indicators {
        let figure = Figure {
            rate: one.rate,
            interval: one.interval,
            whole_area: one.city_rate,
            similar: one.similar,
            ..of(one.count)
        };
        rows.push(("indicator", one.id.clone(), one.label.clone(), figure));
    }
    for one in &profile.trend.months {
        let figure = Figure {
            interval: one.interval,
            state: one.state.word(),
            ..of(one.count)
        };
        rows.push(("month", one.month.to_string(), String::new(), figure));
    }
    if let Ok(year) = &profile.trend.year {
        for ((from, to), count) in [year.latest, year.before].into_iter().zip(year.counts) {
            rows.push(("year", format!("{from}..{to}"), String::new(), of(count)));
        }
    }
    for (setting, count) in &profile.settings {
        rows.push(("setting", setting.to_string(), String::new(), of(*count)));
    }
    if let Some(mix) = &profile.deciles {
        for (decile, (&share, &city)) in (1..).zip(mix.area.iter().zip(&mix.city)) {
            let figure = Figure {
                share: Some(share),
                whole_area: Some(city),
                ..Figure::default()
            };
            let decile: u8 = decile;
            rows.push(("decile", decile.to_string(), mix.index.clone(), figure));
        }
    }
    for place in &profile.places {
        rows.push((
            "place",
            place.id.clone(),
            place.name.clone(),
            of(place.incidents),
        ));
    }
    for (area, name) in profile.similar.iter().flat_map(|similar| &similar.areas) {
        let figure = Figure::default();
        rows.push(("similar area", area.to_string(), name.clone(), figure));
    }
    if let Some(count) = profile.attenders {
        let label = "residents who attended A&E after an assault, wherever they were treated";
        rows.push(("attenders", "attenders".into(), label.into(), of(count)));
    }
    rows
}
