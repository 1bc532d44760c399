//! A time as written, taken apart without knowing yet which of its numbers is the day.
//!
//! Read are: year first (`2024-05-03`, `2024/5/3`, `2024-05`, `20240503`), two numbers and a year
//! (`03/05/2024`, `3.5.24`), month and year (`05/2024`), names of months (`3 May 2024`, `3-May-24`,
//! `May 3, 2024`, `Fri 3rd May 2024`, `May 2024`) and serial numbers of Excel (`45415.924`). After a day
//! may follow, behind a blank or `T`, a time of day (`22:10`, `22:10:05.123`, `2210`, `10.10 pm`), and
//! after that an offset (`Z`, `+01:00`).

use beatbook_core::{Day, Month};

/// A way of writing days. Values of one way are read alike; two ways never share a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// Year, month and perhaps day, with this between them.
    YearFirst(char),
    /// `20240503`.
    Compact,
    /// Two numbers and a year, which has two digits where `short`. Which is the day is not said.
    TwoFirst { between: char, short: bool },
    /// Month and year.
    MonthYear(char),
    /// The month has a name; the year has two digits where `short`.
    Named { short: bool },
    /// Days since 1899-12-30, the fraction is the time of day.
    Serial,
}

/// Which of two numbers before a year is the day. Where the way of writing leaves no choice, it has no
/// meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// Hour, minute and second.
pub(crate) type Clock = [u32; 3];

/// A day, or only a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Date {
    Day(Day),
    Month(Month),
}

/// A value taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    pub way: Way,
    /// The numbers of the day as they stand; 0 where there is none. For a serial the first is the day.
    pub numbers: [u32; 3],
    pub clock: Option<Clock>,
    /// Seconds east of Greenwich, where the text says so.
    pub offset: Option<i32>,
}

/// Serial number of 1990-01-01: smaller numbers are no plausible times of events.
const SERIAL_FIRST: u32 = 32_874;
/// Serial number of 2100-01-01.
const SERIAL_END: u32 = 73_051;
/// Serial number of 1970-01-01.
const SERIAL_EPOCH: i32 = 25_569;
/// Excel counts 1900-02-29, which never was; its numbers are days only after that.
const SERIAL_SOUND: u32 = 61;

impl Value {
    /// Takes a text without blanks round it apart; `None` when it is no time written in a known way.
    pub fn split(text: &str) -> Option<Self> {
        let mut rest = Rest(text.as_bytes());
        if let Some((days, clock)) = serial(text) {
            let plausible = (SERIAL_FIRST..SERIAL_END).contains(&days);
            return plausible.then_some(Self::of_serial(days, clock));
        }
        let (way, numbers) = date(&mut rest)?;
        let mut value = Self {
            way,
            numbers,
            clock: None,
            offset: None,
        };
        if rest.0.is_empty() {
            return Some(value);
        }
        if numbers.contains(&0) || way == Way::Serial {
            return None; // a month has no time of day
        }
        let apart = rest.take(b'T') || rest.take(b't') || {
            rest.take(b',');
            rest.blanks()
        };
        if !apart {
            return None;
        }
        value.clock = Some(time_of_day(&mut rest)?);
        rest.blanks();
        if !rest.0.is_empty() {
            value.offset = Some(offset(&mut rest)?);
        }
        rest.0.is_empty().then_some(value)
    }

    /// A serial number, plausible or not; `None` when the text is no number or no day.
    pub fn of_excel(text: &str) -> Option<Self> {
        let (days, clock) = serial(text)?;
        (days >= SERIAL_SOUND).then_some(Self::of_serial(days, clock))
    }

    fn of_serial(days: u32, clock: Option<Clock>) -> Self {
        Self {
            way: Way::Serial,
            numbers: [days, 0, 0],
            clock,
            offset: None,
        }
    }

