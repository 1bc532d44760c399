//! Times as written to instants. Local civil time of Great Britain, unless the text has an offset.

use std::collections::HashMap;

use beatbook_core::{Day, Precision, SECONDS_PER_HOUR};
use jiff::fmt::strtime::BrokenDownTime;

use crate::TimeSpec;

/// The time of a row: seconds since 1970 UTC, `to` not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: i64,
    pub to: i64,
    pub precision: Precision,
}

impl Span {
    /// Some time on a day.
    pub fn of_day(day: Day) -> Self {
        Self {
            from: day.start(),
            to: day.plus(1).start(),
            precision: Precision::Date,
        }
    }
}

/// Why the time of a row cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TimeFault {
    /// The start is blank.
    Blank,
    /// The start is not written in the format, or no such time exists.
    From,
    /// The end is not.
    To,
    /// The end is before the start.
    EndFirst,
}

/// Reads the times of one file.
pub(crate) struct Times {
    format: String,
    precision: Precision,
    clock: bool,
    fixed: Option<FixedWidth>,
    /// The instant at which each local hour of a day begins.
    days: HashMap<i32, [i64; 24]>,
    /// Text and result of the last whole day or month.
    last: Option<(String, (i64, i64))>,
}

/// A moment, or a whole day or month: first instant and the one after the last. `second` is the
/// other instant at which the clock shows the same, in the hour that occurs twice; `skipped` says that
/// the clock never shows this time.
#[derive(Debug, Clone, Copy)]
struct Moment {
    from: i64,
    to: i64,
    second: i64,
    skipped: bool,
}

impl Moment {
    fn plain(from: i64, to: i64) -> Self {
        Self {
            from,
            to,
            second: from,
            skipped: false,
        }
    }
}

/// Year-first times with the same digits at the same bytes, read without the general parser.
#[derive(Debug, Clone, Copy)]
struct FixedWidth {
    year: usize,
    month: usize,
    day: usize,
    hour: usize,
    second: Option<usize>,
    length: usize,
    example: &'static [u8],
}

impl Times {
    /// For times written like this. The config has checked the format.
    pub fn new(spec: &TimeSpec) -> Self {
        Self {
            format: spec.format.clone(),
            precision: spec.precision,
            clock: has_clock(&spec.format),
            fixed: FixedWidth::of(&spec.format),
            days: HashMap::new(),
            last: None,
        }
    }

    /// The time of a row from its texts, which have no blanks round them. Without an end an interval
    /// is one moment, or one day when the format has no hour.
    pub fn span(&mut self, from: &str, to: Option<&str>) -> Result<Span, TimeFault> {
        if from.is_empty() {
            return Err(TimeFault::Blank);
        }
        let start = self.moment(from).ok_or(TimeFault::From)?;
        let precision = self.precision;
        let Some(to) = to.filter(|text| !text.is_empty()) else {
            let precision = match precision {
                Precision::Interval if self.clock => Precision::Instant,
                Precision::Interval => Precision::Date,
                other => other,
            };
            return Ok(Span {
                from: start.from,
                to: start.to,
                precision,
            });
        };
        let mut end = self.moment(to).ok_or(TimeFault::To)?;
        if end.from < start.from && end.second >= start.from {
            end.from = end.second; // from the first to the second of two like hours in autumn
            end.to = end.second;
        }
        if end.from < start.from && start.skipped && end.from >= start.from - SECONDS_PER_HOUR {
            (end.from, end.to) = (start.from, start.to);
        }
        if end.from < start.from {
            return Err(TimeFault::EndFirst);
        }
        let precision = match (end.from == start.from, self.clock) {
            (true, true) => Precision::Instant,
            (true, false) => Precision::Date,
            _ => Precision::Interval,
        };
        Ok(Span {
            from: start.from,
            to: end.to,
            precision,
        })
    }

