//! Which hours of the week have more or fewer events than an even week would?
//!
//! Each of the 168 hours is tested against an even rate over all hours looked at, two-sided, and
//! the share of false calls is held by Benjamini-Hochberg over the hours tested
//! ([`benjamini_hochberg`](fn@crate::benjamini_hochberg)). An hour is expected to have events in
//! proportion to how often it occurred: a year has 52 or 53 of each, a night on which the clock
//! goes back has one hour twice, and a window or a list of days leaves hours out.
//!
//! Tails are those of the Poisson distribution, exact: for whole x,
//! `P(X >= x) = P(x, λ)` and `P(X <= x) = Q(x + 1, λ)` with the regularised incomplete gamma
//! functions (NIST DLMF, <https://dlmf.nist.gov/8.2#E4>). Events spread over the hours they may
//! have happened in ([`spread`](crate::spread)) make x fractional, and the same two functions are
//! then taken at that x. That errs towards "not unusual": a sum of parts of events scatters less
//! than whole events of the same mean, and a steady part added to both x and λ only raises a p that
//! matters. As the hour's own events are among those that set the even rate, p is a little too
//! large again.
//!
//! Events are taken as independent. Where one brawl is five offences, count incidents.

use crate::aoristic::UNIT;
use crate::benjamini_hochberg::benjamini_hochberg;
use crate::tails::ln_gamma_tails;

/// Hours in a week. 0 is Monday 00:00 to 01:00.
pub const HOURS_OF_WEEK: usize = 168;

/// A week, hour by hour. See [`week_profile`].
#[derive(Debug, Clone, PartialEq)]
pub struct WeekProfile {
    /// The 168 hours, Monday 00:00 first.
    pub hours: Vec<HourProfile>,
    /// Events in all.
    pub events: f64,
    /// Occurrences of hours in all.
    pub exposure: u64,
    /// Hours tested: those that occurred at least once.
    pub tested: u32,
    /// The share of false calls among the unusual hours, at most.
    pub alpha: f64,
}

/// One hour of the week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourProfile {
    /// Events, of which some may be known to lie in the hour only in part.
    pub events: f64,
    /// How often the hour occurred in the time looked at.
    pub exposure: u32,
    /// `None` where the hour never occurred.
    pub test: Option<HourTest>,
}

/// What an hour that occurred is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourTest {
    /// Events per occurrence of the hour.
    pub rate: f64,
    /// Events at an even rate over all occurrences of all hours.
    pub expected: f64,
    /// Two-sided p, uncorrected: twice the smaller tail.
    pub p: f64,
    /// p corrected for testing all hours.
    pub q: f64,
    /// 1 where `q <= alpha` and there are more events than expected, -1 where fewer, else 0.
    pub unusual: i8,
}

/// Why a week could not be profiled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WeekProfileError {
    /// Every exposure is 0.
    #[error("no hour of the week occurred in the time looked at; widen the period or the window")]
    NoExposure,
    /// Every weight is 0.
    #[error("there are no events with a usable time, so no hour stands out; widen the selection")]
    NoEvents,
    /// Events in an hour that was not looked at.
    #[error(
        "hour {hour} has {events} events but never occurred in the time looked at; leave them out and count them, or count the hour's occurrences"
    )]
    WeightNotLookedAt {
        /// Hour of the week, from 0.
        hour: usize,
        /// Its events.
        events: f64,
    },
    /// Weights exceed 2⁶⁴, some four thousand million events.
    #[error("the weights add up to more than 4,294,967,295 events; one event weighs UNIT, 2^32")]
    TooManyEvents,
    /// (alpha)
    #[error("{0} is no error rate; give a number between 0 and 1, such as 0.05")]
    NotAnErrorRate(f64),
}

