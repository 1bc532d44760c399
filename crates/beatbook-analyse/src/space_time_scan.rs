//! Space-time permutation scan: where and when were there more events than the place and the time
//! alone explain?
//!
//! Source: Kulldorff, Heffernan, Hartman, Assunção & Mostashari (2005), *PLOS Medicine* 2(3) e59,
//! <https://doi.org/10.1371/journal.pmed.0020059>; the cylinders and the likelihood ratio are those
//! of Kulldorff (1997), *Communications in Statistics* 26(6), <https://doi.org/10.1080/03610929708831995>.
//!
//! A cylinder is a circle of places during a run of steps. If place and time did not interact, it
//! would hold `E = row x column / C` events: those of its places, times those of its steps, over all
//! C events. With c events in it, its score is
//!
//! ```text
//! LLR = c ln(c / E) + (C - c) ln((C - c) / (C - E))   if c > E, else 0; the second term is 0 at c = C
//! ```
//!
//! The cylinder with the highest score is the most likely cluster. For its p the times of the events
//! are dealt out anew over their places, R times: `p = (#{highest score >= LLR} + 1) / (R + 1)`. That
//! is one test however many cylinders are looked at, so p needs no further correction. A place that is
//! always busy, or a month that is busy everywhere, is no cluster: only what is busy *there and then*
//! is. A place that grows all the time, or is busy at weekends as others are not, is one too.
//!
//! - Circles are drawn round every unit with events, up to a share of all events and a largest radius.
//!   Distances are taken to the centimetre; units equally far enter together. A unit without events
//!   changes nothing, so no study area is needed.
//! - Time is cut into steps of any length, and a cylinder lasts up to a share of them. Steps of which
//!   nothing is known are to be left out: zeros in them would be taken for quiet.
//! - Of equal scores, the smaller circle comes first, then the shorter and the earlier cylinder.
//! - Secondary clusters share no place with those before them, at any time. They are found by looking
//!   again at all cylinders that remain, and compared with the same replicates as the first: their p is
//!   on the safe side.
//!
//! It follows the paper, not the program `SaTScan`, with which it has not been compared.

mod circles;
mod search;
mod windows;

use crate::permutation::{Method, Permutations, pseudo_p, relabelled};
use circles::Circles;
use search::{Cylinder, Scratch, Search};
use windows::{Fewest, Tally, Windows};

const METHOD: Method = Method::new(b"space-time scan1");

/// With fewer, half of all events at one place in one step, and no others in that step, would still
/// come about by chance in 5% of all orders or more.
const FEWEST_EVENTS: u64 = 7;

/// Scores no further apart than this share are equal: the observed one counts among the replicates.
const TIE: f64 = 1e-12;

/// Which cylinders are looked at. The defaults are those of the paper, with at least two events.
///
/// # Example
/// ```
/// use beatbook_analyse::ScanLimits;
///
/// let walkable = ScanLimits { radius: Some(1_000.0), ..ScanLimits::default() };
/// assert_eq!((walkable.share_of_events, walkable.share_of_time), (0.5, 0.5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanLimits {
    /// The places of a circle hold at most this share of all events: above 0, at most 0.5.
    pub share_of_events: f64,
    /// A cylinder lasts at most this share of the steps, but may always last one: above 0, at most 0.5.
    pub share_of_time: f64,
    /// Largest radius in metres; without one, only the share of events limits the circles.
    pub radius: Option<f64>,
    /// A cluster holds at least so many events, from 1.
    pub fewest: u32,
    /// Only clusters that last to the end, as surveillance asks for; replicates are held to the same.
    pub alive: bool,
    /// At most so many clusters are returned.
    pub clusters: usize,
}

impl Default for ScanLimits {
    fn default() -> Self {
        Self {
            share_of_events: 0.5,
            share_of_time: 0.5,
            radius: None,
            fewest: 2,
            alive: false,
            clusters: 10,
        }
    }
}

