//! Times as written to instants. Local civil time of Great Britain, unless the text has an offset.

use std::collections::HashMap;

use beatbook_core::{Day, Month, Precision, SECONDS_PER_HOUR};
use jiff::fmt::strtime::BrokenDownTime;

use crate::evidence::Decided;
use crate::notation::{self, Clock, Date, Order, Value, Way};

/// The word of a config for serial numbers of Excel.
pub(crate) const EXCEL: &str = "excel";

/// The time of a row: seconds since 1970 UTC, `to` not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: i64,
    pub to: i64,
    pub precision: Precision,
    /// Whether the start was not known, so that the hours before the end were taken.
    pub widened: bool,
}

impl Span {
    fn new(from: i64, to: i64, precision: Precision) -> Self {
        Self {
            from,
            to,
            precision,
            widened: false,
        }
    }

    /// Some time on a day.
    pub fn of_day(day: Day) -> Self {
        Self::new(day.start(), day.plus(1).start(), Precision::Date)
    }
}

/// Why the time of a row cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TimeFault {
    /// The start is blank.
    Blank,
    /// The start is not written like the column, or no such time exists.
    From,
    /// The end is not.
    To,
    /// The end is so many seconds before the start.
    EndFirst {
        seconds: i64,
        /// Both are of one day, so that the end may be of the day after.
        same_day: bool,
    },
}

/// Why the time of a row in four columns cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FourFault {
    Time(TimeFault),
    /// The time of day of the start (0) or of the end (1), or the latter without its day.
    Clock(usize),
}

/// How the times of a column are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// As for `strptime`, or [`EXCEL`]: the config says so.
    Format(String),
    /// The values decided.
    Style(Decided),
}

impl Written {
    /// For a sentence that begins "is not a time written as".
    pub fn words(&self) -> String {
        match self {
            Self::Format(format) if format == EXCEL => Way::Serial.words(Order::DayFirst),
            Self::Format(format) => format.clone(),
            Self::Style(decided) => decided.words(),
        }
    }

    /// Whether a text that is no time has the outline of one, so that nothing is wrong but the numbers.
    pub fn is_unreal(&self, text: &str) -> bool {
        let of_format =
            |format: &str| example(format).is_some_and(|e| outline(&e) == outline(text));
        match self {
            Self::Format(format) if format == EXCEL => false,
            // In the other order it is a day: then the format is wrong.
            Self::Format(format) => {
                let is_day = Value::split(text).is_some_and(|value| {
                    [Order::DayFirst, Order::MonthFirst]
                        .iter()
                        .any(|order| value.date(*order).is_some())
                });
                let of_day = || day_part(format).is_some_and(|day| of_format(&day));
                !is_day && (of_format(format) || of_day())
            }
            Self::Style(decided) if decided.way == Way::Serial => false,
            Self::Style(decided) => {
                let day = decided.way.format(decided.order);
                ["", " %H:%M", " %H:%M:%S", "T%H:%M:%S"]
                    .iter()
                    .any(|clock| of_format(&format!("{day}{clock}")))
            }
        }
    }
}

/// A text with `0` for numbers of up to two digits, a nought for each digit of longer ones and `a` for
/// words.
pub(crate) fn outline(text: &str) -> String {
    let mut outline = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let of: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => {
                outline.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        let run = rest.find(|c| !of(c)).unwrap_or(rest.len());
        match first {
            '0'..='9' if run > 2 => outline.extend(std::iter::repeat_n('0', run)),
            '0'..='9' => outline.push('0'),
            _ => outline.push('a'),
        }
        rest = &rest[run..];
    }
    outline
}

/// Why a text that is written like its column is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDay {
    /// The year is none that is read.
    Year(i32),
    /// The month has no such day, or the year no such month.
    Day,
}

