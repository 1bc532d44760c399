//! From the records of an event file to rows.

use beatbook_core::{Day, EventRow, Link, OffenceCode, Setting, police_uk_type, slug, thousands};

use crate::blank::{filled, yes_or_no};
use crate::codes::{self, Unknown};
use crate::coordinates::{self, Misplaced};
use crate::faults::{Check, Fault};
use crate::mapped::Fields;
use crate::table::{Record, Table};
use crate::times::{Days, EXCEL, FourFault, Span, TimeFault, Times, Written};
use crate::written::{WrittenTimes, midnight_hint};
use crate::{BlankColumn, Format, Problem, SourceSpec, istv, stop_and_search};

/// The category of rows that say none, in formats that allow it.
pub const NOT_STATED: &str = "Not stated";

/// From records to rows.
pub(crate) struct Rows<'a> {
    spec: &'a SourceSpec,
    fields: Fields,
    times: Times,
    days: Days,
    written: &'a WrittenTimes,
    /// Day and time of day of the row, when they stand in two columns.
    joined: String,
    width: usize,
    /// The category of the row, when it follows from its code.
    of_code: String,
    /// Rows whose start was not known.
    pub widened: u64,
    /// Rows whose position is 0, 0, and so none.
    pub placeholders: u64,
    /// Codes and crime types that no class knows.
    pub unknown: Unknown,
    /// Columns whose blanks cannot be told from the rows, with their fields.
    pub blanks: Vec<(usize, BlankColumn)>,
}

/// Columns of which a row keeps only what follows from them: a blank end is an open time, a blank flag a no.
fn untold(spec: &SourceSpec, fields: &Fields, header: &[String]) -> Vec<(usize, BlankColumn)> {
    let flags: &[usize] = if spec.format.is_mapped() {
        &fields.flags
    } else {
        &[]
    };
    let times = [("to", fields.to), ("clock", fields.clock)];
    let times = times
        .into_iter()
        .filter_map(|(key, field)| Some((key, field?)));
    let flags = flags.iter().map(|&field| ("flag", field));
    let blank = |(key, field): (&'static str, usize)| {
        let column = header.get(field).cloned().unwrap_or_default();
        let blank = BlankColumn {
            field: key,
            column,
            rows: 0,
        };
        (field, blank)
    };
    times.chain(flags).map(blank).collect()
}

impl<'a> Rows<'a> {
    /// Finds the columns in the header.
    pub fn new(
        spec: &'a SourceSpec,
        written: &'a WrittenTimes,
        table: &Table,
    ) -> Result<Self, Box<Problem>> {
        let unknown_start = spec.time.unknown_start_hours;
        let fields = Fields::find(spec, table)?;
        let blanks = untold(spec, &fields, table.header());
        Ok(Self {
            spec,
            fields,
            times: Times::new(&written.from, &written.to, written.precision, unknown_start),
            days: Days::new(&written.recorded),
            written,
            joined: String::new(),
            width: table.header().len(),
            of_code: String::new(),
            widened: 0,
            placeholders: 0,
            unknown: Unknown::default(),
            blanks,
        })
    }

    /// What was decided about the times, and what is striking about them.
    pub fn about_times(&self) -> Vec<String> {
        let mut sentences = self.written.sentences.clone();
        if self.spec.format.is_mapped() || self.spec.format == Format::Istv {
            let columns = [("from", &self.times.start), ("to", &self.times.end)];
            sentences.extend(columns.iter().filter_map(|(k, r)| midnight_hint(k, r.seen)));
        }
        if let Some(hours) = self.spec.time.unknown_start_hours {
            sentences.push(format!(
                "from: where it is blank or equal to the end, the {hours} hours before the end are taken: {} rows",
                thousands(self.widened)
            ));
        }
        sentences
    }

