//! Emerging hot spots: which places are new, growing, persistent, gone?
//!
//! Source: Esri, *How Emerging Hot Spot Analysis works*, for the classes
//! ([`EmergingClass`]); what makes a step hot, and the trend, are tested differently here:
//!
//! 1. Time is cut into steps of equal length that do not overlap; every unit of the study area has a
//!    count in each, 0 if nothing happened there.
//! 2. Each step is a map of its own. A unit is *hot* in it where the exact upper tail of its
//!    neighbourhood ([`exact_upper_tail`](crate::exact_upper_tail())) passes Benjamini-Hochberg over the units
//!    of that step. Neither later nor earlier steps have a say in it.
//! 3. *Cold* is the exact lower tail, in steps that all hold 5 events a unit or more. With fewer, no
//!    unit can be cold, and the answer says that cold was not tested.
//! 4. The *trend* is that of Mann and Kendall over the intensity: the share of all events of the step
//!    that the neighbourhood holds. So neither a season nor a rise of the whole city is one.
//! 5. What is new must have risen. The events of the last run of hot steps are compared with those of
//!    the steps before, both per event of the city: given their sum, the former are binomial if the
//!    place kept its share (exact, one-sided, as in [`rate_ratio`](crate::rate_ratio())). The same is
//!    asked of the last step of every other unit, and Benjamini-Hochberg goes over all. Of hundreds of
//!    places that are now and then nearly hot some are hot for the first time in any month; they are
//!    not new.
//!
//! Why per step, not over steps and units together: to be new, consecutive, intensifying, diminishing,
//! oscillating or sporadic a unit must be hot in the last step, and nearly always to be persistent or
//! historical. So where nothing stands out, the share of maps with any hot class is that of last steps
//! with any hot unit, which is at most alpha. Corrected together, the many hot units of a busy past
//! would let false ones into the last step, and each new month would change what past ones were.
//!
//! A step that has the same count in every unit, as one without events, cannot be tested: it is left
//! out of the shares and of the trend.

use std::ops::Range;

use beatbook_core::{Neighbours, Stop};
use rayon::prelude::*;

use crate::emerging_class::{EmergingClass, Reduced, StepState};
use crate::mann_kendall::{Direction, MannKendall, PowerNote, mann_kendall};
use crate::tails::ln_beta_tails;
use crate::{
    ExactTailError, benjamini_hochberg, exact_lower_tail_among, exact_upper_tail_among,
    neighbourhood_sums, whole_cells,
};

/// Fewer steps have no trend to tell.
const FEWEST: usize = 3;
/// Events a unit from which a low count can stand out.
const COLD_FROM: f64 = 5.0;
/// A unit with less of its ground inside the study area is cold for that alone.
const WHOLE: f64 = 0.999;

/// Why no classes could be given. Steps count from 0, in order of time.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EmergingError {
    /// (steps)
    #[error("{0} steps are too few to tell new from old; take at least 3, better 10 or more")]
    TooFewSteps(usize),
    /// (what, step, how many, units): every unit needs one entry.
    #[error("got {2} {0} in step {1} for {3} units; supply one per unit")]
    LengthMismatch(&'static str, usize, usize, usize),
    /// (steps that can be tested, steps)
    #[error(
        "only {0} of {1} steps have counts that vary, too few to tell new from old; take longer steps \
         or more events"
    )]
    TooFewVary(usize, usize),
    /// (last step)
    #[error(
        "step {0}, the last, has the same count in every unit, so nothing is known of what is hot now; \
         take longer steps, or end at the step before"
    )]
    LastStepFlat(usize),
    /// (step, why)
    #[error("step {0}: {1}")]
    Tail(usize, ExactTailError),
}

/// The rules by which steps become classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EmergingRules<'a> {
    /// The error rate of each step, and of the rise behind "new", after correction for all units. 0.05 by
    /// default.
    pub alpha: f64,
    /// Largest p of a trend. 0.05 by default, as Esri's lowest level is 0.1.
    pub trend_alpha: f64,
    /// Which units are tested; the others only count as neighbours, as a ring beyond the study area
    /// does. All by default.
    pub tested: Option<&'a [bool]>,
    /// Share of each unit's ground inside the study area. Units cut by its edge are not drawn from
    /// ([`whole_cells`](crate::whole_cells())), and neither they nor their neighbours are tested for
    /// cold. All 1 by default.
    pub share_inside: Option<&'a [f64]>,
}