impl Written {
    /// Why a text is no day although it is written like this; `None` where something else is wrong.
    pub fn not_on_the_calendar(&self, text: &str) -> Option<NoDay> {
        let [year, month, day] = match self {
            Self::Format(format) if format == EXCEL => return None,
            Self::Format(format) => {
                let whole = BrokenDownTime::parse(format, text);
                let day = |_| BrokenDownTime::parse(day_part(format)?, text).ok();
                let read = whole.map_or_else(day, Some)?;
                let day = read.day().map_or(1, i32::from);
                [i32::from(read.year()?), i32::from(read.month()?), day]
            }
            Self::Style(decided) => {
                let value = Value::split(text).filter(|value| value.way == decided.way)?;
                value.calendar(decided.order)?.map(|n| n as i32)
            }
        };
        if !(1900..=2199).contains(&year) {
            return Some(NoDay::Year(year));
        }
        let number = |n: i32| i8::try_from(n).ok();
        let is_day = Day::new(year as i16, number(month)?, number(day)?).is_some();
        // Days and months written the other way round are another fault.
        (!is_day && (1..=12).contains(&month)).then_some(NoDay::Day)
    }
}

/// What one text says of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// An instant: the text has an offset.
    Instant(i64),
    /// What the clock of the place showed.
    Civil(Day, Clock),
    Day(Day),
    Month(Month),
}

/// Reads the texts of one column.
pub(crate) struct Reader {
    written: Written,
    /// Whether the format of the config has an hour, and what stands before that.
    clock: bool,
    day_part: Option<String>,
    fixed: Option<FixedWidth>,
    /// Text and result of the last text without a time of day.
    last: Option<(String, Point)>,
    pub seen: Seen,
}

/// What the values of a column were, for hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub values: u64,
    /// Those at 00:00:00.
    pub midnight: u64,
}

impl Reader {
    /// For a column written like this.
    pub fn new(written: &Written) -> Self {
        let format = match written {
            Written::Format(format) if format != EXCEL => Some(format),
            _ => None,
        };
        let clock = format.is_some_and(|format| has_clock(format));
        Self {
            written: written.clone(),
            clock,
            day_part: format.filter(|_| clock).and_then(|format| day_part(format)),
            fixed: format.and_then(|format| FixedWidth::of(format)),
            last: None,
            seen: Seen::default(),
        }
    }

    fn point(&mut self, text: &str) -> Option<Point> {
        if let Some((last, point)) = &self.last
            && last == text
        {
            self.seen.values += 1;
            return Some(*point);
        }
        let point = match &self.written {
            Written::Format(format) if format == EXCEL => {
                of_value(&Value::of_excel(text)?, Order::DayFirst)
            }
            Written::Format(format) => self.formatted(format, text),
            Written::Style(decided) => {
                let value = Value::split(text).filter(|value| value.way == decided.way)?;
                of_value(&value, decided.order)
            }
        }?;
        self.seen.values += 1;
        match point {
            Point::Civil(_, clock) => self.seen.midnight += u64::from(clock == [0; 3]),
            Point::Instant(_) => {}
            Point::Day(_) | Point::Month(_) => self.last = Some((text.to_owned(), point)),
        }
        Some(point)
    }

