//! `hotspots`: one row for each hotspot, in order of rank.

use beatbook_core::{HotspotGroup, Hotspots, PlaceHarm, Released};

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
    ]);
    columns.extend(harm_columns());
    columns.extend([
        Column::text("cell", "Peak cell"),
        Column::text("id", "Stable id, after the ground"),
    ]);
    let rows = released.value().groups.iter().map(row);
    Table::new("hotspots", released, columns, rows).identified_by("id")
}

fn harm_columns() -> [Column; 8] {
    let sum = |name, description| Column::number(name, Notation::Shortest, "weight", description);
    [
        sum("harm", "Sum of the weights of all offences there"),
        sum("harm_low", "Lower end of the 95% interval of that sum"),
        sum("harm_high", "Upper end of it"),
        sum("harm_largest", "Weight of the most harmful event"),
        Column::text("harm_largest_code", "Offence code of that event"),
        Column::whole("harm_left_out", "", "Events that are in no sum of harm"),
        Column::whole("harm_rank", "", "Rank by harm"),
        Column::whole(
            "harm_rank_without_largest",
            "",
            "The same without the most harmful event",
        ),
    ]
}

fn harm_cells(harm: Option<&PlaceHarm>) -> [Cell; 8] {
    let ranks = harm.and_then(|harm| harm.ranks);
    [
        Cell::number(harm.map(|harm| harm.total)),
        Cell::number(harm.map(|harm| harm.interval.0)),
        Cell::number(harm.map(|harm| harm.interval.1)),
        Cell::number(harm.map(|harm| harm.largest)),
        optional(harm.map(|harm| &harm.largest_code)),
        Cell::whole(harm.map(|harm| harm.left_out)),
        Cell::whole(ranks.map(|(rank, _)| rank)),
        Cell::whole(ranks.map(|(_, without)| without)),
    ]
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
    ]);
    row.extend(harm_cells(group.harm.as_ref()));
    row.extend([Cell::text(&group.cell), Cell::text(&group.id)]);
    row
}
