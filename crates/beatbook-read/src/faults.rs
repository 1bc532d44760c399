//! Rows that were refused, gathered by the check they fail.

use std::collections::HashMap;

use beatbook_core::{Crs, Link, Setting};

use crate::coordinates::Misplaced;
use crate::problem::quoted;
use crate::refused::Listening;
use crate::table::Record;
use crate::times::{self, EXCEL, TimeFault, Written};
use crate::written::WrittenTimes;
use crate::{Format, Problem, SourceSpec};

/// The check a row fails. With the column it is the kind by which rows are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Check {
    FieldCount,
    StrayQuote,
    NoCategory,
    HalfPosition,
    NotANumber,
    Position(Misplaced),
    Time(TimeFault),
    /// The time of day in a column of its own.
    Clock,
    /// The day of recording is no day.
    Recorded,
    /// It was recorded before it happened.
    RecordedFirst,
    Setting,
    Link,
    Role,
    Flag,
}

impl Check {
    /// The same for rows that differ only in how far apart two times are.
    fn kind(self) -> Self {
        match self {
            Self::Time(TimeFault::EndFirst { same_day, .. }) => Self::Time(TimeFault::EndFirst {
                seconds: 0,
                same_day,
            }),
            other => other,
        }
    }

    /// The check in words that hold nothing of the row: for reports that may not.
    fn words(self) -> &'static str {
        match self {
            Self::FieldCount => "not as many fields as the header",
            Self::StrayQuote => "a quote closes in the middle of a field",
            Self::NoCategory => "the category is blank",
            Self::HalfPosition => "one coordinate of two is blank",
            Self::NotANumber => "not a number",
            Self::Position(Misplaced::Swapped) => "longitude and latitude look swapped",
            Self::Position(Misplaced::Metres) => "metres of the National Grid instead of degrees",
            Self::Position(Misplaced::Degrees) => "degrees instead of metres of the National Grid",
            Self::Position(_) => "a coordinate beyond what there is",
            Self::Time(TimeFault::Blank) => "the time is blank",
            Self::Time(TimeFault::EndFirst { .. }) => "the end is before the start",
            Self::Time(_) => "not a time",
            Self::Clock => "not a time of day",
            Self::Recorded => "the day of recording is not a day",
            Self::RecordedFirst => "recorded before it happened",
            Self::Setting => "not a setting",
            Self::Link => "not a link to premises",
            Self::Role => "does not say where the event was recorded",
            Self::Flag => "neither yes nor no",
        }
    }
}

/// Why one row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub check: Check,
    /// The field that is pointed at.
    pub field: Option<usize>,
    /// Another field that the message quotes.
    pub other: Option<usize>,
}

impl Fault {
    pub fn new(check: Check, field: usize) -> Self {
        Self {
            check,
            field: Some(field),
            other: None,
        }
    }

    pub fn with(self, other: usize) -> Self {
        Self {
            other: Some(other),
            ..self
        }
    }

    pub fn of_row(check: Check) -> Self {
        Self {
            check,
            field: None,
            other: None,
        }
    }
}

/// The refused rows of one file: the first of each kind in full, the others by line.
pub(crate) struct Faults<'a> {
    spec: &'a SourceSpec,
    written: &'a WrittenTimes,
    file: &'a std::path::Path,
    header: Vec<String>,
    kinds: HashMap<(Check, Option<usize>, bool), usize>,
    pub problems: Vec<Problem>,
    pub refused: u64,
}

fn not_written(value: &str, written: &Written) -> String {
    format!("`{value}` is not a time written as {}", written.words())
}

/// `3 d 2 h`, `20 min`, `5 s`: the two largest units that are not nothing.
fn duration(seconds: i64) -> String {
    let units = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let filled = units.iter().filter(|(number, _)| *number > 0);
    let words: Vec<_> = filled
        .take(2)
        .map(|(n, unit)| format!("{n} {unit}"))
        .collect();
    words.join(" ")
}

