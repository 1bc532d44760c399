//! `cells`: one row for each unit of the study area, with what was found of those that are hot.

use std::collections::HashMap;

use beatbook_core::{CellFinding, HotClass, Hotspots, Released, UnitCount, UnitCounts};

use super::{counted, optional, p_column};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// Every unit with its count, and the finding of every hot one. Both answers are of the same selection and
/// for the same audience. A unit that is not hot, or that this audience may not know to be hot, is of class 0
/// and has neither z nor p nor q.
pub fn cells(counts: &Released<UnitCounts>, found: &Released<Hotspots>) -> Table {
    let number = |name, description| Column::number(name, Notation::Shortest, "", description);
    let columns = vec![
        Column::text(
            "cell",
            "The unit: of a cell its H3 index, of an area its code",
        ),
        Column::text("name", "Its name; cells have none"),
        Column::count(counted(counts), "Count in it"),
        number("expected", "Count expected in it if all were spread evenly"),
        number("z", "Standard score of the unit and those round it"),
        p_column("p", "p-value of the same, before correction"),
        p_column("q", "Corrected p-value"),
        Column::whole(
            "class",
            "",
            "1: q at most 0.05, 2: 0.01, 3: 0.001, 0: not hot",
        ),
        Column::text("group", "Id of the hotspot it belongs to"),
    ];
    let hot = found.value();
    let findings: HashMap<u64, &CellFinding> =
        hot.cells.iter().map(|cell| (cell.cell, cell)).collect();
    let row = |unit: &UnitCount| {
        let finding = findings.get(&unit.number);
        let of = |value: fn(&CellFinding) -> Option<f64>| {
            Cell::number(finding.and_then(|finding| value(finding)))
        };
        let class = finding.map_or(HotClass::None, |finding| finding.class);
        let group = finding.and_then(|finding| hot.groups.get(finding.group as usize));
        vec![
            Cell::text(&unit.id),
            optional(unit.name.as_ref()),
            unit.count.into(),
            of(|finding| finding.expected),
            of(|finding| finding.z),
            of(|finding| finding.p),
            of(|finding| finding.q),
            Cell::Whole(class.number().into()),
            optional(group.map(|group| &group.id)),
        ]
    };
    let rows = counts.value().units.iter().map(row);
    Table::new("cells", found, columns, rows).identified_by("cell")
}