    /// The day or month, if there is one; years run from 1900 to 2199.
    pub fn date(&self, order: Order) -> Option<Date> {
        let [a, b, c] = self.numbers;
        let day = |year: u32, month: u32, day: u32| {
            let year = i16::try_from(year).ok()?;
            Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        };
        let month = |year, month| Some(Date::Month(day(year, month, 1)?.month()));
        match self.way {
            Way::YearFirst(_) if c == 0 => month(a, b),
            Way::MonthYear(_) => month(b, a),
            Way::Named { .. } if a == 0 => month(c, b),
            Way::YearFirst(_) | Way::Compact => day(a, b, c).map(Date::Day),
            Way::Named { .. } => day(c, b, a).map(Date::Day),
            Way::TwoFirst { .. } => match order {
                Order::DayFirst => day(c, b, a).map(Date::Day),
                Order::MonthFirst => day(c, a, b).map(Date::Day),
            },
            Way::Serial => {
                let number = i32::try_from(a).ok()? - SERIAL_EPOCH;
                let within = Day::new(2199, 12, 31)?.number() >= number;
                within.then_some(Date::Day(Day::from_number(number)))
            }
        }
    }
}

impl Way {
    /// The way in the letters people use, such as `dd/mm/yyyy`.
    pub fn words(self, order: Order) -> String {
        match self {
            Self::YearFirst(c) => format!("yyyy{c}mm{c}dd"),
            Self::Compact => "yyyymmdd".into(),
            Self::TwoFirst { between: c, short } => {
                let year = if short { "yy" } else { "yyyy" };
                match order {
                    Order::DayFirst => format!("dd{c}mm{c}{year}"),
                    Order::MonthFirst => format!("mm{c}dd{c}{year}"),
                }
            }
            Self::MonthYear(c) => format!("mm{c}yyyy"),
            Self::Named { short } => format!(
                "day, name of the month, {}-digit year",
                if short { 2 } else { 4 }
            ),
            Self::Serial => "serial number of Excel".into(),
        }
    }

    /// The same for months without a day.
    pub fn month_words(self) -> String {
        match self {
            Self::YearFirst(c) => format!("yyyy{c}mm"),
            Self::Named { .. } => "name of the month and year".into(),
            other => other.words(Order::DayFirst),
        }
    }

    /// The format a config has to name for this way, as for `strptime`.
    pub fn format(self, order: Order) -> String {
        match self {
            Self::YearFirst(c) => format!("%Y{c}%m{c}%d"),
            Self::Compact => "%Y%m%d".into(),
            Self::TwoFirst { between: c, short } => {
                let year = if short { "%y" } else { "%Y" };
                match order {
                    Order::DayFirst => format!("%d{c}%m{c}{year}"),
                    Order::MonthFirst => format!("%m{c}%d{c}{year}"),
                }
            }
            Self::MonthYear(c) => format!("%m{c}%Y"),
            Self::Named { short } => format!("%d %b {}", if short { "%y" } else { "%Y" }),
            Self::Serial => "excel".into(),
        }
    }
}

/// A time of day alone.
pub(crate) fn clock(text: &str) -> Option<Clock> {
    let mut rest = Rest(text.as_bytes());
    let clock = time_of_day(&mut rest)?;
    rest.0.is_empty().then_some(clock)
}