impl<'a> Faults<'a> {
    pub fn new(
        spec: &'a SourceSpec,
        written: &'a WrittenTimes,
        file: &'a std::path::Path,
        header: &[String],
    ) -> Self {
        Self {
            spec,
            written,
            file,
            header: header.to_vec(),
            kinds: HashMap::new(),
            problems: Vec::new(),
            refused: 0,
        }
    }

    /// Counts a refused row and tells of it.
    pub fn add(&mut self, fault: Fault, record: &Record<'_>, listening: &mut Listening<'_>) {
        self.refused += 1;
        let problem = self.problem(fault, record);
        listening.refused(&problem, record);
        let value = fault.field.map(|n| record.field(n)).unwrap_or_default();
        let kind = (
            fault.check.kind(),
            fault.field,
            self.is_unreal(fault, value),
        );
        if let Some(&known) = self.kinds.get(&kind) {
            self.problems[known].and_also(record.line);
            return;
        }
        self.kinds.insert(kind, self.problems.len());
        self.problems.push(problem);
    }

    fn problem(&self, fault: Fault, record: &Record<'_>) -> Problem {
        let value = fault.field.map(|n| record.field(n)).unwrap_or_default();
        let other = fault.other.map(|n| record.field(n)).unwrap_or_default();
        let reason = self.reason(fault, record, &quoted(value), &quoted(other));
        let (text, mut at) = record.row_text(fault.field);
        if let (Check::StrayQuote, Some(quote)) = (fault.check, record.stray_quote) {
            at = Some((quote, 1));
        }
        let problem = Problem::new("events", self.file, reason, self.help(fault, value))
            .of_check(fault.check.words())
            .at_line(record.line)
            .with_row(text, at);
        match fault.field {
            Some(field) => problem
                .in_column(self.header.get(field).map_or("", String::as_str))
                .with_value(value),
            None => problem,
        }
    }

    fn name(&self, field: Option<usize>) -> &str {
        let name = field.and_then(|n| self.header.get(n));
        name.map_or("", String::as_str)
    }

    fn reason(&self, fault: Fault, record: &Record<'_>, value: &str, other: &str) -> String {
        match fault.check {
            Check::FieldCount => format!(
                "the row has {} fields, the header has {}",
                record.len(),
                self.header.len()
            ),
            Check::StrayQuote => "a quote closes here, in the middle of a field".into(),
            Check::NoCategory if self.spec.columns.category.is_none() => {
                "the offence code is blank, and no other column says the category".into()
            }
            Check::NoCategory => "the category is blank".into(),
            Check::HalfPosition => {
                format!("this is blank, but {} is {other}", self.name(fault.other))
            }
            Check::NotANumber => format!("`{value}` is not a number"),
            Check::Position(Misplaced::Swapped) => format!(
                "{value} with {} {other} looks swapped: Great Britain lies at longitude -8..2, latitude 49..61",
                self.name(fault.other)
            ),
            Check::Position(Misplaced::Longitude) => format!("{value} is outside -180..180"),
            Check::Position(Misplaced::Latitude) => format!("{value} is outside -90..90"),
            Check::Position(Misplaced::Metres) => format!(
                "{value} with {} {other} looks like metres of the National Grid, but the reference system is {}",
                self.name(fault.other),
                self.spec.crs
            ),
            Check::Position(Misplaced::Degrees) => format!(
                "{value} with {} {other} looks like degrees, but the reference system is {}",
                self.name(fault.other),
                self.spec.crs
            ),
            Check::Position(Misplaced::Easting) => format!("{value} is outside 0..700000"),
            Check::Position(Misplaced::Northing) => format!("{value} is outside 0..1300000"),
            Check::Position(Misplaced::Beyond) => format!(
                "{value} with {} {other} is farther away than the Earth is round",
                self.name(fault.other)
            ),
            Check::Time(TimeFault::Blank) => "the time is blank".into(),
            Check::Time(TimeFault::From) => not_written(value, &self.written.from),
            Check::Time(TimeFault::To) => not_written(value, &self.written.to),
            Check::Time(TimeFault::EndFirst { seconds, .. }) => {
                let [end, start] = match self.spec.format {
                    Format::Istv => ["arrival", "assault"],
                    _ => ["end", "start"],
                };
                let by = duration(seconds);
                format!("the {end} {value} is {by} before the {start} {other}")
            }
            Check::Clock if other.trim().is_empty() && fault.other.is_some() => {
                format!("`{value}` has no day: {} is blank", self.name(fault.other))
            }
            Check::Clock => match &self.written.from {
                Written::Format(format) if format != EXCEL => format!(
                    "`{value}` is not a time of day: with the day before it, it has to be written as {format}"
                ),
                _ => format!("`{value}` is not a time of day, or the day beside it has one too"),
            },
            Check::Recorded => format!("`{value}` is not a day"),
            Check::RecordedFirst => format!(
                "recorded on {value}, more than a day before it happened: {} is {other}",
                self.name(fault.other)
            ),
            Check::Setting => format!("`{value}` is not a setting"),
            Check::Link => format!("`{value}` is not a link to premises"),
            Check::Role => format!("`{value}` does not say where the event was recorded"),
            Check::Flag => format!("`{value}` is neither yes nor no"),
        }
    }

