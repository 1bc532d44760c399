//! How long it takes until an event is in the extract.
//!
//! Half of the events are recorded on the day they end, most of the rest within a week, and a few
//! take two months. The extract is taken at the end of the last day of the period, so what was
//! recorded later is not in it: the last weeks look emptier than they were.

/// Share recorded on the day itself.
const SAME_DAY: f64 = 0.5;
/// Share recorded soon after: half of what is left of it on each following day.
const SOON: f64 = 0.3;
/// Mean delay of the others, days.
const SLOW_DAYS: f64 = 12.0;
/// Nothing is recorded later than this, days.
pub(crate) const LONGEST: i32 = 60;

/// Share of the events recorded within `days` days of the day on which they ended; 0..=1.
pub(crate) fn recorded_within(days: i32) -> f64 {
    match days {
        i32::MIN..=-1 => 0.0,
        LONGEST.. => 1.0,
        _ => {
            let days = f64::from(days);
            let soon = SOON * 0.5_f64.powf(days);
            let slow = (1.0 - SAME_DAY - SOON) * (-days / SLOW_DAYS).exp();
            // On the day itself neither of the two has begun to fall.
            1.0 - soon - slow
        }
    }
}

/// The delay in days that belongs to a draw from 0..1.
pub(crate) fn delay(draw: f64) -> i32 {
    let mut low = 0;
    while low < LONGEST && recorded_within(low) <= draw {
        low += 1;
    }
    low
}

#[cfg(test)]
#[path = "delay_tests.rs"]
mod tests;
