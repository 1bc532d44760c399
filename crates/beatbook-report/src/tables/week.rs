//! `week`: one row for each of the 168 hours of the week, Monday 00:00 first.

use beatbook_core::{HourOfWeek, Released, Week, WeekHour};

use super::{counted, p_column};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The hours of the week.
pub fn week(released: &Released<Week>) -> Table {
    let week = released.value();
    let number =
        |name, unit, description| Column::number(name, Notation::Shortest, unit, description);
    let columns = vec![
        Column::text("week_of", "What it is the week of"),
        Column::whole(
            "hour_of_week",
            "",
            "0 is Monday 00:00, 167 Sunday 23:00, local time",
        ),
        Column::text("weekday", "Day of the week"),
        Column::whole("hour", "", "Hour of the day, 0 to 23"),
        number(
            "incidents",
            "",
            "Count, what is known only to an interval spread over it",
        )
        .named(counted(released))
        .protected(),
        Column::whole(
            "occurrences",
            "",
            "How often the hour occurred in the period",
        ),
        number("per_occurrence", "per hour", "Count for each occurrence"),
        number("expected", "", "Count expected if all hours were alike"),
        p_column("q", "Corrected p-value of the difference"),
        Column::whole(
            "unusual",
            "",
            "1 unusually busy, -1 unusually quiet, 0 neither; empty where it was not tested or may not be told",
        ),
    ];
    let row = |hour: &WeekHour| {
        vec![
            Cell::text(&week.of),
            Cell::Whole(hour.hour.number().into()),
            Cell::text(HourOfWeek::WEEKDAYS[usize::from(hour.hour.weekday() % 7)]),
            Cell::Whole(hour.hour.hour().into()),
            hour.incidents.map_or(Cell::Suppressed, Cell::Number),
            Cell::whole(Some(hour.exposure)),
            Cell::number(hour.rate),
            Cell::number(hour.expected),
            Cell::number(hour.q),
            Cell::whole(hour.verdict()),
        ]
    };
    Table::new("week", released, columns, week.hours.iter().map(row))
}
