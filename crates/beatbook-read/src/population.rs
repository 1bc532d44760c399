//! Residents of areas: mid-year estimates by sex and single year of age, or a census count.

use std::collections::HashMap;

use beatbook_core::{Vintage, thousands};

use crate::mapped::{Found, plain, position, published};
use crate::problem::quoted;
use crate::published::lsoa_code;
use crate::row_faults::{CORRECT, RowFault, count, each_row, needed};
use crate::table::{Record, Table};
use crate::{PopulationSpec, Problem, ReadError};

const SUBJECT: &str = "the population";

/// Ages 0 to 89 and 90 or more.
pub(crate) const AGES: usize = 91;

/// Residents of the areas of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPopulation {
    /// The areas, in order of first appearance, each once; at least one.
    pub rows: Vec<PopulationRow>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
}

/// Residents of one area, sexes together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationRow {
    /// Code of the area.
    pub code: String,
    /// All residents.
    pub residents: u32,
    /// Residents by single year of age, the last one 90 or more: 91 numbers, or none.
    pub by_age: Vec<u32>,
}

/// Whom a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sex {
    Persons,
    Females,
    Males,
}

/// Reads residents. Where a file has rows for persons and for each sex, those for persons count; else
/// females and males are added up.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks the code, the total or some ages, is on
/// codes of another year than its layer, has a number that is none, a total that is not
/// the sum of its ages, an area twice, or an area with one
/// sex only.
pub fn read_population(spec: &PopulationSpec) -> Result<RawPopulation, ReadError> {
    let table = Table::open(&spec.path, SUBJECT)?;
    let fields = Fields::find(spec, &table)?;
    let mut areas = Areas::default();
    let synthetic = each_row(table, &spec.path, SUBJECT, |record| {
        areas.add(&fields, record)
    })?;
    let rows = areas.finish(spec)?;
    Ok(RawPopulation { rows, synthetic })
}

/// Field numbers by meaning.
struct Fields {
    code: usize,
    sex: Option<usize>,
    total: usize,
    ages: Vec<usize>,
}

impl Fields {
    fn find(spec: &PopulationSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let header = table.header();
        let code = match lsoa_code(header) {
            Some((field, year)) => {
                fits(spec, year, table)?;
                field
            }
            None => published(table, "the area code", &["area_code", "geography code"])?,
        };
        let sex = header.iter().position(|name| plain(name) == "sex");
        Ok(Self {
            code,
            sex,
            total: total(table)?,
            ages: ages(table)?,
        })
    }
}

/// The column with all residents. Indices of deprivation name the year in it:
/// `Total population: mid 2015 (excluding prisoners)`.
fn total(table: &Table) -> Result<usize, Box<Problem>> {
    let names = [
        "all_ages",
        "total_population",
        "Residence type: Total; measures: Value",
    ];
    let of_index = |name: &String| plain(name).starts_with("totalpopulationmid");
    match table.header().iter().position(of_index) {
        Some(field) => Ok(field),
        None => published(table, "all residents", &names),
    }
}

/// The columns `0` to `90+`, all or none.
fn ages(table: &Table) -> Result<Vec<usize>, Box<Problem>> {
    let at = |age: usize| match position(table.header(), &age.to_string()) {
        Found::At(field) => Some(field),
        Found::Missing | Found::Twice => None,
    };
    if at(0).is_none() {
        return Ok(Vec::new());
    }
    let find = |age: usize| {
        at(age).ok_or_else(|| {
            table.problem(
                format!("there is a column for age 0, but not one for age {age}"),
                "name the columns 0 to 89 and 90+, or leave all ages out".into(),
            )
        })
    };
    (0..AGES).map(find).collect()
}

fn fits(spec: &PopulationSpec, year: Vintage, table: &Table) -> Result<(), Box<Problem>> {
    let layer = spec.layer.vintage();
    if year == layer {
        return Ok(());
    }
    Err(table.problem(
        format!(
            "the file is on LSOA codes of {}, layer {} is of {}",
            year.0, spec.layer, layer.0
        ),
        format!(
            "set layer to one of {}, or name a file on codes of {}",
            year.0, layer.0
        ),
    ))
}

