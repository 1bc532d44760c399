//! Which areas lie outside what their size lets chance do? Funnel limits.
//!
//! Source: Spiegelhalter (2005), *Statistics in Medicine* 24(8), <https://doi.org/10.1002/sim.1970>, and
//! Spiegelhalter et al. (2012), *JRSS A* 175(1), <https://doi.org/10.1111/j.1467-985X.2011.01010.x>, for areas
//! that differ for reasons nobody measured.
//!
//! Every area is held against the rate of all: it expects `E = θB` events. How much more the areas differ
//! than chance makes them is estimated from `z = 2(√O - √E)`, the tenth at either end drawn in to the tenth
//! (Winsorised), so that a few hot areas do not hide themselves: `φ = Σz² / (n v)`, and, where `nφ > n - 1`,
//! `τ² = (nφ - (n - 1)) / (Σw - Σw²/Σw)` with `w = 4E`, the variance of √(O/E) between areas.
//!
//! `v` = 0.679 is what drawing in leaves of the variance of a normal score. The papers do without it, and so
//! find a third too little: of areas that differ without any standing out, one in ten lay outside 95% limits
//! when tried. [`Overdispersion::winsorised`] is the number as published.
//!
//! The additive form is chosen over the multiplicative one (all limits √φ times as wide): areas of a town
//! differ by as much whether large or small, while chance fades with size. With it a count is negative
//! binomial with mean E and variance E + 4τ²E²; without more than chance, Poisson. Limits are exact for
//! these, since the normal ones call far too many small areas low.

pub use beatbook_core::FunnelStatus;

use crate::empirical_bayes::{RatesError, check};
use crate::intervals::{Interval, Level};
use crate::tails::{ln_beta_tails, ln_gamma_tails};

/// Share of the areas drawn in at either end.
const DRAWN_IN: f64 = 0.1;
/// Variance of a standard normal score so drawn in: `1 - 2p - 2zf(z) + 2pz²` with p a tenth, z = 1.2816 its
/// normal score and f the density.
const LEFT_OF_VARIANCE: f64 = 0.678_654_558_953;

/// How much more areas differ than chance makes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overdispersion {
    /// Mean of the Winsorised squares, as published.
    pub winsorised: f64,
    /// The same over what drawing in leaves of it by chance, φ: 1 or less is chance.
    pub phi: f64,
    /// Variance of the square root of the ratio between areas, τ²; 0 where chance is enough.
    pub tau2: f64,
}

/// One area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelArea {
    /// Events expected at the rate of all.
    pub expected: f64,
    /// Least and most events within the 95% limits.
    pub limits: Interval,
    /// Least and most events within the 99.8% limits.
    pub far_limits: Interval,
    /// Twice the smaller tail beyond the count.
    pub p: f64,
    /// Where it lies.
    pub status: FunnelStatus,
}

/// All areas against their common rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// Rate of all areas together.
    pub rate: f64,
    /// How much more they differ than by chance.
    pub overdispersion: Overdispersion,
    /// One entry per area in input order; `None` without population.
    pub areas: Vec<Option<FunnelArea>>,
}

/// Holds the count of every area against what its population expects.
///
/// - `events[i]`, `population[i]`: of area i, as in [`empirical_bayes`](crate::empirical_bayes()).
///
/// About one area in twenty lies beyond the 95% limits and one in five hundred beyond the 99.8% ones when no
/// area stands out, by definition; fewer where counts are small.
///
/// # Errors
/// [`RatesError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{FunnelStatus, funnel};
///
/// let events = [20, 22, 18, 25, 19, 21, 17, 24, 20, 60];
/// let found = funnel(&events, &[1000.0; 10])?;
/// assert_eq!(found.areas[9].unwrap().status, FunnelStatus::FarAbove);
/// assert_eq!(found.areas[0].unwrap().status, FunnelStatus::Within);
/// # Ok::<(), beatbook_analyse::RatesError>(())
/// ```
pub fn funnel(events: &[u64], population: &[f64]) -> Result<Funnel, RatesError> {
    check(events, population)?;
    let counted = || {
        events
            .iter()
            .zip(population)
            .filter(|(_, people)| **people > 0.0)
    };
    let all: u64 = counted().map(|(events, _)| events).sum();
    if all == 0 {
        return Err(RatesError::NoEvents);
    }
    let rate = all as f64 / counted().map(|(_, people)| people).sum::<f64>();
    let pairs: Vec<(f64, f64)> = counted()
        .map(|(events, people)| (*events as f64, rate * people))
        .collect();
    let overdispersion = overdispersion(&pairs);
    let chances = Chances::new(overdispersion.tau2);
    let area = |(&events, &people): (&u64, &f64)| {
        (people > 0.0).then(|| chances.area(events, rate * people))
    };
    Ok(Funnel {
        rate,
        overdispersion,
        areas: events.iter().zip(population).map(area).collect(),
    })
}

