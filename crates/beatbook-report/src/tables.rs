//! One file for each table: which columns, from which released answer. Column names are those of the
//! command line's `--format csv`.

mod areas;
mod cells;
mod counts;
mod hotspots;
mod hours;
mod places;
mod profile;
mod streets;
mod week;

pub use areas::areas;
pub use cells::cells;
pub use counts::counts;
pub use hotspots::hotspots;
pub use hours::hours;
pub use places::places;
pub use profile::profile;
pub use streets::streets;
pub use week::week;

use beatbook_core::{CountBy, Released, Wgs84};

use crate::column::{Cell, Column, Notation};

/// What the counts are counts of: `incidents` or `events`.
fn counted<T>(released: &Released<T>) -> &'static str {
    CountBy::WORDS[released.answer().selection.count as usize]
}

/// Rank and the ends of its interval.
fn rank_columns() -> [Column; 3] {
    [
        Column::whole("rank", "", "Rank, from 1"),
        Column::whole("rank_low", "", "Lower end of the 95% interval of the rank"),
        Column::whole("rank_high", "", "Upper end of the 95% interval of the rank"),
    ]
}

fn rank_cells(rank: Option<u32>, interval: Option<(u32, u32)>) -> [Cell; 3] {
    let (low, high) = (interval.map(|ends| ends.0), interval.map(|ends| ends.1));
    [Cell::whole(rank), Cell::whole(low), Cell::whole(high)]
}

/// Six decimals of a degree are about a decimetre.
fn position_columns() -> [Column; 2] {
    let degrees = |name, description| {
        Column::number(name, Notation::Fixed(6), "degrees, WGS 84", description)
    };
    [
        degrees("longitude", "Longitude of its centre"),
        degrees("latitude", "Latitude of its centre"),
    ]
}

fn position_cells(at: Wgs84) -> [Cell; 2] {
    [Cell::Number(at.lon), Cell::Number(at.lat)]
}

fn p_column(name: &'static str, description: &'static str) -> Column {
    Column::number(name, Notation::Scientific, "probability", description)
}

fn optional(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::text(text))
}
