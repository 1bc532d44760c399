//! Aoristic weights: an event known only to an interval is spread over its hours.
//!
//! Source: Ratcliffe (2002), *Journal of Quantitative Criminology* 18(1),
//! <https://doi.org/10.1023/A:1013240828824>; that it beats taking the start, middle or end of the
//! interval: Ashby & Bowers (2013), *Crime Science* 2:1, <https://doi.org/10.1186/2193-7680-2-1>.
//!
//! An event of `[from, to)` gives hour H the weight `|[from, to) ∩ H| / (to - from)`. Weights are
//! whole numbers of 1 / [`UNIT`] of an event and sum to [`UNIT`] exactly, so that no total
//! depends on the order in which events are added. What rounding leaves over goes to the hours
//! with the largest remainders, of equals to the earliest.
//!
//! Hours are absolute: hours of UTC since 1970. Which hour of the week each is on the clock of a
//! place is the caller's matter, and so are the two nights on which that clock changes.

/// The weight of one event.
pub const UNIT: u64 = 1 << 32;

/// The longest interval spread unless told otherwise: seven days, in seconds. Beyond it each
/// hour of the week gets much the same, and the event says nothing about when.
pub const MAX_SPAN: i64 = 7 * 24 * HOUR;

/// Seconds.
const HOUR: i64 = 3_600;

/// Which intervals are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpreadLimits {
    /// Longest interval, in seconds; [`MAX_SPAN`] by default.
    pub max_span: i64,
}

impl Default for SpreadLimits {
    fn default() -> Self {
        Self { max_span: MAX_SPAN }
    }
}

/// Why an event could not be spread. Times are seconds of UTC since 1970.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AoristicError {
    /// (from, to): the event ends before it starts.
    #[error(
        "the event ends at {1}, before its start at {0} (seconds of UTC); correct the row or leave it out and count it"
    )]
    EndBeforeStart(i64, i64),
    /// The event may have happened at any hour.
    #[error(
        "the event spans {span} seconds, more than the {max_span} that still say something about the hour; leave it out and count it, or raise max_span"
    )]
    TooLong {
        /// Length in seconds.
        span: i64,
        /// The longest accepted.
        max_span: i64,
    },
}

/// The hours of one event with their weights, rising. See [`spread`].
#[derive(Debug, Clone)]
pub struct Spread {
    first: i64,
    hours: i64,
    next: i64,
    /// Weights of the first hour, the last, and those between before rounding leftovers.
    ends: [u64; 2],
    between: u64,
    /// So many of the hours between, from the left, get one more.
    raised: i64,
}

/// Spreads an event over the hours it may have happened in, up to [`MAX_SPAN`].
///
/// - `from`, `to`: seconds of UTC since 1970; the interval is half-open, so 22:00 to 23:00 is all
///   in the hour from 22. `from == to` is an instant, all in its hour.
/// - Returns (hour, weight): hours since 1970 of UTC, `floor(seconds / 3600)`, rising, each with
///   a part of the interval in it; weights sum to [`UNIT`] exactly. A weight can be 0 where less
///   than a 2³²th of the interval lies in the hour.
///
/// # Errors
/// [`AoristicError`]: an end before the start, or an interval too long to say when.
///
/// # Example
/// ```
/// use beatbook_analyse::{UNIT, spread};
///
/// // Fri 6 Oct 2023 23:30 to Sat 01:15, in UTC.
/// let from = 1_696_635_000;
/// let weights: Vec<(i64, u64)> = spread(from, from + 105 * 60)?.collect();
/// let share = |i: usize| weights[i].1 as f64 / UNIT as f64;
/// assert_eq!(weights.len(), 3);
/// assert_eq!(weights[0].0 % 24, 23);
/// assert!((share(0) - 30.0 / 105.0).abs() < 1e-9);
/// assert!((share(1) - 60.0 / 105.0).abs() < 1e-9);
/// assert_eq!(weights.iter().map(|w| w.1).sum::<u64>(), UNIT);
/// # Ok::<(), beatbook_analyse::AoristicError>(())
/// ```
pub fn spread(from: i64, to: i64) -> Result<Spread, AoristicError> {
    spread_within(from, to, &SpreadLimits::default())
}

/// As [`spread`], with another longest interval.
///
/// # Errors
/// As [`spread`].
pub fn spread_within(from: i64, to: i64, limits: &SpreadLimits) -> Result<Spread, AoristicError> {
    if to < from {
        return Err(AoristicError::EndBeforeStart(from, to));
    }
    let span = to.saturating_sub(from);
    let first = from.div_euclid(HOUR);
    if span == 0 {
        return Ok(Spread::all_in(first));
    }
    if span > limits.max_span {
        return Err(AoristicError::TooLong {
            span,
            max_span: limits.max_span,
        });
    }
    let last = (to - 1).div_euclid(HOUR);
    if first == last {
        return Ok(Spread::all_in(first));
    }
    let between = last - first - 1;
    let in_first = HOUR - from.rem_euclid(HOUR);
    let in_last = span - in_first - between * HOUR;
    // At most 3,600 x 2^32, well inside 64 bits.
    let part = |seconds: i64| {
        let (scaled, span) = (seconds as u64 * UNIT, span as u64);
        (scaled / span, scaled % span)
    };
    let [
        (first_weight, first_rest),
        (hour_weight, hour_rest),
        (last_weight, last_rest),
    ] = [part(in_first), part(HOUR), part(in_last)];
    let left = UNIT - first_weight - last_weight - hour_weight * between as u64;
    let left = left as i64;

    // Who stands before whom when the rest is shared out: the larger remainder, then the earlier.
    let before_first =
        i64::from(last_rest > first_rest) + if hour_rest > first_rest { between } else { 0 };
    let before_last =
        i64::from(first_rest >= last_rest) + if hour_rest >= last_rest { between } else { 0 };
    let before_between = i64::from(first_rest >= hour_rest) + i64::from(last_rest > hour_rest);
    Ok(Spread {
        first,
        hours: between + 2,
        next: 0,
        ends: [
            first_weight + u64::from(before_first < left),
            last_weight + u64::from(before_last < left),
        ],
        between: hour_weight,
        raised: (left - before_between).clamp(0, between),
    })
}

impl Spread {
    fn all_in(hour: i64) -> Self {
        Self {
            first: hour,
            hours: 1,
            next: 0,
            ends: [UNIT, 0],
            between: 0,
            raised: 0,
        }
    }
}

impl Iterator for Spread {
    type Item = (i64, u64);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.next;
        if place == self.hours {
            return None;
        }
        self.next += 1;
        let weight = if place == 0 {
            self.ends[0]
        } else if place == self.hours - 1 {
            self.ends[1]
        } else {
            self.between + u64::from(place <= self.raised)
        };
        Some((self.first + place, weight))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.hours - self.next) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Spread {}

#[cfg(test)]
#[path = "aoristic_tests.rs"]
mod tests;
