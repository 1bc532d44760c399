//! Near pairs: which positions lie within a distance of each other?
//!
//! The plane is cut into rows as high as the distance, and each row is sorted from west to east. A
//! position then has its partners in two runs: those after it in its own row, and those of the
//! next row within the distance of its easting. Half of what is looked at is a pair, no table of
//! all distances exists, and memory goes with the pairs found.
//!
//! The distance is `sqrt(dx² + dy²)` in double precision, as GEOS computes it, so that a pair at
//! exactly the distance is decided as there.

use std::sync::atomic::{AtomicU64, Ordering};

use beatbook_core::{Metres, Stop};
use rayon::prelude::*;

/// The most pairs kept in memory: 512 MiB of them.
pub(crate) const MOST_PAIRS: u64 = 1 << 26;

/// Positions worked on before their pairs are put away, and by one task.
const ROUND: usize = 8_192;
const TASK: usize = 256;

/// How much further than the distance the sweep looks, relative to it: rounding hides no pair.
const SLACK: f64 = 1e-6;
/// No more rows than this, so that their numbers stay exact.
const MOST_ROWS: f64 = 1e9;

/// Why pairs could not be found. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NearPairsError {
    /// (position, easting, northing)
    #[error("position {0} is ({1}, {2}); leave out what has no position first")]
    NotFinite(usize, f64, f64),
    /// (metres)
    #[error("{0} metres is no distance; give 0 or more")]
    NoDistance(f64),
    /// (metres, most pairs)
    #[error(
        "more than {1} pairs lie within {0} metres of each other; ask for a shorter distance, or \
         for fewer events"
    )]
    TooManyPairs(f64, u64),
}

/// All pairs of positions at most `distance` apart, each once.
///
/// - `points`: positions in a plane, in metres. Equal positions are pairs, at distance 0.
/// - Returns the positions of the two in `points`, the lower first. The order of the pairs is
///   that of the sweep: the same for the same input, on any number of threads.
///
/// Takes O(n log n + pairs) time unless positions are very unevenly spread along a row.
///
/// # Errors
/// [`NearPairsError`]. Pairs beyond 2²⁶ are refused, not begun to be stored.
///
/// # Example
/// ```
/// use beatbook_analyse::pairs_within;
/// use beatbook_core::Metres;
///
/// let points = [[0.0, 0.0], [300.0, 400.0], [300.0, 400.1], [900.0, 0.0]];
/// let mut pairs = pairs_within(&points, Metres(500.0))?;
/// pairs.sort_unstable();
/// assert_eq!(pairs, [[0, 1], [1, 2]]);
/// # Ok::<(), beatbook_analyse::NearPairsError>(())
/// ```
pub fn pairs_within(
    points: &[[f64; 2]],
    distance: Metres,
) -> Result<Vec<[u32; 2]>, NearPairsError> {
    let sweep = Sweep::new(points, distance)?;
    let mut found = sweep.pairs(1, MOST_PAIRS, |metres| (metres <= distance.0).then_some(0))?;
    let mut pairs = found.pop().unwrap_or_default();
    for pair in &mut pairs {
        *pair = pair.map(|slot| sweep.order[slot as usize]);
        pair.sort_unstable();
    }
    Ok(pairs)
}

/// Positions in the order of the sweep. A place in that order is a *slot*: slots near each other
/// are near each other on the ground, and so in memory.
#[derive(Debug)]
pub(crate) struct Sweep {
    /// The input position of each slot.
    pub(crate) order: Vec<u32>,
    places: Vec<[f64; 2]>,
    rows: Vec<Row>,
    row_of: Vec<u32>,
    reach: f64,
    distance: f64,
}

#[derive(Debug)]
struct Row {
    number: f64,
    start: usize,
    end: usize,
}

