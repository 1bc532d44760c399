//! Counts of a selection in the areas of a layer.

use beatbook_core::{Answer, AreaCount, AreaCounts, Caveat, LayerId, Selection, SelectionError};

use crate::profile::{per_1000, years_held};
use crate::scan::{Question, Scope};
use crate::store::{Layer, Store};

impl Store {
    /// How many incidents or events of a selection each area of a layer holds; where areas overlap, each
    /// that holds one counts it.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer; also
    /// over a gap of the source, where areas would look almost free of crime.
    pub fn areas(
        &self,
        layer: &LayerId,
        selection: &Selection,
    ) -> Result<Answer<AreaCounts>, SelectionError> {
        let held = self.held_layer(layer)?;
        let scope = Scope::new(self, selection, Question::Table)?;
        scope.check_layer(self, selection, held, "layer")?;
        scope.source.check_rates(scope.period)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut counts = vec![0_u32; held.shapes.len()];
        for &row in &scan.rows {
            let location = scope.location[row as usize] as usize;
            for &area in held.area_of.of(location) {
                if let Some(count) = counts.get_mut(area as usize) {
                    *count += 1;
                }
            }
        }
        let years = years_held(scope.source, scope.period);
        let residents = self.residents_by_area(held);
        let deciles = self.deciles_of(layer);
        let areas = held.shapes.iter().zip(&held.centres).zip(counts);
        let areas = (0..).zip(areas).map(|(number, ((shape, &centre), count))| {
            let shown = scope.count(count);
            let living = residents.get(number).copied().flatten();
            let exposed = years
                .zip(living)
                .map(|(years, living)| per_1000(living) * years);
            let exposed = exposed.filter(|exposed| *exposed > 0.0 && shown.is_exact());
            AreaCount {
                code: shape.class.clone(),
                name: shape.name.clone(),
                count: shown,
                rate: exposed.map(|exposed| f64::from(count) / exposed),
                decile: deciles
                    .and_then(|of| u8::try_from(*of.get(number)?).ok())
                    .filter(|decile| *decile > 0),
                centre,
            }
        });
        let value = AreaCounts {
            layer: layer.clone(),
            areas: areas.collect(),
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if held.area_of.overlaps() {
            answer.caveats.push(Caveat::Said(format!(
                "Areas of {layer} overlap: an event counts in each that holds it, so that the areas are not to be added up."
            )));
        }
        Ok(answer)
    }

    /// The layer of that id.
    ///
    /// # Errors
    /// [`SelectionError`] on the part `layer`, with the layers that the book holds.
    pub(crate) fn held_layer(&self, layer: &LayerId) -> Result<&Layer, SelectionError> {
        let held = self.layers.iter().find(|held| held.id == *layer);
        held.ok_or_else(|| {
            let ids: Vec<&str> = self.layers.iter().map(|layer| layer.id.as_str()).collect();
            let reason = format!(
                "the book holds no layer `{layer}`; it holds {}",
                ids.join(", ")
            );
            SelectionError::new("layer", reason, ids)
        })
    }
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
