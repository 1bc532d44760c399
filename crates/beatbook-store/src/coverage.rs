//! Which months of a source are there: all of them, a part, or none.

use beatbook_core::{Day, Month, MonthState};

use crate::book::CoverageEntry;
use crate::gaps::{Gap, months_between};

/// A month is whole when so much of it is recorded by now.
pub const COMPLETE: f64 = 0.95;
/// The first and the last month, which nothing else judges, are cut where they hold less than this share
/// of an ordinary one: an extract begins and ends on any day.
const CUT: f64 = 0.25;

/// A month of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthHeld {
    /// The month.
    pub month: Month,
    /// Rows that may have begun in it, wherever they are.
    pub rows: u64,
    /// Of these, rows with a place in the study area.
    pub located: u64,
    /// How much of it is held.
    pub state: MonthState,
    /// Why it is not complete, in words; empty where it is.
    pub reason: String,
}

/// The months of a source, from the first to the last, those without a row included.
///
/// - `counts`: rows of each month that has any, rising.
/// - `completeness`: share of each month recorded by now, where that can be told.
pub(crate) fn months_held(
    counts: &[CoverageEntry],
    gaps: &[Gap],
    completeness: &[(Month, f64)],
    (first, last): (Day, Day),
) -> Vec<MonthHeld> {
    let counts: Vec<(Month, u64, u64)> = counts
        .iter()
        .filter_map(|entry| Some((Month::parse(&entry.month).ok()?, entry.rows, entry.located)))
        .collect();
    let (first, last) = (
        counts.first().map_or(first.month(), |first| first.0),
        counts.last().map_or(last.month(), |last| last.0),
    );
    let mut ordinary: Vec<u64> = counts.iter().map(|count| count.1).collect();
    ordinary.sort_unstable();
    let ordinary = ordinary.get(ordinary.len() / 2).copied().unwrap_or(0);
    let held = |month: Month| {
        let found = counts.iter().find(|count| count.0 == month);
        let (rows, located) = found.map_or((0, 0), |found| (found.1, found.2));
        let gap = gaps.iter().find(|gap| gap.holds(month));
        let recorded = completeness.iter().find(|share| share.0 == month);
        let at_an_end = month == first || month == last;
        let (state, reason) = match (gap, recorded) {
            (Some(gap), _) if gap.absent => (MonthState::Absent, gap.reason.clone()),
            (Some(gap), _) => (MonthState::Partial, gap.reason.clone()),
            (None, Some((_, share))) if *share < COMPLETE => (
                MonthState::Partial,
                format!("about {:.0}% is recorded yet", share * 100.0),
            ),
            _ if at_an_end && (rows as f64) < ordinary as f64 * CUT => (
                MonthState::Partial,
                "the source begins or ends within it".into(),
            ),
            _ => (MonthState::Complete, String::new()),
        };
        MonthHeld {
            month,
            rows,
            located,
            state,
            reason,
        }
    };
    months_between(first, last).map(held).collect()
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
