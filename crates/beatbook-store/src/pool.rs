//! What a hotspot is held against: whose counts are dealt out.

use beatbook_analyse::whole_cells;
use beatbook_core::{Against, Selection, SelectionError, Unit};

use crate::book::CellTable;
use crate::scan::{Question, Scan, Scope};
use crate::store::{Layer, Store};
use crate::tested::NotTested;

/// Whose counts are drawn.
pub(crate) enum Pool<'a> {
    /// Those of what is looked at: the area, or else the whole study area.
    Looked,
    /// Those of the whole study area.
    City,
    /// Those of the units of an area, by their middles.
    Area(&'a Layer, u32),
}

impl<'a> Pool<'a> {
    pub(crate) fn new(
        store: &'a Store,
        scope: &Scope<'_>,
        selection: &Selection,
    ) -> Result<Self, SelectionError> {
        match &selection.against {
            None => Ok(Self::Looked),
            Some(Against::City) => Ok(Self::City),
            Some(Against::Area(area)) => {
                let about = |error: SelectionError| SelectionError {
                    part: "against".into(),
                    ..error
                };
                let (layer, number) = store.area(area).map_err(about)?;
                scope.check_layer(store, selection, layer, "against")?;
                Ok(Self::Area(layer, number))
            }
        }
    }

    /// The selection over the whole study area, where only a part of it is looked at but more is drawn
    /// from.
    pub(crate) fn whole_scan(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        selection: &Selection,
    ) -> Result<Option<Scan>, NotTested> {
        if matches!(self, Self::Looked) || scope.area.is_none() {
            return Ok(None);
        }
        let mut whole = selection.clone();
        whole.area = None;
        let question = Question::patrol(&selection.unit);
        let scope = Scope::new(store, &whole, question).map_err(NotTested::Refused)?;
        Ok(Some(scope.scan(store, &whole)))
    }

    /// Whether the count of a unit may be drawn.
    pub(crate) fn holds(&self, table: &CellTable, unit: u32) -> bool {
        match self {
            Self::Looked | Self::City => true,
            Self::Area(layer, number) => is_in(table, layer, *number, unit),
        }
    }

    /// Whether a unit is tested: where more than what is looked at is drawn from, those with their middle
    /// in it.
    pub(crate) fn tests(&self, scope: &Scope<'_>, table: &CellTable, unit: u32) -> bool {
        match (self, scope.area) {
            (Self::Looked, _) | (_, None) => true,
            (_, Some((layer, number))) => is_in(table, layer, number, unit),
        }
    }

    /// What a hotspot is hot against.
    pub(crate) fn in_words(&self, scope: &Scope<'_>, unit: &Unit) -> String {
        let [_, units] = unit.nouns();
        let of_area = |layer: &Layer, number: u32| {
            format!("the {units} of {}", layer.shapes[number as usize].name)
        };
        match (self, scope.area) {
            (Self::Area(layer, number), _) => of_area(layer, *number),
            (Self::Looked, Some((layer, number))) => of_area(layer, number),
            (Self::City, _) | (Self::Looked, None) => "the whole study area".into(),
        }
    }
}

pub(crate) fn is_in(table: &CellTable, layer: &Layer, number: u32, unit: u32) -> bool {
    let mut areas = table.area.iter().filter(|(id, _)| *id == layer.id);
    let areas = areas.next().map_or(&[][..], |(_, areas)| areas);
    let held = areas.get(unit as usize);
    held.is_some_and(|&area| layer.area_of.says(area, number))
}

/// Whole units of the pool, and cut ones that hold as much all the same.
pub(crate) fn drawn_from(counts: &[u32], share: &[f64], in_pool: &[bool]) -> Vec<bool> {
    if in_pool.iter().all(|&held| held) {
        return whole_cells(counts, share);
    }
    let held: Vec<usize> = (0..counts.len()).filter(|&at| in_pool[at]).collect();
    let of_pool: Vec<u32> = held.iter().map(|&at| counts[at]).collect();
    let shares: Vec<f64> = held.iter().map(|&at| share[at]).collect();
    let mut drawn = vec![false; counts.len()];
    for (at, whole) in held.into_iter().zip(whole_cells(&of_pool, &shares)) {
        drawn[at] = whole;
    }
    drawn
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;
