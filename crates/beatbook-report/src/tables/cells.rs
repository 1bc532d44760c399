//! `cells`: one row for each unit that was tested.

use beatbook_core::{CellFinding, Hotspots, Released};

use super::counted;
use crate::column::{Cell, Column};
use crate::table::Table;

/// The units of a test with their findings.
///
/// - `id_of`: the id of the number of a unit.
pub fn cells(released: &Released<Hotspots>, id_of: impl Fn(u64) -> String) -> Table {
    let columns = vec![
        Column::text(
            "cell",
            "The unit: of a cell its H3 index, of an area its code",
        ),
        Column::count(counted(released), "Count in it"),
        Column::whole("class", "", "1: q at most 0.05, 2: 0.01, 3: 0.001"),
        Column::text("group", "Id of the hotspot it belongs to"),
    ];
    let found = released.value();
    let row = |cell: &CellFinding| {
        let group = found.groups.get(cell.group as usize);
        vec![
            Cell::text(&id_of(cell.cell)),
            cell.count.into(),
            Cell::Whole(cell.class.number().into()),
            group.map_or(Cell::Empty, |group| Cell::text(&group.id)),
        ]
    };
    Table::new("cells", released, columns, found.cells.iter().map(row)).identified_by("cell")
}
