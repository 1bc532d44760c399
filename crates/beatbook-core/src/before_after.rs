//! Before and after a day at one place, against a comparison, as answers carry it.

use std::fmt;

use crate::{AreaCode, Change, Count, Day, Policy, Protect, SelectionError, Source};

/// With what a place is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ComparedWith {
    /// All of the study area but the place.
    #[default]
    Rest,
    /// Chosen areas of one layer.
    Areas(Vec<AreaCode>),
}

/// What is asked beside a selection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BeforeAfterAsked {
    /// The first day after the change.
    pub on: Day,
    /// Steps looked at on each side.
    pub steps: u32,
    /// A hotspot or cell by its id; the area of the selection where none is named.
    pub cell: Option<String>,
    /// With what it is compared.
    pub comparison: ComparedWith,
}

impl BeforeAfterAsked {
    /// Steps that may be asked for: a quarter of a year to two years.
    pub const STEPS: std::ops::RangeInclusive<u32> = 3..=26;
    /// A year of steps of four weeks.
    pub const DEFAULT: u32 = 13;

    /// Reads the words beside a selection: `on`, `steps`, `cell`, `comparison`.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    pub fn parse([on, steps, cell, comparison]: [Option<&str>; 4]) -> Result<Self, SelectionError> {
        let (on, steps) = day_and_steps(on, steps)?;
        let comparison = match comparison {
            None | Some("rest") => ComparedWith::Rest,
            Some(list) => ComparedWith::Areas(areas("comparison", list)?),
        };
        Ok(Self {
            on,
            steps,
            cell: cell.map(ToOwned::to_owned),
            comparison,
        })
    }
}

/// The first day after the change, and how many steps are looked at on each side.
pub(crate) fn day_and_steps(
    on: Option<&str>,
    steps: Option<&str>,
) -> Result<(Day, u32), SelectionError> {
    let on = on.ok_or_else(|| {
        let reason = "is missing; write the first day after the change, such as 2023-04-01";
        SelectionError::new("on", reason, [""; 0])
    })?;
    let on = Day::parse(on).map_err(|e| SelectionError::new("on", e.to_string(), [""; 0]))?;
    let steps = steps.map_or(Ok(BeforeAfterAsked::DEFAULT), |text| {
        whole_number("steps", text, BeforeAfterAsked::STEPS)
    })?;
    Ok((on, steps))
}

/// A whole number within limits.
pub(crate) fn whole_number(
    part: &str,
    text: &str,
    limits: std::ops::RangeInclusive<u32>,
) -> Result<u32, SelectionError> {
    let number = text.parse().ok().filter(|number| limits.contains(number));
    number.ok_or_else(|| {
        let (least, most) = limits.into_inner();
        let reason =
            format!("`{text}` is no number of {part}; write a whole number from {least} to {most}");
        SelectionError::new(part, reason, [""; 0])
    })
}

/// Areas of one layer, joined by commas.
pub(crate) fn areas(part: &str, list: &str) -> Result<Vec<AreaCode>, SelectionError> {
    let wrong = |reason: String| SelectionError::new(part, reason, [""; 0]);
    let mut areas = Vec::new();
    for text in list.split(',').map(str::trim) {
        let area = AreaCode::parse(text).map_err(|e| wrong(e.to_string()))?;
        areas.push(area);
    }
    areas.sort_unstable();
    areas.dedup();
    let layers = areas
        .windows(2)
        .all(|pair| pair[0].layer() == pair[1].layer());
    if !layers {
        return Err(wrong(
            "the areas are of several layers; take them from one".into(),
        ));
    }
    Ok(areas)
}

impl fmt::Display for BeforeAfterAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on={}&steps={}", self.on, self.steps)?;
        if let Some(cell) = &self.cell {
            write!(f, "&cell={cell}")?;
        }
        if let ComparedWith::Areas(areas) = &self.comparison {
            let areas: Vec<String> = areas.iter().map(ToString::to_string).collect();
            write!(f, "&comparison={}", areas.join(","))?;
        }
        Ok(())
    }
}

/// One step of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeforeAfterStep {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Incidents at the place.
    pub own: Count,
    /// Incidents of the comparison.
    pub comparison: Count,
}

/// The changes from before to after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeforeAfterChange {
    /// Of the place alone.
    pub own: Change,
    /// Of the comparison alone.
    pub comparison: Change,
    /// Of the place beyond that of the comparison: what can be said of the intervention.
    pub relative: Change,
}

/// A place before and after a day, and a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// What was asked.
    pub asked: BeforeAfterAsked,
    /// Name of the place.
    pub place: String,
    /// Whether it is finer than an area.
    pub is_fine: bool,
    /// The comparison in words.
    pub comparison: String,
    /// What a step is: `four weeks` or `month`.
    pub step: &'static str,
    /// First and last day before.
    pub before: (Day, Day),
    /// First and last day after.
    pub after: (Day, Day),
    /// The steps of both sides, the oldest first; those from [`BeforeAfterAsked::on`] on are after.
    pub steps: Vec<BeforeAfterStep>,
    /// Incidents at the place before and after.
    pub own: (Count, Count),
    /// Incidents of the comparison before and after.
    pub compared: (Count, Count),
    /// Incidents at the place in as many days before the first step; `None` where they are not held.
    pub earlier: Option<Count>,
    /// The changes; `None` where they cannot be said.
    pub change: Option<BeforeAfterChange>,
    /// The same from totals as partners may see them, and from nothing else.
    pub of_rounded: Option<BeforeAfterChange>,
    /// Why no change can be said.
    pub refused: Option<String>,
}

impl BeforeAfter {
    /// Fewest incidents before, at the place and in the comparison: with fewer only a halving could be
    /// told from chance.
    pub const FEWEST: u32 = 20;
}

impl Protect for BeforeAfter {
    const IS_MAPPED: bool = true;

    fn is_mapped(&self) -> bool {
        self.is_fine
    }

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if self.is_fine
            && let Some(reason) = policy.refuses_cells(source)
        {
            return Err(reason);
        }
        if let ComparedWith::Areas(areas) = &self.asked.comparison
            && let Some(reason) = areas
                .first()
                .and_then(|area| policy.refuses_area(source, area.layer()))
        {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for step in &mut self.steps {
            step.own = policy.protect(step.own);
            step.comparison = policy.protect(step.comparison);
        }
        for (before, after) in [&mut self.own, &mut self.compared] {
            (*before, *after) = (policy.protect(*before), policy.protect(*after));
        }
        self.earlier = self.earlier.map(|count| policy.protect(count));
        self.change = self.of_rounded;
        Ok(())
    }
}

#[cfg(test)]
#[path = "before_after_tests.rs"]
mod tests;