/// A circle of units during a run of steps. Units and steps count from 0, in input order.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanCluster {
    /// The unit at the centre.
    pub centre: usize,
    /// From the centre to the farthest unit, in metres; 0 for a unit alone.
    pub radius: f64,
    /// Units with events in it, nearest first.
    pub units: Vec<usize>,
    /// First step.
    pub first: usize,
    /// Last step, included.
    pub last: usize,
    /// Events in it.
    pub observed: u64,
    /// Events in it if place and time did not interact.
    pub expected: f64,
    /// Log likelihood ratio.
    pub llr: f64,
    /// Chance of a score this high anywhere, if place and time do not interact.
    pub p: f64,
}

impl ScanCluster {
    /// Observed over expected.
    pub fn ratio(&self) -> f64 {
        self.observed as f64 / self.expected
    }
}

/// What a scan found. See [`space_time_scan`].
#[derive(Debug, Clone, PartialEq)]
pub struct SpaceTimeScan {
    /// Highest score first, without a place in common; empty if no cylinder holds more than expected.
    /// Whether one stands out is for its `p` to say.
    pub clusters: Vec<ScanCluster>,
    /// Events scanned.
    pub events: u64,
    /// Cylinders looked at, in every replicate anew.
    pub cylinders: u64,
    /// The longest a cylinder could last, in steps.
    pub longest: usize,
}

/// Why there was nothing to scan. Units count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SpaceTimeScanError {
    /// (counts, units, steps)
    #[error("got {0} counts for {1} units and {2} steps; supply one for each step of each unit")]
    LengthMismatch(usize, usize, usize),
    /// (unit)
    #[error("the position of unit {0} is not finite; leave out units without a position")]
    NotAPosition(usize),
    /// (share)
    #[error(
        "a cylinder of up to {0} of all events or steps is not one that can stand out; ask for above 0, at most 0.5"
    )]
    Share(f64),
    /// (radius)
    #[error("{0} m is no radius; ask for 0 or more, or leave it out")]
    Radius(f64),
    /// (events, needed)
    #[error(
        "{0} events are too few for any outbreak to differ from chance; at least {1} are needed: take a longer period or more categories"
    )]
    TooFewEvents(u64, u64),
    /// (events)
    #[error("{0} events are more than can be dealt out anew; scan a part of them")]
    TooManyEvents(u64),
    /// Time cannot interact with place.
    #[error("all events lie in one step of time; take shorter steps or a longer period")]
    OneStep,
    /// Place cannot interact with time.
    #[error("all events lie in one place; take smaller units or a larger area")]
    OnePlace,
    /// (share)
    #[error("every circle holds more than {0} of all events; take smaller units or a larger area")]
    NoCircle(f64),
    /// (units in all circles)
    #[error(
        "the circles are too many ({0} places in all); give a largest radius, or take larger units"
    )]
    TooLarge(usize),
}

/// The score of a cylinder with `observed` of `total` events in it, where `expected` are expected.
///
/// `None` for numbers that no cylinder can have: more observed than there are, or an expectation that
/// is not above 0, or above the total.
///
/// # Example
/// ```
/// use beatbook_analyse::scan_llr;
///
/// let llr = scan_llr(20, 6.0, 24).expect("20 of 24 events");
/// assert!((llr - 18.063_146).abs() < 1e-6);
/// assert_eq!(scan_llr(5, 6.0, 24), Some(0.0));
/// assert_eq!(scan_llr(25, 6.0, 24), None);
/// ```
pub fn scan_llr(observed: u64, expected: f64, total: u64) -> Option<f64> {
    let possible = observed <= total && expected > 0.0 && expected <= total as f64;
    possible.then(|| llr(observed as f64, expected, total as f64))
}

/// The second logarithm is that of a number near 1: `ln_1p` of the small difference keeps its digits.
fn llr(c: f64, expected: f64, total: f64) -> f64 {
    if c <= expected {
        return 0.0;
    }
    let outside = total - c;
    let second = if outside > 0.0 {
        outside * ((expected - c) / (total - expected)).ln_1p()
    } else {
        0.0
    };
    c * (c / expected).ln() + second
}

