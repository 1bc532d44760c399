//! The hours of the day at which a place is busy.

use beatbook_core::{Count, Hours, SECONDS_PER_HOUR};

use crate::scan::Scope;
use crate::store::Store;

/// Hours of the day are told in blocks: a few hundred events bear no finer ones.
const FEWEST_HOURS: usize = 4;
/// With fewer events timed to the hour nothing is said of hours.
const FEWEST_TIMED: u32 = 20;

/// The shortest run of at least [`FEWEST_HOURS`] hours of the day that holds half of the events timed
/// to the hour.
pub(crate) fn hours(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Option<Hours> {
    let by_hour = by_hour(store, scope, rows)?;
    let timed: u32 = by_hour.iter().sum();
    if timed < FEWEST_TIMED {
        return None;
    }
    let held =
        |from: usize, length: usize| (0..length).map(|i| by_hour[(from + i) % 24]).sum::<u32>();
    (FEWEST_HOURS..=24).find_map(|length| {
        let from = (0..24).max_by_key(|&from| (held(from, length), 24 - from))?;
        let share = f64::from(held(from, length)) / f64::from(timed);
        let to = ((from + length) % 24) as u8;
        (share >= 0.5).then_some(Hours {
            from: from as u8,
            to,
            share,
        })
    })
}

/// Counts of the 24 hours of the day; empty where no hour may be told.
pub(crate) fn hours_of_day(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Vec<Count> {
    let by_hour = by_hour(store, scope, rows).into_iter().flatten();
    by_hour.map(Count::Exact).collect()
}

/// Rows timed to the hour, for each hour of the day.
fn by_hour(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Option<[u32; 24]> {
    let source = scope.source;
    if !source.tells_hours() {
        return None;
    }
    let mut by_hour = [0_u32; 24];
    for row in rows.iter().map(|&row| row as usize) {
        if source.to[row] - source.from[row] <= SECONDS_PER_HOUR {
            by_hour[usize::from(store.calendar.local(source.from[row]).1.hour())] += 1;
        }
    }
    Some(by_hour)
}