/// Compares every hour of the week with an even rate.
///
/// - `weights[h]`: events of hour `h`, in [`UNIT`]s: the sum of the weights that
///   [`spread`](crate::spread) gives to the absolute hours that are `h` on the local clock.
/// - `exposure[h]`: how often hour `h` occurred in the time looked at; 0 = not looked at.
/// - `alpha`: the share of false calls to hold, such as 0.05.
///
/// # Errors
/// [`WeekProfileError`]. Fewer events than can be told from chance are no error: no hour is then
/// unusual.
///
/// # Example
/// ```
/// use beatbook_analyse::{UNIT, week_profile};
///
/// // A year in which Saturday 01:00 has 40 events and every other hour 2.
/// let mut weights = [2 * UNIT; 168];
/// weights[5 * 24 + 1] = 40 * UNIT;
/// let week = week_profile(&weights, &[52; 168], 0.05)?;
/// let unusual = |h: usize| week.hours[h].test.map(|t| t.unusual);
/// assert_eq!((unusual(5 * 24 + 1), unusual(0)), (Some(1), Some(0)));
/// # Ok::<(), beatbook_analyse::WeekProfileError>(())
/// ```
pub fn week_profile(
    weights: &[u64; HOURS_OF_WEEK],
    exposure: &[u32; HOURS_OF_WEEK],
    alpha: f64,
) -> Result<WeekProfile, WeekProfileError> {
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(WeekProfileError::NotAnErrorRate(alpha));
    }
    let occurrences: u64 = exposure.iter().map(|&e| u64::from(e)).sum();
    if occurrences == 0 {
        return Err(WeekProfileError::NoExposure);
    }
    if let Some(hour) = (0..HOURS_OF_WEEK).find(|&h| exposure[h] == 0 && weights[h] > 0) {
        return Err(WeekProfileError::WeightNotLookedAt {
            hour,
            events: in_events(weights[hour]),
        });
    }
    let total = weights
        .iter()
        .try_fold(0_u64, |sum, &w| sum.checked_add(w))
        .ok_or(WeekProfileError::TooManyEvents)?;
    if total == 0 {
        return Err(WeekProfileError::NoEvents);
    }
    let events = in_events(total);
    let expected = |hour: usize| events * (f64::from(exposure[hour]) / occurrences as f64);
    let p: Vec<f64> = (0..HOURS_OF_WEEK)
        .map(|hour| match exposure[hour] {
            0 => f64::NAN,
            _ => two_sided(in_events(weights[hour]), expected(hour)),
        })
        .collect();
    let q = corrected(&p);

    let hours = (0..HOURS_OF_WEEK).map(|hour| {
        let (events, expected) = (in_events(weights[hour]), expected(hour));
        HourProfile {
            events,
            exposure: exposure[hour],
            test: (exposure[hour] > 0).then(|| HourTest {
                rate: events / f64::from(exposure[hour]),
                expected,
                p: p[hour],
                q: q[hour],
                unusual: match (q[hour] <= alpha, events > expected) {
                    (false, _) => 0,
                    (true, true) => 1,
                    (true, false) => -1,
                },
            }),
        }
    });
    Ok(WeekProfile {
        hours: hours.collect(),
        events,
        exposure: occurrences,
        tested: exposure.iter().filter(|&&e| e > 0).count() as u32,
        alpha,
    })
}

fn corrected(p: &[f64]) -> Vec<f64> {
    benjamini_hochberg(p).expect("twice a tail, at most 1, or NaN")
}

fn in_events(weight: u64) -> f64 {
    weight as f64 / UNIT as f64
}

/// Twice the smaller Poisson tail at `events`, at most 1.
fn two_sided(events: f64, expected: f64) -> f64 {
    let at_least = if events > 0.0 {
        ln_gamma_tails(events, expected).0
    } else {
        0.0
    };
    let at_most = ln_gamma_tails(events + 1.0, expected).1;
    (2.0 * at_least.min(at_most).exp()).min(1.0)
}

#[cfg(test)]
#[path = "hour_of_week_tests.rs"]
mod tests;
