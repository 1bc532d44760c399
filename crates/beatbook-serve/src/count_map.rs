//! Counts of all units on a map: the tiles `counts`.

use std::sync::Arc;

use beatbook_core::{Count, ParentUnit, Released, Selection, UnitCounts};

use crate::app::App;
use crate::drawn::{Drawn, DrawnLayer, DrawnMap, Properties, add};
use crate::error::HttpError;
use crate::parents::{UNITS, units_from};

/// A count, or that it may not be shown.
pub(crate) fn add_count(properties: &mut Properties, count: Count) {
    match count.number() {
        Some(number) => properties.push(("count", number.into())),
        None => properties.push(("suppressed", true.into())),
    }
}

impl App {
    /// The counts of a selection, made once and then kept: every unit that holds anything, and from afar
    /// what they add up to.
    pub(crate) fn counts_drawn(&self, selection: &Selection) -> Result<Arc<DrawnMap>, HttpError> {
        let asked = format!("counts {}", self.key(Some(selection)).as_str());
        self.ready.get_or_make(asked, || {
            let answer = self.store.counts(selection)?;
            let released = answer.release(self.policy).map_err(HttpError::Withheld)?;
            self.count_map(&released)
        })
    }

    fn count_map(&self, released: &Released<UnitCounts>) -> Result<DrawnMap, HttpError> {
        let UnitCounts {
            unit,
            units,
            parents,
            ..
        } = released.value();
        let word = unit.to_string();
        let held = units.iter().filter(|unit| unit.count != Count::Exact(0));
        let drawn = held.filter_map(|held| {
            let mut properties: Properties = vec![
                ("unit", word.as_str().into()),
                ("id", held.id.as_str().into()),
            ];
            add(&mut properties, "name", held.name.as_deref());
            add_count(&mut properties, held.count);
            let shape = self.unit_shape(unit, held.number)?;
            Some(Drawn::told_apart(&held.id, shape, properties).from_zoom(units_from(unit)))
        });
        let mut layers = vec![DrawnLayer::new("counts", drawn.collect())];
        if let Some(kind) = ParentUnit::of(unit) {
            let shapes = self.parent_shapes(unit)?;
            let drawn = parents.iter().filter_map(|parent| {
                let id = kind.id_of(parent.number);
                let mut properties: Properties = vec![
                    ("unit", kind.to_string().as_str().into()),
                    ("id", id.as_str().into()),
                ];
                add(&mut properties, "units", parent.units);
                add_count(&mut properties, parent.count);
                let shape = shapes.get(parent.number)?;
                Some(Drawn::told_apart(&id, shape, properties).before_zoom(UNITS))
            });
            layers.push(DrawnLayer::new("parents", drawn.collect()));
        }
        Ok(DrawnMap(layers))
    }
}
