//! How the count of an area moves from month to month, and from year to year.

use crate::{Change, Count, Month, Policy};

/// How much of a month a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MonthState {
    /// All of it, as far as can be told.
    Complete,
    /// A part: its files are cut, it is under 95% recorded, or the source begins or ends within it.
    Partial,
    /// Nothing.
    Absent,
}

impl MonthState {
    /// The words used in answers.
    pub const WORDS: [&str; 3] = ["complete", "partial", "absent"];

    /// The word used in answers.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// The count of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendMonth {
    /// The month.
    pub month: Month,
    /// Events or incidents in it.
    pub count: Count,
    /// 95% interval of the expected number behind the count; `None` of a month that is not complete and
    /// where the count may not be told exactly.
    pub interval: Option<(f64, f64)>,
    /// How much of it is held.
    pub state: MonthState,
}

/// The last twelve complete months against the twelve before them.
#[derive(Debug, Clone, PartialEq)]
pub struct YearOnYear {
    /// First and last month of the later year.
    pub latest: (Month, Month),
    /// First and last month of the year before it.
    pub before: (Month, Month),
    /// Counts of the later year and of the one before.
    pub counts: [Count; 2],
    /// Change of the rate per day, or why none is told.
    pub change: Result<Change, String>,
    /// The same for the whole study area; `None` where none is told.
    pub city: Option<Change>,
}

/// How the count of an area moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Each month of the period, rising.
    pub months: Vec<TrendMonth>,
    /// Year against year, or why there are no two years.
    pub year: Result<YearOnYear, String>,
}

impl Trend {
    /// No months, and why.
    pub fn none(reason: &str) -> Self {
        Self {
            months: Vec::new(),
            year: Err(reason.into()),
        }
    }

    /// Takes out what an audience may not see; a change of rounded counts is none.
    pub(crate) fn protect(&mut self, policy: Policy) {
        for month in &mut self.months {
            month.count = policy.protect(month.count);
            month.interval = month.interval.filter(|_| policy.shows_exact());
        }
        if let Ok(year) = &mut self.year
            && !policy.shows_exact()
        {
            year.counts = year.counts.map(|count| policy.protect(count));
            year.change = Err("the counts are rounded for this audience".into());
            year.city = None;
        }
    }
}
