//! How many times as often is a group found as its share of the people leads to expect?
//!
//! 64% of suspects live in areas that hold 43% of the residents: 1.5 times their share. The interval is that
//! of Wilson for the share found ([`share_interval`](crate::share_interval())) over the share of the people, which is
//! published and taken as known. People counted twice, such as one suspect of two offences, make it too narrow.

use crate::concentration::Measured;
use crate::intervals::{Interval, IntervalError, Level, share_interval};

/// The ratio of two shares.
///
/// - `part` of `whole`: found in the group, and found in all.
/// - `people_part`, `people`: who is in the group and in all.
///
/// # Errors
/// [`IntervalError::NoWhole`], [`IntervalError::PartAboveWhole`]; [`IntervalError::NotAnExposure`] where the group
/// has nobody, or more than all have.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, representation_ratio};
///
/// let found = representation_ratio(64, 100, 43.0, 100.0, Level::P95)?;
/// assert!((found.value - 1.488).abs() < 1e-3);
/// assert!((found.interval.low - 1.261).abs() < 1e-3 && (found.interval.high - 1.691).abs() < 1e-3);
/// # Ok::<(), beatbook_analyse::IntervalError>(())
/// ```
pub fn representation_ratio(
    part: u64,
    whole: u64,
    people_part: f64,
    people: f64,
    level: Level,
) -> Result<Measured, IntervalError> {
    let share = people_part / people;
    if !(share > 0.0 && share <= 1.0 && people.is_finite()) {
        return Err(IntervalError::NotAnExposure(people_part));
    }
    let interval = share_interval(part, whole, level)?;
    Ok(Measured {
        value: part as f64 / whole as f64 / share,
        interval: Interval {
            low: interval.low / share,
            high: interval.high / share,
        },
    })
}

#[cfg(test)]
#[path = "representation_tests.rs"]
mod tests;
