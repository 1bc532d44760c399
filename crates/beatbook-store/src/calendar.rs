//! The hours of a book's period, and which of them a selection looks at.

use beatbook_core::{Day, HourOfWeek, SECONDS_PER_HOUR, Selection, local_hour};

/// Every UTC hour from the first to the last event of a book, with its local day and hour of week.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    first: i64,
    local: Vec<(Day, HourOfWeek)>,
}

impl Calendar {
    /// The hours that cover `from..to` (seconds; at least one hour).
    pub(crate) fn new(from: i64, to: i64) -> Self {
        let first = from.div_euclid(SECONDS_PER_HOUR);
        let last = (to - 1).max(from).div_euclid(SECONDS_PER_HOUR);
        Self {
            first,
            local: (first..=last).map(local_hour).collect(),
        }
    }

    /// Local day and hour of the week of an instant within the period.
    pub(crate) fn local(&self, instant: i64) -> (Day, HourOfWeek) {
        let hour = instant.div_euclid(SECONDS_PER_HOUR) - self.first;
        self.local[hour.clamp(0, self.local.len() as i64 - 1) as usize]
    }

    /// The hours inside a selection's period and window, as running totals.
    pub(crate) fn inside(&self, selection: &Selection) -> Inside {
        let starts = selection.from().unwrap_or(Day::FIRST);
        let ends = selection.to().unwrap_or(Day::LAST);
        let mut total = 0;
        let mut totals = Vec::with_capacity(self.local.len() + 1);
        totals.push(0);
        for &(day, hour) in &self.local {
            let operational = match &selection.window {
                Some(window) => window.operational_day(day, hour),
                None => Some(day),
            };
            total += u32::from(operational.is_some_and(|day| starts <= day && day <= ends));
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
        let hour = |second: i64| (second.div_euclid(SECONDS_PER_HOUR) - self.first) as usize;
        let (first, last) = (hour(from), hour((to - 1).max(from)));
        match self.totals[last + 1] - self.totals[first] {
            0 => Lies::Outside,
            inside if inside as usize == last + 1 - first => Lies::Inside,
            _ => Lies::Perhaps,
        }
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
