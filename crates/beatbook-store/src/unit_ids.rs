//! The number of a unit in its table, the id that people and addresses see, and its name.

use beatbook_core::Unit;

use crate::store::Store;

impl Store {
    /// The id of a unit: of a cell its H3 index in hex, of an area its code.
    pub fn unit_id(&self, unit: &Unit, number: u64) -> String {
        match unit {
            Unit::Areas(layer) => {
                let shapes = self.layer(layer).unwrap_or_default();
                let shape = shapes.get(number as usize);
                shape.map_or_else(String::new, |shape| shape.class.clone())
            }
            _ => format!("{number:x}"),
        }
    }

    /// The number of the unit of an id.
    pub(crate) fn unit_number(&self, unit: &Unit, id: &str) -> Option<u64> {
        match unit {
            Unit::Areas(layer) => {
                let mut codes = self.layer(layer)?.iter().map(|shape| shape.class.as_str());
                codes.position(|code| code == id).map(|at| at as u64)
            }
            _ => u64::from_str_radix(id, 16).ok(),
        }
    }

    /// The name of a unit. Cells have none.
    pub(crate) fn unit_name(&self, unit: &Unit, number: u64) -> Option<String> {
        match unit {
            Unit::Areas(layer) => {
                let shape = self.layer(layer)?.get(number as usize)?;
                Some(shape.name.clone())
            }
            _ => None,
        }
    }
}
