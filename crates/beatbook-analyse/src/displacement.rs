//! Did crime move round the corner? A place, the ring round it and a comparison, before and after.
//!
//! Sources: the weighted displacement quotient and its parts, Bowers & Johnson (2003), *Journal of
//! Quantitative Criminology* 19(3), <https://doi.org/10.1023/A:1024909009240>, as set out by Guerette (2009),
//! *Analyzing Crime Displacement and Diffusion*, appendix B; the weighted displacement difference, Wheeler &
//! Ratcliffe (2018), *Crime Science* 7:11, <https://doi.org/10.1186/s40163-018-0085-5>.
//!
//! The quotient has no interval, and jumps to infinity where the place did as its comparison did. So the
//! difference is what to lead with; the quotient is there for those who know it. A zero in a denominator
//! makes a figure undefined; nothing is added to the counts to avoid that, since what is added decides the
//! answer.
//!
//! `ptools` for R has a bracket in the wrong place in the variance of the displacement control
//! (`disp_control[2] * (.. + disp_control[1] * ..)`): its interval with a ring is too wide, ours is that of
//! the paper.

use crate::intervals::{Interval, Level};

/// Events before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pair {
    /// Before the day.
    pub before: u64,
    /// From the day on.
    pub after: u64,
}

/// What the quotient says, where it may be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotientMeans {
    /// Above 1: more was gained in the ring than at the place itself.
    DiffusionAbove,
    /// 0 to 1: the ring gained too.
    Diffusion,
    /// -1 to 0: a part of what went turned up in the ring.
    PartialDisplacement,
    /// Below -1: the ring lost more than the place gained.
    NetHarm,
}

/// The point figures of one place with its ring. `None` where a denominator is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Displacement {
    /// Gross effect: events fewer at the place; below 0 where there are more.
    pub gross_effect: f64,
    /// Net effect: the fall of the place as a share of the comparison.
    pub net_effect: Option<f64>,
    /// The quotient. Read it only beside [`Displacement::means`].
    pub quotient: Option<f64>,
    /// What the quotient means; `None` where the place did not fall against its comparison, so that there
    /// is nothing that could have moved.
    pub means: Option<QuotientMeans>,
    /// Events fewer at the place and in the ring together than the comparison leads to expect.
    pub total_net_effect: Option<f64>,
}

/// The figures of Bowers & Johnson.
///
/// - `place`, `ring`, `comparison`: events before and after, over as many days on both sides.
///
/// # Example
/// ```
/// use beatbook_analyse::{Pair, displacement};
///
/// let pair = |before, after| Pair { before, after };
/// let found = displacement(pair(207, 110), pair(178, 157), pair(308, 318));
/// assert_eq!(found.gross_effect, 97.0);
/// assert!((found.quotient.unwrap() - 0.258186).abs() < 1e-6);
/// assert!((found.total_net_effect.unwrap() - 130.5).abs() < 0.01);
/// ```
pub fn displacement(place: Pair, ring: Pair, comparison: Pair) -> Displacement {
    let [r_b, r_a] = floats(place);
    let [d_b, d_a] = floats(ring);
    let [c_b, c_a] = floats(comparison);
    let over = |number: f64, whole: f64| (whole > 0.0).then(|| number / whole);
    // How much a pair rose as a share of the comparison.
    let rise = |before: f64, after: f64| Some(over(after, c_a)? - over(before, c_b)?);
    let place_rise = rise(r_b, r_a);
    let quotient = place_rise
        .filter(|of_place| *of_place != 0.0)
        .and_then(|of_place| Some(rise(d_b, d_a)? / of_place));
    let fell = place_rise.is_some_and(|rise| rise < 0.0);
    Displacement {
        gross_effect: r_b - r_a,
        net_effect: place_rise.map(|rise| -rise),
        quotient,
        means: quotient.filter(|_| fell).map(meaning),
        total_net_effect: over(c_a, c_b).map(|trend| (r_b * trend - r_a) + (d_b * trend - d_a)),
    }
}

fn meaning(quotient: f64) -> QuotientMeans {
    match quotient {
        q if q > 1.0 => QuotientMeans::DiffusionAbove,
        q if q >= 0.0 => QuotientMeans::Diffusion,
        q if q >= -1.0 => QuotientMeans::PartialDisplacement,
        _ => QuotientMeans::NetHarm,
    }
}