/// Looks for the cylinders that hold most events beyond what their places and their steps explain.
///
/// - `positions[i]`: of unit `i`, metres in a plane.
/// - `counts[i * steps + t]`: events of unit `i` in step `t`. Count incidents: events that come in
///   clumps, as the offences of one brawl do, are clusters by themselves.
/// - `permutations`: 999 are usual.
///
/// With n units, k of them in a circle and T steps, a replicate takes up to O(n k T^2) time, most of it
/// saved by looking at circles of like size together. 3,000 units, 100 steps, 999 replicates and circles
/// of some 50 units take about 20 seconds on two cores: give a radius, and aggregate by cell where units
/// are many.
///
/// # Errors
/// [`SpaceTimeScanError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Permutations, ScanLimits, space_time_scan};
///
/// // Twelve places in a row over eight weeks: one event a week each, and in weeks 3 and 4 an outbreak
/// // at the last two.
/// let positions: Vec<[f64; 2]> = (0..12).map(|i| [f64::from(i) * 200.0, 0.0]).collect();
/// let mut counts = vec![1; 12 * 8];
/// for place in [10, 11] {
///     for week in [3, 4] {
///         counts[place * 8 + week] = 12;
///     }
/// }
/// let permutations = Permutations::new(999, 1)?;
/// let found = space_time_scan(&positions, &counts, 8, &ScanLimits::default(), permutations)?;
/// let outbreak = &found.clusters[0];
/// assert_eq!((outbreak.units.len(), outbreak.first, outbreak.last), (2, 3, 4));
/// assert_eq!((outbreak.observed, outbreak.p), (48, 0.001));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn space_time_scan(
    positions: &[[f64; 2]],
    counts: &[u32],
    steps: usize,
    limits: &ScanLimits,
    permutations: Permutations,
) -> Result<SpaceTimeScan, SpaceTimeScanError> {
    let margins = check(positions, counts, steps, limits)?;
    let most = (limits.share_of_events * margins.total as f64).floor() as u64;
    let circles = Circles::new(positions, &margins.rows, most, limits.radius)
        .map_err(SpaceTimeScanError::TooLarge)?;
    if circles.is_empty() {
        return Err(SpaceTimeScanError::NoCircle(limits.share_of_events));
    }
    let longest = ((limits.share_of_time * steps as f64).floor() as usize).max(1);
    let windows = Windows::new(&margins.columns, longest, limits.alive);
    let of = Data {
        counts,
        margins: &margins,
        circles: &circles,
        windows: &windows,
        limits,
        permutations,
    };
    // Sixteen bits, where they suffice, are compared twice as fast.
    let largest = margins.rows.iter().copied().max().unwrap_or(0).max(most);
    let clusters = if largest < u64::from(u16::MAX) {
        of.clusters::<u16>()
    } else {
        of.clusters::<u32>()
    };
    Ok(SpaceTimeScan {
        clusters,
        events: margins.total,
        cylinders: circles.len() as u64 * windows.len() as u64,
        longest,
    })
}

/// Events of every unit, of every step, and in all.
struct Margins {
    rows: Vec<u64>,
    columns: Vec<u64>,
    total: u64,
}

