//! Places over time, as answers carry them: new, growing, persistent, gone.

use std::fmt;

use crate::{Count, Day, HotspotGroup, Policy, Protect, SelectionError, Source, Verdict};

/// How long a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepLength {
    /// So many whole calendar months: 1 to 12.
    Months(u8),
    /// So many days: 7 to 366.
    Days(u16),
}

impl StepLength {
    /// One month.
    pub const MONTH: Self = Self::Months(1);
    /// Three months.
    pub const QUARTER: Self = Self::Months(3);

    /// Reads `month`, `quarter`, or days such as `28d`.
    ///
    /// # Errors
    /// [`SelectionError`] about the part `step`.
    pub fn parse(text: &str) -> Result<Self, SelectionError> {
        let days = text.strip_suffix('d').and_then(|days| days.parse().ok());
        match (text, days) {
            ("month", _) => Ok(Self::MONTH),
            ("quarter", _) => Ok(Self::QUARTER),
            (_, Some(days @ 7..=366)) => Ok(Self::Days(days)),
            _ => {
                let reason = format!(
                    "`{text}` is no length of a step; use month, quarter, or 7 to 366 days such as 28d"
                );
                Err(SelectionError::new(
                    "step",
                    reason,
                    ["month", "quarter", "28d"],
                ))
            }
        }
    }
}

impl fmt::Display for StepLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(1) => f.write_str("month"),
            Self::Months(3) => f.write_str("quarter"),
            Self::Months(months) => write!(f, "{months} months"),
            Self::Days(days) => write!(f, "{days}d"),
        }
    }
}

/// One step of time that was tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStep {
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Incidents (or events) that began in it.
    pub count: Count,
}

/// A step that is not in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLeftOut {
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Why, in words.
    pub reason: String,
}

/// The trend of a place: of its share of all events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceTrend {
    /// -1 falls, 1 rises, 0 neither can be told.
    pub direction: i8,
    /// Two-sided p of Mann and Kendall's test.
    pub p: f64,
}

/// A place with a class.
#[derive(Debug, Clone, PartialEq)]
pub struct EmergingPlace {
    /// Where it is and what it is called. Its counts are of all steps together.
    pub group: HotspotGroup,
    /// The word for a screen: new, growing, persistent, falling, on and off, hot now, gone.
    pub state: &'static str,
    /// Esri's class, of the cell that the place is named after.
    pub class: String,
    /// Steps in which that cell was hot.
    pub hot_steps: u32,
    /// Whether it was hot in the last.
    pub hot_now: bool,
    /// Its trend; `None` where none can be told or it may not be shown.
    pub trend: Option<PlaceTrend>,
    /// Of a place hot of late only: p of the rise from the steps before, corrected for all cells.
    pub rise_q: Option<f64>,
    /// Count of each step in the cell and those round it.
    pub counts: Vec<Count>,
    /// Count expected in the last step if its events were spread evenly.
    pub expected: Option<f64>,
}

impl EmergingPlace {
    /// Count of the last step.
    pub fn last(&self) -> Count {
        self.counts.last().copied().unwrap_or_default()
    }
}

/// A cell with a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergingCell {
    /// H3 index.
    pub cell: u64,
    /// Esri's class.
    pub class: String,
    /// Position of its place in [`Emerging::places`]; `None` for a cold cell.
    pub place: Option<u32>,
}

/// Places over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Emerging {
    /// What came out: hot where any place has a class.
    pub verdict: Verdict,
    /// How long each step is.
    pub step: StepLength,
    /// Steps tested, in order of time.
    pub steps: Vec<TimeStep>,
    /// Steps left out, in order of time.
    pub left_out: Vec<StepLeftOut>,
    /// Places by state, new ones first.
    pub places: Vec<EmergingPlace>,
    /// Cells with a class.
    pub cells: Vec<EmergingCell>,
    /// Whether cold cells were looked for.
    pub cold_tested: bool,
    /// Places that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl Protect for Emerging {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for step in &mut self.steps {
            step.count = policy.protect(step.count);
        }
        // Which cells of a place have which class follows from their true counts.
        self.cells.clear();
        let all = self.places.len() as u32;
        self.places
            .retain(|place| policy.protect(place.group.events) != Count::Suppressed);
        self.withheld = all - self.places.len() as u32;
        for place in &mut self.places {
            place.group.protect(policy);
            for count in &mut place.counts {
                *count = policy.protect(*count);
            }
            (place.trend, place.rise_q, place.expected) = (None, None, None);
        }
        // Within a state the true order would tell counts apart that look the same.
        let order = |place: &EmergingPlace| (place.state, place.group.id.clone());
        self.places.sort_by(|a, b| {
            let state = |word: &str| Self::STATES.iter().position(|state| *state == word);
            state(a.state)
                .cmp(&state(b.state))
                .then_with(|| order(a).cmp(&order(b)))
        });
        Ok(())
    }
}

impl Emerging {
    /// The words for screens, in the order of a list.
    pub const STATES: [&str; 7] = [
        "new",
        "growing",
        "persistent",
        "falling",
        "on and off",
        "hot now",
        "gone",
    ];
}

#[cfg(test)]
#[path = "emerging_tests.rs"]
mod tests;
