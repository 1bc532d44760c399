//! The highest score of all cylinders.

use std::cmp::Ordering;

use super::circles::{Centre, Circles, Ring};
use super::llr;
use super::windows::{Fewest, LANES, Runs, Tally, Windows};

/// A cylinder and its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cylinder {
    /// Position among the centres of the circles searched.
    pub(super) centre: usize,
    /// Position among its rings.
    pub(super) ring: usize,
    pub(super) radius: f64,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) observed: u64,
    pub(super) expected: f64,
    pub(super) llr: f64,
}

impl Cylinder {
    fn is_ahead_of(&self, other: &Self) -> bool {
        let length = |cylinder: &Self| cylinder.last - cylinder.first;
        let order = self.llr.total_cmp(&other.llr).reverse();
        let order = order.then(self.radius.total_cmp(&other.radius));
        let order = order.then(length(self).cmp(&length(other)));
        order.then(self.first.cmp(&other.first)) == Ordering::Less
    }
}

/// Working memory of a search.
pub(super) struct Scratch<T> {
    steps: usize,
    /// Events of every unit in every step.
    counts: Vec<T>,
    /// Of a circle: events in every step.
    circle: Vec<T>,
    /// Of the largest of several circles.
    largest: Vec<T>,
    /// Of a circle: events before every step; then all, to the end.
    before: Vec<T>,
    all: Vec<T>,
}

impl<T: Tally> Scratch<T> {
    pub(super) fn new(units: usize, steps: usize) -> Self {
        let none = |numbers| vec![T::default(); numbers];
        Self {
            steps,
            counts: none(units * steps),
            circle: none(steps),
            largest: none(steps),
            before: none(steps + LANES),
            all: none(steps.next_multiple_of(LANES)),
        }
    }

    /// Takes over the counts of every unit and step.
    pub(super) fn fill(&mut self, counts: &[u32]) {
        for (to, &count) in self.counts.iter_mut().zip(counts) {
            *to = T::new(count);
        }
    }

    /// Counts events at their places, each at the step of the event that `order` names.
    pub(super) fn deal(&mut self, place: &[u32], step: &[u32], order: &[u32]) {
        self.counts.fill(T::default());
        for (&place, &event) in place.iter().zip(order) {
            let cell = place as usize * self.steps + step[event as usize] as usize;
            self.counts[cell] = self.counts[cell].plus(T::new(1));
        }
    }

    /// Sums up a circle's events before every step.
    fn sum_up(&mut self, largest: bool) {
        let circle = if largest { &self.largest } else { &self.circle };
        let mut sum = T::default();
        for (before, &events) in self.before[1..].iter_mut().zip(circle) {
            sum = sum.plus(events);
            *before = sum;
        }
        self.before[self.steps + 1..].fill(sum);
        self.all.fill(sum);
    }

    /// Events before the end and before the start of every run, so many as they take in a row.
    fn ends(&self, runs: &Runs) -> (&[T], &[T]) {
        let width = runs.width();
        let ends = match runs.length {
            Some(length) => &self.before[runs.from + length..][..width],
            None => &self.all[..width],
        };
        (ends, &self.before[runs.from..][..width])
    }
}

/// What is searched.
pub(super) struct Search<'a, T> {
    circles: &'a Circles,
    windows: &'a Windows,
    fewest: &'a Fewest<T>,
    total: u64,
}

impl<'a, T: Tally> Search<'a, T> {
    pub(super) fn new(
        circles: &'a Circles,
        windows: &'a Windows,
        fewest: &'a Fewest<T>,
        total: u64,
    ) -> Self {
        Self {
            circles,
            windows,
            fewest,
            total,
        }
    }

    /// The cylinder with the highest score above 0.
    pub(super) fn best(&self, scratch: &mut Scratch<T>) -> Option<Cylinder> {
        let mut best = None;
        for (number, centre) in self.circles.centres().iter().enumerate() {
            self.round(number, centre, scratch, &mut best);
        }
        best
    }

