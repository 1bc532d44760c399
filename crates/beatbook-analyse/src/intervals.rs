//! Intervals for counts, shares and the ratio of two rates.
//!
//! Sources: counts, exact: Garwood (1936), *Biometrika* 28(3/4),
//! <https://doi.org/10.1093/biomet/28.3-4.437>; counts, Byar's approximation: Breslow & Day
//! (1987), *Statistical Methods in Cancer Research* II, p. 69; shares: Wilson (1927), *JASA*
//! 22(158), <https://doi.org/10.1080/01621459.1927.10502953>; ratio of rates: Przyborowski &
//! Wilenski (1940), *Biometrika* 31(3/4), <https://doi.org/10.1093/biomet/31.3-4.313>, with the
//! binomial interval of Clopper & Pearson (1934), <https://doi.org/10.1093/biomet/26.4.404>.
//!
//! The exact ones cover at least as often as they say, with small counts more often. All take
//! events as independent: where one brawl is five offences, count incidents.

use crate::tails::{
    beta_lower_log_odds, ln_beta_tails, ln_gamma_lower_quantile, ln_gamma_upper_quantile,
    normal_two_sided,
};

/// How often an interval holds the true value: between 0 and 1, both excluded.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Level(f64);

impl Level {
    /// 95%.
    pub const P95: Self = Self(0.95);

    /// Any level, such as 0.9 or 0.998.
    ///
    /// # Errors
    /// [`IntervalError::NotALevel`].
    pub fn new(level: f64) -> Result<Self, IntervalError> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(IntervalError::NotALevel(level))
        }
    }

    /// The level as a number.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The probability left out at each end.
    fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The normal z of this level: 1.96 for 95%.
    pub(crate) fn z(self) -> f64 {
        normal_two_sided(1.0 - self.0)
    }
}

/// An interval, ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The ratio of two rates with its interval. See [`rate_ratio`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// Rate of a divided by rate of b; 0 or infinity where one has no events.
    pub ratio: f64,
    /// Lower end of the interval, 0 where a has no events.
    pub low: f64,
    /// Upper end of the interval, infinity where b has no events.
    pub high: f64,
    /// Two-sided exact p of equal rates: twice the smaller tail. It is below `1 - level` exactly
    /// where the interval leaves out 1.
    pub p: f64,
}

/// Why there is no interval.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IntervalError {
    /// (value)
    #[error("an interval cannot have level {0}; give a number between 0 and 1, such as 0.95")]
    NotALevel(f64),
    /// A share of nothing.
    #[error("a share of 0 has no value; show the count, or widen the selection")]
    NoWhole,
    /// (part, whole)
    #[error("{0} of {1} is not a share; the part cannot exceed the whole")]
    PartAboveWhole(u64, u64),
    /// (value)
    #[error("a rate cannot be taken over {0}; give an exposure that is finite and above 0")]
    NotAnExposure(f64),
    /// Two empty counts: any ratio is possible.
    #[error(
        "neither side has an event, so any ratio is possible; lengthen the period or widen the selection"
    )]
    NoEvents,
}

/// The exact interval (Garwood) of the expected number behind a Poisson count.
///
/// - `count`: events. 0 has the lower end 0, and an upper end with the same probability beyond it
///   as any other count: 3.69 at 95%.
/// - For a rate, divide both ends by the denominator.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, poisson_interval};
///
/// let five = poisson_interval(5, Level::P95);
/// assert!((five.low - 1.62348639).abs() < 1e-8 && (five.high - 11.66833208).abs() < 1e-8);
/// ```
pub fn poisson_interval(count: u64, level: Level) -> Interval {
    let events = count as f64;
    let low = if count == 0 {
        0.0
    } else {
        ln_gamma_lower_quantile(events, level.tail()).exp()
    };
    Interval {
        low,
        high: ln_gamma_upper_quantile(events + 1.0, level.tail()).exp(),
    }
}

/// Byar's approximation of [`poisson_interval`], for tables that must agree with others that use
/// it, as the public-health profiles of England do from ten events on.
///
/// Good to three digits from ten events on; below, and above all the lower end at 1 (half of the
/// exact one), take the exact one. At 0 its lower end is 0.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, byar_interval};
///
/// let ten = byar_interval(10, Level::P95);
/// assert!((ten.low - 4.7874499).abs() < 1e-7 && (ten.high - 18.3914586).abs() < 1e-7);
/// ```
pub fn byar_interval(count: u64, level: Level) -> Interval {
    let z = level.z();
    let end = |events: f64, z: f64| {
        (events * (1.0 - 1.0 / (9.0 * events) + z / (3.0 * events.sqrt())).powi(3)).max(0.0)
    };
    let low = if count == 0 {
        0.0
    } else {
        end(count as f64, -z)
    };
    Interval {
        low,
        high: end(count as f64 + 1.0, z),
    }
}

