//! Indices of deprivation as published: IMD 2015, 2019 and 2025, Files 1, 2 and 7, and the tables of
//! humaniverse. Columns are found by name; case, blanks and punctuation do not matter, since they
//! differ between years.

use std::collections::HashMap;

use beatbook_core::{LayerId, Vintage, thousands};

use crate::mapped::plain;
use crate::published::{district_year, lsoa_code, no_code};
use crate::row_faults::{CORRECT, RowFault, count, each_row, needed};
use crate::table::Table;
use crate::{Domain, IndexSpec, Problem, ReadError};

const SUBJECT: &str = "the index";
/// Years of the Index of Multiple Deprivation of England on layers that are read here.
const EDITIONS: [u16; 4] = [2010, 2015, 2019, 2025];

/// More than England has LSOAs: 32,844 of 2011, 33,755 of 2021.
const MOST_AREAS: u32 = 40_000;

/// An index of deprivation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawIndex {
    /// The year of the LSOA codes, from the header.
    pub year: Vintage,
    /// The year of the index: 2015, 2019 or 2025.
    pub edition: u16,
    /// The areas, in file order, each once; at least one.
    pub rows: Vec<IndexRow>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
}

/// One area of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRow {
    /// LSOA code.
    pub code: String,
    /// 1 is the most deprived of the country.
    pub rank: u32,
    /// 1 to 10; 1 is the most deprived tenth of the country.
    pub decile: u8,
}

/// Reads an index.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks the code, rank or decile, is another
/// edition than its id says, is on codes of another year than its layer (unless a lookup carries it
/// over), or has a row whose rank or decile cannot be right or whose code stands twice.
pub fn read_index(spec: &IndexSpec) -> Result<RawIndex, ReadError> {
    let table = Table::open(&spec.path, SUBJECT)?;
    let header = table.header();
    let (code, year) = lsoa_code(header).ok_or_else(|| no_code(&table))?;
    let column = |what: &str| match spec.domain {
        None => of_whole_index(&table, what),
        Some(domain) => of_domain(domain, &table, what),
    };
    let (rank, decile) = (column("rank")?, column("decile")?);
    let edition = edition(spec, &table)?;
    fits(spec, year, &table)?;
    let mut rows = Vec::new();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let synthetic = each_row(table, &spec.path, SUBJECT, |record| {
        let name = needed(record, code, "the code")?;
        let rank_of = count(record, rank)?;
        if rank_of == 0 {
            let reason = "the rank is 0, but ranks start at 1";
            return Err(RowFault::new("rank", rank, reason, CORRECT));
        }
        if rank_of > MOST_AREAS {
            let reason = format!(
                "the rank is {}, but England has fewer areas than {}",
                thousands(rank_of.into()),
                thousands(MOST_AREAS.into())
            );
            return Err(RowFault::new("rank", rank, reason, CORRECT));
        }
        let decile_of = count(record, decile)?;
        if !(1..=10).contains(&decile_of) {
            let reason =
                format!("{decile_of} is not a decile: they run from 1, the most deprived, to 10");
            return Err(RowFault::new("decile", decile, reason, CORRECT));
        }
        if let Some(first) = seen.insert(name.to_owned(), record.line) {
            let reason = format!("{name} stands twice: line {first} has it too");
            let help = "keep one row for each area";
            return Err(RowFault::new("twice", code, reason, help));
        }
        rows.push(IndexRow {
            code: name.to_owned(),
            rank: rank_of,
            decile: decile_of as u8,
        });
        Ok(())
    })?;
    if rows.is_empty() {
        let help = "check that the right file is named";
        return Err(Problem::new(SUBJECT, &spec.path, "the file has no areas", help).into());
    }
    Ok(RawIndex {
        year,
        edition,
        rows,
        synthetic,
    })
}

/// The column with the rank or decile of the whole index, not of one of its domains.
fn of_whole_index(table: &Table, what: &str) -> Result<usize, Box<Problem>> {
    let long = format!("indexofmultipledeprivationimd{what}");
    let short = format!("imd{what}");
    let is_meant = |name: &String| {
        let name = plain(name);
        name == short || name.starts_with(&long)
    };
    let found = table.header().iter().position(is_meant);
    found.ok_or_else(|| {
        table.problem(
            format!(
                "there is no column with the {what} of the index; the file has {}",
                table.columns()
            ),
            format!("name a published file with the Index of Multiple Deprivation, such as File 1, 2 or 7, or call the column IMD_{what}"),
        )
    })
}

/// The column with the rank or decile of one domain, as Files 2 and 7 have them.
fn of_domain(domain: Domain, table: &Table, what: &str) -> Result<usize, Box<Problem>> {
    let wanted = format!("{}{what}", domain.column());
    let is_meant = |name: &String| plain(name).starts_with(&wanted);
    let found = table.header().iter().position(is_meant);
    found.ok_or_else(|| {
        table.problem(
            format!(
                "there is no column with the {what} of the {} domain; the file has {}",
                domain.word(),
                table.columns()
            ),
            "name a published file with the domains, File 2 or File 7, or leave domain out".into(),
        )
    })
}

/// The edition the districts of the file belong to; where it names none, what the id says.
fn edition(spec: &IndexSpec, table: &Table) -> Result<u16, Box<Problem>> {
    let id = LayerId::parse(&spec.id).ok();
    let said = id.as_ref().map_or(0, |id| id.vintage().0);
    if id.is_some_and(|id| id.kind() == "imd") && !EDITIONS.contains(&said) {
        return Err(table.problem(
            format!(
                "its id `{}` says {said}, but there is no such edition",
                spec.id
            ),
            "give it the year of its edition: imd15, imd19 or imd25".into(),
        ));
    }
    let found = match district_year(table.header()) {
        Some(2013) => 2015,
        Some(2019) => 2019,
        Some(2024) => 2025,
        _ => return Ok(said),
    };
    if found == said {
        return Ok(found);
    }
    Err(table.problem(
        format!(
            "the file is the index of {found}, but its id `{}` says {said}",
            spec.id
        ),
        format!("give it the year of the file in the config, or name the file of {said}"),
    ))
}

/// Codes of different years never compare.
fn fits(spec: &IndexSpec, year: Vintage, table: &Table) -> Result<(), Box<Problem>> {
    let layer = spec.layer.vintage();
    let known = |year: Vintage| year.0 == 2011 || year.0 == 2021;
    if year == layer || (spec.carried && known(year) && known(layer)) {
        return Ok(());
    }
    let other = format!("{}{:02}", spec.layer.kind(), year.0 % 100);
    Err(table.problem(
        format!(
            "the file is on LSOA codes of {}, layer {} is of {}",
            year.0, spec.layer, layer.0
        ),
        format!(
            "set layer to one of {} such as {other}, name the index on codes of {}, or add [lookup] with the exact-fit lookup of LSOA 2011 to 2021",
            year.0, layer.0
        ),
    ))
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
