//! What was new in the last days at each hotspot, as answers carry it.

use crate::places_shown::{Place, places_shown};
use crate::{Count, Day, Policy, Protect, SelectionError, Source};

/// A standing hotspot and what was new there.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentGroup {
    /// Id of the hotspot.
    pub id: String,
    /// Its peak cell, as its unit writes it.
    pub cell: String,
    /// Its rank.
    pub rank: Option<u32>,
    /// Its name.
    pub name: String,
    /// The area of its peak in the study layer.
    pub area: Option<String>,
    /// Its count over the whole period: in the peak cell and those round it, as everywhere here.
    pub events: Count,
    /// Its count in the last days.
    pub recent: Count,
    /// The count that so many days had on average before; `None` where fewer than
    /// [`Recent::FEWEST_DAYS_BEFORE`] days are known before, and where it may not be told.
    pub usual: Option<f64>,
    /// The days on which something began, the latest first, each with its count; none for those who may
    /// not see single events.
    pub days: Vec<(Day, u32)>,
}

/// The last days that are recorded well enough to be told, at each hotspot of the whole period.
///
/// They are told beside the hotspots and make none: so few days say nothing about where it comes back.
#[derive(Debug, Clone, PartialEq)]
pub struct Recent {
    /// First and last of the days.
    pub period: (Day, Day),
    /// The hotspots of the selection, in order of rank.
    pub groups: Vec<RecentGroup>,
    /// Of everything selected, what began in these days.
    pub total: Count,
    /// Hotspots that this audience may not see.
    pub withheld: u32,
}

impl Recent {
    /// Days told unless others are asked for: a fortnight, from one tasking meeting to the next.
    pub const DAYS: u16 = 14;
    /// Most days that may be asked for.
    pub const MOST_DAYS: u16 = 92;
    /// Fewer days before the last ones do not say what is usual.
    pub const FEWEST_DAYS_BEFORE: i32 = 56;

    /// Reads how many days are asked for.
    ///
    /// # Errors
    /// [`SelectionError`] about the part `last`.
    pub fn parse_days(text: Option<&str>) -> Result<u16, SelectionError> {
        let Some(text) = text else {
            return Ok(Self::DAYS);
        };
        let days = text.trim().parse::<u16>().ok();
        let days = days.filter(|days| (1..=Self::MOST_DAYS).contains(days));
        days.ok_or_else(|| {
            let reason = format!(
                "`{text}` is no number of days; write 1 to {}",
                Self::MOST_DAYS
            );
            SelectionError::new("last", reason, [""; 0])
        })
    }
}

impl Protect for Recent {
    const IS_MAPPED: bool = true;

    /// Partners see rounded counts and no days: a day at a place is a single event.
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let before = std::mem::take(&mut self.groups);
        let all = before.len() as u32;
        let shown = places_shown(before, policy);
        self.withheld = all - shown.len() as u32;
        self.groups = shown.into_iter().map(|(_, group)| group).collect();
        self.total = policy.protect(self.total);
        Ok(())
    }
}

impl Place for RecentGroup {
    fn events(&self) -> Count {
        self.events
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn set_rank(&mut self, rank: u32) {
        self.rank = Some(rank);
    }

    fn hide(&mut self, policy: Policy) {
        self.rank = None;
        self.events = policy.protect(self.events);
        self.recent = policy.protect(self.recent);
        self.usual = None;
        self.days = Vec::new();
    }
}

#[cfg(test)]
#[path = "recent_tests.rs"]
mod tests;
