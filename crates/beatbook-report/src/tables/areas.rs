//! `areas`: one row for each area of a layer, in the order of the layer, empty ones too.

use beatbook_core::{AreaCount, AreaCounts, Released};

use super::{counted, position_cells, position_columns};
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The counts of the areas of a layer.
pub fn areas(released: &Released<AreaCounts>) -> Table {
    let layer = released.value().layer.as_str();
    let mut columns = vec![
        Column::text(
            "layer",
            "Layer with its year: lsoa11 and lsoa21 do not compare",
        ),
        Column::text("code", "Code within the layer"),
        Column::text("name", "Name"),
        Column::count(counted(released), "Count in it"),
        Column::number(
            "per_1000_a_year",
            Notation::Shortest,
            "per 1,000 residents and year",
            "Rate; empty without an estimate of residents. It knows nothing of those who work, shop or go out there",
        ),
        Column::whole(
            "decile",
            "",
            "National decile of deprivation, 1 the most deprived",
        ),
    ];
    columns.extend(position_columns());
    let row = |area: &AreaCount| {
        let mut row = vec![
            Cell::text(layer),
            Cell::text(&area.code),
            Cell::text(&area.name),
            area.count.into(),
            Cell::number(area.rate),
            Cell::whole(area.decile),
        ];
        row.extend(position_cells(area.centre));
        row
    };
    let rows = released.value().areas.iter().map(row);
    Table::new(format!("areas-{layer}"), released, columns, rows).identified_by("code")
}