/// The score interval (Wilson) of a share, within 0..=1.
///
/// # Errors
/// [`IntervalError::NoWhole`], [`IntervalError::PartAboveWhole`].
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, share_interval};
///
/// // 19 offences of 24 after dark: between 60% and 91%.
/// let share = share_interval(19, 24, Level::P95)?;
/// assert!((0.59..0.60).contains(&share.low) && (0.90..0.91).contains(&share.high));
/// # Ok::<(), beatbook_analyse::IntervalError>(())
/// ```
pub fn share_interval(part: u64, whole: u64, level: Level) -> Result<Interval, IntervalError> {
    if whole == 0 {
        return Err(IntervalError::NoWhole);
    }
    if part > whole {
        return Err(IntervalError::PartAboveWhole(part, whole));
    }
    let (n, z2) = (whole as f64, level.z().powi(2));
    // The lower end as a quotient with nothing subtracted from a number it nearly equals; the
    // upper end is one minus the lower end of the rest.
    let low = |part: f64| {
        let rest = n - part;
        let root = (z2 * (z2 + 4.0 * part * rest / n)).sqrt();
        2.0 * part * part / (n * (2.0 * part + z2 + root))
    };
    Ok(Interval {
        low: low(part as f64),
        high: 1.0 - low((whole - part) as f64),
    })
}

/// The rate of a over the rate of b, with the exact interval and p given the sum of both counts.
///
/// - `count_a`, `count_b`: events, independent of each other.
/// - `exposure_a`, `exposure_b`: what the events are counted over, such as days or residents;
///   the same unit for both.
/// - One count of 0 is no error: without events in a the ratio and `low` are 0, without events in
///   b the ratio and `high` are infinite, and the other end keeps its `(1 - level) / 2`.
///
/// Given `a + b` events, those of a are binomial with the share `exposure_a / (exposure_a +
/// exposure_b)` if the rates are equal. The same interval as R's `poisson.test`; p is twice the
/// smaller tail, so that the two agree, where R adds up all outcomes that are no likelier.
///
/// # Errors
/// [`IntervalError::NotAnExposure`]; [`IntervalError::NoEvents`] where both counts are 0.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, rate_ratio};
///
/// // 30 events in 90 days after 60 in 180: the rate is the same, give or take a half.
/// let change = rate_ratio(30, 90.0, 60, 180.0, Level::P95)?;
/// assert!((change.ratio - 1.0).abs() < 1e-12);
/// assert!(change.low < 0.7 && change.high > 1.5 && change.p > 0.9);
/// # Ok::<(), beatbook_analyse::IntervalError>(())
/// ```
pub fn rate_ratio(
    count_a: u64,
    exposure_a: f64,
    count_b: u64,
    exposure_b: f64,
    level: Level,
) -> Result<RateRatio, IntervalError> {
    for exposure in [exposure_a, exposure_b] {
        if !(exposure.is_finite() && exposure > 0.0) {
            return Err(IntervalError::NotAnExposure(exposure));
        }
    }
    if count_a == 0 && count_b == 0 {
        return Err(IntervalError::NoEvents);
    }
    let (a, b, tail) = (count_a as f64, count_b as f64, level.tail());
    let ln_exposures = exposure_b.ln() - exposure_a.ln();
    let low = if count_a == 0 {
        0.0
    } else {
        (beta_lower_log_odds(a, b + 1.0, tail) + ln_exposures).exp()
    };
    let high = if count_b == 0 {
        f64::INFINITY
    } else {
        (ln_exposures - beta_lower_log_odds(b, a + 1.0, tail)).exp()
    };
    // P(A >= a) and P(A <= a) for A binomial, as tails of the beta distribution.
    let at_least = if count_a == 0 {
        0.0
    } else {
        ln_beta_tails(a, b + 1.0, -ln_exposures).0
    };
    let at_most = if count_b == 0 {
        0.0
    } else {
        ln_beta_tails(a + 1.0, b, -ln_exposures).1
    };
    Ok(RateRatio {
        ratio: a / b * (exposure_b / exposure_a),
        low,
        high,
        p: (2.0 * at_least.min(at_most).exp()).min(1.0),
    })
}

#[cfg(test)]
#[path = "intervals_tests.rs"]
mod tests;
