//! Files of people linked to events, and of A&E attenders by residence, to rows.

use std::path::Path;

use beatbook_core::{Month, Role};

use crate::blank::{filled, yes_or_no};
use crate::events::is_synthetic;
use crate::mapped::column;
use crate::problem::quoted;
use crate::refused::Listening;
use crate::row_faults::{self, CORRECT, RowFault, RowFaults, needed, whole};
use crate::table::{Record, Table};
use crate::{BadRows, FileReport, PeopleFormat, PeopleSpec, Problem, ReadError};

const SUBJECT: &str = "people";
const OLDEST: u8 = 120;

/// One person linked to an event, or one attender.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonRow<'a> {
    /// Physical line in the file, from 1.
    pub line: u64,
    /// Record id of the event; always there for linked people.
    pub event: Option<&'a str>,
    /// Month of attendance; always there for attenders.
    pub month: Option<Month>,
    /// What links the person to it.
    pub role: Role,
    /// Id of the person as written.
    pub person: Option<&'a str>,
    /// Ages in years, both included, at most 120.
    pub age: Option<(u8, u8)>,
    /// First letter of the sex as written; `M` and `F` in upper case.
    pub sex: Option<&'a str>,
    /// Ethnicity as written.
    pub ethnicity: Option<&'a str>,
    /// Postcode of the home as written.
    pub postcode: Option<&'a str>,
    /// Position of the home in the file's reference system, x first.
    pub position: Option<[f64; 2]>,
    /// Code of the area of the home.
    pub area: Option<&'a str>,
    /// Whether the person is a member of the street community.
    pub street_community: bool,
}

/// Reads a file of people, in file order and constant memory. A postcode or area code that leads
/// nowhere is no fault of the row: the home is then not known.
///
/// Every row is either given to `sink` or counted as refused; `listening` hears of every refused one.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read as a table with the columns of `spec`;
/// [`ReadError::BadRows`] when rows were refused and `bad_rows` is [`BadRows::Refuse`]. The caller then
/// drops what `sink` was given.
pub fn read_people(
    spec: &PeopleSpec,
    bad_rows: BadRows,
    sink: &mut dyn FnMut(PersonRow<'_>),
    listening: &mut Listening<'_>,
) -> Result<FileReport, ReadError> {
    let mut table = Table::open(&spec.path, SUBJECT)?;
    let fields = Fields::find(spec, &table)?;
    let header = table.header().to_vec();
    let mut faults = RowFaults::new(SUBJECT, &header);
    let mut rows_read = 0;
    while let Some(record) = table.next()? {
        rows_read += 1;
        listening.whole(&record);
        let row = whole(&record, header.len()).and_then(|()| fields.person(spec, &record));
        match row {
            Ok(row) => sink(row),
            Err(fault) => faults.tell(fault, &spec.path, &record, listening),
        }
    }
    let report = FileReport {
        file: shown(&spec.path),
        rows_read,
        refused: faults.refused,
        problems: faults.problems,
        synthetic: is_synthetic(&header),
        ..FileReport::default()
    };
    report.settle(bad_rows)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Field numbers by meaning.
struct Fields {
    event: Option<usize>,
    month: Option<usize>,
    role: Option<usize>,
    person: Option<usize>,
    age: Option<usize>,
    age_band: Option<usize>,
    sex: Option<usize>,
    ethnicity: Option<usize>,
    postcode: Option<usize>,
    position: Option<[usize; 2]>,
    area: Option<usize>,
    street_community: Option<usize>,
}

impl Fields {
    fn find(spec: &PeopleSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let columns = &spec.columns;
        let find = |key: &str, name: &Option<String>| {
            let found = name.as_ref();
            found
                .map(|name| column(table, "[people.columns]", key, name))
                .transpose()
        };
        let (x, y) = (find("x", &columns.x)?, find("y", &columns.y)?);
        Ok(Self {
            event: find("event", &columns.event)?,
            month: find("month", &columns.month)?,
            role: find("role", &columns.role)?,
            person: find("person", &columns.person)?,
            age: find("age", &columns.age)?,
            age_band: find("age_band", &columns.age_band)?,
            sex: find("sex", &columns.sex)?,
            ethnicity: find("ethnicity", &columns.ethnicity)?,
            postcode: find("postcode", &columns.postcode)?,
            position: x.zip(y).map(|(x, y)| [x, y]),
            area: find("area", &columns.area)?,
            street_community: find("street_community", &columns.street_community)?,
        })
    }

    fn person<'r>(
        &self,
        spec: &PeopleSpec,
        record: &'r Record<'_>,
    ) -> Result<PersonRow<'r>, RowFault> {
        let text = |field: Option<usize>| field.and_then(|n| filled(record.field(n)));
        let event = match (self.event, spec.format) {
            (Some(field), PeopleFormat::Linked) => Some(needed(record, field, "the event")?),
            _ => None,
        };
        let position = match self.position {
            Some(fields) => row_faults::position(record, fields, spec.crs)?,
            None => None,
        };
        Ok(PersonRow {
            line: record.line,
            event,
            month: self.month.map(|field| month(record, field)).transpose()?,
            role: match (self.role, spec.format) {
                (Some(field), PeopleFormat::Linked) => role(record, field)?,
                _ => Role::Attender,
            },
            person: text(self.person),
            age: self.age(record)?,
            sex: text(self.sex).map(first_letter),
            ethnicity: text(self.ethnicity),
            postcode: text(self.postcode),
            position,
            area: text(self.area),
            street_community: self.street_community(record)?,
        })
    }

    fn age(&self, record: &Record<'_>) -> Result<Option<(u8, u8)>, RowFault> {
        if let Some(field) = self.age
            && let Some(text) = filled(record.field(field))
        {
            let age = years(text).ok_or_else(|| {
                let reason = format!("`{}` is not an age in years, 0 to {OLDEST}", quoted(text));
                RowFault::new("age", field, reason, CORRECT)
            })?;
            return Ok(Some((age, age)));
        }
        if let Some(field) = self.age_band
            && let Some(text) = filled(record.field(field))
        {
            let ages = age_band(text).ok_or_else(|| {
                let reason = format!("`{}` is not a band of ages", quoted(text));
                RowFault::new("age band", field, reason, "write bands as 18-25 or 90+")
            })?;
            return Ok(Some(ages));
        }
        Ok(None)
    }

    fn street_community(&self, record: &Record<'_>) -> Result<bool, RowFault> {
        let Some(field) = self.street_community else {
            return Ok(false);
        };
        let text = filled(record.field(field));
        yes_or_no(text).ok_or_else(|| {
            let reason = format!(
                "`{}` is neither yes nor no",
                quoted(text.unwrap_or_default())
            );
            let help = "write Y, yes, 1, true or T; N, no, 0, false, F or nothing";
            RowFault::new("street community", field, reason, help)
        })
    }
}