    /// All circles round one centre, those of about the same size together: no circle holds more events
    /// in a run than a larger one round it.
    fn round(
        &self,
        number: usize,
        centre: &Centre,
        scratch: &mut Scratch<T>,
        best: &mut Option<Cylinder>,
    ) {
        scratch.circle.fill(T::default());
        let (mut member, mut at) = (0, 0);
        for alike in centre.rings.chunk_by(|a, b| a.size == b.size) {
            let (start, end) = (member, alike[alike.len() - 1].members as usize);
            member = end;
            scratch.largest.copy_from_slice(&scratch.circle);
            add(
                &mut scratch.largest,
                &scratch.counts,
                &centre.members[start..end],
            );
            if self.can_reach(&alike[alike.len() - 1], scratch, true, best.as_ref()) {
                let mut from = start;
                for (ring, of) in (at..).zip(alike) {
                    let members = &centre.members[from..of.members as usize];
                    from = of.members as usize;
                    add(&mut scratch.circle, &scratch.counts, members);
                    if self.can_reach(of, scratch, false, best.as_ref()) {
                        self.runs_of((number, ring), of, scratch, best);
                    }
                }
            } else {
                std::mem::swap(&mut scratch.circle, &mut scratch.largest);
            }
            at += alike.len();
        }
    }

    /// Whether a run of the circle may have a score as high as the best so far.
    fn can_reach(
        &self,
        ring: &Ring,
        scratch: &mut Scratch<T>,
        largest: bool,
        best: Option<&Cylinder>,
    ) -> bool {
        let (row, least) = self.row(ring, best);
        if ring.events < least {
            return false;
        }
        scratch.sum_up(largest);
        let reach = |runs: &Runs| {
            let (ends, starts) = scratch.ends(runs);
            reach(ends, starts, &row[runs.offset..][..runs.width()])
        };
        self.windows.runs().iter().any(reach)
    }

    fn row(&self, ring: &Ring, best: Option<&Cylinder>) -> (&[T], u64) {
        let score = best.map_or(0.0, |best| best.llr);
        self.fewest.row(self.fewest.level(score), ring.size)
    }

    /// The runs of one circle, whose events are summed up.
    fn runs_of(
        &self,
        (centre, number): (usize, usize),
        ring: &Ring,
        scratch: &Scratch<T>,
        best: &mut Option<Cylinder>,
    ) {
        let (row, _) = self.row(ring, best.as_ref());
        let total = self.total as f64;
        for runs in self.windows.runs() {
            let (ends, starts) = scratch.ends(runs);
            let row = &row[runs.offset..];
            for run in 0..runs.count {
                let observed = ends[run].minus(starts[run]);
                if observed < row[run] {
                    continue;
                }
                let (first, last) = self.windows.steps_of(runs, run);
                let of_run = self.windows.events((first, last));
                let expected = ring.events as f64 * of_run as f64 / total;
                let observed = u64::from(observed.get());
                let cylinder = Cylinder {
                    centre,
                    ring: number,
                    radius: ring.radius,
                    first,
                    last,
                    observed,
                    expected,
                    llr: llr(observed as f64, expected, total),
                };
                let is_ahead = best.is_none_or(|best| cylinder.is_ahead_of(&best));
                if cylinder.llr > 0.0 && is_ahead {
                    *best = Some(cylinder);
                }
            }
        }
    }
}

fn add<T: Tally>(circle: &mut [T], counts: &[T], members: &[u32]) {
    for &unit in members {
        let of_unit = &counts[unit as usize * circle.len()..][..circle.len()];
        for (sum, &count) in circle.iter_mut().zip(of_unit) {
            *sum = sum.plus(count);
        }
    }
}

/// Whether any run holds the fewest events asked for. Written so that many are compared at once.
fn reach<T: Tally>(ends: &[T], starts: &[T], fewest: &[T]) -> bool {
    let (ends, _) = ends.as_chunks::<LANES>();
    let (starts, _) = starts.as_chunks::<LANES>();
    let (fewest, _) = fewest.as_chunks::<LANES>();
    let mut reached = false;
    for ((ends, starts), fewest) in ends.iter().zip(starts).zip(fewest) {
        for lane in 0..LANES {
            reached |= ends[lane].minus(starts[lane]) >= fewest[lane];
        }
    }
    reached
}
