//! The bandwidth rules that search: see [`bandwidth`](crate::bandwidth).
//!
//! With σ of a Gaussian kernel k, n positions and ground |W|:
//!
//! - likelihood: the σ that makes `Σ_i log Σ_{j≠i} k(s_i − s_j)` largest. spatstat `bw.ppl` subtracts
//!   the integral of the density, which is n for every σ when no edge is corrected for.
//! - Cronie & van Lieshout: the σ at which `Σ_i 1 / λ(s_i)` equals |W|, with
//!   `λ(s_i) = Σ_j k(s_i − s_j)`, itself included.
//!
//! A Gaussian chooses, not the quartic, because under a kernel that ends one event without a
//! neighbour makes the likelihood 0 whatever the others say. Its σ are looked at in steps of √2 and
//! refined between the best and its neighbours, to a part in 10,000.

use std::f64::consts::PI;

use beatbook_core::{Metres, Stop};
use rayon::prelude::*;

use crate::bandwidth::{RADIUS_PER_SIGMA, check};
use crate::plane_index::PlaneIndex;
use crate::{Bandwidth, BandwidthError, BandwidthRule};

/// Different positions needed. With fewer the best radius says more about chance than about places.
pub(crate) const FEWEST: usize = 10;
/// Halvings of the range, and golden sections of what lies between three steps of a scale.
const HALVINGS: usize = 24;
const SECTIONS: usize = 8;
/// A Gaussian is cut off at so many σ, where it is 1e-14 of its height.
const FAR: f64 = 8.0;
/// Of a pair that adds so little to a sum, nothing is looked at for smaller σ.
const NEGLIGIBLE: f64 = 1e-30;

/// The smallest and largest radius to look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RadiusRange {
    /// The smallest.
    pub from: Metres,
    /// The largest.
    pub to: Metres,
}

/// The study area, as far as a rule needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StudyGround {
    /// So many square metres, of any shape. Pairs are not corrected for its edge, so that K is too low
    /// at distances that matter beside its width.
    SquareMetres(f64),
    /// A rectangle of this width and height: pairs are corrected by translation.
    Rectangle(Metres, Metres),
}

impl StudyGround {
    pub(crate) fn square_metres(self) -> Result<f64, BandwidthError> {
        let area = match self {
            Self::SquareMetres(area) => area,
            Self::Rectangle(width, height) => width.0 * height.0,
        };
        if area.is_finite() && area > 0.0 {
            Ok(area)
        } else {
            Err(BandwidthError::NotAnArea(area))
        }
    }
}

/// The radius at which each position is best foretold by the others.
///
/// Takes O(n²) time at radii that are large beside the study area.
///
/// # Errors
/// [`BandwidthError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{RadiusRange, likelihood_bandwidth};
/// use beatbook_core::Metres;
///
/// // Four places 2 km apart, of nine positions each within 80 m.
/// let place = |i: i32| [f64::from(i % 2) * 2_000.0, f64::from(i / 2 % 2) * 2_000.0];
/// let events: Vec<[f64; 2]> = (0..36)
///     .map(|i| (place(i), i / 4))
///     .map(|([x, y], k)| [x + f64::from(k % 3) * 40.0, y + f64::from(k / 3) * 40.0])
///     .collect();
/// let range = RadiusRange { from: Metres(20.0), to: Metres(5_000.0) };
/// let chosen = likelihood_bandwidth(&events, range)?;
/// assert!(chosen.radius.0 > 40.0 && chosen.radius.0 < 200.0);
/// # Ok::<(), beatbook_analyse::BandwidthError>(())
/// ```
pub fn likelihood_bandwidth(
    positions: &[[f64; 2]],
    range: RadiusRange,
) -> Result<Bandwidth, BandwidthError> {
    check(positions, 1)?;
    let [low, high] = sigmas(range)?;
    let once = each_once(positions);
    check(&once, FEWEST)?;
    let best = likeliest(&once, low, high);
    Ok(found(
        BandwidthRule::Likelihood,
        best,
        positions.len(),
        range,
        once.len(),
    ))
}