/// What has been read of each area.
#[derive(Default)]
struct Areas {
    /// In order of first appearance.
    rows: Vec<Area>,
    by_code: HashMap<String, usize>,
}

struct Area {
    persons: Option<PopulationRow>,
    females: Option<PopulationRow>,
    males: Option<PopulationRow>,
}

impl Areas {
    fn add(&mut self, fields: &Fields, record: &Record<'_>) -> Result<(), RowFault> {
        let code = needed(record, fields.code, "the code")?;
        let sex = fields.sex.map_or(Ok(Sex::Persons), |n| sex(record, n))?;
        let by_age = fields.ages.iter().map(|&n| count(record, n));
        let row = PopulationRow {
            code: code.to_owned(),
            residents: count(record, fields.total)?,
            by_age: by_age.collect::<Result<_, _>>()?,
        };
        let sum: u64 = row
            .by_age
            .iter()
            .map(|&residents| u64::from(residents))
            .sum();
        if !row.by_age.is_empty() && sum != u64::from(row.residents) {
            let reason = format!(
                "all residents are {}, but those of each age add up to {}",
                thousands(row.residents.into()),
                thousands(sum)
            );
            return Err(RowFault::new("sum", fields.total, reason, CORRECT));
        }
        let at = *self.by_code.entry(code.to_owned()).or_insert_with(|| {
            self.rows.push(Area {
                persons: None,
                females: None,
                males: None,
            });
            self.rows.len() - 1
        });
        let area = &mut self.rows[at];
        let place = match sex {
            Sex::Persons => &mut area.persons,
            Sex::Females => &mut area.females,
            Sex::Males => &mut area.males,
        };
        if place.is_some() {
            let reason = format!("{code} stands twice");
            let help = "keep one row for each area and sex, of one year";
            return Err(RowFault::new("twice", fields.code, reason, help));
        }
        *place = Some(row);
        Ok(())
    }

    fn finish(self, spec: &PopulationSpec) -> Result<Vec<PopulationRow>, ReadError> {
        let wrong = |reason: String, help: &str| {
            ReadError::from(Problem::new(SUBJECT, &spec.path, reason, help))
        };
        if self.rows.is_empty() {
            let help = "check that the right file is named";
            return Err(wrong("the file has no areas".into(), help));
        }
        let sum = |area: Area| match (area.persons, area.females, area.males) {
            (Some(persons), _, _) => Ok(persons),
            (None, Some(females), Some(males)) => Ok(females.plus(&males)),
            (None, Some(one), None) | (None, None, Some(one)) => Err(wrong(
                format!("{} has a row for one sex only", one.code),
                "get the file with both Females and Males, or with Persons",
            )),
            (None, None, None) => Err(wrong("an area has no row".into(), CORRECT)),
        };
        self.rows.into_iter().map(sum).collect()
    }
}

impl PopulationRow {
    fn plus(self, other: &Self) -> Self {
        let ages = self.by_age.iter().zip(&other.by_age);
        Self {
            residents: self.residents.saturating_add(other.residents),
            by_age: ages.map(|(a, b)| a.saturating_add(*b)).collect(),
            code: self.code,
        }
    }
}

fn sex(record: &Record<'_>, field: usize) -> Result<Sex, RowFault> {
    let word = record.field(field);
    match word.to_ascii_lowercase().as_str() {
        "persons" | "person" | "all" | "total" => Ok(Sex::Persons),
        "females" | "female" | "f" => Ok(Sex::Females),
        "males" | "male" | "m" => Ok(Sex::Males),
        _ => {
            let reason = format!("`{}` is not a sex that is counted", quoted(word));
            let help = "write Persons, Females or Males";
            Err(RowFault::new("sex", field, reason, help))
        }
    }
}

#[cfg(test)]
#[path = "population_tests.rs"]
mod tests;
