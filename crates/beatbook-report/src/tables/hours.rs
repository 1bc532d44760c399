//! `hours`: each hour of all places, of each hotspot and of each hot cell, told apart by `kind`.

use beatbook_core::{HotClass, HourlyGroup, HourlyHotspots, Released};

use super::counted;
use crate::column::{Cell, Column, Notation};
use crate::table::Table;

/// The `place` of the rows of all places together.
const ALL: &str = "all places";

/// Hotspots and hot cells, hour by hour.
pub fn hours(released: &Released<HourlyHotspots>) -> Table {
    let found = released.value();
    let columns = vec![
        Column::text("kind", "all, hotspot or cell"),
        Column::whole("rank", "", "Rank of the hotspot over all hours"),
        Column::text("place", "Name of the hotspot"),
        Column::whole("hour", "", "Hour of the day, local time"),
        Column::whole("hours_wide", "h", "Hours of the moving window round it"),
        Column::count(counted(released), "Count of that window; cells have none"),
        Column::number(
            "expected",
            Notation::Fixed(2),
            "",
            "Count expected if all of the window were spread evenly",
        ),
        Column::whole(
            "class",
            "",
            "1: q at most 0.05, 2: 0.01, 3: 0.001, 0: not hot",
        ),
        Column::text("id", "Id of the hotspot"),
        Column::text("cell", "Peak cell of the hotspot, or the cell"),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (hour, frame) in found.frames.iter().enumerate() {
        let add = |kind: &str, rank: Option<u32>, place: Cell, rest: [Cell; 5]| {
            let mut row = vec![
                Cell::text(kind),
                Cell::whole(rank),
                place,
                Cell::Whole(frame.hour.into()),
                Cell::Whole(frame.width.into()),
            ];
            row.extend(rest);
            row
        };
        let none = || Cell::Empty;
        let all = [frame.events.into(), none(), none(), none(), none()];
        rows.push(add("all", None, Cell::text(ALL), all));
        for group in &found.groups {
            let rest = [
                group.counts[hour].into(),
                Cell::number(group.expected[hour]),
                Cell::Whole(group.classes[hour].number().into()),
                Cell::text(&group.id),
                Cell::text(&group.cell),
            ];
            rows.push(add("hotspot", group.rank, Cell::text(&group.name), rest));
        }
        let hot = |class: HotClass| class > HotClass::None;
        for cell in found.cells.iter().filter(|cell| hot(cell.classes[hour])) {
            let group = cell.group.and_then(|at| found.groups.get(at as usize));
            let of = |text: fn(&HourlyGroup) -> &str| {
                group.map_or(Cell::Empty, |group| Cell::text(text(group)))
            };
            let rest = [
                none(),
                none(),
                Cell::Whole(cell.classes[hour].number().into()),
                of(|group| &group.id),
                Cell::text(&cell.cell),
            ];
            rows.push(add("cell", None, of(|group| &group.name), rest));
        }
    }
    Table::new("hours", released, columns, rows)
}
