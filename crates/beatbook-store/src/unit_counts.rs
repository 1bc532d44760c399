//! The count of every unit of a selection.

use beatbook_analyse::UNIT;
use beatbook_core::{Answer, Count, Selection, SelectionError, UnitCount, UnitCounts};

use crate::pool::is_in;
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::tested::{tested_cells, unit_of};

impl Store {
    /// How many incidents or events of a selection each unit of the study area holds, or each unit
    /// with its middle in the area looked at or with something located in both. A unit of the ring, such as a street segment with its middle beyond the
    /// border, is told too where it holds something located in the study area, so that the counts of the
    /// units and what is in none add up to what is located.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer.
    pub fn counts(&self, selection: &Selection) -> Result<Answer<UnitCounts>, SelectionError> {
        let unit = &selection.unit;
        let scope = Scope::weighted(self, selection, Question::patrol(unit))?;
        let (number, table) = self.cells(unit)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut counts = vec![0_u32; table.cell.len()];
        let mut weights = vec![0_u64; table.cell.len()];
        let mut nowhere_weight = 0;
        for &row in &scan.rows {
            let weight = scan.weight(scope.source, row);
            if let Some(unit) = unit_of(self, &scope, number, row) {
                counts[unit as usize] += 1;
                weights[unit as usize] += weight;
            } else {
                nowhere_weight += weight;
            }
        }
        let (keep, _) = tested_cells(self, &scope, &scan, (number, table));
        let counted = |&row: &u32| {
            let position = row as usize;
            let id = table.cell[position];
            let count = scope.count(whole(weights[position]));
            UnitCount {
                id: self.unit_id(unit, id),
                number: id,
                parent: self.parent_of(unit, row),
                name: self.unit_name(unit, id),
                count,
                weight: told(count, weights[position]),
                metres: self.metres_of(unit, id),
            }
        };
        // Of what only touches the area looked at, no more is known than what lies in both.
        let in_area = |unit: u32| {
            let mut area = scope.area.iter();
            area.all(|&(layer, number)| is_in(table, layer, number, unit))
        };
        let is_told = |unit: u32| {
            counts[unit as usize] > 0 || (table.in_study[unit as usize] && in_area(unit))
        };
        let inside = keep.iter().filter(|&&unit| is_told(unit));
        let units: Vec<UnitCount> = inside.map(counted).collect();
        let value = UnitCounts {
            unit: unit.clone(),
            parents: UnitCounts::to_parents(&units),
            units,
            nowhere: scope.count(whole(nowhere_weight)),
            nowhere_weight: told(scope.count(whole(nowhere_weight)), nowhere_weight),
        };
        Ok(self.answer(value, None, selection, &scope, &scan))
    }
}

/// The nearest whole number of events; a half is rounded up.
fn whole(weight: u64) -> u32 {
    ((weight + UNIT / 2) / UNIT) as u32
}

/// A weight tells its count.
fn told(count: Count, weight: u64) -> Option<u64> {
    (count != Count::Suppressed).then_some(weight)
}

#[cfg(test)]
#[path = "unit_counts_tests.rs"]
mod tests;
