//! Events of a source, in and out of monthly objects.

use beatbook_core::{Bng, Day, Link, Month, Precision, Setting, Str, Strings, Texts};

use super::columns::{Reading, Writing};

/// What became of the place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// In the study area.
    Located,
    /// No usable place.
    Unlocated,
    /// Outside the study area.
    Outside,
    /// Outside the study area, on the ground beyond its edge for which there are data: counted as
    /// outside, and seen by the tests of cells at the edge.
    Ring,
}

impl Status {
    const ALL: [Self; 4] = [Self::Located, Self::Unlocated, Self::Outside, Self::Ring];

    /// Whether the position is on ground that is looked at.
    pub fn has_ground(self) -> bool {
        matches!(self, Self::Located | Self::Ring)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Located => "located",
            Self::Unlocated => "unlocated",
            Self::Outside => "outside",
            Self::Ring => "ring",
        }
    }
}

/// How a position was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// By coordinates in the row.
    Exact,
    /// By the name of a registered place.
    Place,
    /// By the name of a street: the middle of it, or its crossing with another.
    Street,
    /// Only an area is named: counted with it, never mapped.
    Area,
    /// Not at all.
    None,
}

impl Level {
    /// From the best to none.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Place,
        Self::Street,
        Self::Area,
        Self::None,
    ];

    /// The word used in books.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Place => "place",
            Self::Street => "street",
            Self::Area => "area",
            Self::None => "none",
        }
    }
}

/// The recorded place of an event that happened elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elsewhere {
    /// Row of the event.
    pub row: u32,
    /// What became of the recorded place.
    pub status: Status,
    /// Grid position; NaN where there is none.
    pub position: Bng,
}

/// Events of one source, one array per column; all arrays have the same length.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// Texts of the columns that hold a [`Str`].
    pub strings: Strings,
    /// File read from, relative to the config.
    pub file: Vec<Str>,
    /// Physical line in it.
    pub line: Vec<u64>,
    /// Record id.
    pub id: Texts,
    /// Incident number.
    pub incident: Texts,
    /// Start, seconds since 1970 UTC.
    pub from: Vec<i64>,
    /// End, seconds since 1970 UTC, not included.
    pub to: Vec<i64>,
    /// What the times mean.
    pub precision: Vec<Precision>,
    /// Category as written.
    pub category: Vec<Str>,
    /// Home Office offence code, canonical where it is known.
    pub code: Vec<Option<Str>>,
    /// Location text as written.
    pub place: Vec<Option<Str>>,
    /// What became of the place where it happened.
    pub status: Vec<Status>,
    /// Grid position of where it happened; NaN where there is none.
    pub position: Vec<Bng>,
    /// How the position was found.
    pub level: Vec<Level>,
    /// Day of recording.
    pub recorded: Vec<Option<Day>>,
    /// Kind of ground.
    pub setting: Vec<Setting>,
    /// Flags that are set: bit `i` for flag `i` of the source.
    pub flags: Vec<u16>,
    /// The registered premises it belongs to, `u32::MAX` where there are none.
    pub premises: Vec<u32>,
    /// How it belongs to them.
    pub link: Vec<Option<Link>>,
    /// Whether the premises themselves called.
    pub caller: Vec<bool>,
    /// Events that were only discovered where they are recorded, by row.
    pub elsewhere: Vec<Elsewhere>,
}

/// What is only read of a row when it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Record id.
    pub id: Option<String>,
    /// Home Office offence code.
    pub code: Option<String>,
    /// Number of the registered premises it belongs to, `u32::MAX` where there are none.
    pub premises: u32,
    /// How it belongs to them.
    pub link: Option<Link>,
    /// Whether the premises themselves called.
    pub caller: bool,
}

/// The premises a row belongs to, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfPremises {
    /// Number of the registered premises, `u32::MAX` where there are none.
    pub premises: u32,
    /// How it belongs to them.
    pub link: Option<Link>,
    /// Whether the premises themselves called.
    pub caller: bool,
}

/// Where a row was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Number of the file among those of the object.
    pub file: u32,
    /// Physical line in it.
    pub line: u64,
}

impl Events {
    /// Number of events.
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// Rows by local month of their start; within a month by start, id and reading order.
    pub fn by_month(&self) -> Vec<(Month, Vec<u32>)> {
        let mut rows: Vec<u32> = (0..self.len() as u32).collect();
        let key = |&row: &u32| {
            let row = row as usize;
            (self.from[row], self.id.get(row), row)
        };
        rows.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        let mut months: Vec<(Month, Vec<u32>)> = Vec::new();
        let mut next_month_starts = i64::MIN;
        for row in rows {
            let from = self.from[row as usize];
            if from >= next_month_starts {
                let month = Day::of(from).month();
                next_month_starts = month.next().first().start();
                months.push((month, Vec::new()));
            }
            if let Some((_, list)) = months.last_mut() {
                list.push(row);
            }
        }
        months
    }