    fn moment(&mut self, text: &str) -> Option<Moment> {
        if self.precision == Precision::Date || self.precision == Precision::Month || !self.clock {
            let (from, to) = self.whole(text)?;
            return Some(Moment::plain(from, to));
        }
        if let Some([year, month, day, hour, minute, second]) =
            self.fixed.and_then(|fixed| fixed.read(text.as_bytes()))
        {
            let day = Day::new(year as i16, month as i8, day as i8)?;
            return self.civil(day, hour, minute, second);
        }
        let broken = BrokenDownTime::parse(&self.format, text).ok()?;
        if broken.offset().is_some() || broken.timestamp().is_some() {
            let instant = broken.to_timestamp().ok()?.as_second();
            let year_sound = Day::new(1900, 1, 1)?.start() <= instant
                && instant < Day::new(2199, 12, 31)?.start();
            return year_sound.then_some(Moment::plain(instant, instant));
        }
        let civil = broken.to_datetime().ok()?;
        let day = Day::new(civil.year(), civil.month(), civil.day())?;
        self.civil(
            day,
            civil.hour() as u32,
            civil.minute() as u32,
            civil.second() as u32,
        )
    }

    fn civil(&mut self, day: Day, hour: u32, minute: u32, second: u32) -> Option<Moment> {
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let hours = self.days.entry(day.number()).or_insert_with(|| {
            std::array::from_fn(|h| day.at(h as i8, 0, 0).unwrap_or(day.start()))
        });
        let begin = hours[hour as usize];
        let rest = i64::from(minute * 60 + second);
        let next = hours.get(hour as usize + 1).copied().unwrap_or(begin);
        let twice = next - begin == 2 * SECONDS_PER_HOUR;
        let from = begin + rest;
        let second = if twice { from + SECONDS_PER_HOUR } else { from };
        Some(Moment {
            from,
            to: from,
            second,
            skipped: next == begin && hour < 23,
        })
    }

    /// A whole day, or the whole month when that is the precision.
    fn whole(&mut self, text: &str) -> Option<(i64, i64)> {
        if let Some((last, span)) = &self.last
            && last == text
        {
            return Some(*span);
        }
        let broken = BrokenDownTime::parse(&self.format, text).ok()?;
        let span = if self.precision == Precision::Month {
            let date = broken.to_date().ok();
            let year = date.map(jiff::civil::Date::year).or(broken.year())?;
            let month = date.map(jiff::civil::Date::month).or(broken.month())?;
            let month = Day::new(year, month, 1)?.month();
            (month.first().start(), month.next().first().start())
        } else {
            let date = broken.to_date().ok()?;
            let day = Day::new(date.year(), date.month(), date.day())?;
            (day.start(), day.plus(1).start())
        };
        self.last = Some((text.to_owned(), span));
        Some(span)
    }
}

impl FixedWidth {
    fn of(format: &str) -> Option<Self> {
        let iso = |second, length, example| Self {
            year: 0,
            month: 5,
            day: 8,
            hour: 11,
            second,
            length,
            example,
        };
        let british = |second, length, example| Self {
            year: 6,
            month: 3,
            day: 0,
            hour: 11,
            second,
            length,
            example,
        };
        Some(match format {
            "%Y-%m-%d %H:%M:%S" => iso(Some(17), 19, b"0000-00-00 00:00:00"),
            "%Y-%m-%dT%H:%M:%S" => iso(Some(17), 19, b"0000-00-00T00:00:00"),
            "%Y-%m-%d %H:%M" => iso(None, 16, b"0000-00-00 00:00"),
            "%Y-%m-%dT%H:%M" => iso(None, 16, b"0000-00-00T00:00"),
            "%d/%m/%Y %H:%M:%S" => british(Some(17), 19, b"00/00/0000 00:00:00"),
            "%d/%m/%Y %H:%M" => british(None, 16, b"00/00/0000 00:00"),
            _ => return None,
        })
    }

    /// Year, month, day, hour, minute, second; `None` when a byte is not what it should be.
    fn read(self, text: &[u8]) -> Option<[u32; 6]> {
        if text.len() != self.length {
            return None;
        }
        let like = |(&byte, &example): (&u8, &u8)| {
            if example == b'0' {
                byte.is_ascii_digit()
            } else {
                byte == example
            }
        };
        if !text.iter().zip(self.example).all(like) {
            return None;
        }
        let two = |at: usize| u32::from(text[at] - b'0') * 10 + u32::from(text[at + 1] - b'0');
        Some([
            two(self.year) * 100 + two(self.year + 2),
            two(self.month),
            two(self.day),
            two(self.hour),
            two(self.hour + 3),
            self.second.map_or(0, two),
        ])
    }
}

