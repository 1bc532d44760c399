//! The count of every unit.

use crate::{Count, ParentCount, Policy, Protect, Source, Unit};

/// The count of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitCount {
    /// Its id: of a cell its H3 index, of a square its corner, of an area its code.
    pub id: String,
    /// Its number: of a cell its H3 index, of an area its place in the layer.
    pub number: u64,
    /// Number of what it is added up to when it is too small to be seen; `None` where it never is.
    pub parent: Option<u64>,
    /// Its name; cells and squares have none.
    pub name: Option<String>,
    /// Events or incidents in it, whole ones or shares of them.
    pub count: Count,
    /// The same as a weight, where a whole event is 2³²; `None` where it would give away a protected
    /// count.
    pub weight: Option<u64>,
    /// Its length, for a street segment.
    pub metres: Option<f64>,
}

/// The counts of all units of the study area, or of one area, in the order of their table.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitCounts {
    /// What the units are.
    pub unit: Unit,
    /// One entry for each unit, empty ones too.
    pub units: Vec<UnitCount>,
    /// Units that hold anything, added up by [`UnitCounts::to_parents`].
    pub parents: Vec<ParentCount>,
    /// Located events or incidents that are in no unit: far from every named street, at no registered
    /// place.
    pub nowhere: Count,
    /// The same as a weight.
    pub nowhere_weight: Option<u64>,
}

impl UnitCount {
    /// Events or incidents for each kilometre, as exactly as the count may be told.
    pub fn per_km(&self) -> Option<f64> {
        let metres = self.metres.filter(|metres| *metres > 0.0)?;
        Some(f64::from(self.count.number()?) * 1_000.0 / metres)
    }
}

impl UnitCounts {
    /// What a whole event weighs.
    pub const WHOLE: u64 = 1 << 32;

    /// Units that hold anything added up to their parents, before they are protected; none for units that
    /// never are.
    pub fn to_parents(units: &[UnitCount]) -> Vec<ParentCount> {
        let held = units.iter().filter(|unit| unit.count != Count::Exact(0));
        ParentCount::sums(held.filter_map(|unit| Some((unit.parent?, unit.count))))
    }
}

impl Protect for UnitCounts {
    const IS_MAPPED: bool = true;

    fn is_mapped(&self) -> bool {
        !matches!(self.unit, Unit::Areas(_))
    }

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        let refused = match &self.unit {
            Unit::Areas(layer) => policy.refuses_area(source, layer),
            _ => policy.refuses_cells(source),
        };
        if let Some(reason) = refused {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for unit in &mut self.units {
            unit.count = policy.protect(unit.count);
            unit.weight = None;
        }
        ParentCount::protect(&mut self.parents, policy);
        for parent in &mut self.parents {
            parent.units = None; // each of them holds one at least
        }
        self.nowhere = policy.protect(self.nowhere);
        self.nowhere_weight = None;
        Ok(())
    }
}

#[cfg(test)]
#[path = "unit_counts_tests.rs"]
mod tests;
