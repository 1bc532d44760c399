//! `hotspots`: one row for each hotspot, in order of rank.

use beatbook_core::{HotspotGroup, Hotspots, Released};

use super::{
    counted, optional, p_column, position_cells, position_columns, rank_cells, rank_columns,
};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The hotspots that were found. The counts are of the peak cell and the cells round it, not of all
/// cells of the hotspot.
pub fn hotspots(released: &Released<Hotspots>) -> Table {
    let mut columns = Vec::from(rank_columns());
    columns.extend([
        Column::text("place", "Best name: place, else street, else area"),
        Column::text(
            "street",
            "Nearest or commonest street, unless it is the name",
        ),
        Column::text("area", "Area of the peak in the study layer"),
        Column::count(
            format!("peak_and_ring_{}", counted(released)),
            "Count in the peak cell and the cells round it",
        ),
        Column::number(
            "peak_and_ring_expected",
            Notation::Shortest,
            "",
            "Count expected there if all were spread evenly",
        ),
        p_column("q", "Corrected p-value of the peak"),
        Column::whole("class", "", "1: q at most 0.05, 2: 0.01, 3: 0.001"),
    ]);
    columns.extend(position_columns());
    columns.extend([
        Column::whole("cells", "", "Cells of the hotspot"),
        Column::number("km2", Notation::Fixed(3), "km2", "Ground covered"),
        Column::number(
            "per_km",
            Notation::Shortest,
            "per km",
            "Count for each km of street, for unit=street",
        ),
        Column::text(
            "half_within",
            "Hours of the day that hold half of the events",
        ),
        Column::text("cell", "Peak cell"),
        Column::text("id", "Stable id, after the ground"),
    ]);
    let rows = released.value().groups.iter().map(row);
    Table::new("hotspots", released, columns, rows).identified_by("id")
}

fn row(group: &HotspotGroup) -> Vec<Cell> {
    let mut row = Vec::from(rank_cells(group.rank, group.rank_interval));
    row.extend([
        Cell::text(&group.name),
        optional(group.street.as_ref()),
        optional(group.area.as_ref()),
        group.events.into(),
        Cell::number(group.expected),
        Cell::number(group.q),
        Cell::Whole(group.class.number().into()),
    ]);
    row.extend(position_cells(group.centre));
    let hours = group.hours.map(|hours| hours.to_string());
    row.extend([
        Cell::Whole(group.cells.len() as i64),
        Cell::number(Some(group.km2)),
        Cell::number(group.per_km),
        optional(hours.as_ref()),
        Cell::text(&group.cell),
        Cell::text(&group.id),
    ]);
    row
}