impl Default for EmergingRules<'_> {
    fn default() -> Self {
        Self {
            alpha: 0.05,
            trend_alpha: 0.05,
            tested: None,
            share_inside: None,
        }
    }
}

/// Classes of all units, with what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Emerging {
    /// One per unit; `None` where it was not tested.
    pub units: Vec<Option<EmergingUnit>>,
    /// One per step given.
    pub steps: Vec<Step>,
    /// Whether cold was tested.
    pub cold: ColdTest,
    /// What the number of steps leaves to be seen of a trend.
    pub power: Option<PowerNote>,
}

/// One unit over all steps.
#[derive(Debug, Clone, PartialEq)]
pub struct EmergingUnit {
    /// Esri's class.
    pub class: EmergingClass,
    /// The word for it on a screen.
    pub reduced: Option<Reduced>,
    /// Hot, cold or neither, in each step that was tested, in order of time.
    pub states: Vec<StepState>,
    /// The trend of its intensity; `None` where none can be told, as of a place without events.
    pub trend: Option<MannKendall>,
    /// Of a new or consecutive hot spot: p of the rise of the last run of hot steps against those
    /// before, corrected for all units.
    pub rise_q: Option<f64>,
}

impl EmergingUnit {
    /// Steps in which it was hot.
    pub fn hot_steps(&self) -> u32 {
        let hot = self.states.iter().filter(|state| **state == StepState::Hot);
        hot.count() as u32
    }

    /// Whether it was hot in the last step.
    pub fn is_hot_now(&self) -> bool {
        self.states.last() == Some(&StepState::Hot)
    }
}

/// The map of one step.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Tested.
    Tested {
        /// Mean count of a unit.
        mean: f64,
        /// Exact upper tail of each unit; NaN where it was not tested.
        p: Vec<f64>,
        /// The same corrected for the units of the step.
        q: Vec<f64>,
    },
    /// Every unit has this count, so none can stand out.
    Flat(u32),
}

/// Whether cold units were looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColdTest {
    /// In every step.
    Tested,
    /// In none: the step with the fewest events has this mean a unit, below 5. No unit is called cold,
    /// and what may have been oscillating is called sporadic.
    NotTested {
        /// Its mean.
        lowest_mean: f64,
    },
}

