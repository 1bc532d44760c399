//! How few places hold most of a selection.

use beatbook_analyse::{Level, Measured, concentration, smallest_share_by_chance};
use beatbook_core::{
    Answer, ConcentrationIndices, HeldShare, Measure, PlacesHeld, Selection, SelectionError, Unit,
};

use crate::book::CellTable;
use crate::pool::is_in;
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::tested::{about_people, unit_of};

/// The same selection gives the same intervals.
const SEED: u64 = 1;

impl Store {
    /// How few units hold a quarter, half and four fifths of a selection, beside the Gini index and what
    /// chance alone would make of it. All units of the study area count, or all with their middle in the
    /// area looked at; those without an incident too.
    ///
    /// # Errors
    /// [`SelectionError`] for premises, or when the book cannot answer the selection.
    pub fn concentration(
        &self,
        selection: &Selection,
    ) -> Result<Answer<PlacesHeld>, SelectionError> {
        let unit = &selection.unit;
        if *unit == Unit::Premises {
            let reason = "of premises only those in the register are known, so that no share of all can be told; use street, a grid or an area layer, or rank premises by themselves";
            return Err(SelectionError::new("unit", reason, Unit::WORDS));
        }
        let scope = Scope::new(self, selection, Question::patrol(unit))?;
        if scope.about_people {
            return Err(about_people());
        }
        let (number, table) = self.cells(unit)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let in_area = |unit: u32| {
            let mut area = scope.area.iter();
            area.all(|&(layer, number)| is_in(table, layer, number, unit))
        };
        let counted = |unit: u32| table.in_study[unit as usize] && in_area(unit);
        let places: Vec<u32> = (0..table.cell.len() as u32)
            .filter(|&at| counted(at))
            .collect();
        let mut counts = vec![0_u32; places.len()];
        let mut nowhere = 0;
        for &row in &scan.rows {
            let place = unit_of(self, &scope, number, row);
            match place.and_then(|unit| places.binary_search(&unit).ok()) {
                Some(at) => counts[at] += 1,
                None => nowhere += 1,
            }
        }
        let incidents: u32 = counts.iter().sum();
        let found = self.indices(unit, table, &places, &counts);
        let value = PlacesHeld {
            unit: unit.clone(),
            places: places.len() as u32,
            hit: counts.iter().filter(|count| **count > 0).count() as u32,
            incidents,
            nowhere,
            indices: found.as_ref().ok().cloned(),
            refused: found.err(),
        };
        Ok(self.answer(value, None, selection, &scope, &scan))
    }

    /// Or why they cannot be said.
    fn indices(
        &self,
        unit: &Unit,
        table: &CellTable,
        places: &[u32],
        counts: &[u32],
    ) -> Result<ConcentrationIndices, String> {
        let incidents: u32 = counts.iter().sum();
        if incidents < PlacesHeld::FEWEST {
            return Err(format!(
                "cannot be said: {incidents} incidents are too few, since which places have one is chance; it takes {}",
                PlacesHeld::FEWEST
            ));
        }
        let found = concentration(counts, &PlacesHeld::PARTS, Level::P95, SEED)
            .map_err(|e| format!("cannot be said: {e}"))?;
        // Longer streets and whole cells have more room for chance.
        let room: Vec<f64> = places
            .iter()
            .map(|&place| {
                let at = place as usize;
                match unit {
                    Unit::Street => self.metres_of(unit, table.cell[at]).unwrap_or(0.0),
                    _ => table.km2[at],
                }
            })
            .collect();
        let shares = found.shares.iter().map(|share| {
            let by_chance = smallest_share_by_chance(found.events, &room, share.part);
            Some(HeldShare {
                part: share.part,
                places: measure(share.places),
                by_chance: by_chance?,
            })
        });
        let shares: Option<Vec<HeldShare>> = shares.collect();
        Ok(ConcentrationIndices {
            gini: measure(found.gini),
            generalised: measure(found.generalised),
            unbiased: found.unbiased.map(measure),
            shares: shares.ok_or("cannot be said: the places have neither ground nor length")?,
            curve: found.curve,
        })
    }
}

pub(crate) fn measure(measured: Measured) -> Measure {
    Measure {
        value: measured.value,
        low: measured.interval.low,
        high: measured.interval.high,
    }
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
