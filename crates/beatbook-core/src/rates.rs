//! Rates of the areas of a layer, as answers carry them.

use std::fmt;

use crate::{Count, LayerId, Measure, Policy, Protect, SelectionError, Source};

/// What events are counted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Per {
    /// Those who live there.
    #[default]
    Residents,
    /// Those who are there on a working day: at work, or at home and not at work.
    Workday,
    /// The ground.
    Km2,
}

impl Per {
    /// The words, in the order of the variants.
    pub const WORDS: [&str; 3] = ["residents", "workday", "km2"];

    /// The word used in addresses.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Reads the word; residents without one.
    ///
    /// # Errors
    /// [`SelectionError`], naming the words.
    pub fn parse(word: Option<&str>) -> Result<Self, SelectionError> {
        let all = [Self::Residents, Self::Workday, Self::Km2];
        let Some(word) = word else {
            return Ok(Self::default());
        };
        all.into_iter()
            .find(|per| per.word() == word)
            .ok_or_else(|| {
                let reason = format!("`{word}` is no denominator; use {}", Self::WORDS.join(", "));
                SelectionError::new("per", reason, Self::WORDS)
            })
    }

    /// What a rate is of, after a number: `per 1,000 residents and year`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Residents => "per 1,000 residents and year",
            Self::Workday => "per 1,000 people there on a workday and year",
            Self::Km2 => "per km2 and year",
        }
    }

    /// How many make the unit that rates are of.
    pub fn unit(self) -> f64 {
        match self {
            Self::Residents | Self::Workday => 1_000.0,
            Self::Km2 => 1.0,
        }
    }
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where an area lies in the funnel of what its size lets chance do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunnelStatus {
    /// Below the 99.8% limits.
    FarBelow,
    /// Between the lower 95% and 99.8% limits.
    Below,
    /// Within the 95% limits.
    Within,
    /// Between the upper 95% and 99.8% limits.
    Above,
    /// Above the 99.8% limits.
    FarAbove,
}

impl FunnelStatus {
    /// The words, in the order of the variants.
    pub const WORDS: [&str; 5] = ["far-below", "below", "within", "above", "far-above"];

    /// The word used in answers.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// What is said of an area beside its count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaRate {
    /// As recorded, with the exact interval.
    pub rate: Measure,
    /// Drawn towards the rate of all areas; the interval is that of all where chance explains every
    /// difference, and `None` then.
    pub smoothed: (f64, Option<(f64, f64)>),
    /// Drawn towards the rate of the area and its neighbours; `None` without any.
    pub local: Option<f64>,
    /// Least and most events within the 95% limits of the funnel.
    pub limits: (f64, f64),
    /// Where it lies in the funnel.
    pub status: FunnelStatus,
}

/// One area.
#[derive(Debug, Clone, PartialEq)]
pub struct RatedArea {
    /// Official code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Events.
    pub count: Count,
    /// People or km2; `None` where it is not known.
    pub base: Option<f64>,
    /// Its rate; `None` where there is no base, or it may not be told.
    pub rated: Option<AreaRate>,
}

/// How the areas differ beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreasDiffer {
    /// The rate of all areas together.
    pub rate: Measure,
    /// φ: how much more the areas vary than chance makes them; 1 or less is chance.
    pub phi: f64,
    /// τ²: variance of the square root of their ratio to the whole.
    pub tau2: f64,
}

/// Rates of the areas of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRates {
    /// The layer.
    pub layer: LayerId,
    /// What the rates are over.
    pub per: Per,
    /// Where that comes from.
    pub base_says: String,
    /// Years counted.
    pub years: f64,
    /// Areas in the order of the layer.
    pub areas: Vec<RatedArea>,
    /// Events in no area.
    pub nowhere: Count,
    /// All areas together; `None` where no rate can be said.
    pub all: Option<AreasDiffer>,
    /// Why no rate can be said.
    pub refused: Option<String>,
}

impl Protect for AreaRates {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_area(source, &self.layer) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for area in &mut self.areas {
            area.count = policy.protect(area.count);
            area.rated = None;
        }
        self.nowhere = policy.protect(self.nowhere);
        // Of counts that are rounded one by one no limit and no comparison holds.
        self.all = None;
        let reason = "counts are rounded for this audience, so that no rate is told from them";
        self.refused = Some(reason.into());
        Ok(())
    }
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