/// Classes every unit of a study area by its counts over time.
///
/// - `counts[step][unit]`: events, in steps of equal length that do not overlap, in order of time. All
///   units of the study area, those without events too; no step that is not fully recorded, which would
///   look like a fall.
/// - `neighbours`: the units next to each, without itself.
///
/// Takes the time of one exact tail per step, and O(units × steps²) for the trends. The same bits on
/// any number of threads.
///
/// # Errors
/// [`EmergingError`], never a partial result.
///
/// # Example
/// ```
/// use beatbook_analyse::{EmergingRules, Reduced, emerging};
/// use beatbook_core::Neighbours;
///
/// // A row of 100 streets over a year; trouble about the 30th always, about the 70th of late.
/// let ring = |i: usize| (i.saturating_sub(1)..=(i + 1).min(99)).filter(|&j| j != i).collect();
/// let row = Neighbours::from_lists(&(0..100).map(ring).collect::<Vec<_>>())?;
/// let month = |month: u32| {
///     let mut counts: Vec<u32> = (0..100).map(|street| (street + month) % 2).collect();
///     counts[29..32].fill(9);
///     if month >= 10 {
///         counts[69..72].fill(9);
///     }
///     counts
/// };
/// let year: Vec<Vec<u32>> = (0..12).map(month).collect();
/// let found = emerging(&year, &row, &EmergingRules::default())?;
///
/// let word = |street: usize| found.units[street].as_ref().and_then(|unit| unit.reduced);
/// assert_eq!(word(30), Some(Reduced::Persistent));
/// assert_eq!(word(70), Some(Reduced::New));
/// assert_eq!(word(50), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn emerging(
    counts: &[Vec<u32>],
    neighbours: &Neighbours,
    rules: &EmergingRules,
) -> Result<Emerging, EmergingError> {
    let units = neighbours.len();
    check(counts, units, rules)?;
    let tested = |unit: usize| rules.tested.is_none_or(|tested| tested[unit]);
    let stop = Stop::current();
    let steps: Vec<Step> = counts
        .par_iter()
        .enumerate()
        .map(|(step, counts)| {
            stop.check();
            upper(step, counts, neighbours, rules)
        })
        .collect::<Result<_, _>>()?;
    let kept: Vec<usize> = (0..steps.len())
        .filter(|&step| matches!(steps[step], Step::Tested { .. }))
        .collect();
    let last = steps.len() - 1;
    if kept.len() < FEWEST {
        return Err(EmergingError::TooFewVary(kept.len(), steps.len()));
    }
    if kept.last() != Some(&last) {
        return Err(EmergingError::LastStepFlat(last));
    }
    let (cold, cold_q) = cold(counts, &kept, &steps, neighbours, rules)?;
    let series = Series {
        sums: kept
            .par_iter()
            .map(|&step| neighbourhood_sums(&counts[step], neighbours))
            .collect(),
        totals: kept
            .iter()
            .map(|&step| counts[step].iter().map(|&count| u64::from(count)).sum())
            .collect(),
    };
    let hot_q: Vec<&[f64]> = kept
        .iter()
        .filter_map(|&step| match &steps[step] {
            Step::Tested { q, .. } => Some(&**q),
            Step::Flat(_) => None,
        })
        .collect();
    let of_unit = |unit: usize| {
        stop.check();
        if !tested(unit) || hot_q[0][unit].is_nan() {
            return None;
        }
        let state = |step: usize| {
            if hot_q[step][unit] <= rules.alpha {
                StepState::Hot
            } else if cold_q.get(step).is_some_and(|q| q[unit] <= rules.alpha) {
                StepState::Cold
            } else {
                StepState::Neither
            }
        };
        let states: Vec<StepState> = (0..kept.len()).map(state).collect();
        Some(series.classed(unit, states, rules))
    };
    let mut found: Vec<Option<EmergingUnit>> = (0..units).into_par_iter().map(of_unit).collect();
    series.tell_rises(&mut found, rules.alpha);
    Ok(Emerging {
        units: found,
        cold,
        power: PowerNote::of(kept.len() as u32),
        steps,
    })
}

/// Neighbourhood sums and totals of the steps tested.
struct Series {
    sums: Vec<Vec<u64>>,
    totals: Vec<u64>,
}

impl Series {
    fn classed(&self, unit: usize, states: Vec<StepState>, rules: &EmergingRules) -> EmergingUnit {
        let intensity = |(sums, total): (&Vec<u64>, &u64)| sums[unit] as f64 / *total as f64;
        let intensity: Vec<f64> = self.sums.iter().zip(&self.totals).map(intensity).collect();
        let trend = mann_kendall(&intensity).ok();
        let direction = trend.map_or(Direction::None, |trend| trend.direction(rules.trend_alpha));
        let class = EmergingClass::of(&states, direction);
        EmergingUnit {
            class,
            reduced: class.reduced(false),
            states,
            trend,
            rise_q: None,
        }
    }

    /// Which of the places hot of late only have risen by more than chance explains among all units.
    fn tell_rises(&self, units: &mut [Option<EmergingUnit>], alpha: f64) {
        let of_late = |found: &EmergingUnit| found.class.reduced(true) == Some(Reduced::New);
        let p = |(unit, found): (usize, &Option<EmergingUnit>)| match found {
            Some(found) if of_late(found) => {
                let states = found.states.iter().rev();
                let run = states.take_while(|state| **state == StepState::Hot);
                self.rise(unit, run.count())
            }
            Some(_) => self.rise(unit, 1),
            None => f64::NAN,
        };
        let p: Vec<f64> = units.par_iter().enumerate().map(p).collect();
        for (found, q) in units.iter_mut().zip(corrected(&p)) {
            if let Some(found) = found.as_mut().filter(|found| of_late(found)) {
                found.rise_q = Some(q);
                found.reduced = found.class.reduced(q <= alpha);
            }
        }
    }

