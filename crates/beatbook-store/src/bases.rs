//! What rates are over: residents, people there on a workday, or ground.

use beatbook_core::{Per, SelectionError};

use crate::homes::km2;
use crate::store::{Layer, Store};

/// What the counts of a layer are held over.
pub(crate) struct Base {
    /// People or km2 of each area; `None` where it is not known.
    pub(crate) of: Vec<Option<f64>>,
    /// Where it comes from.
    pub(crate) says: String,
}

impl Store {
    /// What the areas of a layer hold of a denominator.
    ///
    /// # Errors
    /// [`SelectionError`] on the part `layer` where areas overlap, and on `per` where the book holds nothing of
    /// it, with how to add it.
    pub(crate) fn base_of(&self, layer: &Layer, per: Per) -> Result<Base, SelectionError> {
        if layer.area_of.overlaps() {
            let reason = format!(
                "areas of {} overlap, so that people and events would count twice; name another layer",
                layer.id
            );
            return Err(SelectionError::new("layer", reason, [""; 0]));
        }
        let areas = 0..layer.shapes.len() as u32;
        let held = match per {
            Per::Km2 => {
                return Ok(Base {
                    of: areas.map(|area| Some(km2(layer, area))).collect(),
                    says: "ground of the areas".into(),
                });
            }
            Per::Residents => &self.residents,
            Per::Workday => &self.workday,
        };
        let says = self.people_in(held, layer, 0).map(|people| people.says);
        let Some(says) = says else {
            let reason = match per {
                Per::Workday => {
                    "the book holds no workday population; add one under [[population]] with of = \"workday\" and build it again, or use residents or km2"
                }
                _ => {
                    "the book holds no residents; add them under [[population]] and build it again, or use km2"
                }
            };
            return Err(SelectionError::new("per", reason, Per::WORDS));
        };
        let people = |area| Some(f64::from(self.people_in(held, layer, area)?.number));
        Ok(Base {
            of: match per {
                // Worked out once.
                Per::Residents => {
                    let known = self.residents_by_area(layer).iter();
                    known.map(|people| people.map(f64::from)).collect()
                }
                _ => areas.map(people).collect(),
            },
            says: match per {
                Per::Workday => format!("workday population: {says}"),
                _ => format!("residents: {says}"),
            },
        })
    }
}
