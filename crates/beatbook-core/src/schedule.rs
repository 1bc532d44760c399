//! The dated schedule of one premises, for a hearing.

use crate::{Audience, Day, EventList, ListedEvent, Policy, Protect, Source};

/// One recorded row of a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleRow {
    /// The night it belongs to, by the evening on which that began; the day itself where hours are not
    /// known.
    pub night: Day,
    /// Whether its incident counts in the ranking of premises: in them or at their door, and not called
    /// about by themselves.
    pub ranks: bool,
    /// The row.
    pub event: ListedEvent,
}

/// All rows that belong to one premises, the oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct PremisesSchedule {
    /// Id of the unit `premises`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Street they stand on.
    pub street: Option<String>,
    /// Incidents that count in the ranking.
    pub incidents: u32,
    /// Incidents in them or at their door that they called about themselves.
    pub called: u32,
    /// How many rows there are.
    pub total: u32,
    /// At most [`PremisesSchedule::MOST`] of them.
    pub rows: Vec<ScheduleRow>,
}

impl PremisesSchedule {
    /// Most rows of a schedule.
    pub const MOST: usize = 2_000;
}

impl Protect for PremisesSchedule {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if policy.audience == Audience::Partnership {
            return Err(
                "a schedule lists rows by name, for the audiences analyst and operational only; ask for counts".into(),
            );
        }
        // What holds for listed rows holds for these.
        let events = std::mem::take(&mut self.rows);
        let (marks, rows): (Vec<_>, Vec<_>) = events
            .into_iter()
            .map(|row| ((row.night, row.ranks), row.event))
            .unzip();
        let mut list = EventList {
            total: self.total,
            rows,
        };
        list.protect(policy, source)?;
        let rows = marks.into_iter().zip(list.rows);
        self.rows = rows
            .map(|((night, ranks), event)| ScheduleRow {
                night,
                ranks,
                event,
            })
            .collect();
        Ok(())
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
