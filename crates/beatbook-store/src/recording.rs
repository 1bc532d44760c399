//! How late a source is recorded: estimated from the days of events and of their records.

use beatbook_analyse::{Completeness, Delay, DelayRules, recording_delays};
use beatbook_core::{Day, Month};

use crate::coverage::COMPLETE;

/// Delays of recording of a source, right-truncated at its last day of recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    extract: Day,
    delays: Completeness,
}

/// The delays of a source, from the day of each event and the day of its record; `None` where there
/// are too few to tell. A record of before its event counts as one of the same day.
pub fn recording_of(records: impl Iterator<Item = (Day, Day)>) -> Option<Recording> {
    let records: Vec<(i32, Day)> = records
        .map(|(day, record)| (day.number(), record))
        .collect();
    let extract = records.iter().map(|(_, recorded)| *recorded).max()?;
    let delays: Vec<Delay> = records
        .iter()
        .map(|(day, recorded)| Delay {
            days: (recorded.number() - day).max(0) as u32,
            window: (extract.number() - day).max(0) as u32,
        })
        .collect();
    let delays = recording_delays(&delays, &DelayRules::default()).ok()?;
    Some(Recording { extract, delays })
}

impl Recording {
    /// The last day of recording: when the extract was made.
    pub fn extract(&self) -> Day {
        self.extract
    }

    /// Records that tell.
    pub fn records(&self) -> u64 {
        self.delays.records() as u64
    }

    /// The greatest delay that can be judged, in days.
    pub fn window(&self) -> u32 {
        self.delays.window()
    }

    /// Share recorded within so many days, of what is recorded within the window; `None` beyond it.
    pub fn share_within(&self, days: u32) -> Option<f64> {
        (days <= self.window()).then(|| self.delays.share_within(days))
    }

    /// The last day whose events are recorded to 95%.
    pub fn complete_to(&self) -> Option<Day> {
        let days = self.delays.complete_after(COMPLETE).ok()?;
        Some(self.extract.plus(-(days as i32)))
    }

    /// Share recorded of each month: the mean over its days.
    pub(crate) fn by_month(&self, months: &[Month]) -> Vec<(Month, f64)> {
        let share = |month: &Month| {
            let (first, last) = (month.first().number(), month.last().number());
            let days = (first..=last).map(|day| match self.extract.number() - day {
                age if age < 0 => 0.0,
                age => self.delays.share_within(age as u32),
            });
            (*month, days.sum::<f64>() / f64::from(last - first + 1))
        };
        months.iter().map(share).collect()
    }
}
