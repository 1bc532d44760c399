//! `streets`: one row for each street, or segment, with incidents, in order of rank.

use beatbook_core::{RankedStreet, Released, Streets};

use super::{
    counted, optional, p_column, position_cells, position_columns, rank_cells, rank_columns,
};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The ranked streets.
pub fn streets(released: &Released<Streets>) -> Table {
    let rate = |name, description| Column::number(name, Notation::Shortest, "per km", description);
    let degrees = |name, description| {
        Column::number(name, Notation::Fixed(6), "degrees, WGS 84", description)
    };
    let mut columns = Vec::from(rank_columns());
    columns.extend([
        Column::text("street", "Name; where it has none, of what it is near"),
        Column::text("between", "Streets at the ends of a segment"),
        Column::text("class", "Class of the street"),
        Column::text("area", "Area it is in"),
        Column::count(counted(released), "Count on it"),
        Column::number(
            "metres",
            Notation::Fixed(1),
            "m",
            "Length in the area looked at",
        ),
        Column::whole("segments", "", "Segments of it"),
        rate("per_km", "Count for each km"),
        rate("per_km_low", "Lower end of the 95% interval of the rate"),
        rate("per_km_high", "Upper end of the 95% interval of the rate"),
        Column::number(
            "expected",
            Notation::Shortest,
            "",
            "Count expected if each metre of street had as many",
        ),
        p_column("q", "Corrected p-value of having more"),
        Column::text("stands_out", "yes or no, after correction"),
        rate("peak_per_km", "Count for each km where it is densest"),
        degrees("peak_longitude", "Longitude of where it is densest"),
        degrees("peak_latitude", "Latitude of where it is densest"),
    ]);
    columns.extend(position_columns());
    columns.push(Column::text(
        "street_id",
        "Stable id, after its first segment",
    ));
    let rows = released.value().streets.iter().map(row);
    Table::new("streets", released, columns, rows).identified_by("street_id")
}

fn row(street: &RankedStreet) -> Vec<Cell> {
    let peak = street.peak.as_ref();
    let mut row = Vec::from(rank_cells(street.rank, street.rank_interval));
    row.extend([
        Cell::text(&street.name),
        optional(street.between.as_ref()),
        Cell::text(&street.class),
        optional(street.area.as_ref()),
        street.incidents.into(),
        Cell::number(Some(street.metres)),
        Cell::whole(Some(street.segments)),
        Cell::number(street.per_km),
        Cell::number(street.per_km_interval.map(|(low, _)| low)),
        Cell::number(street.per_km_interval.map(|(_, high)| high)),
        Cell::number(street.expected),
        Cell::number(street.q),
        Cell::yes_or_no(street.stands_out),
        Cell::number(peak.map(|peak| peak.per_km)),
        Cell::number(peak.map(|peak| peak.at.lon)),
        Cell::number(peak.map(|peak| peak.at.lat)),
    ]);
    row.extend(position_cells(street.middle));
    row.push(Cell::text(&street.id));
    row
}
