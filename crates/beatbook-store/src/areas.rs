//! Counts of a selection in the areas of a layer.

use beatbook_core::{Answer, AreaCount, AreaCounts, Caveat, LayerId, Selection, SelectionError};

use crate::scan::{Question, Scope};
use crate::store::Store;

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
        let held = self
            .layers
            .iter()
            .find(|held| held.id == *layer)
            .ok_or_else(|| {
                let ids: Vec<&str> = self.layers.iter().map(|layer| layer.id.as_str()).collect();
                let reason = format!(
                    "the book holds no layer `{layer}`; it holds {}",
                    ids.join(", ")
                );
                SelectionError::new("layer", reason, ids)
            })?;
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
        let areas = held.shapes.iter().zip(&held.centres).zip(counts);
        let areas = areas.map(|((shape, &centre), count)| AreaCount {
            code: shape.class.clone(),
            name: shape.name.clone(),
            count: scope.count(count),
            centre,
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
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