    /// A text written for `strptime`. One with the day alone is read as a day.
    fn formatted(&self, format: &str, text: &str) -> Option<Point> {
        if let Some([year, month, day, hour, minute, second]) =
            self.fixed.and_then(|fixed| fixed.read(text.as_bytes()))
        {
            let day = Day::new(year as i16, month as i8, day as i8)?;
            return Some(Point::Civil(day, [hour, minute, second]));
        }
        let day_of = |broken: &BrokenDownTime| {
            let date = broken.to_date().ok()?;
            Day::new(date.year(), date.month(), date.day())
        };
        let Ok(broken) = BrokenDownTime::parse(format, text) else {
            let day = BrokenDownTime::parse(self.day_part.as_ref()?, text).ok()?;
            return day_of(&day).map(Point::Day);
        };
        if !self.clock {
            let month = || Some(Day::new(broken.year()?, broken.month()?, 1)?.month());
            let day = day_of(&broken).map(Point::Day);
            // A day that does not exist, such as 31 February, is not its month either.
            return if broken.day().is_some() {
                day
            } else {
                day.or_else(|| month().map(Point::Month))
            };
        }
        if broken.offset().is_some() || broken.timestamp().is_some() {
            let instant = broken.to_timestamp().ok()?.as_second();
            return sound_instant(instant).map(Point::Instant);
        }
        let civil = broken.to_datetime().ok()?;
        let day = Day::new(civil.year(), civil.month(), civil.day())?;
        let clock = [civil.hour(), civil.minute(), civil.second()].map(|number| number as u32);
        Some(Point::Civil(day, clock))
    }

    /// The day a text names; of a text with a time of day, the day of it.
    pub fn day(&mut self, text: &str) -> Option<Day> {
        match self.point(text)? {
            Point::Day(day) | Point::Civil(day, _) => Some(day),
            Point::Instant(instant) => Some(Day::of(instant)),
            Point::Month(_) => None,
        }
    }
}

impl Reader {
    /// The day a text names, if it has no time of day but midnight.
    fn day_alone(&mut self, text: &str) -> Option<Day> {
        match self.point(text)? {
            Point::Day(day) | Point::Civil(day, [0, 0, 0]) => Some(day),
            _ => None,
        }
    }
}

fn of_value(value: &Value, order: Order) -> Option<Point> {
    let day = match value.date(order)? {
        Date::Month(month) => return Some(Point::Month(month)),
        Date::Day(day) => day,
    };
    match (value.clock, value.offset) {
        (None, _) => Some(Point::Day(day)),
        (Some(clock), None) => Some(Point::Civil(day, clock)),
        (Some([hour, minute, second]), Some(offset)) => {
            let seconds = i64::from(hour * 3600 + minute * 60 + second) - i64::from(offset);
            sound_instant(i64::from(day.number()) * 86_400 + seconds).map(Point::Instant)
        }
    }
}

fn sound_instant(instant: i64) -> Option<i64> {
    let sound =
        Day::new(1900, 1, 1)?.start() <= instant && instant < Day::new(2199, 12, 31)?.start();
    sound.then_some(instant)
}

/// Reads the times of one file.
pub(crate) struct Times {
    pub start: Reader,
    pub end: Reader,
    /// Whole days or months are meant, whatever is written.
    coarse: Option<Precision>,
    /// How many hours before its end an event may lie whose start is not known.
    unknown_start: Option<u32>,
    /// The instant at which each local hour of a day begins.
    days: HashMap<i32, [i64; 24]>,
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
    precision: Precision,
}

impl Moment {
    fn plain(from: i64, to: i64, precision: Precision) -> Self {
        Self {
            from,
            to,
            second: from,
            skipped: false,
            precision,
        }
    }

