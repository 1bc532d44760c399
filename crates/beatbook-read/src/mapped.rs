//! Which field of a record holds what: the columns of a config, or those of a published format, found
//! in the header of one file.

use crate::table::Table;
use crate::{Format, Problem, SourceSpec, stop_and_search};

/// Field numbers by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fields {
    pub id: Option<usize>,
    pub incident: Option<usize>,
    pub category: Option<usize>,
    pub code: Option<usize>,
    /// x and y.
    pub position: Option<[usize; 2]>,
    pub from: usize,
    pub to: Option<usize>,
    pub clock: Option<usize>,
    pub to_clock: Option<usize>,
    pub place: Option<usize>,
    pub area: Option<usize>,
    pub recorded: Option<usize>,
    pub setting: Option<usize>,
    pub role: Option<usize>,
    pub happened: Option<[usize; 2]>,
    pub happened_place: Option<usize>,
    pub premises: Option<usize>,
    pub link: Option<usize>,
    pub caller: Option<usize>,
    /// In the order of the flags of the source.
    pub flags: Vec<usize>,
    /// Whether the outcome of a search is linked to its object.
    pub linked: Option<usize>,
}

impl Fields {
    /// Looks the columns up in the header.
    pub fn find(spec: &SourceSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let columns = &spec.columns;
        let need = |key: &str, name: &str| -> Result<usize, Box<Problem>> {
            match position(table.header(), name) {
                Found::At(number) => Ok(number),
                Found::Missing => Err(missing(spec, table, key, name)),
                Found::Twice => Err(twice(table, name)),
            }
        };
        let optional = |key: &str, name: Option<&String>| match name {
            None => Ok(None),
            Some(name)
                if !spec.format.is_mapped()
                    && !spec.format.required().contains(&name.as_str())
                    && position(table.header(), name) == Found::Missing =>
            {
                Ok(None)
            }
            Some(name) => need(key, name).map(Some),
        };
        let pair = |keys: [&str; 2], names: [&Option<String>; 2]| match names {
            [Some(x), Some(y)] => Ok(Some([need(keys[0], x)?, need(keys[1], y)?])),
            _ => Ok::<_, Box<Problem>>(None),
        };
        let category = match &columns.category {
            Some(name) => Some(need("category", name)?),
            None => None,
        };
        let flag = |(word, name): &(String, String)| {
            match position(table.header(), name) {
            Found::Missing if spec.format.is_mapped() => Err(table.problem(
                no_column(table, name),
                format!(
                    "set {word} = \"...\" under [source.flags] of source {} to the column that is meant",
                    spec.source
                ),
            )),
            _ => need(word, name),
        }
        };
        let linked = match position(table.header(), stop_and_search::LINKED) {
            Found::At(number) if spec.format == Format::StopAndSearch => Some(number),
            _ => None,
        };
        Ok(Self {
            from: need("from", &columns.from)?,
            position: pair(["x", "y"], [&columns.x, &columns.y])?,
            category,
            to: optional("to", columns.to.as_ref())?,
            clock: optional("clock", columns.clock.as_ref())?,
            to_clock: optional("to_clock", columns.to_clock.as_ref())?,
            id: optional("id", columns.id.as_ref())?,
            incident: optional("incident", columns.incident.as_ref())?,
            place: optional("place", columns.place.as_ref())?,
            area: optional("area", columns.area.as_ref())?,
            recorded: optional("recorded", columns.recorded.as_ref())?,
            setting: optional("setting", columns.setting.as_ref())?,
            role: optional("role", columns.role.as_ref())?,
            happened: pair(
                ["happened_x", "happened_y"],
                [&columns.happened_x, &columns.happened_y],
            )?,
            happened_place: optional("happened_place", columns.happened_place.as_ref())?,
            code: optional("code", columns.code.as_ref())?,
            premises: optional("premises", columns.premises.as_ref())?,
            link: optional("link", columns.link.as_ref())?,
            caller: optional("caller", columns.caller.as_ref())?,
            flags: spec.flags.iter().map(flag).collect::<Result<_, _>>()?,
            linked,
        })
    }
}

fn missing(spec: &SourceSpec, table: &Table, key: &str, name: &str) -> Box<Problem> {
    let required = spec.format.required().join(", ");
    let what = match spec.format {
        Format::PoliceUk => "a street file of data.police.uk",
        Format::PoliceUkOutcomes => "an outcomes file of data.police.uk",
        Format::StopAndSearch => "a stop and search file of data.police.uk",
        Format::Istv => "an ISTV file",
        Format::Csv => {
            let help = format!(
                "set {key} = \"...\" under [source.columns] of source {} to the column that is meant",
                spec.source
            );
            return table.problem(no_column(table, name), help);
        }
    };
    let help = format!(
        "{what} has {required}; for other files write format = \"csv\" \
         and name the columns under [source.columns]"
    );
    table.problem(no_column(table, name), help)
}

fn no_column(table: &Table, name: &str) -> String {
    format!(
        "there is no column `{name}`; the file has {}",
        table.columns()
    )
}

fn twice(table: &Table, name: &str) -> Box<Problem> {
    table.problem(
        format!("two columns are called `{name}`"),
        "rename one of them, so that it is clear which is meant".into(),
    )
}

/// The field of a column that the config names: `key` under `section`.
pub(crate) fn column(
    table: &Table,
    section: &str,
    key: &str,
    name: &str,
) -> Result<usize, Box<Problem>> {
    match position(table.header(), name) {
        Found::At(number) => Ok(number),
        Found::Missing => Err(table.problem(
            no_column(table, name),
            format!("set {key} = \"...\" under {section} to the column that is meant"),
        )),
        Found::Twice => Err(twice(table, name)),
    }
}

/// The field of a column with a published name: the first of `names` that is there.
///
/// - `what`: the column in words, such as `the change`.
pub(crate) fn published(table: &Table, what: &str, names: &[&str]) -> Result<usize, Box<Problem>> {
    for name in names {
        match position(table.header(), name) {
            Found::At(number) => return Ok(number),
            Found::Twice => return Err(twice(table, name)),
            Found::Missing => {}
        }
    }
    Err(table.problem(
        format!(
            "there is no column for {what}; the file has {}",
            table.columns()
        ),
        format!("call it {}", names.join(" or ")),
    ))
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

/// A name without blanks and punctuation, in lower case.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[path = "mapped_tests.rs"]
mod tests;