impl Sweep {
    pub(crate) fn new(points: &[[f64; 2]], distance: Metres) -> Result<Self, NearPairsError> {
        let distance = distance.0;
        if !(distance >= 0.0 && distance.is_finite()) {
            return Err(NearPairsError::NoDistance(distance));
        }
        let odd = |at: &[f64; 2]| !(at[0].is_finite() && at[1].is_finite());
        if let Some(i) = points.iter().position(odd) {
            return Err(NearPairsError::NotFinite(i, points[i][0], points[i][1]));
        }
        let northings = || points.iter().map(|at| at[1]);
        let south = northings().fold(f64::INFINITY, f64::min);
        let north = northings().fold(f64::NEG_INFINITY, f64::max);
        let height = (distance * (1.0 + SLACK)).max((north - south) / MOST_ROWS);
        let row = |at: [f64; 2]| {
            if height > 0.0 {
                ((at[1] - south) / height).floor()
            } else {
                0.0
            }
        };
        let mut slots: Vec<(f64, [f64; 2], u32)> = (0_u32..)
            .zip(points)
            .map(|(i, at)| (row(*at), *at, i))
            .collect();
        slots.par_sort_unstable_by(|a, b| {
            let by_row = a.0.total_cmp(&b.0);
            let by_place = || a.1[0].total_cmp(&b.1[0]).then(a.1[1].total_cmp(&b.1[1]));
            by_row.then_with(by_place).then_with(|| a.2.cmp(&b.2))
        });
        let mut rows: Vec<Row> = Vec::new();
        let mut row_of = Vec::with_capacity(slots.len());
        for (slot, (number, ..)) in slots.iter().enumerate() {
            match rows.last_mut() {
                Some(row) if row.number == *number => row.end = slot + 1,
                _ => rows.push(Row {
                    number: *number,
                    start: slot,
                    end: slot + 1,
                }),
            }
            row_of.push(rows.len() as u32 - 1);
        }
        Ok(Self {
            order: slots.iter().map(|slot| slot.2).collect(),
            places: slots.iter().map(|slot| slot.1).collect(),
            rows,
            row_of,
            reach: distance * (1.0 + SLACK),
            distance,
        })
    }

    /// The pairs of slots, per band, in the order of the sweep. `band` names the band of a
    /// distance, below `bands`, or none.
    pub(crate) fn pairs(
        &self,
        bands: usize,
        most: u64,
        band: impl Fn(f64) -> Option<usize> + Sync,
    ) -> Result<Vec<Vec<[u32; 2]>>, NearPairsError> {
        let found = AtomicU64::new(0);
        let stop = Stop::current();
        let of_task = |slots: std::ops::Range<usize>| {
            stop.check();
            let mut pairs = vec![Vec::new(); bands];
            for slot in slots {
                let mut here = 0;
                for (other, metres) in self.partners(slot) {
                    if let Some(band) = band(metres) {
                        pairs[band].push([slot as u32, other as u32]);
                        here += 1;
                    }
                }
                if found.fetch_add(here, Ordering::Relaxed) + here > most {
                    break;
                }
            }
            pairs
        };
        let mut all = vec![Vec::new(); bands];
        for round in (0..self.places.len()).step_by(ROUND) {
            let end = self.places.len().min(round + ROUND);
            let tasks: Vec<Vec<Vec<[u32; 2]>>> = (round..end)
                .into_par_iter()
                .step_by(TASK)
                .map(|start| of_task(start..end.min(start + TASK)))
                .collect();
            if found.load(Ordering::Relaxed) > most {
                return Err(NearPairsError::TooManyPairs(self.distance, most));
            }
            for task in tasks {
                for (all, pairs) in all.iter_mut().zip(task) {
                    all.extend(pairs);
                }
            }
        }
        Ok(all)
    }

    /// The slots within reach that come later in the sweep, and a few beyond it; with distances.
    fn partners(&self, slot: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let at = self.places[slot];
        let here = self.row_of[slot] as usize;
        let row = &self.rows[here];
        let next = self
            .rows
            .get(here + 1)
            .filter(|next| next.number == row.number + 1.0);
        let (start, end) = next.map_or((0, 0), |next| (next.start, next.end));
        let first = start + self.places[start..end].partition_point(|p| p[0] < at[0] - self.reach);
        let east = move |&other: &usize| self.places[other][0] - at[0] <= self.reach;
        let own = (slot + 1..row.end).take_while(east);
        let above = (first..end).take_while(east);
        own.chain(above).map(move |other| {
            let (dx, dy) = (self.places[other][0] - at[0], self.places[other][1] - at[1]);
            (other, (dx * dx + dy * dy).sqrt())
        })
    }
}

#[cfg(test)]
#[path = "near_pairs_tests.rs"]
mod tests;
