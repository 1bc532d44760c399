//! What the units of a book are added up to on maps of more than a city's middle.

use beatbook_core::{ParentUnit, Unit, Wgs84};
use geo::Contains;
use geo_types::{LineString, Point, Polygon};

use crate::book::CellTable;
use crate::store::Store;

/// Degrees of longitude to either side within which the hexagon that holds a position has its middle:
/// twice as much as they measure anywhere in Great Britain.
const REACH: f64 = 0.03;

impl Store {
    /// The number of the parent of a unit; `None` where units of its kind have none.
    ///
    /// - `row`: place of the unit in its table.
    pub(crate) fn parent_of(&self, unit: &Unit, row: u32) -> Option<u64> {
        ParentUnit::of(unit)?;
        let (number, table) = self.cells(unit).ok()?;
        let parents = self.parents[number].get_or_init(|| self.parents_of(unit, table));
        parents.get(row as usize).copied()
    }

    fn parents_of(&self, unit: &Unit, table: &CellTable) -> Vec<u64> {
        if matches!(unit, Unit::Street | Unit::Premises) {
            let holders = Holders::new(&self.cells[0]); // the largest hexagons: checked when opened
            return table.centre.iter().map(|&at| holders.of(at)).collect();
        }
        let above = |&number: &u64| ParentUnit::number_above(unit, number).unwrap_or(number);
        table.cell.iter().map(above).collect()
    }

    /// The parent of every unit of a kind, then the unit: of all units of the book, whether they hold
    /// anything or not. Empty where units of the kind have none.
    pub fn parents(&self, unit: &Unit) -> Vec<(u64, u64)> {
        let Ok((_, table)) = self.cells(unit) else {
            return Vec::new();
        };
        let with_parent = |(row, &number)| Some((self.parent_of(unit, row)?, number));
        (0..).zip(&table.cell).filter_map(with_parent).collect()
    }
}

/// Hexagons, by the longitude of their middles.
struct Holders {
    cells: Vec<(Wgs84, Polygon<f64>, u64)>,
}

impl Holders {
    fn new(table: &CellTable) -> Self {
        let rows = table.centre.iter().zip(&table.ring).zip(&table.cell);
        let mut cells: Vec<_> = rows
            .map(|((&centre, ring), &cell)| {
                let outline: LineString<f64> = ring.iter().copied().collect();
                (centre, Polygon::new(outline, Vec::new()), cell)
            })
            .collect();
        cells.sort_by(|a, b| a.0.lon.total_cmp(&b.0.lon));
        Self { cells }
    }

    /// The hexagon that holds a position; beyond all of them the one with the nearest middle.
    fn of(&self, at: Wgs84) -> u64 {
        let first = self
            .cells
            .partition_point(|cell| cell.0.lon < at.lon - REACH);
        let last = self
            .cells
            .partition_point(|cell| cell.0.lon <= at.lon + REACH);
        let off = |centre: Wgs84| {
            let east = (centre.lon - at.lon) * at.lat.to_radians().cos();
            east.hypot(centre.lat - at.lat)
        };
        let point = Point::new(at.lon, at.lat);
        let near = &self.cells[first..last];
        let holder = near.iter().find(|cell| cell.1.contains(&point));
        let nearest = || {
            let order = |a: &&(Wgs84, _, _), b: &&(Wgs84, _, _)| off(a.0).total_cmp(&off(b.0));
            self.cells.iter().min_by(order)
        };
        holder.or_else(nearest).map_or(0, |cell| cell.2)
    }
}

#[cfg(test)]
#[path = "parents_tests.rs"]
mod tests;