    /// The row of a record.
    pub fn row<'r>(&'r mut self, record: &'r Record<'_>) -> Result<EventRow<'r>, Fault> {
        if record.stray_quote.is_some() {
            return Err(Fault::of_row(Check::StrayQuote));
        }
        if record.len() != self.width {
            return Err(Fault::of_row(Check::FieldCount));
        }
        self.category_of_code(record)?;
        let position = self.position(record, self.fields.position)?;
        let nowhere = position.is_some_and(|at| coordinates::is_placeholder(at, self.spec.crs));
        let position = position.filter(|_| !nowhere);
        let time = self.time(record)?;
        let recorded = self.recorded(record, time.from)?;
        let setting = setting(record, self.fields.setting)?;
        let flags = self.flags(record)?;
        let discovered = discovered(record, self.fields.role)?;
        let happened = self.position(record, self.fields.happened)?;
        let happened = happened.filter(|at| !coordinates::is_placeholder(*at, self.spec.crs));
        let link = link(record, self.fields.link)?;
        self.category(record)?; // before its code is counted: the row may be refused
        let code = self.code(record);
        for (field, blank) in &mut self.blanks {
            blank.rows += u64::from(filled(record.field(*field)).is_none());
        }
        self.placeholders += u64::from(nowhere);
        self.widened += u64::from(time.widened);
        let fields = &self.fields;
        let text = |field: Option<usize>| field.and_then(|n| filled(record.field(n)));
        Ok(EventRow {
            line: record.line,
            id: text(fields.id),
            incident: text(fields.incident),
            category: self.category(record)?,
            from: time.from,
            to: time.to,
            precision: time.precision,
            position,
            place: text(fields.place),
            area: text(fields.area),
            recorded,
            setting,
            flags,
            discovered,
            happened,
            happened_place: text(fields.happened_place),
            code,
            premises: text(fields.premises),
            link,
            caller: text(fields.caller),
        })
    }

    /// The code of the row, in its canonical spelling where it has one. What no class knows is counted.
    fn code<'r>(&mut self, record: &'r Record<'_>) -> Option<&'r str> {
        if self.spec.format == Format::PoliceUk {
            let kind = self.fields.category.and_then(|n| filled(record.field(n)));
            if let Some(kind) = kind.filter(|kind| police_uk_type(kind).is_none()) {
                self.unknown.add(kind);
            }
        }
        let text = self.fields.code.and_then(|n| filled(record.field(n)))?;
        let known = OffenceCode::parse(text).map(OffenceCode::text);
        if known.is_none() {
            self.unknown.add(text);
        }
        Some(known.unwrap_or(text))
    }

    /// Works out the category of a row that has nothing but a code.
    fn category_of_code(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        if self.fields.category.is_some() || self.spec.fixed.category.is_some() {
            return Ok(());
        }
        let Some(field) = self.fields.code else {
            return Err(Fault::of_row(Check::NoCategory));
        };
        let code = filled(record.field(field));
        let code = code.ok_or_else(|| Fault::new(Check::NoCategory, field))?;
        codes::category(code, &mut self.of_code);
        Ok(())
    }

    fn category<'r>(&'r self, record: &'r Record<'_>) -> Result<&'r str, Fault> {
        match (self.fields.category, &self.spec.fixed.category) {
            (Some(field), _) => match (filled(record.field(field)), self.spec.format) {
                (Some(word), _) => Ok(word),
                (None, Format::StopAndSearch | Format::Istv) => Ok(NOT_STATED),
                (None, _) => Err(Fault::new(Check::NoCategory, field)),
            },
            (None, Some(word)) => Ok(word),
            (None, None) => Ok(&self.of_code),
        }
    }

    fn time(&mut self, record: &Record<'_>) -> Result<Span, Fault> {
        let Fields {
            from,
            to,
            clock,
            to_clock,
            ..
        } = self.fields;
        if let (Some(clock), Some(to), Some(to_clock)) = (clock, to, to_clock) {
            return self.of_four(record, [from, clock], [to, to_clock]);
        }
        let start = filled(record.field(from));
        let end = to.and_then(|n| filled(record.field(n)));
        if let (Some(clock), Some(start)) = (clock, start) {
            return self.joined(record, start, clock);
        }
        let span = if self.spec.format == Format::Istv {
            istv::span(&mut self.times, start, end)
        } else {
            self.times.span(start, end)
        };
        let span = span.map_err(|fault| {
            let check = Check::Time(fault);
            match (fault, to) {
                (TimeFault::To, Some(to)) => Fault::new(check, to),
                (TimeFault::EndFirst { .. }, Some(to)) => Fault::new(check, to).with(from),
                _ => Fault::new(check, from),
            }
        })?;
        Ok(span)
    }

    /// The time of a row whose time of day is a column of its own; without one, some time that day.
    fn joined(&mut self, record: &Record<'_>, start: &str, clock: usize) -> Result<Span, Fault> {
        let from = self.fields.from;
        let decided = self.is_decided();
        let day = if decided {
            self.times.start.day(start)
        } else {
            self.days.day(start)
        };
        let day = day.ok_or_else(|| Fault::new(Check::Time(TimeFault::From), from))?;
        let Some(hour) = filled(record.field(clock)) else {
            return Ok(Span::of_day(day));
        };
        let span = if decided {
            self.times.joined(start, hour)
        } else {
            self.joined.clear();
            self.joined.extend([start, " ", hour]);
            self.times.span(Some(&self.joined), None).ok()
        };
        span.ok_or_else(|| Fault::new(Check::Clock, clock))
    }

    /// Whether days and times of day are read apart, since no format of the config is for both together.
    fn is_decided(&self) -> bool {
        !matches!(&self.written.from, Written::Format(format) if format != EXCEL)
    }

    /// The time of a row whose days and times of day are four columns.
    fn of_four(
        &mut self,
        record: &Record<'_>,
        from: [usize; 2],
        to: [usize; 2],
    ) -> Result<Span, Fault> {
        let text = |field: usize| filled(record.field(field));
        let (first, last) = (from.map(text), to.map(text));
        let result = if self.is_decided() {
            self.times.of_four(first, last)
        } else {
            // A clock without its day is no time in any format.
            let whole = |[day, clock]: [Option<&str>; 2]| {
                let day = day?;
                Some(clock.map_or_else(|| day.to_owned(), |clock| format!("{day} {clock}")))
            };
            if last[0].is_none() && last[1].is_some() {
                Err(FourFault::Clock(1))
            } else {
                let (first, last) = (whole(first), whole(last));
                self.times
                    .span(first.as_deref(), last.as_deref())
                    .map_err(FourFault::Time)
            }
        };
        let span = result.map_err(|fault| match fault {
            FourFault::Clock(at) => {
                let [day, clock] = [from, to][at];
                Fault::new(Check::Clock, clock).with(day)
            }
            FourFault::Time(TimeFault::To) => Fault::new(Check::Time(TimeFault::To), to[0]),
            FourFault::Time(fault @ TimeFault::EndFirst { .. }) => {
                Fault::new(Check::Time(fault), to[0]).with(from[0])
            }
            FourFault::Time(fault) => Fault::new(Check::Time(fault), from[0]),
        })?;
        Ok(span)
    }

    /// The day of recording. Clocks of systems differ and the night runs over midnight, so only what
    /// was recorded more than a day before it happened is refused.
    fn recorded(&mut self, record: &Record<'_>, from: i64) -> Result<Option<Day>, Fault> {
        let Some(field) = self.fields.recorded else {
            return Ok(None);
        };
        let Some(text) = filled(record.field(field)) else {
            return Ok(None);
        };
        let day = self.days.day(text);
        let day = day.ok_or_else(|| Fault::new(Check::Recorded, field))?;
        if day.plus(1) < Day::of(from) {
            return Err(Fault::new(Check::RecordedFirst, field).with(self.fields.from));
        }
        Ok(Some(day))
    }

    fn flags(&self, record: &Record<'_>) -> Result<u16, Fault> {
        let mut flags = 0;
        for (bit, &field) in self.fields.flags.iter().enumerate() {
            let text = filled(record.field(field));
            let set = if self.spec.format == Format::StopAndSearch {
                let linked = self.fields.linked.and_then(|n| filled(record.field(n)));
                stop_and_search::is_find(text, linked)
            } else {
                yes_or_no(text).ok_or_else(|| Fault::new(Check::Flag, field))?
            };
            flags |= u16::from(set) << bit;
        }
        Ok(flags)
    }

    fn position(
        &self,
        record: &Record<'_>,
        fields: Option<[usize; 2]>,
    ) -> Result<Option<[f64; 2]>, Fault> {
        let Some([x, y]) = fields else {
            return Ok(None);
        };
        let half =
            |blank: usize, other: usize| Err(Fault::new(Check::HalfPosition, blank).with(other));
        let (east, north) = match (filled(record.field(x)), filled(record.field(y))) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return half(x, y),
            (Some(_), None) => return half(y, x),
            (Some(east), Some(north)) => (east, north),
        };
        let number = |text: &str, field: usize| {
            coordinates::number(text).ok_or_else(|| Fault::new(Check::NotANumber, field))
        };
        let position = [number(east, x)?, number(north, y)?];
        match coordinates::check(position, self.spec.crs) {
            None => Ok(Some(position)),
            Some(fault @ (Misplaced::Latitude | Misplaced::Northing)) => {
                Err(Fault::new(Check::Position(fault), y).with(x))
            }
            Some(fault) => Err(Fault::new(Check::Position(fault), x).with(y)),
        }
    }
}

fn setting(record: &Record<'_>, field: Option<usize>) -> Result<Option<Setting>, Fault> {
    let Some(field) = field else { return Ok(None) };
    let Some(word) = filled(record.field(field)) else {
        return Ok(None);
    };
    let setting = Setting::parse(&slug(word));
    setting
        .map(Some)
        .ok_or_else(|| Fault::new(Check::Setting, field))
}

fn link(record: &Record<'_>, field: Option<usize>) -> Result<Option<Link>, Fault> {
    let Some(field) = field else { return Ok(None) };
    let Some(word) = filled(record.field(field)) else {
        return Ok(None);
    };
    let link = Link::parse(&slug(word));
    link.map(Some).ok_or_else(|| Fault::new(Check::Link, field))
}

fn discovered(record: &Record<'_>, field: Option<usize>) -> Result<bool, Fault> {
    let Some(field) = field else { return Ok(false) };
    match filled(record.field(field)) {
        None => Ok(false),
        Some(word) if word.eq_ignore_ascii_case("discovered") => Ok(true),
        Some(_) => Err(Fault::new(Check::Role, field)),
    }
}
