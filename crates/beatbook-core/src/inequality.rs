//! How unequally events fall on poorer and richer areas, as answers carry it.

use std::fmt;

use crate::{Count, LayerId, Measure, Per, Policy, Protect, SelectionError, Source};

/// What is asked beside a selection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct InequalityAsked {
    /// Id of an index; the first of the book without one.
    pub index: Option<String>,
    /// What rates are over.
    pub per: Per,
}

impl InequalityAsked {
    /// Reads the words beside a selection: `index`, `per`.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    pub fn parse([index, per]: [Option<&str>; 2]) -> Result<Self, SelectionError> {
        Ok(Self {
            index: index.map(ToOwned::to_owned),
            per: Per::parse(per)?,
        })
    }
}

impl fmt::Display for InequalityAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sii&per={}", self.per)?;
        match &self.index {
            Some(index) => write!(f, "&index={index}"),
            None => Ok(()),
        }
    }
}

/// One decile of deprivation.
#[derive(Debug, Clone, PartialEq)]
pub struct DecileRate {
    /// 1 is the most deprived tenth of the country.
    pub decile: u8,
    /// Areas of the layer in it.
    pub areas: u32,
    /// People or km2 in them.
    pub base: f64,
    /// Events in them.
    pub count: Count,
    /// The rate with the exact interval, of chance alone; `None` where it may not be told.
    pub rate: Option<Measure>,
    /// The rate over that of all deciles, with the interval of its share.
    pub represented: Option<Measure>,
}

/// The indices of one ladder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Rate at the most deprived end of the fitted line.
    pub at_most_deprived: f64,
    /// Rate at the least deprived end.
    pub at_least_deprived: f64,
    /// SII: the second less the first.
    pub slope: Measure,
    /// RII: the second over the first; `None` where the line is not above 0 at both ends.
    pub relative: Option<Measure>,
    /// Concentration index: -1 all at the most deprived end, 1 all at the least deprived one.
    pub concentration: Measure,
}

/// The ladder of one index.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// Id of the index.
    pub index: String,
    /// Whether recorded crime is part of the index.
    pub holds_crime: bool,
    /// Deciles with anybody in them, the most deprived first.
    pub deciles: Vec<DecileRate>,
    /// The indices, each with the interval that knows that areas of one decile differ.
    pub slope: Option<Slope>,
    /// The same with the interval of chance alone: as public-health profiles have it.
    pub by_chance: Option<Slope>,
    /// Events in areas without a decile or a base, and in none.
    pub unplaced: Count,
    /// Why there is no slope.
    pub refused: Option<String>,
}

/// How unequally events fall.
#[derive(Debug, Clone, PartialEq)]
pub struct Inequality {
    /// What was asked.
    pub asked: InequalityAsked,
    /// Layer whose areas have the deciles.
    pub layer: LayerId,
    /// Where the denominator comes from.
    pub base_says: String,
    /// The index asked for, then others of the same areas.
    pub ladders: Vec<Ladder>,
}

impl Protect for Inequality {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, _: &Source) -> Result<(), String> {
        if policy.shows_exact() {
            return Ok(());
        }
        for ladder in &mut self.ladders {
            for decile in &mut ladder.deciles {
                decile.count = policy.protect(decile.count);
                (decile.rate, decile.represented) = (None, None);
            }
            ladder.unplaced = policy.protect(ladder.unplaced);
            (ladder.slope, ladder.by_chance) = (None, None);
            let reason = "counts are rounded for this audience, so that no slope is told from them";
            ladder.refused = Some(reason.into());
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "inequality_tests.rs"]
mod tests;
