//! Windows: parts of the week in which something is looked at.

use std::fmt;

use crate::{Day, HourOfWeek};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A window that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WindowError {
    /// Not a span of the week.
    #[error(
        "`{0}` is not a window; write day and hour twice, such as fri22-sat07 (the end is not included)"
    )]
    Span(String),
    /// A span that ends where it starts could mean nothing or a whole week.
    #[error("window `{0}` ends where it starts; leave the window out to look at the whole week")]
    Empty(String),
    /// An hour would belong to two nights.
    #[error("windows `{0}` and `{1}` overlap; join them into one")]
    Overlap(String, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Span {
    start: u8,
    end: u8,
}

impl Span {
    fn hours(self) -> u8 {
        ((u16::from(self.end) + 168 - u16::from(self.start)) % 168) as u8
    }

    fn offset_of(self, hour: HourOfWeek) -> Option<u8> {
        let offset = ((u16::from(hour.number()) + 168 - u16::from(self.start)) % 168) as u8;
        (offset < self.hours()).then_some(offset)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |hour: u8| format!("{}{:02}", DAYS[usize::from(hour / 24)], hour % 24);
        write!(f, "{}-{}", part(self.start), part(self.end))
    }
}

/// A set of spans of the week, half-open and free of overlap. A span may cross midnight; all of it
/// belongs to the day on which it starts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Window {
    spans: Vec<Span>,
}

impl Window {
    /// Reads `fri22-sat07,sat22-sun07`.
    ///
    /// # Errors
    /// [`WindowError`], naming the span at fault.
    pub fn parse(text: &str) -> Result<Self, WindowError> {
        let mut spans = text
            .split(',')
            .map(|part| span(part.trim()))
            .collect::<Result<Vec<_>, _>>()?;
        spans.sort_unstable();
        for (i, a) in spans.iter().enumerate() {
            let clash = |b: &&Span| a.offset_of(HourOfWeek::new(0, b.start)).is_some();
            if let Some(b) = spans[..i].iter().chain(&spans[i + 1..]).find(clash) {
                return Err(WindowError::Overlap(a.to_string(), b.to_string()));
            }
        }
        Ok(Self { spans })
    }

    /// The operational day of a local hour: the day on which its span started. `None` outside the
    /// window.
    pub fn operational_day(&self, day: Day, hour: HourOfWeek) -> Option<Day> {
        self.spans.iter().find_map(|span| {
            let offset = span.offset_of(hour)?;
            let hours_before_midnight = i32::from(offset) - i32::from(hour.hour());
            Some(day.plus(-(hours_before_midnight.max(0) + 23) / 24))
        })
    }

    /// Hours of the week covered.
    pub fn hours(&self) -> u32 {
        self.spans.iter().map(|span| u32::from(span.hours())).sum()
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, span) in self.spans.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            span.fmt(f)?;
        }
        Ok(())
    }
}

fn span(text: &str) -> Result<Span, WindowError> {
    let wrong = || WindowError::Span(text.into());
    let (start, end) = text.split_once('-').ok_or_else(wrong)?;
    let hour = |part: &str| {
        let (day, hour) = part.split_at_checked(3)?;
        let day = DAYS.iter().position(|d| *d == day)? as u8;
        let digits = hour.len() == 2 && hour.bytes().all(|b| b.is_ascii_digit());
        let hour = hour.parse::<u8>().ok().filter(|&h| digits && h < 24)?;
        Some(day * 24 + hour)
    };
    let span = Span {
        start: hour(start).ok_or_else(wrong)?,
        end: hour(end).ok_or_else(wrong)?,
    };
    if span.start == span.end {
        Err(WindowError::Empty(text.into()))
    } else {
        Ok(span)
    }
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
