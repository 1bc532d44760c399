//! When and in which areas something happens, for those who offer help there: never a list of targets.

use crate::{Count, LayerId, Policy, Protect, Source};

/// An area over the parts of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachArea {
    /// Official code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its count in each of [`Outreach::BLOCKS`].
    pub counts: Vec<Count>,
}

/// Areas by parts of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outreach {
    /// The layer.
    pub layer: LayerId,
    /// Its areas, in its own order: an order by counts would be a list of targets.
    pub areas: Vec<OutreachArea>,
    /// All areas together, in each of [`Outreach::BLOCKS`].
    pub total: Vec<Count>,
    /// Known only to an interval that lies within no part of the day: in no column.
    pub untimed: Count,
}

impl Outreach {
    /// Parts of the day, local time: first hour, and the hour after the last. Four to six hours are as fine
    /// as a few hundred events a year bear; 16 and 20 are when school and most youth provision end.
    pub const BLOCKS: [(u8, u8); 5] = [(6, 12), (12, 16), (16, 20), (20, 24), (0, 6)];
}

impl Protect for Outreach {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, _source: &Source) -> Result<(), String> {
        if policy.shows_exact() {
            return Ok(());
        }
        let counts = self.areas.iter_mut().flat_map(|area| &mut area.counts);
        for count in counts.chain(&mut self.total).chain([&mut self.untimed]) {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "outreach_tests.rs"]
mod tests;