    /// p of at least as many events in the last steps, given those of all steps, if the share of the
    /// city's events that the place has did not change.
    fn rise(&self, unit: usize, last: usize) -> f64 {
        let start = self.sums.len() - last;
        let of = |steps: Range<usize>| {
            let events: u64 = self.sums[steps.clone()].iter().map(|sums| sums[unit]).sum();
            (events as f64, self.totals[steps].iter().sum::<u64>() as f64)
        };
        let ((now, all_now), (before, all_before)) = (of(start..self.sums.len()), of(0..start));
        if now == 0.0 || all_before == 0.0 {
            return 1.0;
        }
        // P(X >= now) of a binomial X is the lower tail of a beta.
        let (at_least, _) = ln_beta_tails(now, before + 1.0, (all_now / all_before).ln());
        at_least.exp().clamp(0.0, 1.0)
    }
}

fn check(counts: &[Vec<u32>], units: usize, rules: &EmergingRules) -> Result<(), EmergingError> {
    if counts.len() < FEWEST {
        return Err(EmergingError::TooFewSteps(counts.len()));
    }
    let one_each = |what, step, got| {
        if got == units {
            Ok(())
        } else {
            Err(EmergingError::LengthMismatch(what, step, got, units))
        }
    };
    for (step, counts) in counts.iter().enumerate() {
        one_each("counts", step, counts.len())?;
    }
    if let Some(tested) = rules.tested {
        one_each("marks of what is tested", 0, tested.len())?;
    }
    if let Some(share) = rules.share_inside {
        one_each("shares of ground", 0, share.len())?;
    }
    Ok(())
}

fn pool(counts: &[u32], rules: &EmergingRules) -> Vec<bool> {
    match rules.share_inside {
        Some(share) => whole_cells(counts, share),
        None => vec![true; counts.len()],
    }
}

/// The map of one step.
fn upper(
    step: usize,
    counts: &[u32],
    neighbours: &Neighbours,
    rules: &EmergingRules,
) -> Result<Step, EmergingError> {
    let mut p = match exact_upper_tail_among(counts, neighbours, &pool(counts, rules)) {
        Ok(p) => p,
        Err(ExactTailError::NoVariation(_)) => {
            return Ok(Step::Flat(counts.first().copied().unwrap_or(0)));
        }
        Err(error) => return Err(EmergingError::Tail(step, error)),
    };
    if let Some(tested) = rules.tested {
        for (p, _) in p.iter_mut().zip(tested).filter(|(_, tested)| !**tested) {
            *p = f64::NAN;
        }
    }
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    Ok(Step::Tested {
        mean: total as f64 / counts.len() as f64,
        q: corrected(&p),
        p,
    })
}

/// Whether cold can be tested, and q of each step then.
fn cold(
    counts: &[Vec<u32>],
    kept: &[usize],
    steps: &[Step],
    neighbours: &Neighbours,
    rules: &EmergingRules,
) -> Result<(ColdTest, Vec<Vec<f64>>), EmergingError> {
    let mean = |step: &Step| match step {
        Step::Tested { mean, .. } => *mean,
        Step::Flat(count) => f64::from(*count),
    };
    let lowest_mean = steps.iter().map(mean).fold(f64::INFINITY, f64::min);
    if lowest_mean < COLD_FROM {
        return Ok((ColdTest::NotTested { lowest_mean }, Vec::new()));
    }
    let whole = |unit: usize| {
        rules.share_inside.is_none_or(|share| {
            let ring = neighbours.of(unit).iter().map(|&near| near as usize);
            std::iter::once(unit)
                .chain(ring)
                .all(|unit| share[unit] >= WHOLE)
        })
    };
    let tested = |unit: usize| rules.tested.is_none_or(|tested| tested[unit]) && whole(unit);
    let stop = Stop::current();
    let of_step = |&step: &usize| {
        stop.check();
        let counts = &counts[step];
        let mut p = exact_lower_tail_among(counts, neighbours, &pool(counts, rules))
            .map_err(|error| EmergingError::Tail(step, error))?;
        for (unit, p) in p.iter_mut().enumerate() {
            if !tested(unit) {
                *p = f64::NAN;
            }
        }
        Ok(corrected(&p))
    };
    let q = kept.par_iter().map(of_step).collect::<Result<_, _>>()?;
    Ok((ColdTest::Tested, q))
}

fn corrected(p: &[f64]) -> Vec<f64> {
    benjamini_hochberg(p).expect("a tail lies between 0 and 1, or is NaN")
}

#[cfg(test)]
#[path = "emerging_tests.rs"]
mod tests;
