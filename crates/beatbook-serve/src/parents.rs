//! The shapes of what small units are added up to.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use beatbook_core::{ParentUnit, Unit};
use beatbook_store::{Store, Weigh};
use beatbook_tile::Shape;

use crate::app::App;
use crate::error::HttpError;
use crate::units::{projected, together};

/// Below this zoom small units are drawn added up: a hexagon of 130 m is under 6 px wide there.
pub(crate) const UNITS: u8 = 11;

/// From which zoom units of a kind are drawn themselves.
pub(crate) fn units_from(unit: &Unit) -> u8 {
    ParentUnit::of(unit).map_or(0, |_| UNITS)
}

/// Parents by their numbers, projected once for each kind of unit.
#[derive(Debug)]
pub(crate) struct ParentShapes(HashMap<u64, Arc<Shape>>);

impl ParentShapes {
    fn new(store: &Store, unit: &Unit) -> Self {
        let mut children: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (parent, unit) in store.parents(unit) {
            children.entry(parent).or_default().push(unit);
        }
        let [hexagons, ..] = &Unit::HEXAGONS;
        let shape = |(parent, children): (u64, Vec<u64>)| {
            let own = match ParentUnit::of(unit)? {
                ParentUnit::Hexagons => store.unit_shape(hexagons, parent),
                ParentUnit::Squares => None,
            };
            // At the edge of a book a parent can reach where it has no unit of its size.
            let shape = own.or_else(|| together(store, unit, &children))?;
            Some((parent, Arc::new(projected(&shape)?)))
        };
        Self(children.into_iter().filter_map(shape).collect())
    }

    pub(crate) fn get(&self, parent: u64) -> Option<Arc<Shape>> {
        self.0.get(&parent).cloned()
    }
}

impl Weigh for ParentShapes {
    fn heap(&self) -> usize {
        let shapes = self.0.values();
        shapes
            .map(|shape| size_of::<(u64, Shape)>() + shape.heap_bytes())
            .sum()
    }
}

impl App {
    pub(crate) fn parent_shapes(&self, unit: &Unit) -> Result<Arc<ParentShapes>, HttpError> {
        let asked = format!("parents of {unit}");
        self.ready
            .get_or_make(asked, || Ok(ParentShapes::new(&self.store, unit)))
    }

    /// The shape of a unit, projected.
    pub(crate) fn unit_shape(&self, unit: &Unit, number: u64) -> Option<Arc<Shape>> {
        if let Unit::Areas(layer) = unit {
            return self.area_shapes(layer)?.get(number as usize);
        }
        Some(Arc::new(projected(&self.store.unit_shape(unit, number)?)?))
    }
}
