//! Which hotspots are hot at which hours of the day or night.

use std::collections::HashMap;

use beatbook_analyse::{HotHours, hot_hours};
use beatbook_core::{
    Answer, Caveat, Count, HotClass, HotTest, HourFrame, HourlyCell, HourlyGroup, HourlyHotspots,
    Method, SECONDS_PER_HOUR, Selection, SelectionError, TimeRule, Unit, Verdict,
};

use crate::nights::hours_of;
use crate::scan::{Question, Scope};
use crate::store::{Store, check_no_pool};
use crate::tested::{NotTested, Tested};
use crate::week::looked_at;

/// Hours of the moving window: the one it is named after, one before and one after.
const MOVING: i64 = 3;

impl Store {
    /// The hours of a selection, each tested as a map of its own and all corrected together: the cells
    /// and the hotspots of the whole selection with their class at every hour.
    ///
    /// Hours are those of the window, all its nights folded together, or the 24 of the day. An hour looks
    /// at the events of a moving window, from an hour before it begins to an hour after it ends; an event
    /// counts there if its whole interval lies within, so that counts are whole. Nothing outside the
    /// selection is looked at: at the ends of a window the moving window is two hours wide, or one where the
    /// window is a single hour. Cells are compared with each other within an hour, so that makes no cell hot,
    /// and no number of this answer is of an event that the selection leaves out.
    ///
    /// # Errors
    /// [`SelectionError`] when the source knows no hours, cannot be asked for hotspots, or is asked by
    /// street segments or with `against`.
    pub fn hourly(&self, selection: &Selection) -> Result<Answer<HourlyHotspots>, SelectionError> {
        check_exchangeable(selection)?;
        let scope = Scope::new_timed(self, selection, Question::Patrol)?;
        let scan = scope.scan(self, selection);
        let tested = match Tested::new(self, &scope, &scan, selection, HotTest::Exact) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                let value = HourlyHotspots::untested(verdict);
                return Ok(self.answer(value, None, selection, &scope, &scan));
            }
        };
        let night = self.night(selection, &scope);
        let spans_of = |row: u32| {
            let (from, to) = (
                scope.source.from[row as usize],
                scope.source.to[row as usize],
            );
            let to = if selection.time == TimeRule::Start {
                from
            } else {
                to
            };
            night.span(from, to)
        };
        let by_span = tested.counts_by_step(self, &scope, &scan, night.spans.len(), spans_of);
        let counts = night.counts(&by_span);
        let in_study: Vec<bool> = (0..tested.keep.len() as u32)
            .map(|position| tested.is_tested(position))
            .collect();
        let found = hot_hours(&counts, &tested.neighbours, &tested.share, &in_study)
            .map_err(|error| SelectionError::new("unit", error.to_string(), [""; 0]))?;
        let (mut events, mut in_no_frame) = (vec![0; night.hours.len()], 0);
        for &row in &scan.rows {
            match spans_of(row) {
                Some(span) => night.add(span, &mut events),
                None => in_no_frame += 1,
            }
        }
        let value = Hourly {
            store: self,
            tested: &tested,
            night: &night,
            counts: &counts,
            events: &events,
            found: &found,
        }
        .told(selection, in_no_frame)?;
        let method = Method {
            statistic: "Getis-Ord Gi* of each hour",
            correction: "Benjamini-Hochberg over all cells and hours",
            ..tested.method(self)
        };
        let narrow = value
            .frames
            .iter()
            .any(|frame| i64::from(frame.width) < MOVING);
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer
            .caveats
            .extend(self.about_units(selection, &scope, &scan));
        if in_no_frame > 0 {
            answer.caveats.push(Caveat::Counted {
                count: Count::Exact(in_no_frame),
                of: None,
                what: "are known only to an interval that lies within no three hours: they are in no hour.",
            });
        }
        if narrow {
            answer.caveats.push(Caveat::Said(
                "An hour counts what lies within it, the hour before and the hour after; at an end of the window not all three are looked at.".into(),
            ));
        }
        Ok(answer)
    }

    fn night(&self, selection: &Selection, scope: &Scope<'_>) -> Night {
        let hours: Vec<u8> = match &selection.window {
            Some(window) => hours_of(window),
            None => (0..24).collect(),
        };
        let mut frame_at: HashMap<i64, u8> = HashMap::new();
        if let Some(looked_at) = looked_at(selection, scope.source, scope.period) {
            for (number, _, hour) in self.calendar.hours(&looked_at) {
                let frame = hours.iter().position(|known| *known == hour.hour());
                frame_at.extend(frame.map(|frame| (number, frame as u8)));
            }
        }
        Night::new(hours, &frame_at)
    }
}

