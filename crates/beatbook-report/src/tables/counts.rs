//! `counts`: one row for each unit of the study area, empty ones too.

use beatbook_core::{Released, UnitCount, UnitCounts};

use super::{counted, optional};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The count of every unit. The column of ids is called after the unit: `cell`, `area` and so on.
pub fn counts(released: &Released<UnitCounts>) -> Table {
    let id = released.value().unit.nouns()[0];
    let columns = vec![
        Column::text(id, "The unit: of a cell its H3 index, of an area its code"),
        Column::text("name", "Its name; cells have none"),
        Column::count(counted(released), "Count in it"),
        Column::number(
            "weight",
            Notation::Shortest,
            "events",
            "The same in events: with time=aoristic the sum of the parts that lie inside",
        ),
        Column::number(
            "metres",
            Notation::Shortest,
            "m",
            "Length of a street segment",
        ),
        Column::number(
            "per_km",
            Notation::Shortest,
            "per km",
            "Count for each km of it",
        ),
    ];
    let row = |unit: &UnitCount| {
        let weight = unit.weight.map(|w| w as f64 / UnitCounts::WHOLE as f64);
        vec![
            Cell::text(&unit.id),
            optional(unit.name.as_ref()),
            unit.count.into(),
            Cell::number(weight),
            Cell::number(unit.metres),
            Cell::number(unit.per_km()),
        ]
    };
    let rows = released.value().units.iter().map(row);
    Table::new("counts", released, columns, rows).identified_by(id)
}