/// The bytes not yet read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take(&mut self, byte: u8) -> bool {
        let is = self.0.first() == Some(&byte);
        if is {
            self.0 = &self.0[1..];
        }
        is
    }

    /// Skips blanks; says whether there were any.
    fn blanks(&mut self) -> bool {
        let before = self.0.len();
        while self.take(b' ') {}
        self.0.len() < before
    }

    fn ahead(&self, of: impl Fn(&u8) -> bool) -> usize {
        self.0.iter().take_while(|byte| of(byte)).count()
    }

    /// A run of digits, at most nine, and how many they are.
    fn digits(&mut self) -> Option<(u32, usize)> {
        let count = self.ahead(u8::is_ascii_digit);
        if !(1..=9).contains(&count) {
            return None;
        }
        let number = self.0[..count]
            .iter()
            .fold(0, |number, byte| number * 10 + u32::from(byte - b'0'));
        self.0 = &self.0[count..];
        Some((number, count))
    }

    /// A number of one or two digits.
    fn small(&mut self) -> Option<u32> {
        let (number, count) = self.digits()?;
        (count <= 2).then_some(number)
    }

    /// Exactly two digits.
    fn two(&mut self) -> Option<u32> {
        let (number, count) = self.digits()?;
        (count == 2).then_some(number)
    }

    /// A year of four digits, or of two (and then true). As in `strptime`, 69 to 99 are of the last century.
    fn year(&mut self) -> Option<(u32, bool)> {
        match self.digits()? {
            (year, 4) => Some((year, false)),
            (year, 2) => Some((year + if year < 69 { 2000 } else { 1900 }, true)),
            _ => None,
        }
    }

    /// A run of letters.
    fn word(&mut self) -> &[u8] {
        let (word, rest) = self.0.split_at(self.ahead(u8::is_ascii_alphabetic));
        self.0 = rest;
        word
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Position of a name in a list, whole or cut after at least three letters.
fn named(word: &[u8], names: &[&str]) -> Option<u32> {
    let like = |name: &&str| {
        let name = name.as_bytes();
        word.len() >= 3 && word.len() <= name.len() && name[..word.len()].eq_ignore_ascii_case(word)
    };
    Some(names.iter().position(like)? as u32)
}

fn date(rest: &mut Rest<'_>) -> Option<(Way, [u32; 3])> {
    if rest.0.first()?.is_ascii_alphabetic() {
        let mut ahead = Rest(rest.0);
        if named(ahead.word(), &WEEKDAYS).is_some() {
            ahead.take(b',');
            ahead.blanks();
            rest.0 = ahead.0;
        }
    }
    if rest.0.first()?.is_ascii_alphabetic() {
        return month_day_year(rest);
    }
    let (first, count) = rest.digits()?;
    let between = *rest.0.first().unwrap_or(&0);
    match count {
        8 => {
            let numbers = [first / 10_000, first / 100 % 100, first % 100];
            sound(numbers[0], numbers[1], numbers[2]).then_some((Way::Compact, numbers))
        }
        4 if b"-/.".contains(&between) => {
            rest.take(between);
            let month = rest.small()?;
            let way = Way::YearFirst(between.into());
            if rest.take(between) {
                let day = rest.small().filter(|day| *day > 0)?;
                return Some((way, [first, month, day]));
            }
            (between != b'.').then_some((way, [first, month, 0]))
        }
        1 | 2 if b"-/.".contains(&between) && rest.0.get(1).is_some_and(u8::is_ascii_digit) => {
            rest.take(between);
            let (second, digits) = rest.digits()?;
            if digits == 4 && between != b'.' {
                return Some((Way::MonthYear(between.into()), [first, second, 0]));
            }
            if digits > 2 || !rest.take(between) {
                return None;
            }
            let (year, short) = rest.year()?;
            let between = between.into();
            Some((Way::TwoFirst { between, short }, [first, second, year]))
        }
        1 | 2 => day_month_year(rest, first),
        _ => None,
    }
}

/// Whether eight digits can be a year, month and day; those of `03052024` cannot.
fn sound(year: u32, month: u32, day: u32) -> bool {
    (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `May 3, 2024` or `May 2024`.
fn month_day_year(rest: &mut Rest<'_>) -> Option<(Way, [u32; 3])> {
    let month = named(rest.word(), &MONTHS)? + 1;
    between(rest);
    let (number, count) = rest.digits()?;
    if count == 4 {
        return Some((Way::Named { short: false }, [0, month, number]));
    }
    if count > 2 || number == 0 {
        return None;
    }
    ordinal(rest);
    if !(rest.take(b',') | rest.blanks()) {
        return None;
    }
    rest.blanks();
    let (year, short) = rest.year()?;
    (!short).then_some((Way::Named { short }, [number, month, year]))
}

/// What follows the day in `3 May 2024`, `3-May-24`, `3rd May 2024`, `03MAY2024`.
fn day_month_year(rest: &mut Rest<'_>, day: u32) -> Option<(Way, [u32; 3])> {
    if day == 0 {
        return None;
    }
    ordinal(rest);
    between(rest);
    let month = named(rest.word(), &MONTHS)? + 1;
    rest.take(b'.');
    rest.take(b',');
    between(rest);
    let (year, short) = rest.year()?;
    Some((Way::Named { short }, [day, month, year]))
}

fn ordinal(rest: &mut Rest<'_>) {
    let ends: [&[u8]; 4] = [b"st", b"nd", b"rd", b"th"];
    let is = |rest: &Rest<'_>| {
        let count = rest.ahead(u8::is_ascii_alphabetic);
        ends.iter()
            .any(|end| rest.0[..count].eq_ignore_ascii_case(end))
    };
    if is(rest) {
        rest.0 = &rest.0[2..];
    }
}

fn between(rest: &mut Rest<'_>) {
    if !rest.blanks() && !rest.take(b'-') {
        rest.take(b'/');
    }
}

fn time_of_day(rest: &mut Rest<'_>) -> Option<Clock> {
    let (first, count) = rest.digits()?;
    let mut clock = match count {
        3 | 4 => [first / 100, first % 100, 0], // 930 is a 0930 that lost its nought
        6 => [first / 10_000, first / 100 % 100, first % 100],
        1 | 2 => {
            let mark = *rest.0.first().unwrap_or(&0);
            if b":.".contains(&mark) {
                rest.take(mark);
                let minute = rest.two()?;
                let second = if rest.take(mark) { rest.two()? } else { 0 };
                [first, minute, second]
            } else {
                let half = rest.0.iter().find(|byte| **byte != b' ')?;
                if !b"aApP".contains(half) {
                    return None;
                }
                [first, 0, 0]
            }
        }
        _ => return None,
    };
    if rest.take(b'.') || rest.take(b',') {
        rest.digits()?; // fractions of a second are not kept
    }
    halves(rest, &mut clock)?;
    (clock[0] < 24 && clock[1] < 60 && clock[2] < 60).then_some(clock)
}

/// `am` or `pm`, if it is there.
fn halves(rest: &mut Rest<'_>, clock: &mut Clock) -> Option<()> {
    let mut ahead = Rest(rest.0);
    ahead.blanks();
    let after = match ahead.word() {
        word if word.eq_ignore_ascii_case(b"am") => 0,
        word if word.eq_ignore_ascii_case(b"pm") => 12,
        _ => return Some(()),
    };
    rest.0 = ahead.0;
    let hour = (1..=12).contains(&clock[0]).then_some(clock[0])?;
    clock[0] = hour % 12 + after;
    Some(())
}

/// `Z`, `+01:00`, `+0100` or `+01`, in seconds.
fn offset(rest: &mut Rest<'_>) -> Option<i32> {
    if rest.take(b'Z') || rest.take(b'z') {
        return Some(0);
    }
    let west = rest.take(b'-');
    if !west && !rest.take(b'+') {
        return None;
    }
    let (hours, minutes) = match rest.digits()? {
        (hours, 2) if rest.take(b':') => (hours, rest.two()?),
        (hours, 2) => (hours, 0),
        (both, 4) => (both / 100, both % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = (hours * 3600 + minutes * 60) as i32;
    Some(if west { -seconds } else { seconds })
}

/// Days, and the time of day where there is a fraction, rounded to the second.
fn serial(text: &str) -> Option<(u32, Option<Clock>)> {
    let (days, fraction) = match text.split_once('.') {
        Some((days, fraction)) => (days, fraction),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !(2..=5).contains(&days.len()) || !digits(days) || !digits(fraction) || fraction.len() > 17 {
        return None;
    }
    if text.len() > days.len() && fraction.is_empty() {
        return None;
    }
    let number: u32 = days.parse().ok()?;
    let part: f64 = format!("0.{fraction}0").parse().ok()?;
    if part == 0.0 {
        return Some((number, None));
    }
    let seconds = (part * 86_400.0).round() as u32;
    let (number, seconds) = (number + seconds / 86_400, seconds % 86_400);
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60];
    Some((number, Some(clock)))
}

#[cfg(test)]
#[path = "notation_tests.rs"]
mod tests;
