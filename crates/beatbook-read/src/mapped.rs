//! Which field of a record holds what: the columns of a config, or those of police.uk, found in the
//! header of one file.

use crate::problem::listed;
use crate::table::Table;
use crate::{Format, Problem, SourceSpec, police_uk};

/// Field numbers by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fields {
    pub id: Option<usize>,
    pub incident: Option<usize>,
    pub category: Option<usize>,
    pub x: usize,
    pub y: usize,
    pub from: usize,
    pub to: Option<usize>,
    pub place: Option<usize>,
    pub area: Option<usize>,
}

impl Fields {
    /// Looks the columns up in the header.
    pub fn find(spec: &SourceSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let columns = &spec.columns;
        let need = |key: &str, name: &str| -> Result<usize, Box<Problem>> {
            match position(table.header(), name) {
                Found::At(number) => Ok(number),
                Found::Missing => Err(missing(spec, table, key, name)),
                Found::Twice => Err(table.problem(
                    format!("two columns are called `{name}`"),
                    "rename one of them, so that it is clear which is meant".into(),
                )),
            }
        };
        let optional = |key: &str, name: Option<&String>| match name {
            None => Ok(None),
            Some(name)
                if spec.format == Format::PoliceUk
                    && position(table.header(), name) == Found::Missing =>
            {
                Ok(None)
            }
            Some(name) => need(key, name).map(Some),
        };
        let category = match &columns.category {
            Some(name) => Some(need("category", name)?),
            None => None,
        };
        Ok(Self {
            from: need("from", &columns.from)?,
            x: need("x", &columns.x)?,
            y: need("y", &columns.y)?,
            category,
            to: optional("to", columns.to.as_ref())?,
            id: optional("id", columns.id.as_ref())?,
            incident: optional("incident", columns.incident.as_ref())?,
            place: optional("place", columns.place.as_ref())?,
            area: optional("area", columns.area.as_ref())?,
        })
    }
}

fn missing(spec: &SourceSpec, table: &Table, key: &str, name: &str) -> Box<Problem> {
    let columns = listed(table.header());
    let reason = format!("there is no column `{name}`; the file has {columns}");
    let help = match spec.format {
        Format::PoliceUk => format!(
            "a street file of data.police.uk has {}; for other files write format = \"csv\" \
             and name the columns under [source.columns]",
            police_uk::REQUIRED.join(", ")
        ),
        Format::Csv => format!(
            "set {key} = \"...\" under [source.columns] of source {} to the column that is meant",
            spec.source
        ),
    };
    table.problem(reason, help)
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    At(usize),
    Missing,
    Twice,
}

/// The field with this name; if there is none, the one that differs only in case, blanks and
/// punctuation (`Crime.type`, `crime_type`).
pub(crate) fn position(header: &[String], name: &str) -> Found {
    let exactly = header
        .iter()
        .enumerate()
        .filter(|(_, h)| h.as_str() == name);
    let wanted = plain(name);
    let nearly = header
        .iter()
        .enumerate()
        .filter(|(_, h)| plain(h) == wanted);
    let mut found: Vec<_> = exactly.map(|(i, _)| i).collect();
    if found.is_empty() && !wanted.is_empty() {
        found = nearly.map(|(i, _)| i).collect();
    }
    match found[..] {
        [] => Found::Missing,
        [number] => Found::At(number),
        _ => Found::Twice,
    }
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[path = "mapped_tests.rs"]
mod tests;