/// Refuses what an hour is not tested for: whole units are dealt out, and those looked at.
fn check_exchangeable(selection: &Selection) -> Result<(), SelectionError> {
    if selection.unit == Unit::Street {
        let words = Unit::CELLS.map(|unit| unit.to_string());
        let reason = format!(
            "hours are tested by whole units, and street segments are of unequal length; use {}, premises or an area layer",
            words.join(", ")
        );
        let accepted = words
            .into_iter()
            .chain(["premises".into(), "an area layer".into()]);
        return Err(SelectionError::new("unit", reason, accepted));
    }
    check_no_pool("an hour compares", selection)
}

/// The hours of a selection, and in which of them an event counts.
struct Night {
    hours: Vec<u8>,
    widths: Vec<u8>,
    first: i64,
    /// For every hour from `first` on and for events that fill one, two or three hours from there: the
    /// position of their hours in `spans`.
    span_of: Vec<[u8; MOVING as usize]>,
    /// Sets of hours that an event can count in, as bits. There are few of them, so that counts are
    /// made for these and added up to hours.
    spans: Vec<u32>,
}

impl Night {
    const NONE: u8 = u8::MAX;

    /// - `frame_at`: position in `hours` of every hour of the book that is looked at.
    fn new(hours: Vec<u8>, frame_at: &HashMap<i64, u8>) -> Self {
        let first = frame_at.keys().min().copied().unwrap_or(0) - 1;
        let last = frame_at.keys().max().copied().unwrap_or(0) + 1;
        let mut widths = vec![0; hours.len()];
        for (number, &frame) in frame_at {
            let near = number - 1..=number + 1;
            let width = near.filter(|near| frame_at.contains_key(near)).count() as u8;
            let widest = &mut widths[usize::from(frame)];
            *widest = width.max(*widest);
        }
        let mut spans: Vec<u32> = Vec::new();
        let mut span_of = vec![[Self::NONE; MOVING as usize]; (last - first + 1) as usize];
        for (begins, row) in (first..).zip(&mut span_of) {
            for (length, span) in (0..MOVING).zip(row) {
                let centres = begins + length - 1..=begins + 1;
                let frames = centres.filter_map(|centre| frame_at.get(&centre));
                let bits = frames.fold(0_u32, |bits, frame| bits | 1 << frame);
                if bits == 0 {
                    continue;
                }
                let known = spans.iter().position(|known| *known == bits);
                let position = known.unwrap_or_else(|| {
                    spans.push(bits);
                    spans.len() - 1
                });
                *span = position as u8;
            }
        }
        Self {
            hours,
            widths,
            first,
            span_of,
            spans,
        }
    }

    /// The hours that an event counts in; `None` where its interval lies within no moving window.
    fn span(&self, from: i64, to: i64) -> Option<usize> {
        let begins = from.div_euclid(SECONDS_PER_HOUR);
        let length = (to - 1).max(from).div_euclid(SECONDS_PER_HOUR) - begins;
        let row = self
            .span_of
            .get(usize::try_from(begins - self.first).ok()?)?;
        let span = *row.get(usize::try_from(length).ok()?)?;
        (span != Self::NONE).then_some(usize::from(span))
    }

    /// Counts an event at each of its hours.
    fn add(&self, span: usize, events: &mut [u32]) {
        for (hour, events) in events.iter_mut().enumerate() {
            *events += self.spans[span] >> hour & 1;
        }
    }

    fn counts(&self, by_span: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let units = by_span.first().map_or(0, Vec::len);
        let mut counts = vec![vec![0; units]; self.hours.len()];
        for (bits, of_span) in self.spans.iter().zip(by_span) {
            for (hour, counts) in counts.iter_mut().enumerate() {
                if bits >> hour & 1 == 1 {
                    for (count, more) in counts.iter_mut().zip(of_span) {
                        *count += more;
                    }
                }
            }
        }
        counts
    }
}

