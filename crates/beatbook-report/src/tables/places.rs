//! `places`: one row for each repeat location, in order of rank.

use beatbook_core::{Released, RepeatPlace, RepeatPlaces};

use super::{optional, position_cells, position_columns, rank_cells, rank_columns};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The repeat locations.
pub fn places(released: &Released<RepeatPlaces>) -> Table {
    let share =
        |name, description| Column::number(name, Notation::Shortest, "share, 0 to 1", description);
    let mut columns = Vec::from(rank_columns());
    columns.extend([
        Column::text("place", "Registered place, else street, else area"),
        Column::text("class", "Class of the registered place"),
        Column::text(
            "patrol_target",
            "yes, or no for places that no patrol is sent to",
        ),
        Column::text("why_not", "Why it is no target"),
        Column::text("street", "Nearest street, unless it is the name"),
        Column::text("area", "Area of the study layer"),
        Column::count("incidents", "Incidents"),
        Column::count("events", "Recorded rows"),
        Column::count("dates", "Different days on which the incidents began"),
        Column::whole("positions", "", "Exact positions joined"),
    ]);
    columns.extend(position_columns());
    columns.extend([
        Column::text(
            "part_of_week",
            "Part of the week with most for the hours it has",
        ),
        share("part_share", "Share of the timed incidents in that part"),
        share("part_low", "Lower end of the 95% interval of the share"),
        share("part_high", "Upper end of the 95% interval of the share"),
        Column::text("place_id", "Stable id: easting and northing in metres"),
    ]);
    let rows = released.value().places.iter().map(row);
    Table::new("places", released, columns, rows).identified_by("place_id")
}

fn row(place: &RepeatPlace) -> Vec<Cell> {
    let block = place.block.as_ref();
    let mut row = Vec::from(rank_cells(place.rank, place.rank_interval));
    row.extend([
        Cell::text(&place.name),
        optional(place.class.as_ref()),
        Cell::yes_or_no(Some(place.not_a_target.is_none())),
        Cell::text(place.not_a_target.unwrap_or_default()),
        optional(place.street.as_ref()),
        optional(place.area.as_ref()),
        place.incidents.into(),
        place.events.into(),
        place.dates.into(),
        Cell::whole(place.positions),
    ]);
    row.extend(position_cells(place.centre));
    row.extend([
        optional(block.map(|block| &block.label)),
        Cell::number(block.map(|block| block.share)),
        Cell::number(block.map(|block| block.interval.0)),
        Cell::number(block.map(|block| block.interval.1)),
        Cell::text(&place.id),
    ]);
    row
}