/// - `pairs`: observed and expected events; nothing expected is 0.
fn overdispersion(pairs: &[(f64, f64)]) -> Overdispersion {
    let n = pairs.len() as f64;
    let scores: Vec<f64> = pairs
        .iter()
        .map(|(observed, expected)| 2.0 * (observed.sqrt() - expected.sqrt()))
        .collect();
    let mut rising = scores.clone();
    rising.sort_unstable_by(f64::total_cmp);
    let (low, high) = (
        quantile(&rising, DRAWN_IN),
        quantile(&rising, 1.0 - DRAWN_IN),
    );
    let squares = scores.iter().map(|z| z.clamp(low, high).powi(2));
    let winsorised = squares.sum::<f64>() / n;
    let phi = winsorised / LEFT_OF_VARIANCE;
    let weights = || pairs.iter().map(|(_, expected)| 4.0 * expected);
    let sum: f64 = weights().sum();
    let squares: f64 = weights().map(|w| w * w).sum();
    let tau2 = if n * phi > n - 1.0 && pairs.len() > 1 {
        (n * phi - (n - 1.0)) / (sum - squares / sum)
    } else {
        0.0
    };
    Overdispersion {
        winsorised,
        phi,
        tau2,
    }
}

/// Between the two nearest in order, as most programs do (type 7 of Hyndman & Fan 1996).
pub(crate) fn quantile(rising: &[f64], part: f64) -> f64 {
    let at = part * (rising.len() - 1) as f64;
    let below = rising[at.floor() as usize];
    below + (rising[at.ceil() as usize] - below) * at.fract()
}

/// Poisson counts, or negative binomial ones where areas differ for themselves.
struct Chances {
    /// Shape of the gamma distribution of the ratio between areas, with mean 1.
    shape: Option<f64>,
}

impl Chances {
    /// The variance of a ratio is four times that of its square root.
    fn new(tau2: f64) -> Self {
        let shape = (tau2 > 0.0).then(|| 1.0 / (4.0 * tau2));
        Self { shape }
    }

    /// Chance of at most so many and of more.
    fn tails(&self, count: f64, expected: f64) -> (f64, f64) {
        let (more, at_most) = match self.shape {
            None => ln_gamma_tails(count + 1.0, expected),
            Some(shape) => {
                let (at_most, more) = ln_beta_tails(shape, count + 1.0, (shape / expected).ln());
                (more, at_most)
            }
        };
        (at_most.exp(), more.exp())
    }

    fn area(&self, events: u64, expected: f64) -> FunnelArea {
        let events = events as f64;
        let (at_most, _) = self.tails(events, expected);
        let at_least = if events > 0.0 {
            self.tails(events - 1.0, expected).1
        } else {
            1.0
        };
        let p = (2.0 * at_most.min(at_least)).min(1.0);
        let (limits, far_limits) = (
            self.limits(expected, Level::P95.value()),
            self.limits(expected, FAR),
        );
        let status = if events < far_limits.low {
            FunnelStatus::FarBelow
        } else if events > far_limits.high {
            FunnelStatus::FarAbove
        } else if events < limits.low {
            FunnelStatus::Below
        } else if events > limits.high {
            FunnelStatus::Above
        } else {
            FunnelStatus::Within
        };
        FunnelArea {
            expected,
            limits,
            far_limits,
            p,
            status,
        }
    }

    /// The least and the most events with at least `(1 - level) / 2` from them to their end.
    fn limits(&self, expected: f64, level: f64) -> Interval {
        let tail = (1.0 - level) / 2.0;
        let low = first_where(|count| self.tails(count, expected).0 >= tail);
        // At most as many: the first of which no more than the tail is left beyond.
        let high = first_where(|count| self.tails(count, expected).1 <= tail);
        Interval { low, high }
    }
}

/// The level of the outer limits, of three normal standard deviations, as funnel plots have it.
const FAR: f64 = 0.998;

/// The first whole number from 0 on of which `holds` is true, which stays true from there on.
fn first_where(holds: impl Fn(f64) -> bool) -> f64 {
    let mut high = 1.0;
    while !holds(high) {
        high *= 2.0;
    }
    let mut low = 0.0;
    while low < high {
        let middle = f64::midpoint(low, high).floor();
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1.0;
        }
    }
    high
}

#[cfg(test)]
#[path = "funnel_tests.rs"]
mod tests;