fn role(record: &Record<'_>, field: usize) -> Result<Role, RowFault> {
    let text = needed(record, field, "the role")?;
    Role::parse(&text.to_ascii_lowercase()).ok_or_else(|| {
        let reason = format!("`{}` is not a role", quoted(text));
        RowFault::new("role", field, reason, "write victim, suspect or attender")
    })
}

fn month(record: &Record<'_>, field: usize) -> Result<Month, RowFault> {
    let text = needed(record, field, "the month")?;
    Month::parse(text).map_err(|_| {
        let reason = format!("`{}` is not a month", quoted(text));
        RowFault::new("month", field, reason, "write months as 2024-09")
    })
}

fn years(text: &str) -> Option<u8> {
    text.parse().ok().filter(|age| *age <= OLDEST)
}

/// `18-25`, `90+`, `under 18`, `over 34`, or one age.
fn age_band(text: &str) -> Option<(u8, u8)> {
    let text = text.to_ascii_lowercase().replace('\u{2013}', "-");
    let text = text.trim();
    if let Some(age) = text.strip_suffix('+') {
        return Some((years(age.trim())?, OLDEST));
    }
    for (word, older) in [("under", false), ("<", false), ("over", true), (">", true)] {
        if let Some(age) = text.strip_prefix(word) {
            let age = years(age.trim())?;
            return if older {
                Some((years(&(age + 1).to_string())?, OLDEST))
            } else {
                Some((0, age.checked_sub(1)?))
            };
        }
    }
    let (from, to) = text
        .split_once('-')
        .or_else(|| text.split_once(" to "))
        .unwrap_or((text, text));
    let (from, to) = (years(from.trim())?, years(to.trim())?);
    (from <= to).then_some((from, to))
}

fn first_letter(sex: &str) -> &str {
    match sex.chars().next() {
        Some('m' | 'M') => "M",
        Some('f' | 'F') => "F",
        Some(letter) => &sex[..letter.len_utf8()],
        None => sex,
    }
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
