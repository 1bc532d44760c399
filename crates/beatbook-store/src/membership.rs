//! Which areas of a layer hold each location.

use crate::book::AreaSets;

/// Location number -> areas.
#[derive(Debug, Clone)]
pub(crate) enum Membership {
    /// One area at most; `u32::MAX` for none.
    One(Vec<u32>),
    /// Areas overlap: the number of a set of them.
    Many { set: Vec<u32>, sets: AreaSets },
}

impl Membership {
    /// The areas that hold a location, rising.
    pub(crate) fn of(&self, location: usize) -> &[u32] {
        match self {
            Self::One(area) => match area.get(location) {
                Some(area) if *area != u32::MAX => std::slice::from_ref(area),
                _ => &[],
            },
            Self::Many { set, sets } => set.get(location).map_or(&[], |&set| sets.of(set)),
        }
    }

    /// The one area that holds a location; `u32::MAX` for none, and where areas overlap.
    pub(crate) fn one(&self, location: usize) -> u32 {
        match self {
            Self::One(area) => area.get(location).copied().unwrap_or(u32::MAX),
            Self::Many { .. } => u32::MAX,
        }
    }

    pub(crate) fn contains(&self, location: usize, area: u32) -> bool {
        self.of(location).contains(&area)
    }

    /// Whether what a column of this layer says of anything, a cell or a home, is that it is in an area.
    pub(crate) fn says(&self, value: u32, area: u32) -> bool {
        match self {
            Self::One(_) => value == area,
            Self::Many { sets, .. } => sets.of(value).contains(&area),
        }
    }

    /// Whether areas overlap.
    pub(crate) fn overlaps(&self) -> bool {
        matches!(self, Self::Many { .. })
    }
}

#[cfg(test)]
#[path = "membership_tests.rs"]
mod tests;