    /// Whether a value is written like a time of its column and there is no such time, as with 31/02/2022.
    fn is_unreal(&self, fault: Fault, value: &str) -> bool {
        if !self.spec.format.is_mapped() && self.spec.format != Format::Istv {
            return false; // how they are written is fixed, and no config can be wrong about it
        }
        match fault.check {
            Check::Time(TimeFault::From) => self.written.from.is_unreal(value),
            Check::Time(TimeFault::To) => self.written.to.is_unreal(value),
            Check::Recorded => self.written.recorded.is_unreal(value),
            Check::Clock => ["00:00", "00:00:00", "0000"]
                .iter()
                .any(|clock| times::outline(clock) == times::outline(value)),
            _ => false,
        }
    }

    /// What to do about it, when it is not just this row.
    fn help(&self, fault: Fault, value: &str) -> String {
        if self.is_unreal(fault, value) {
            return "correct the file".into();
        }
        let fixed = !self.spec.format.is_mapped();
        let way = match fault.check {
            Check::Setting => {
                return format!("write {}, or leave it blank", Setting::WORDS.join(", "));
            }
            Check::Link => return format!("write {}, or leave it blank", Link::WORDS.join(", ")),
            Check::Role => "write discovered, or leave it blank",
            Check::Flag => "write Y, yes, 1, true or T; N, no, 0, false, F or nothing",
            Check::Recorded => "write it like the day of the time, or as 2024-09-30",
            Check::Time(TimeFault::EndFirst { same_day: true, .. }) => {
                "both are of one day: if the end was after midnight, write the day after; else correct the file"
            }
            Check::Clock => {
                "set format under [source.time] to how the file writes both, joined by a blank"
            }
            Check::Position(Misplaced::Swapped) if fixed => {
                "exchange the headings Longitude and Latitude in the file"
            }
            Check::Position(Misplaced::Swapped) => "exchange x and y under [source.columns]",
            Check::Position(Misplaced::Metres) => "set crs = \"EPSG:27700\" for this source",
            Check::Position(Misplaced::Degrees) if self.spec.crs == Crs::Bng => {
                "set crs = \"EPSG:4326\" for this source"
            }
            Check::Time(TimeFault::From | TimeFault::To)
                if !fixed || self.spec.format == Format::Istv =>
            {
                "set format under [source.time] to how the file writes times"
            }
            Check::StrayQuote => "write a quote inside a field twice (\"\"), or take it out",
            _ => "correct the file",
        };
        way.into()
    }
}
