//! The hours of a book's period, and which of them a selection looks at.

use std::collections::{BTreeMap, HashMap};

use beatbook_analyse::{MAX_SPAN, UNIT};
use beatbook_core::{Day, HourOfWeek, SECONDS_PER_HOUR, Selection, SelectionError, local_hour};

use crate::zones::Span;

/// Dated days of the book, by kind: bank holidays, match days.
#[derive(Debug, Clone, Default)]
pub(crate) struct DatedDays {
    kinds: BTreeMap<Box<str>, u32>,
    of: HashMap<Day, Vec<Box<str>>>,
}

impl DatedDays {
    pub(crate) fn new<'a>(days: impl IntoIterator<Item = (Day, &'a str)>) -> Self {
        let mut dated = Self::default();
        for (day, kind) in days {
            let kinds = dated.of.entry(day).or_default();
            // Two matches on one day are one day.
            if !kinds.iter().any(|known| **known == *kind) {
                kinds.push(kind.into());
                *dated.kinds.entry(kind.into()).or_default() += 1;
            }
        }
        dated
    }

    /// Kinds, and how many of their days lie in each of two windows; those that lie in neither are left
    /// out.
    pub(crate) fn in_windows(&self, windows: [(Day, Day); 2]) -> BTreeMap<Box<str>, (u32, u32)> {
        let mut found: BTreeMap<Box<str>, (u32, u32)> = BTreeMap::new();
        for (day, kinds) in &self.of {
            let inside = windows.map(|(from, to)| u32::from(from <= *day && *day <= to));
            if inside == [0, 0] {
                continue;
            }
            for kind in kinds {
                let (first, second) = found.entry(kind.clone()).or_default();
                *first += inside[0];
                *second += inside[1];
            }
        }
        found
    }

    /// Kinds and how many days each has.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&str, u32)> {
        self.kinds.iter().map(|(kind, days)| (&**kind, *days))
    }

    /// Whether a selection's kinds of days are all known.
    pub(crate) fn check(&self, selection: &Selection) -> Result<(), SelectionError> {
        let known = |kind: &str| kind == Selection::ORDINARY || self.kinds.contains_key(kind);
        let Some(unknown) = selection.days().iter().find(|kind| !known(kind)) else {
            return Ok(());
        };
        let accepted: Vec<&str> = std::iter::once(Selection::ORDINARY)
            .chain(self.kinds.keys().map(|kind| &**kind))
            .collect();
        let reason = if self.kinds.is_empty() {
            "the book has no calendar; name one under [calendar] and build it again".to_owned()
        } else {
            format!(
                "the calendar has no `{unknown}`; use {}",
                accepted.join(", ")
            )
        };
        Err(SelectionError::new("days", reason, accepted))
    }

    fn holds(&self, day: Day, wanted: &[Box<str>]) -> bool {
        if wanted.is_empty() {
            return true;
        }
        match self.of.get(&day) {
            Some(kinds) => kinds.iter().any(|kind| wanted.contains(kind)),
            None => wanted.iter().any(|kind| &**kind == Selection::ORDINARY),
        }
    }
}

/// Every UTC hour from the first to the last event of a book, with its local day and hour of week.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    first: i64,
    local: Vec<(Day, HourOfWeek)>,
    pub(crate) dated: DatedDays,
}

impl Calendar {
    /// The hours that cover `from..to` (seconds; at least one hour).
    pub(crate) fn new(from: i64, to: i64, dated: DatedDays) -> Self {
        let first = from.div_euclid(SECONDS_PER_HOUR);
        let last = (to - 1).max(from).div_euclid(SECONDS_PER_HOUR);
        Self {
            first,
            local: (first..=last).map(local_hour).collect(),
            dated,
        }
    }

    /// Local day and hour of the week of an instant within the period.
    pub(crate) fn local(&self, instant: i64) -> (Day, HourOfWeek) {
        let hour = instant.div_euclid(SECONDS_PER_HOUR) - self.first;
        self.local[hour.clamp(0, self.local.len() as i64 - 1) as usize]
    }

