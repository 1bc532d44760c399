//! How much of what happened is recorded yet? The delay of a source, from what has arrived.
//!
//! Sources: Lagakos, Barraj & De Gruttola (1988), *Biometrika* 75(3),
//! <https://doi.org/10.1093/biomet/75.3.515>, the product-limit estimate for right-truncated data;
//! Lawless (1994), *Canadian Journal of Statistics* 22(1), 15-31, for reporting delays.
//!
//! A record is only there if it was recorded before the extract was made. An event of last week
//! can be seen only with a delay below seven days, so that the delays in an extract are too
//! short on the whole, and the share seen "within a week" too high. Turned round, the data are in
//! order: among the records with a delay of at most t that could have been seen with t, so many
//! have exactly t. With n(t) records of delay t, and R(t) records that have a delay of at most t
//! and are of events at least t days old,
//!
//! `F(a) = Π over t > a of (1 - n(t) / R(t))`.
//!
//! F is the share **of what is recorded within the window**, the greatest delay that can be
//! judged. What is recorded later still, or never, no extract can tell. The delay is taken to be
//! the same throughout the period, and the same on busy days and quiet ones: the estimate does
//! not need the number of events to be steady.

/// The delay of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// Days from the event to its record.
    pub days: u32,
    /// Days from the event to the extract: the greatest delay that could have been seen.
    pub window: u32,
}

/// How far back delays are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelayRules {
    /// The greatest delay judged, in days; `None`, the default, for the greatest that could have
    /// been seen.
    pub window: Option<u32>,
    /// Records that must have been able to show a delay before it is judged; 30 by default. The
    /// window is shortened until it has so many: the estimate multiplies up from the longest
    /// delay, and one record alone at its end could undo all the rest.
    pub at_risk: u32,
}

impl Default for DelayRules {
    fn default() -> Self {
        Self {
            window: None,
            at_risk: 30,
        }
    }
}

/// The recording delay of a source. See [`recording_delays`].
#[derive(Debug, Clone, PartialEq)]
pub struct Completeness {
    /// `within[a]`: share recorded within `a` days; the last is 1.
    within: Vec<f64>,
    records: usize,
}

/// Why a delay could not be estimated. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompletenessError {
    /// A record later than the extract it is in.
    #[error(
        "record {record} has a delay of {days} days, but the extract was made {window} days after the event; correct the dates or the day of the extract, or leave the record out"
    )]
    NotSeen {
        /// Position of the record.
        record: usize,
        /// Its delay.
        days: u32,
        /// Days from the event to the extract.
        window: u32,
    },
    /// Not enough records to judge any delay.
    #[error(
        "{records} records with both dates are too few to estimate a recording delay; at least {needed} are needed: lengthen the period"
    )]
    TooFew {
        /// Records given.
        records: usize,
        /// Records needed.
        needed: u32,
    },
    /// (value)
    #[error("{0} is no share; give a number from 0 to 1, such as 0.95")]
    NotAShare(f64),
}

/// Estimates the recording delay of a source from the records of one extract.
///
/// - `delays`: all records with both dates, one entry each, in any order. A record dated before
///   its event has no delay: leave it out and count it.
/// - `rules`: how far back to judge.
///
/// Takes O(records + window) time. The standard error grows towards short delays; with some
/// thousand records it is below two percentage points.
///
/// # Errors
/// [`CompletenessError::NotSeen`], [`CompletenessError::TooFew`].
///
/// # Example
/// ```
/// use beatbook_analyse::{Delay, DelayRules, recording_delays};
///
/// // Every day 10 events; half recorded on the day, half three days later. Today is day 60.
/// let mut seen = Vec::new();
/// for window in 0..60 {
///     for days in [0, 3] {
///         if days <= window {
///             seen.extend([Delay { days, window }; 5]);
///         }
///     }
/// }
/// let delay = recording_delays(&seen, &DelayRules::default())?;
/// assert!((delay.share_within(0) - 0.5).abs() < 1e-12);
/// assert_eq!(delay.complete_after(0.95)?, 3);
/// # Ok::<(), beatbook_analyse::CompletenessError>(())
/// ```
pub fn recording_delays(
    delays: &[Delay],
    rules: &DelayRules,
) -> Result<Completeness, CompletenessError> {
    if let Some(record) = delays.iter().position(|d| d.days > d.window) {
        let Delay { days, window } = delays[record];
        return Err(CompletenessError::NotSeen {
            record,
            days,
            window,
        });
    }
    let needed = rules.at_risk.max(1);
    let too_few = CompletenessError::TooFew {
        records: delays.len(),
        needed,
    };
    if delays.len() < needed as usize {
        return Err(too_few);
    }
    // The longest delay that enough records could have shown.
    let mut windows: Vec<u32> = delays.iter().map(|d| d.window).collect();
    let place = windows.len() - needed as usize;
    let seen = *windows.select_nth_unstable(place).1;
    let window = seen.min(rules.window.unwrap_or(u32::MAX)) as usize;

    // Records of a delay; and changes of R from one day to the next: a record is at risk from its
    // own delay to the age of its event.
    let mut of_delay = vec![0_u64; window + 1];
    let mut change = vec![0_i64; window + 2];
    let mut records = 0;
    for delay in delays.iter().filter(|d| d.days as usize <= window) {
        records += 1;
        of_delay[delay.days as usize] += 1;
        change[delay.days as usize] += 1;
        change[(delay.window as usize).min(window) + 1] -= 1;
    }
    if records < needed as usize {
        return Err(too_few);
    }
    let mut at_risk = 0;
    let risk: Vec<i64> = change[..=window]
        .iter()
        .map(|c| {
            at_risk += c;
            at_risk
        })
        .collect();

    let mut within = vec![1.0; window + 1];
    for day in (0..window).rev() {
        let later = day + 1;
        let factor = if of_delay[later] == 0 {
            1.0
        } else {
            1.0 - of_delay[later] as f64 / risk[later] as f64
        };
        within[day] = within[later] * factor;
    }
    Ok(Completeness { within, records })
}

impl Completeness {
    /// Share recorded within `days` days, of what is recorded within [`window`](Self::window)
    /// days; 1 from there on. Rises with `days`.
    pub fn share_within(&self, days: u32) -> f64 {
        self.within.get(days as usize).copied().unwrap_or(1.0)
    }

    /// The fewest days after which at least `share` is recorded, such as 0.95.
    ///
    /// # Errors
    /// [`CompletenessError::NotAShare`].
    pub fn complete_after(&self, share: f64) -> Result<u32, CompletenessError> {
        if !(0.0..=1.0).contains(&share) {
            return Err(CompletenessError::NotAShare(share));
        }
        Ok(self.within.partition_point(|w| *w < share) as u32)
    }

    /// The greatest delay judged, in days.
    pub fn window(&self) -> u32 {
        (self.within.len() - 1) as u32
    }

    /// Records with a delay within the window.
    pub fn records(&self) -> usize {
        self.records
    }
}

#[cfg(test)]
#[path = "completeness_tests.rs"]
mod tests;