/// Reads days: year-month-day, or written as the times of a file or the day part of them.
pub(crate) struct Days {
    formats: Vec<String>,
    /// Text and result of the last day.
    last: Option<(String, Day)>,
}

impl Days {
    /// For days beside times written like this.
    pub fn beside(format: &str) -> Self {
        let formats = day_part(format).into_iter();
        Self {
            formats: formats.chain([format.to_owned()]).collect(),
            last: None,
        }
    }

    /// The day a text names; of a text with a time of day, the day of it.
    pub fn day(&mut self, text: &str) -> Option<Day> {
        if let Some((last, day)) = &self.last
            && last == text
        {
            return Some(*day);
        }
        let written = |format: &String| {
            let date = BrokenDownTime::parse(format, text).ok()?.to_date().ok()?;
            Day::new(date.year(), date.month(), date.day())
        };
        let day = Day::parse(text)
            .ok()
            .or_else(|| self.formats.iter().find_map(written))?;
        self.last = Some((text.to_owned(), day));
        Some(day)
    }
}

/// What stands before the time of day in a format, if that is a day.
pub(crate) fn day_part(format: &str) -> Option<String> {
    let mut chars = format.char_indices();
    let mut end = format.len();
    while let Some((at, letter)) = chars.next() {
        if letter == '%' {
            let directive = chars.by_ref().find(|(_, c)| !FLAGS.contains(*c));
            if directive.is_some_and(|(_, c)| CLOCK.contains(c)) {
                end = at;
                break;
            }
        }
    }
    let part = format[..end].trim_end_matches([' ', 'T', ',']).to_owned();
    let spec = TimeSpec {
        format: part,
        precision: Precision::Date,
    };
    (unusable(&spec.format).is_none() && fits(&spec)).then_some(spec.format)
}

/// Whether a format is a day, a blank and a time of day, so that two columns can be joined for it.
pub(crate) fn joins(format: &str) -> bool {
    let part = day_part(format);
    has_clock(format) && part.is_some_and(|part| format[part.len()..].starts_with(' '))
}

/// Directives that tell a time of day.
const CLOCK: &str = "HIklTRcrsX";
/// What may stand between `%` and the letter.
const FLAGS: &str = "-_0^#:.123456789";

/// Whether a format has an hour in it.
pub(crate) fn has_clock(format: &str) -> bool {
    directives(format).any(|d| CLOCK.contains(d))
}

/// Why a format cannot serve, with what to write instead.
pub(crate) fn unusable(format: &str) -> Option<String> {
    let date = directives(format).any(|d| "YyCGsFDxc".contains(d));
    if !date {
        return Some(format!(
            "`{format}` has no year; write it as for strptime, such as %Y-%m-%d %H:%M:%S or %d/%m/%Y %H:%M"
        ));
    }
    let read = example(format).is_some_and(|text| BrokenDownTime::parse(format, &text).is_ok());
    (!read).then(|| {
        format!(
            "`{format}` is not a time format; write it as for strptime, such as %Y-%m-%d %H:%M:%S or %d/%m/%Y %H:%M"
        )
    })
}

/// Whether a time written in the format tells what the precision needs.
pub(crate) fn fits(spec: &TimeSpec) -> bool {
    example(&spec.format).is_some_and(|text| Times::new(spec).span(&text, None).is_ok())
}

/// Some time written in the format.
fn example(format: &str) -> Option<String> {
    let time = jiff::Timestamp::from_second(1_700_000_000).ok()?;
    let zoned = time.to_zoned(jiff::tz::TimeZone::UTC);
    BrokenDownTime::from(&zoned).to_string(format).ok()
}

/// The letters after each `%`, flags and colons left out.
fn directives(format: &str) -> impl Iterator<Item = char> {
    let mut chars = format.chars();
    std::iter::from_fn(move || {
        loop {
            if chars.next()? == '%' {
                return chars.by_ref().find(|c| !FLAGS.contains(*c));
            }
        }
    })
}

#[cfg(test)]
#[path = "times_tests.rs"]
mod tests;