    /// The day an hour counts to: with a window the one on which its span began, `None` outside it.
    pub(crate) fn operational_day(
        selection: &Selection,
        day: Day,
        hour: HourOfWeek,
    ) -> Option<Day> {
        match &selection.window {
            Some(window) => window.operational_day(day, hour),
            None => Some(day),
        }
    }

    /// Whether a (operational) day is in the period and of the kinds asked for.
    fn looks_at(&self, selection: &Selection, day: Day) -> bool {
        selection.from().is_none_or(|from| from <= day)
            && selection.to().is_none_or(|to| day <= to)
            && self.dated.holds(day, selection.days())
    }

    /// Every hour of the book that a selection looks at: number, operational day, hour of the week.
    pub(crate) fn hours<'a>(
        &'a self,
        selection: &'a Selection,
    ) -> impl Iterator<Item = (i64, Day, HourOfWeek)> + 'a {
        (self.first..)
            .zip(&self.local)
            .filter_map(move |(number, &(day, hour))| {
                let operational = Self::operational_day(selection, day, hour)?;
                self.looks_at(selection, operational)
                    .then_some((number, operational, hour))
            })
    }

    /// The hours inside a selection's period and window, as running totals.
    pub(crate) fn inside(&self, selection: &Selection) -> Inside {
        let mut total = 0;
        let mut totals = Vec::with_capacity(self.local.len() + 1);
        totals.push(0);
        // A day has 24 hours: what it is is asked once for all of them.
        let mut asked: Option<(Day, bool)> = None;
        let mut looks_at = |day: Day| match asked {
            Some((known, inside)) if known == day => inside,
            _ => {
                let inside = self.looks_at(selection, day);
                asked = Some((day, inside));
                inside
            }
        };
        for &(day, hour) in &self.local {
            let operational = Self::operational_day(selection, day, hour);
            total += u32::from(operational.is_some_and(&mut looks_at));
            totals.push(total);
        }
        Inside {
            first: self.first,
            totals,
        }
    }
}

/// How an event lies to the hours of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    Inside,
    Perhaps,
    Outside,
}

/// Running totals of the hours inside a selection: an interval is one subtraction.
#[derive(Debug)]
pub(crate) struct Inside {
    first: i64,
    totals: Vec<u32>,
}

impl Inside {
    /// Where the interval `from..to` lies (an instant when both are equal).
    pub(crate) fn lies(&self, from: i64, to: i64) -> Lies {
        self.over(Span::of(from, to))
    }

    /// Where the hours of a span lie.
    #[inline]
    pub(crate) fn over(&self, span: Span) -> Lies {
        let hour = |hour: i32| (i64::from(hour) - self.first) as usize;
        let (first, last) = (hour(span.first), hour(span.last));
        match self.totals[last + 1] - self.totals[first] {
            0 => Lies::Outside,
            inside if inside as usize == last + 1 - first => Lies::Inside,
            _ => Lies::Perhaps,
        }
    }

    /// The part of the interval `from..to` that lies inside, of [`UNIT`], rounded down: aoristic
    /// weight (Ratcliffe 2002). An instant lies in its hour. `None` where the interval reaches
    /// outside and is too long to be spread.
    pub(crate) fn weight(&self, from: i64, to: i64) -> Option<u64> {
        match self.lies(from, to) {
            Lies::Inside => Some(UNIT),
            Lies::Outside => Some(0),
            Lies::Perhaps if to - from > MAX_SPAN => None,
            Lies::Perhaps => {
                let seconds = self.seconds_before(to) - self.seconds_before(from);
                // Seven days of seconds are 20 bits, a unit is 32.
                Some(seconds as u64 * UNIT / (to - from) as u64)
            }
        }
    }

    /// Seconds looked at from the first hour to an instant.
    fn seconds_before(&self, instant: i64) -> i64 {
        let hour = (instant.div_euclid(SECONDS_PER_HOUR) - self.first) as usize;
        let before = i64::from(self.totals[hour]) * SECONDS_PER_HOUR;
        let is_inside = (self.totals.get(hour + 1)).is_some_and(|&t| t > self.totals[hour]);
        before + i64::from(is_inside) * instant.rem_euclid(SECONDS_PER_HOUR)
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