    fn alone(self) -> Span {
        Span::new(self.from, self.to, self.precision)
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
    /// For starts and ends written like this.
    ///
    /// - `precision`: days or months where these are meant; anything else, and a time is what it is.
    /// - `unknown_start`: hours before its end within which an event lies whose start is blank or
    ///   equal to the end.
    pub fn new(
        start: &Written,
        end: &Written,
        precision: Option<Precision>,
        unknown_start: Option<u32>,
    ) -> Self {
        Self {
            start: Reader::new(start),
            end: Reader::new(end),
            coarse: precision.filter(|p| matches!(p, Precision::Date | Precision::Month)),
            unknown_start,
            days: HashMap::new(),
        }
    }

    /// The time of a row from its texts, which have no blanks round them. Without an end it is the
    /// moment, day or month that the start says; days and months at the end are included whole.
    pub fn span(&mut self, from: Option<&str>, to: Option<&str>) -> Result<Span, TimeFault> {
        if from.is_none() && (self.unknown_start.is_none() || to.is_none()) {
            return Err(TimeFault::Blank);
        }
        let start = from.map(|from| self.start(from).ok_or(TimeFault::From));
        let start = start.transpose()?;
        let end = to.map(|to| self.end(to).ok_or(TimeFault::To)).transpose()?;
        self.between(start, end)
    }

    /// The same, but a start that is known is the time of the row, whatever its end.
    pub fn start_before(
        &mut self,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<Span, TimeFault> {
        let Some(from) = from else {
            return self.span(None, to);
        };
        let start = self.start(from).ok_or(TimeFault::From)?;
        let end = to.map(|to| self.end(to).ok_or(TimeFault::To)).transpose()?;
        let span = self.between(Some(start), end)?;
        Ok(if span.widened { span } else { start.alone() })
    }

    fn between(&self, start: Option<Moment>, end: Option<Moment>) -> Result<Span, TimeFault> {
        let (start, mut end) = match (start, end) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => return Ok(start.alone()),
            (None, Some(end)) => {
                let hours = self.unknown_start.ok_or(TimeFault::Blank)?;
                return Ok(before(end, hours));
            }
            (None, None) => return Err(TimeFault::Blank),
        };
        if end.from < start.from && end.second >= start.from {
            end.from = end.second; // from the first to the second of two like hours in autumn
            end.to = end.second;
        }
        if end.from < start.from && start.skipped && end.from >= start.from - SECONDS_PER_HOUR {
            (end.from, end.to) = (start.from, start.to);
        }
        let whole = end.precision != Precision::Instant;
        if end.from < start.from && (!whole || end.to <= start.from) {
            return Err(TimeFault::EndFirst {
                seconds: start.from - end.from,
                same_day: Day::of(start.from) == Day::of(end.from),
            });
        }
        let instants = !whole && start.precision == Precision::Instant;
        if let (true, true, Some(hours)) = (instants, start.from == end.from, self.unknown_start) {
            return Ok(before(end, hours));
        }
        if end.from == start.from && (instants || end.to <= start.to) {
            // The same moment, day or month; or a day and the midnight it begins with.
            return Ok(start.alone());
        }
        Ok(Span::new(start.from, end.to, Precision::Interval))
    }

    /// Some time on a day, or the moment when the clock showed this: for the two in columns of their own.
    /// `None` when there is no such day or time of day, or both texts have one.
    pub fn joined(&mut self, day: &str, clock: &str) -> Option<Span> {
        let day = self.start.day_alone(day)?;
        Some(self.civil(day, notation::clock(clock)?)?.alone())
    }

    /// The time of a row whose days and times of day are four columns. Without a time of day it is the
    /// whole day, without a last day what the first two say. What cannot be read is named by its place
    /// among the four.
    pub fn of_four(
        &mut self,
        from: [Option<&str>; 2],
        to: [Option<&str>; 2],
    ) -> Result<Span, FourFault> {
        let days = [from[0], to[0]].map(|day| day.is_some());
        if !days[0] && (self.unknown_start.is_none() || !days[1]) {
            return Err(FourFault::Time(TimeFault::Blank));
        }
        let mut moments = [None, None];
        for (at, [day, clock]) in [from, to].into_iter().enumerate() {
            let Some(day) = day else {
                if clock.is_some() && at == 1 {
                    return Err(FourFault::Clock(at));
                }
                continue;
            };
            let fault = [TimeFault::From, TimeFault::To][at];
            let reader = if at == 0 {
                &mut self.start
            } else {
                &mut self.end
            };
            let alone = reader.day_alone(day).ok_or(FourFault::Time(fault))?;
            moments[at] = Some(match clock {
                None => Moment::plain(alone.start(), alone.plus(1).start(), Precision::Date),
                Some(clock) => {
                    let read = notation::clock(clock).and_then(|clock| self.civil(alone, clock));
                    read.ok_or(FourFault::Clock(at))?
                }
            });
        }
        self.between(moments[0], moments[1])
            .map_err(FourFault::Time)
    }

    fn start(&mut self, text: &str) -> Option<Moment> {
        let point = self.start.point(text)?;
        self.moment(point)
    }

    fn end(&mut self, text: &str) -> Option<Moment> {
        let point = self.end.point(text)?;
        self.moment(point)
    }

    fn moment(&mut self, point: Point) -> Option<Moment> {
        let day = |day: Day| Moment::plain(day.start(), day.plus(1).start(), Precision::Date);
        let month = |month: Month| {
            let (from, to) = (month.first().start(), month.next().first().start());
            Moment::plain(from, to, Precision::Month)
        };
        let day_of = |point| match point {
            Point::Instant(instant) => Day::of(instant),
            Point::Civil(day, _) | Point::Day(day) => day,
            Point::Month(month) => month.first(),
        };
        Some(match (point, self.coarse) {
            (Point::Month(is), _) => month(is),
            (point, Some(Precision::Month)) => month(day_of(point).month()),
            (Point::Day(is), _) => day(is),
            (point, Some(_)) => day(day_of(point)),
            (Point::Instant(instant), None) => Moment::plain(instant, instant, Precision::Instant),
            (Point::Civil(day, clock), None) => self.civil(day, clock)?,
        })
    }

    fn civil(&mut self, day: Day, [hour, minute, second]: Clock) -> Option<Moment> {
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
            precision: Precision::Instant,
        })
    }
}