fn check(
    positions: &[[f64; 2]],
    counts: &[u32],
    steps: usize,
    limits: &ScanLimits,
) -> Result<Margins, SpaceTimeScanError> {
    if counts.len() != positions.len() * steps {
        let (counts, units) = (counts.len(), positions.len());
        return Err(SpaceTimeScanError::LengthMismatch(counts, units, steps));
    }
    let finite = |at: &[f64; 2]| at.iter().all(|metres| metres.is_finite());
    if let Some(unit) = positions.iter().position(|at| !finite(at)) {
        return Err(SpaceTimeScanError::NotAPosition(unit));
    }
    for share in [limits.share_of_events, limits.share_of_time] {
        if !(share > 0.0 && share <= 0.5) {
            return Err(SpaceTimeScanError::Share(share));
        }
    }
    if let Some(radius) = limits
        .radius
        .filter(|radius| radius.is_nan() || *radius < 0.0)
    {
        return Err(SpaceTimeScanError::Radius(radius));
    }
    let mut columns = vec![0; steps];
    let rows: Vec<u64> = counts
        .chunks(steps.max(1))
        .map(|row| {
            for (column, &count) in columns.iter_mut().zip(row) {
                *column += u64::from(count);
            }
            row.iter().map(|&count| u64::from(count)).sum()
        })
        .collect();
    let total: u64 = rows.iter().sum();
    if total < FEWEST_EVENTS {
        return Err(SpaceTimeScanError::TooFewEvents(total, FEWEST_EVENTS));
    }
    if total > u64::from(u32::MAX) {
        return Err(SpaceTimeScanError::TooManyEvents(total));
    }
    if columns.contains(&total) {
        return Err(SpaceTimeScanError::OneStep);
    }
    if rows.contains(&total) {
        return Err(SpaceTimeScanError::OnePlace);
    }
    Ok(Margins {
        rows,
        columns,
        total,
    })
}

/// All that is needed to scan, once with each type of tally.
struct Data<'a> {
    counts: &'a [u32],
    margins: &'a Margins,
    circles: &'a Circles,
    windows: &'a Windows,
    limits: &'a ScanLimits,
    permutations: Permutations,
}

impl Data<'_> {
    fn clusters<T: Tally>(&self) -> Vec<ScanCluster> {
        let total = self.margins.total;
        let least = self.limits.fewest.max(1);
        let fewest = Fewest::<T>::new(self.windows, self.circles.sizes(), total, least);
        let units = self.margins.rows.len();

        let mut scratch = Scratch::<T>::new(units, self.windows.steps());
        scratch.fill(self.counts);
        let mut found: Vec<(Cylinder, Vec<usize>)> = Vec::new();
        let mut taken = vec![false; units];
        let mut remaining = self.circles.clone();
        while found.len() < self.limits.clusters {
            let search = Search::new(&remaining, self.windows, &fewest, total);
            let Some(best) = search.best(&mut scratch) else {
                break;
            };
            let unit = remaining.centres()[best.centre].unit;
            let members = remaining.members(best.centre, best.ring).iter();
            let members: Vec<usize> = members.map(|&unit| unit as usize).collect();
            for &unit in &members {
                taken[unit] = true;
            }
            remaining = remaining.without(&taken);
            found.push((
                Cylinder {
                    centre: unit,
                    ..best
                },
                members,
            ));
        }
        if found.is_empty() {
            return Vec::new();
        }

        let (place, step) = self.events();
        let search = Search::new(self.circles, self.windows, &fewest, total);
        let highest = relabelled(
            self.permutations,
            METHOD,
            place.len(),
            || Scratch::<T>::new(units, self.windows.steps()),
            |scratch, order| {
                scratch.deal(&place, &step, order);
                search.best(scratch).map_or(0.0, |best| best.llr)
            },
        );
        let cluster = |(best, units): (Cylinder, Vec<usize>)| {
            let tie = best.llr * (1.0 - TIE);
            let at_least = highest.iter().filter(|llr| **llr >= tie).count() as u32;
            ScanCluster {
                centre: best.centre,
                radius: best.radius,
                units,
                first: best.first,
                last: best.last,
                observed: best.observed,
                expected: best.expected,
                llr: best.llr,
                p: pseudo_p(at_least, self.permutations.count()),
            }
        };
        found.into_iter().map(cluster).collect()
    }

    /// Unit and step of every event.
    fn events(&self) -> (Vec<u32>, Vec<u32>) {
        let steps = self.windows.steps();
        let cells = self.counts.iter().enumerate();
        cells
            .flat_map(|(cell, &count)| {
                let event = ((cell / steps) as u32, (cell % steps) as u32);
                std::iter::repeat_n(event, count as usize)
            })
            .unzip()
    }
}

#[cfg(test)]
#[path = "space_time_scan_tests.rs"]
mod tests;
