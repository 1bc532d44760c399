//! Runs of steps, and how few events in one of them would be worth a closer look.

use beatbook_core::Stop;
use rayon::prelude::*;

use super::circles::Size;
use super::llr;

/// Runs are compared so many at a time; rows are filled up to a multiple of it.
pub(super) const LANES: usize = 16;

/// Scores at which rows of fewest events are kept: from 0 up to the highest.
const HIGHEST: f64 = 24.0;
const LEVELS: usize = 25;
/// Numbers in all rows together.
const MOST_NUMBERS: usize = 32_000_000;

/// Scores that differ by rounding alone are worth a closer look.
const ROUNDING: f64 = 1e-9;

/// A number of events in a circle, small enough for its type.
pub(super) trait Tally: Copy + Ord + Default + Send + Sync {
    const MOST: Self;
    fn new(count: u32) -> Self;
    fn get(self) -> u32;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

macro_rules! tally {
    ($whole:ty) => {
        impl Tally for $whole {
            const MOST: Self = Self::MAX;
            fn new(count: u32) -> Self {
                count as Self
            }
            fn get(self) -> u32 {
                u32::from(self)
            }
            #[inline]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline]
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
        }
    };
}
tally!(u16);
tally!(u32);

/// Runs of steps that have one length; or, of those that last to the end, all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runs {
    /// Where the first begins; each begins one step after the one before.
    pub(super) from: usize,
    pub(super) count: usize,
    /// `None`: all last to the end.
    pub(super) length: Option<usize>,
    /// Position of the first in a row.
    pub(super) offset: usize,
}

impl Runs {
    /// Number of places they take in a row.
    pub(super) fn width(&self) -> usize {
        self.count.next_multiple_of(LANES)
    }
}

/// All runs of steps a cylinder may have.
#[derive(Debug)]
pub(super) struct Windows {
    steps: usize,
    runs: Vec<Runs>,
    /// Events in the first steps: 0, then those of the first, and so on.
    before: Vec<u64>,
}

impl Windows {
    pub(super) fn new(columns: &[u64], longest: usize, alive: bool) -> Self {
        let steps = columns.len();
        let mut before = vec![0];
        before.extend(columns.iter().scan(0, |sum, events| {
            *sum += events;
            Some(*sum)
        }));
        let mut runs: Vec<Runs> = Vec::new();
        if alive {
            runs.push(Runs {
                from: steps - longest,
                count: longest,
                length: None,
                offset: 0,
            });
        } else {
            for length in 1..=longest {
                runs.push(Runs {
                    from: 0,
                    count: steps + 1 - length,
                    length: Some(length),
                    offset: runs.last().map_or(0, |runs| runs.offset + runs.width()),
                });
            }
        }
        Self {
            steps,
            runs,
            before,
        }
    }

    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    pub(super) fn runs(&self) -> &[Runs] {
        &self.runs
    }

    /// Number of runs.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|runs| runs.count).sum()
    }

    /// First and last step of a run.
    pub(super) fn steps_of(&self, runs: &Runs, number: usize) -> (usize, usize) {
        let first = runs.from + number;
        let end = runs.length.map_or(self.steps, |length| first + length);
        (first, end - 1)
    }

    /// Events from one step to another, everywhere.
    pub(super) fn events(&self, (first, last): (usize, usize)) -> u64 {
        self.before[last + 1] - self.before[first]
    }

    fn width(&self) -> usize {
        self.runs
            .last()
            .map_or(0, |runs| runs.offset + runs.width())
    }
}

/// For circles of every size and several scores: the fewest events in each run with which a circle
/// could reach the score. Where a circle has fewer in all runs, none needs a logarithm.
pub(super) struct Fewest<T> {
    width: usize,
    sizes: usize,
    levels: usize,
    numbers: Vec<T>,
    /// The lowest number of every row.
    least: Vec<u64>,
}

impl<T: Tally> Fewest<T> {
    pub(super) fn new(windows: &Windows, sizes: &[Size], total: u64, least: u32) -> Self {
        let width = windows.width();
        // Position in a row and events of every run, those with the fewest events first.
        let mut runs: Vec<(u64, usize)> = Vec::new();
        for run in &windows.runs {
            let number = |number| {
                (
                    windows.events(windows.steps_of(run, number)),
                    run.offset + number,
                )
            };
            runs.extend((0..run.count).map(number));
        }
        runs.sort_unstable();
        let levels = (MOST_NUMBERS / (width * sizes.len()).max(1)).clamp(4, LEVELS);
        let mut numbers = vec![T::MOST; width * sizes.len() * levels];
        let rows = numbers.par_chunks_mut(width).enumerate();
        let stop = Stop::current();
        let least = rows
            .map(|(row, fewest)| {
                stop.check();
                let (level, size) = (row / sizes.len(), &sizes[row % sizes.len()]);
                let score = level as f64 * spacing(levels) * (1.0 - ROUNDING);
                let mut events = least;
                for &(of_run, at) in &runs {
                    // The smallest circle of this size expects least, and so reaches a score first.
                    let expected = size.smallest as f64 * of_run as f64 / total as f64;
                    while u64::from(events) <= size.largest
                        && llr(f64::from(events), expected, total as f64) < score
                    {
                        events += 1;
                    }
                    if u64::from(events) > size.largest {
                        break;
                    }
                    fewest[at] = T::new(events);
                }
                fewest.iter().min().map_or(0, |n| u64::from(n.get()))
            })
            .collect();
        Self {
            width,
            sizes: sizes.len(),
            levels,
            numbers,
            least,
        }
    }

    /// The highest score that is kept and not above this one.
    pub(super) fn level(&self, score: f64) -> usize {
        ((score / spacing(self.levels)) as usize).min(self.levels - 1)
    }

    /// Fewest events in every run for circles of a size to reach the score of a level; and the lowest
    /// of these numbers.
    pub(super) fn row(&self, level: usize, size: u32) -> (&[T], u64) {
        let row = level * self.sizes + size as usize;
        (
            &self.numbers[row * self.width..][..self.width],
            self.least[row],
        )
    }
}

fn spacing(levels: usize) -> f64 {
    HIGHEST / (levels - 1) as f64
}