/// What was found, to be told.
struct Hourly<'a> {
    store: &'a Store,
    tested: &'a Tested<'a>,
    night: &'a Night,
    counts: &'a [Vec<u32>],
    /// Events of each hour, without those of the ring.
    events: &'a [u32],
    found: &'a HotHours,
}

impl Hourly<'_> {
    fn told(
        &self,
        selection: &Selection,
        in_no_frame: u32,
    ) -> Result<HourlyHotspots, SelectionError> {
        let whole = self.store.hotspots(selection)?;
        let groups_of_cells = whole.value.cells.iter().map(|cell| (cell.cell, cell.group));
        let group_of: HashMap<u64, u32> = groups_of_cells.collect();
        let cells = self.cells(&group_of);
        let groups: Vec<HourlyGroup> = (0..)
            .zip(&whole.value.groups)
            .map(|(number, group)| {
                let mut classes = vec![HotClass::None; self.night.hours.len()];
                for cell in cells.iter().filter(|cell| cell.group == Some(number)) {
                    for (class, of_cell) in classes.iter_mut().zip(&cell.classes) {
                        *class = (*class).max(*of_cell);
                    }
                }
                let peak = self.tested.position(group.cells[0]);
                HourlyGroup {
                    id: group.id.clone(),
                    cell: group.cell.clone(),
                    rank: group.rank,
                    name: group.name.clone(),
                    events: group.events,
                    class: group.class,
                    counts: self.in_hood(peak),
                    expected: self.expected(peak),
                    classes,
                }
            })
            .collect();
        let hot = |classes: &[HotClass], hour: usize| classes[hour] > HotClass::None;
        let frame = |(hour, number): (usize, &u8)| HourFrame {
            hour: *number,
            width: self.night.widths[hour],
            events: Count::Exact(self.events[hour]),
            tested: self.found.p[hour]
                .iter()
                .flatten()
                .filter(|p| !p.is_nan())
                .count() as u32,
            cells: cells.iter().filter(|cell| hot(&cell.classes, hour)).count() as u32,
            groups: groups
                .iter()
                .filter(|group| hot(&group.classes, hour))
                .count() as u32,
        };
        Ok(HourlyHotspots {
            verdict: if cells.is_empty() {
                Verdict::None
            } else {
                Verdict::Hot
            },
            frames: self.night.hours.iter().enumerate().map(frame).collect(),
            tests: self.found.tests as u64,
            in_no_frame: Count::Exact(in_no_frame),
            withheld: 0,
            groups,
            cells,
        })
    }

    fn cells(&self, group_of: &HashMap<u64, u32>) -> Vec<HourlyCell> {
        let alpha = self.store.about().alpha;
        let class = |hour: &Option<Vec<f64>>, position: usize| match hour {
            Some(q) => HotClass::of(q[position], alpha),
            None => HotClass::None,
        };
        let cell = |position: usize| {
            let classes: Vec<HotClass> = self.found.q.iter().map(|q| class(q, position)).collect();
            let cell = self.tested.table.cell[self.tested.keep[position] as usize];
            classes
                .iter()
                .any(|class| *class > HotClass::None)
                .then(|| HourlyCell {
                    cell: self.store.unit_id(&self.tested.unit, cell),
                    number: cell,
                    group: group_of.get(&cell).copied(),
                    classes,
                })
        };
        (0..self.tested.keep.len()).filter_map(cell).collect()
    }

    fn in_hood(&self, peak: Option<u32>) -> Vec<Count> {
        let hood: Vec<u32> = peak
            .into_iter()
            .flat_map(|peak| self.tested.hood(peak))
            .collect();
        let sum = |counts: &Vec<u32>| hood.iter().map(|&cell| counts[cell as usize]).sum();
        self.counts
            .iter()
            .map(|counts| Count::Exact(sum(counts)))
            .collect()
    }

    fn expected(&self, peak: Option<u32>) -> Vec<Option<f64>> {
        let share = |cell: u32| self.tested.share[cell as usize];
        let ground: f64 = peak
            .into_iter()
            .flat_map(|peak| self.tested.hood(peak))
            .map(share)
            .sum();
        let all: f64 = self.tested.share.iter().sum();
        let total = |counts: &Vec<u32>| counts.iter().map(|&n| f64::from(n)).sum::<f64>();
        self.counts
            .iter()
            .map(|counts| Some(total(counts) / all * ground))
            .collect()
    }
}

#[cfg(test)]
#[path = "hourly_tests.rs"]
mod tests;
