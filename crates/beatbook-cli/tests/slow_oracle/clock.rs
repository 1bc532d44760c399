//! Which hours a selection looks at, one hour after the other.

use std::cell::RefCell;
use std::collections::HashMap;

use beatbook_core::{Day, SECONDS_PER_HOUR, local_hour};

use crate::text::Text;

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Dated days and their kinds.
pub type Days = HashMap<Day, Vec<String>>;

/// The hours of one selection.
pub struct Clock<'a> {
    spans: Option<Vec<(u8, u8)>>,
    from: Option<Day>,
    to: Option<Day>,
    kinds: Vec<&'a str>,
    days: &'a Days,
    known: RefCell<HashMap<i64, bool>>,
}

impl<'a> Clock<'a> {
    pub fn new(text: &Text<'a>, days: &'a Days) -> Self {
        let day = |key| text.get(key).map(|day| Day::parse(day).unwrap());
        Self {
            spans: text
                .get("window")
                .map(|window| window.split(',').map(span).collect()),
            from: day("from"),
            to: day("to"),
            kinds: text.list("days"),
            days,
            known: RefCell::default(),
        }
    }

    /// Whether a UTC hour is looked at.
    pub fn looks_at(&self, hour: i64) -> bool {
        let mut known = self.known.borrow_mut();
        *known.entry(hour).or_insert_with(|| {
            let (day, hour) = local_hour(hour);
            self.counts_to(day, hour.number()).is_some_and(|day| {
                self.from.is_none_or(|from| from <= day)
                    && self.to.is_none_or(|to| day <= to)
                    && self.is_of_kind(day)
            })
        })
    }

    /// The day an hour of the week counts to: back through the hours to the beginning of its span.
    fn counts_to(&self, day: Day, hour: u8) -> Option<Day> {
        let Some(spans) = &self.spans else {
            return Some(day);
        };
        for &(start, end) in spans {
            let (mut day, mut hour) = (day, hour);
            for _ in 0..(i32::from(end) - i32::from(start)).rem_euclid(168) {
                if hour == start {
                    return Some(day);
                }
                if hour % 24 == 0 {
                    day = day.plus(-1);
                }
                hour = hour.checked_sub(1).unwrap_or(167);
            }
        }
        None
    }

    fn is_of_kind(&self, day: Day) -> bool {
        match self.days.get(&day) {
            _ if self.kinds.is_empty() => true,
            Some(kinds) => kinds.iter().any(|kind| self.kinds.contains(&kind.as_str())),
            None => self.kinds.contains(&"ordinary"),
        }
    }

    /// How many of the hours that an interval touches are looked at, and how many it touches.
    pub fn hours(&self, from: i64, to: i64) -> (u32, u32) {
        let last = (to - 1).max(from);
        let mut hour = from.div_euclid(SECONDS_PER_HOUR);
        let (mut inside, mut all) = (0, 0);
        while hour * SECONDS_PER_HOUR <= last {
            inside += u32::from(self.looks_at(hour));
            all += 1;
            hour += 1;
        }
        (inside, all)
    }

    /// Seconds of an interval in hours that are looked at.
    pub fn seconds(&self, from: i64, to: i64) -> i64 {
        let mut seconds = 0;
        let mut at = from;
        while at < to {
            let hour = at.div_euclid(SECONDS_PER_HOUR);
            let end = ((hour + 1) * SECONDS_PER_HOUR).min(to);
            if self.looks_at(hour) {
                seconds += end - at;
            }
            at = end;
        }
        seconds
    }
}

/// `fri22-sat07` as hours of the week.
fn span(text: &str) -> (u8, u8) {
    let hour = |text: &str| {
        let day = WEEK.iter().position(|day| text.starts_with(day)).unwrap() as u8;
        day * 24 + text[3..].parse::<u8>().unwrap()
    };
    let (start, end) = text.split_once('-').unwrap();
    (hour(start), hour(end))
}