/// The radius at which the densities at the events account for the ground they lie on. Repeats count.
///
/// # Errors
/// [`BandwidthError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{RadiusRange, cronie_van_lieshout};
/// use beatbook_core::Metres;
///
/// let events: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i % 10) * 100.0, f64::from(i / 10) * 100.0]).collect();
/// let range = RadiusRange { from: Metres(20.0), to: Metres(5_000.0) };
/// let chosen = cronie_van_lieshout(&events, 1e6, range)?;
/// assert!(!chosen.at_limit);
/// # Ok::<(), beatbook_analyse::BandwidthError>(())
/// ```
pub fn cronie_van_lieshout(
    positions: &[[f64; 2]],
    square_metres: f64,
    range: RadiusRange,
) -> Result<Bandwidth, BandwidthError> {
    check(positions, FEWEST)?;
    let area = StudyGround::SquareMetres(square_metres).square_metres()?;
    let [low, high] = sigmas(range)?;
    let beyond = |sigma: f64| sum_of_inverses(positions, sigma) - area;
    let best = if beyond(low) >= 0.0 {
        (low, true)
    } else if beyond(high) <= 0.0 {
        (high, true)
    } else {
        let (mut below, mut above) = (low.ln(), high.ln());
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(below, above);
            if beyond(middle.exp()) < 0.0 {
                below = middle;
            } else {
                above = middle;
            }
        }
        (f64::midpoint(below, above).exp(), false)
    };
    let events = positions.len();
    Ok(found(
        BandwidthRule::CronieVanLieshout,
        best,
        events,
        range,
        events,
    ))
}

pub(crate) fn found(
    rule: BandwidthRule,
    (sigma, at_limit): (f64, bool),
    events: usize,
    range: RadiusRange,
    used: usize,
) -> Bandwidth {
    Bandwidth {
        repeats_left_out: events - used,
        searched: Some([range.from, range.to]),
        at_limit,
        ..Bandwidth::of(rule, sigma * RADIUS_PER_SIGMA, events)
    }
}

fn sigmas(range: RadiusRange) -> Result<[f64; 2], BandwidthError> {
    let (from, to) = (range.from.0, range.to.0);
    if from > 0.0 && to > from && to.is_finite() {
        Ok([from / RADIUS_PER_SIGMA, to / RADIUS_PER_SIGMA])
    } else {
        Err(BandwidthError::NotARange(from, to))
    }
}

/// Every position once, sorted.
pub(crate) fn each_once(positions: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut once = positions.to_vec();
    once.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    once.dedup();
    once
}

/// The σ at which the likelihood is highest, and whether it is an end of the range.
fn likeliest(once: &[[f64; 2]], low: f64, high: f64) -> (f64, bool) {
    let mut scale = Scale::down_from(high, low);
    let mut scores = scale.log_likelihoods(once);
    let above_low = scale.sigma(scores.len() - 1) > low * (1.0 + 1e-12);
    if above_low {
        scores.extend(
            Scale {
                high: low,
                steps: 1,
            }
            .log_likelihoods(once),
        );
        scale.steps += 1;
    }
    let last = scores.len() - 1;
    let sigma = |step: usize| if step == last { low } else { scale.sigma(step) };
    let best = (0..=last)
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
        .unwrap_or(0);
    if best == 0 || best == last {
        return (sigma(best), true);
    }
    let score = |at: f64| {
        Scale {
            high: at.exp(),
            steps: 1,
        }
        .log_likelihoods(once)[0]
    };
    (
        peak(sigma(best + 1).ln(), sigma(best - 1).ln(), score).exp(),
        false,
    )
}