    /// Parquet bytes of some rows, in the order given.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self, rows: &[u32]) -> Result<Vec<u8>, String> {
        fn pick<'a, T>(rows: &'a [u32], value: impl Fn(usize) -> T + 'a) -> Vec<T> {
            rows.iter().map(|&row| value(row as usize)).collect()
        }
        let known = |value: f64| (!value.is_nan()).then_some(value);
        let other = |row: usize| {
            let at = self
                .elsewhere
                .binary_search_by_key(&(row as u32), |e| e.row);
            at.ok().map(|at| self.elsewhere[at])
        };
        let number = |number: u32| (number != u32::MAX).then_some(number);
        Writing::default()
            .with("from", pick(rows, |i| self.from[i]))
            .with("to", pick(rows, |i| self.to[i]))
            .with("precision", pick(rows, |i| self.precision[i].word()))
            .with(
                "category",
                pick(rows, |i| self.strings.get(self.category[i])),
            )
            .with("status", pick(rows, |i| self.status[i].word()))
            .with("easting", pick(rows, |i| known(self.position[i].easting)))
            .with("northing", pick(rows, |i| known(self.position[i].northing)))
            .with(
                "place",
                pick(rows, |i| self.place[i].map(|text| self.strings.get(text))),
            )
            .with("id", pick(rows, |i| self.id.get(i)))
            .with("incident", pick(rows, |i| self.incident.get(i)))
            .with(
                "code",
                pick(rows, |i| self.code[i].map(|text| self.strings.get(text))),
            )
            .with("premises", pick(rows, |i| number(self.premises[i])))
            .with("link", pick(rows, |i| self.link[i].map(Link::word)))
            .with("caller", pick(rows, |i| self.caller[i]))
            .with("level", pick(rows, |i| self.level[i].word()))
            .with(
                "recorded",
                pick(rows, |i| self.recorded[i].map(Day::number)),
            )
            .with("setting", pick(rows, |i| self.setting[i].word()))
            .with("flags", pick(rows, |i| u32::from(self.flags[i])))
            .with(
                "recorded_status",
                pick(rows, |i| other(i).map(|e| e.status.word())),
            )
            .with(
                "recorded_easting",
                pick(rows, |i| other(i).and_then(|e| known(e.position.easting))),
            )
            .with(
                "recorded_northing",
                pick(rows, |i| other(i).and_then(|e| known(e.position.northing))),
            )
            .into_bytes()
            .map_err(|e| e.to_string())
    }

    /// Parquet bytes of where some rows were read, in the order given, and the files they name by
    /// number. An object of its own, so that the events of one month are the same bytes whether they
    /// came as CSV, in an archive or in a workbook.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode_origins(&self, rows: &[u32]) -> Result<(Vec<u8>, Vec<String>), String> {
        let mut files: Vec<Str> = Vec::new();
        let mut numbers = Vec::with_capacity(rows.len());
        for &row in rows {
            let file = self.file[row as usize];
            let known = files.iter().position(|f| *f == file);
            numbers.push(known.unwrap_or(files.len()) as u32);
            if known.is_none() {
                files.push(file);
            }
        }
        let lines: Vec<u64> = rows.iter().map(|&row| self.line[row as usize]).collect();
        let bytes = Writing::default()
            .with("file", numbers)
            .with("line", lines)
            .into_bytes()
            .map_err(|e| e.to_string())?;
        let names = files.into_iter().map(|file| self.strings.get(file).into());
        Ok((bytes, names.collect()))
    }

    /// Reads where rows were read.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn origins(bytes: &[u8]) -> Result<Vec<Origin>, String> {
        let read = Reading::new(bytes, &["file", "line"]).map_err(|e| e.to_string())?;
        let files = read.u32("file").map_err(|e| e.to_string())?;
        let lines = read.u64("line").map_err(|e| e.to_string())?;
        let rows = files.into_iter().zip(lines);
        Ok(rows.map(|(file, line)| Origin { file, line }).collect())
    }

    /// Reads the columns that are only shown of a listed row.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn records(bytes: &[u8]) -> Result<Vec<Record>, String> {
        let columns = ["id", "code", "premises", "link", "caller"];
        let read = Reading::new(bytes, &columns).map_err(|e| e.to_string())?;
        let text = |e: polars::error::PolarsError| e.to_string();
        let own = |t: Option<&str>| t.map(str::to_owned);
        let ids = read.texts("id", own).map_err(text)?;
        let mut codes = read.texts("code", own).map_err(text)?.into_iter();
        let mut premises = read.u32("premises").map_err(text)?.into_iter();
        let links = read.texts("link", |word| word.and_then(Link::parse));
        let mut links = links.map_err(text)?.into_iter();
        let mut callers = read.bool("caller").map_err(text)?.into_iter();
        let record = |id| Record {
            id,
            code: codes.next().flatten(),
            premises: premises.next().unwrap_or(u32::MAX),
            link: links.next().flatten(),
            caller: callers.next().unwrap_or(false),
        };
        Ok(ids.into_iter().map(record).collect())
    }

    /// Reads the offence codes.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn codes(bytes: &[u8], texts: &mut Strings) -> Result<Vec<Option<Str>>, String> {
        let read = Reading::new(bytes, &["code"]).map_err(|e| e.to_string())?;
        let codes = read.texts("code", |code| code.map(|code| texts.intern(code)));
        codes.map_err(|e| e.to_string())
    }

    /// Reads the columns about premises.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn of_premises(bytes: &[u8]) -> Result<Vec<OfPremises>, String> {
        let columns = ["premises", "link", "caller"];
        let read = Reading::new(bytes, &columns).map_err(|e| e.to_string())?;
        let text = |e: polars::error::PolarsError| e.to_string();
        let premises = read.u32("premises").map_err(text)?;
        let links = read.texts("link", |word| word.and_then(Link::parse));
        let callers = read.bool("caller").map_err(text)?;
        let rows = premises.into_iter().zip(links.map_err(text)?).zip(callers);
        Ok(rows
            .map(|((premises, link), caller)| OfPremises {
                premises,
                link,
                caller,
            })
            .collect())
    }

    /// Adds the rows of an object, without the columns that only serve to trace a row to its file.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), String> {
        let columns = [
            "from",
            "to",
            "precision",
            "category",
            "status",
            "easting",
            "northing",
            "place",
            "incident",
            "level",
            "recorded",
            "setting",
            "flags",
            "recorded_status",
            "recorded_easting",
            "recorded_northing",
        ];
        let first = self.len() as u32;
        let read = Reading::new(bytes, &columns).map_err(|e| e.to_string())?;
        let text = |e: polars::error::PolarsError| e.to_string();
        self.from.extend(read.i64("from").map_err(text)?);
        self.to.extend(read.i64("to").map_err(text)?);
        let precision = |word: Option<&str>| word.and_then(Precision::parse);
        for value in read.texts("precision", precision).map_err(text)? {
            self.precision.push(value.ok_or("an unknown precision")?);
        }
        let status = |word: Option<&str>| Status::ALL.into_iter().find(|s| Some(s.word()) == word);
        for value in read.texts("status", status).map_err(text)? {
            self.status.push(value.ok_or("an unknown status")?);
        }
        let strings = &mut self.strings;
        self.category.extend(
            read.texts("category", |t| strings.intern(t.unwrap_or_default()))
                .map_err(text)?,
        );
        self.place.extend(
            read.texts("place", |t| t.map(|t| strings.intern(t)))
                .map_err(text)?,
        );
        let incident = &mut self.incident;
        read.texts("incident", |t| incident.push(t)).map_err(text)?;
        let (easting, northing) = (
            read.f64("easting").map_err(text)?,
            read.f64("northing").map_err(text)?,
        );
        let positions = easting.into_iter().zip(northing);
        self.position
            .extend(positions.map(|(easting, northing)| Bng { easting, northing }));
        let level = |word: Option<&str>| Level::ALL.into_iter().find(|l| Some(l.word()) == word);
        for value in read.texts("level", level).map_err(text)? {
            self.level.push(value.ok_or("an unknown level")?);
        }
        let days = read.i32("recorded").map_err(text)?;
        self.recorded
            .extend(days.into_iter().map(|day| day.map(Day::from_number)));
        let setting = |word: Option<&str>| word.and_then(Setting::parse);
        for value in read.texts("setting", setting).map_err(text)? {
            self.setting.push(value.ok_or("an unknown setting")?);
        }
        let flags = read.u32("flags").map_err(text)?;
        self.flags.extend(flags.into_iter().map(|bits| bits as u16));
        let others = read.texts("recorded_status", status).map_err(text)?;
        let (easting, northing) = (
            read.f64("recorded_easting").map_err(text)?,
            read.f64("recorded_northing").map_err(text)?,
        );
        for (row, status) in (first..).zip(others) {
            let at = (row - first) as usize;
            let position = Bng {
                easting: easting[at],
                northing: northing[at],
            };
            self.elsewhere.extend(status.map(|status| Elsewhere {
                row,
                status,
                position,
            }));
        }
        Ok(())
    }
}
