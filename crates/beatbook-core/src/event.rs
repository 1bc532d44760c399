//! Events in batches: one array per column.

use std::sync::Arc;

use crate::{Day, Link, Setting, Source, Str, Strings, Texts};

/// Most rows a batch may hold.
pub const BATCH_ROWS: usize = 65_536;

/// What is known of the time of an event. Kept as it is; never filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// One moment: `from` and `to` are equal.
    Instant,
    /// Somewhere between `from` and `to`.
    Interval,
    /// Some time on one day: `from` and `to` are the midnights around it.
    Date,
    /// Some time in one month: `from` and `to` are the midnights around it.
    Month,
}

impl Precision {
    /// The word used in configs and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Interval => "interval",
            Self::Date => "date",
            Self::Month => "month",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Instant, Self::Interval, Self::Date, Self::Month]
            .into_iter()
            .find(|p| p.word() == word)
    }
}

/// Most flags a source may have.
pub const MOST_FLAGS: usize = 16;

/// One event on its way into a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventRow<'a> {
    /// Physical line in the file, from 1; the header is line 1.
    pub line: u64,
    /// The record's own id, where it has one.
    pub id: Option<&'a str>,
    /// Incident number, where there is one.
    pub incident: Option<&'a str>,
    /// Category as written in the file.
    pub category: &'a str,
    /// Home Office offence code, canonical where it is known, as written where it is not.
    pub code: Option<&'a str>,
    /// Start of the time it may have happened in: seconds since 1970 UTC, included.
    pub from: i64,
    /// End of that time, not included (equal to `from` for an instant).
    pub to: i64,
    /// What `from` and `to` mean.
    pub precision: Precision,
    /// Position in the file's reference system, x (east, longitude) first; `None` when blank.
    pub position: Option<[f64; 2]>,
    /// Location text as written.
    pub place: Option<&'a str>,
    /// The area code the row itself carries.
    pub area: Option<&'a str>,
    /// Day on which it was recorded.
    pub recorded: Option<Day>,
    /// Kind of ground; `None` where the row does not say.
    pub setting: Option<Setting>,
    /// Flags that are set: bit `i` for the flag at position `i` of the source.
    pub flags: u16,
    /// Whether `position` and `place` are only where it was discovered.
    pub discovered: bool,
    /// Where it happened, for a row that was only discovered at `position`.
    pub happened: Option<[f64; 2]>,
    /// Where it happened, in words.
    pub happened_place: Option<&'a str>,
    /// The premises it names.
    pub premises: Option<&'a str>,
    /// How it belongs to them, where the row says so.
    pub link: Option<Link>,
    /// Who called: premises call the police to what happens before their door.
    pub caller: Option<&'a str>,
}

/// Up to [`BATCH_ROWS`] events of one source and one file, in file order.
#[derive(Debug, Clone)]
pub struct EventBatch {
    /// Who recorded them.
    pub source: Source,
    /// Name of the file they were read from.
    pub file: Arc<str>,
    /// Texts of the columns below.
    pub strings: Strings,
    /// Physical lines.
    pub line: Vec<u64>,
    /// Record ids.
    pub id: Texts,
    /// Incident numbers.
    pub incident: Texts,
    /// Categories as written.
    pub category: Vec<Str>,
    /// Home Office offence codes.
    pub code: Vec<Option<Str>>,
    /// Starts, seconds since 1970 UTC.
    pub from: Vec<i64>,
    /// Ends, seconds since 1970 UTC.
    pub to: Vec<i64>,
    /// Meaning of the times.
    pub precision: Vec<Precision>,
    /// Positions in the file's reference system.
    pub position: Vec<Option<[f64; 2]>>,
    /// Location texts.
    pub place: Vec<Option<Str>>,
    /// Own area codes.
    pub area: Vec<Option<Str>>,
    /// Days of recording.
    pub recorded: Vec<Option<Day>>,
    /// Kinds of ground.
    pub setting: Vec<Option<Setting>>,
    /// Flags that are set.
    pub flags: Vec<u16>,
    /// Whether the position is only where it was discovered.
    pub discovered: Vec<bool>,
    /// Where it happened, for rows discovered elsewhere.
    pub happened: Vec<Option<[f64; 2]>>,
    /// The same in words.
    pub happened_place: Vec<Option<Str>>,
    /// Premises named.
    pub premises: Vec<Option<Str>>,
    /// How the events belong to them.
    pub link: Vec<Option<Link>>,
    /// Who called.
    pub caller: Vec<Option<Str>>,
}

impl EventBatch {
    /// An empty batch.
    pub fn new(source: Source, file: Arc<str>) -> Self {
        Self {
            source,
            file,
            strings: Strings::default(),
            line: Vec::new(),
            id: Texts::default(),
            incident: Texts::default(),
            category: Vec::new(),
            code: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            precision: Vec::new(),
            position: Vec::new(),
            place: Vec::new(),
            area: Vec::new(),
            recorded: Vec::new(),
            setting: Vec::new(),
            flags: Vec::new(),
            discovered: Vec::new(),
            happened: Vec::new(),
            happened_place: Vec::new(),
            premises: Vec::new(),
            link: Vec::new(),
            caller: Vec::new(),
        }
    }

    /// Adds a row. The caller starts a new batch when this one [is full](Self::is_full).
    pub fn push(&mut self, row: EventRow<'_>) {
        self.line.push(row.line);
        self.id.push(row.id);
        self.incident.push(row.incident);
        self.category.push(self.strings.intern(row.category));
        self.code
            .push(row.code.map(|text| self.strings.intern(text)));
        self.from.push(row.from);
        self.to.push(row.to);
        self.precision.push(row.precision);
        self.position.push(row.position);
        self.place
            .push(row.place.map(|text| self.strings.intern(text)));
        self.area
            .push(row.area.map(|text| self.strings.intern(text)));
        self.recorded.push(row.recorded);
        self.setting.push(row.setting);
        self.flags.push(row.flags);
        self.discovered.push(row.discovered);
        self.happened.push(row.happened);
        self.happened_place
            .push(row.happened_place.map(|text| self.strings.intern(text)));
        self.premises
            .push(row.premises.map(|text| self.strings.intern(text)));
        self.link.push(row.link);
        self.caller
            .push(row.caller.map(|text| self.strings.intern(text)));
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// Whether the batch holds as many rows as it may.
    pub fn is_full(&self) -> bool {
        self.len() >= BATCH_ROWS
    }
}