/// The highest point between two others: golden sections, and a parabola through what is left.
fn peak(mut from: f64, mut to: f64, score: impl Fn(f64) -> f64) -> f64 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let inner = |from: f64, to: f64| [to - golden * (to - from), from + golden * (to - from)];
    let [mut left, mut right] = inner(from, to);
    let (mut at_left, mut at_right) = (score(left), score(right));
    for _ in 0..SECTIONS {
        if at_left >= at_right {
            (to, right, at_right) = (right, left, at_left);
            left = inner(from, to)[0];
            at_left = score(left);
        } else {
            (from, left, at_left) = (left, right, at_right);
            right = inner(from, to)[1];
            at_right = score(right);
        }
    }
    let middle = f64::midpoint(from, to);
    let (below, at, above) = (score(from), score(middle), score(to));
    let bend = below - 2.0 * at + above;
    if bend < 0.0 {
        let half = (to - from) / 2.0;
        (middle + half * (below - above) / (2.0 * bend)).clamp(from, to)
    } else {
        middle
    }
}

/// Values of σ from high to low, each √2 below the last.
struct Scale {
    high: f64,
    steps: usize,
}

impl Scale {
    fn down_from(high: f64, low: f64) -> Self {
        let steps = (2.0 * (high / low).log2() + 1e-9).floor() as usize + 1;
        Self { high, steps }
    }

    fn sigma(&self, step: usize) -> f64 {
        self.high * (-0.5 * step as f64).exp2()
    }

    /// Leave-one-out at every σ. The Gaussian of each is the square of the one above, so a pair takes a
    /// single exponential.
    fn log_likelihoods(&self, once: &[[f64; 2]]) -> Vec<f64> {
        let index = PlaneIndex::new(once, FAR * self.high);
        let by_two = |step: usize| -0.5 / self.sigma(step).powi(2);
        let n = once.len() as f64;
        let stop = Stop::current();
        let logs_of = |i: usize| {
            stop.check();
            let mut sums = vec![0.0; self.steps];
            index.within(once[i], FAR * self.high, |other, square| {
                if other != i {
                    let mut height = (square * by_two(0)).exp();
                    for sum in &mut sums {
                        *sum += height;
                        if height < NEGLIGIBLE {
                            break;
                        }
                        height *= height;
                    }
                }
            });
            for (step, sum) in sums.iter_mut().enumerate() {
                // What a sum may lack: pairs beyond the cut, and those too small to go on squaring.
                let at_cut = (FAR * FAR * self.high.powi(2) * by_two(step)).exp();
                let lost = n * at_cut.max(NEGLIGIBLE);
                *sum = if *sum * 1e-10 > lost {
                    sum.ln()
                } else {
                    log_of_all(once, i, by_two(step))
                };
            }
            sums
        };
        let logs: Vec<Vec<f64>> = (0..once.len()).into_par_iter().map(logs_of).collect();
        (0..self.steps)
            .map(|step| {
                let sum: f64 = logs.iter().map(|logs| logs[step]).sum();
                sum - n * (2.0 * PI * self.sigma(step).powi(2)).ln()
            })
            .collect()
    }
}

/// log Σ exp over all others, for one whose nearest is too far for floats.
fn log_of_all(once: &[[f64; 2]], i: usize, by_two: f64) -> f64 {
    let power = |other: &[f64; 2]| {
        ((other[0] - once[i][0]).powi(2) + (other[1] - once[i][1]).powi(2)) * by_two
    };
    let others = || {
        once.iter()
            .enumerate()
            .filter(|(j, _)| *j != i)
            .map(|(_, p)| power(p))
    };
    let largest = others().fold(f64::NEG_INFINITY, f64::max);
    largest
        + others()
            .map(|power| (power - largest).exp())
            .sum::<f64>()
            .ln()
}

fn sum_of_inverses(positions: &[[f64; 2]], sigma: f64) -> f64 {
    let index = PlaneIndex::new(positions, FAR * sigma);
    let by_two = -0.5 / (sigma * sigma);
    let stop = Stop::current();
    let inverse = |place: &[f64; 2]| {
        stop.check();
        let mut sum = 0.0;
        index.within(*place, FAR * sigma, |_, square| {
            sum += (square * by_two).exp();
        });
        1.0 / sum
    };
    let inverses: Vec<f64> = positions.par_iter().map(inverse).collect();
    inverses.iter().sum::<f64>() * 2.0 * PI * sigma * sigma
}

#[cfg(test)]
#[path = "bandwidth_search_tests.rs"]
mod tests;