/// Counts with what one event in them weighs: 1 over the ground or the days they were counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    /// The counts.
    pub events: Pair,
    /// What an event before weighs, and one after.
    pub weights: [f64; 2],
}

impl Weighted {
    /// Counts that need no weights: of as much ground over as many days as the others.
    pub fn plain(events: Pair) -> Self {
        let weights = [1.0; 2];
        Self { events, weights }
    }

    fn change(self) -> f64 {
        let [before, after] = floats(self.events);
        after * self.weights[1] - before * self.weights[0]
    }

    fn variance(self) -> f64 {
        let [before, after] = floats(self.events);
        after * self.weights[1].powi(2) + before * self.weights[0].powi(2)
    }
}

/// A difference of weighted counts, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedDifference {
    /// Below 0: fewer events than the comparison leads to expect, in events times weight.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
}

impl WeightedDifference {
    fn new(difference: f64, variance: f64, level: Level) -> Self {
        let standard_error = variance.sqrt();
        let reach = level.z() * standard_error;
        Self {
            difference,
            standard_error,
            interval: Interval {
                low: difference - reach,
                high: difference + reach,
            },
        }
    }

    /// Its standard score; `None` where all counts are 0.
    pub fn z(&self) -> Option<f64> {
        (self.standard_error > 0.0).then(|| self.difference / self.standard_error)
    }
}

/// The weighted displacement difference (WDD): the change of the place, and of the ring where there is one,
/// beyond that of their comparisons.
///
/// - `place`, `place_comparison`: the treated ground and its comparison.
/// - `ring`: the ground round it and the comparison of that, where displacement is looked at.
/// - It is a difference of counts, so the comparison has to be as large as the place, or weighted to be.
///   Counts are taken as Poisson and the interval as normal: with fewer than five or so in each count it is
///   too narrow.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, Pair, Weighted, weighted_displacement_difference};
///
/// let plain = |before, after| Weighted::plain(Pair { before, after });
/// let ring = (plain(178, 157), plain(150, 140));
/// let found =
///     weighted_displacement_difference(plain(207, 110), plain(308, 318), Some(ring), Level::P95);
/// assert_eq!(found.difference, -118.0);
/// assert!((found.interval.low + 195.6).abs() < 0.05 && (found.interval.high + 40.4).abs() < 0.05);
/// ```
pub fn weighted_displacement_difference(
    place: Weighted,
    place_comparison: Weighted,
    ring: Option<(Weighted, Weighted)>,
    level: Level,
) -> WeightedDifference {
    let mut difference = place.change() - place_comparison.change();
    let mut variance = place.variance() + place_comparison.variance();
    if let Some((ring, comparison)) = ring {
        difference += ring.change() - comparison.change();
        variance += ring.variance() + comparison.variance();
    }
    WeightedDifference::new(difference, variance, level)
}

/// The same where one comparison of any size stands for both, weighted so that before the day it has as many
/// events as the place and the ring: minus the total net effect of [`displacement`], with an interval.
///
/// - `place`: the place, with the ring where there is one.
/// - `dispersion`: how much more the counts of the place vary than chance makes them; below 1 it is 1.
/// - The weight is estimated from the counts themselves, and the interval allows for that (delta method).
/// - Returns `None` where the comparison has no events before the day.
///
/// # Example
/// ```
/// use beatbook_analyse::{Level, Pair, net_difference};
///
/// let pair = |before, after| Pair { before, after };
/// let found = net_difference(pair(207 + 178, 110 + 157), pair(308, 318), 1.0, Level::P95).unwrap();
/// assert!((found.difference + 130.5).abs() < 0.01);
/// ```
pub fn net_difference(
    place: Pair,
    comparison: Pair,
    dispersion: f64,
    level: Level,
) -> Option<WeightedDifference> {
    if comparison.before == 0 {
        return None;
    }
    let [before, after] = floats(place);
    let [c_before, c_after] = floats(comparison);
    let (trend, dispersion) = (c_after / c_before, dispersion.max(1.0));
    let of_trend = c_after / c_before.powi(2) * (1.0 + trend);
    let variance = dispersion * (after + before * trend * trend) + before * before * of_trend;
    Some(WeightedDifference::new(
        after - before * trend,
        variance,
        level,
    ))
}

fn floats(pair: Pair) -> [f64; 2] {
    [pair.before as f64, pair.after as f64]
}

#[cfg(test)]
#[path = "displacement_tests.rs"]
mod tests;