/// The hours before an end; a day or month at the end is included whole.
fn before(end: Moment, hours: u32) -> Span {
    Span {
        widened: true,
        ..Span::new(
            end.from - i64::from(hours) * SECONDS_PER_HOUR,
            end.to,
            Precision::Interval,
        )
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

/// Reads days of recording: as the column decided; or, beside times whose format the config names,
/// year-month-day, or like these times or the day part of them.
pub(crate) enum Days {
    Decided(Box<Reader>),
    Beside {
        formats: Vec<String>,
        /// Text and result of the last day.
        last: Option<(String, Day)>,
    },
}

impl Days {
    /// For a column written like this, or beside times in this format.
    pub fn new(written: &Written) -> Self {
        match written {
            Written::Format(format) if format != EXCEL => {
                let formats = day_part(format).into_iter();
                Self::Beside {
                    formats: formats.chain([format.clone()]).collect(),
                    last: None,
                }
            }
            written => Self::Decided(Box::new(Reader::new(written))),
        }
    }

    /// The day a text names; of a text with a time of day, the day of it.
    pub fn day(&mut self, text: &str) -> Option<Day> {
        let (formats, last) = match self {
            Self::Decided(reader) => return reader.day(text),
            Self::Beside { formats, last } => (formats, last),
        };
        if let Some((last, day)) = &last
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
            .or_else(|| formats.iter().find_map(written))?;
        *last = Some((text.to_owned(), day));
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
    (unusable(&part).is_none() && fits(&part, Precision::Date)).then_some(part)
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
    format == EXCEL || directives(format).any(|d| CLOCK.contains(d))
}

/// Why a format cannot serve, with what to write instead.
pub(crate) fn unusable(format: &str) -> Option<String> {
    if format == EXCEL {
        return None;
    }
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
pub(crate) fn fits(format: &str, precision: Precision) -> bool {
    if format == EXCEL {
        return true;
    }
    let mut reader = Reader::new(&Written::Format(format.into()));
    let point = example(format).and_then(|text| reader.point(&text));
    match point {
        None => false,
        Some(Point::Month(_)) => precision == Precision::Month,
        Some(Point::Day(_)) => precision != Precision::Instant,
        Some(Point::Instant(_) | Point::Civil(..)) => true,
    }
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
