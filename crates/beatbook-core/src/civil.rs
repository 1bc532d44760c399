//! Local civil time in Great Britain (Europe/London), clock changes included.
//!
//! Instants are seconds since 1970-01-01 00:00 UTC. The clock moves by whole hours, so every whole
//! UTC hour lies in exactly one local hour.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Length of the smallest unit that windows and grids know.
pub const SECONDS_PER_HOUR: i64 = 3_600;

/// A date or hour that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CivilError {
    /// Not a day of the calendar.
    #[error("`{0}` is not a day; write year-month-day, such as 2024-09-30")]
    Day(String),
    /// Not a month of the calendar.
    #[error("`{0}` is not a month; write year-month, such as 2024-09")]
    Month(String),
}

/// A calendar day: whole days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// Before every day that can be read.
    pub const FIRST: Self = Self(i32::MIN);
    /// After every day that can be read.
    pub const LAST: Self = Self(i32::MAX);

    /// Reads `2024-09-30`. Years run from 1900 to 2199.
    ///
    /// # Errors
    /// [`CivilError::Day`] when there is no such day.
    pub fn parse(text: &str) -> Result<Self, CivilError> {
        let wrong = || CivilError::Day(text.into());
        let mut parts = text.splitn(3, '-');
        let mut number = |digits: usize| {
            let part = parts
                .next()
                .filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|p| p.parse::<i16>().ok()).ok_or_else(wrong)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        Self::new(year, month as i8, day as i8).ok_or_else(wrong)
    }

    /// The day of a year, month and day of the month; `None` when there is no such day, or the year
    /// is outside 1900 to 2199.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day)
            .ok()
            .filter(|_| (1900..2200).contains(&year))?;
        Some(Self(days_since_epoch(date)))
    }

    /// The day so many days after 1970-01-01.
    pub const fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// Whole days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day a number of days later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8 // 1970-01-01 was a Thursday
    }

    /// The month this day lies in.
    pub fn month(self) -> Month {
        let date = self.date();
        Month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// The instant at which the local clock shows this time of day. A time the clock skips in spring
    /// is taken an hour later; of a time that occurs twice in autumn the first is meant.
    pub fn at(self, hour: i8, minute: i8, second: i8) -> Option<i64> {
        let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
        let zoned = self.date().to_datetime(time).to_zoned(london()).ok()?;
        Some(zoned.timestamp().as_second())
    }

    /// The instant at which the day begins. (Clocks in Great Britain do not change at midnight.)
    pub fn start(self) -> i64 {
        self.at(0, 0, 0).unwrap_or(i64::from(self.0) * 86_400)
    }

    /// The local day of an instant.
    pub fn of(instant: i64) -> Self {
        local_hour(instant.div_euclid(SECONDS_PER_HOUR)).0
    }

    fn date(self) -> Date {
        Date::constant(1970, 1, 1)
            .checked_add(SignedDuration::from_hours(i64::from(self.0) * 24))
            .unwrap_or(Date::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// Reads `2024-09`.
    ///
    /// # Errors
    /// [`CivilError::Month`] when there is no such month.
    pub fn parse(text: &str) -> Result<Self, CivilError> {
        let first = Day::parse(&format!("{text}-01"));
        first
            .map(Day::month)
            .map_err(|_| CivilError::Month(text.into()))
    }

    /// The first day of the month.
    pub fn first(self) -> Day {
        let (year, month) = self.year_month();
        Day::new(year, month, 1).unwrap_or(Day(0))
    }

    /// The last day of the month.
    pub fn last(self) -> Day {
        self.next().first().plus(-1)
    }

    /// The month so many months later (earlier when negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// 1 for January to 12 for December.
    pub fn of_year(self) -> u8 {
        self.year_month().1 as u8
    }

    /// The month after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    fn year_month(self) -> (i16, i8) {
        (
            self.0.div_euclid(12) as i16,
            self.0.rem_euclid(12) as i8 + 1,
        )
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.year_month();
        write!(f, "{year:04}-{month:02}")
    }
}

/// An hour of the week in local civil time: 0 is Monday 00:00, 167 is Sunday 23:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HourOfWeek(u8);

impl HourOfWeek {
    /// Hours in a week.
    pub const COUNT: usize = 168;
    /// The days, short, in the order of [`HourOfWeek::weekday`].
    pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// From a weekday (0 is Monday) and an hour of the day; both wrap round.
    pub fn new(weekday: u8, hour: u8) -> Self {
        Self(((u16::from(weekday) * 24 + u16::from(hour)) % 168) as u8)
    }

    /// 0 to 167.
    pub fn number(self) -> u8 {
        self.0
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        self.0 % 24
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0 / 24
    }
}

/// The local day and hour of the week of a whole UTC hour, counted from 1970-01-01 00:00 UTC.
pub fn local_hour(utc_hour: i64) -> (Day, HourOfWeek) {
    let instant = Timestamp::from_second(utc_hour * SECONDS_PER_HOUR).unwrap_or(Timestamp::MAX);
    let local = london().to_datetime(instant);
    let day = Day(days_since_epoch(local.date()));
    (day, HourOfWeek::new(day.weekday(), local.hour() as u8))
}

fn days_since_epoch(date: Date) -> i32 {
    let hours = date.duration_since(Date::constant(1970, 1, 1)).as_hours();
    (hours / 24) as i32
}

fn london() -> TimeZone {
    use std::sync::LazyLock;
    static LONDON: LazyLock<TimeZone> =
        LazyLock::new(|| TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC));
    LONDON.clone()
}

#[cfg(test)]
#[path = "civil_tests.rs"]
mod tests;
