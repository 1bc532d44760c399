//! The exact-fit lookup of LSOA 2011 to LSOA 2021, as published by ONS or humaniverse.

use std::path::Path;

use crate::mapped::published;
use crate::problem::quoted;
use crate::row_faults::{RowFault, each_row, needed};
use crate::table::Table;
use crate::{Problem, ReadError};

const SUBJECT: &str = "the lookup";

/// Which LSOA of 2011 became which of 2021.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLookup {
    /// One row for each pair, in file order.
    pub rows: Vec<LookupRow>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupRow {
    /// Code of 2011.
    pub lsoa11: String,
    /// `U` unchanged, `S` split, `M` merged, `X` irregular.
    pub change: char,
    /// Code of 2021.
    pub lsoa21: String,
}

/// Reads a lookup.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, has no rows, or has a row with a
/// blank code, a change that is not known, or two codes for an area that did not change.
pub fn read_lookup(path: &Path) -> Result<RawLookup, ReadError> {
    let table = Table::open(path, SUBJECT)?;
    let from = published(&table, "the code of 2011", &["LSOA11CD", "lsoa11_code"])?;
    let names = ["CHGIND", "CHNGIND", "change_code"];
    let change = published(&table, "the kind of change", &names)?;
    let to = published(&table, "the code of 2021", &["LSOA21CD", "lsoa21_code"])?;
    let mut rows = Vec::new();
    let synthetic = each_row(table, path, SUBJECT, |record| {
        let word = needed(record, change, "the kind of change")?;
        let Some(letter) = ["U", "S", "M", "X"].iter().position(|known| *known == word) else {
            let reason = format!("`{}` is not a kind of change", quoted(word));
            let help = "write U (unchanged), S (split), M (merged) or X (irregular)";
            return Err(RowFault::new("change", change, reason, help));
        };
        let lsoa11 = needed(record, from, "the code")?;
        let lsoa21 = needed(record, to, "the code")?;
        if word == "U" && lsoa11 != lsoa21 {
            let reason = format!("{lsoa11} is unchanged (U), but its code of 2021 is {lsoa21}");
            let help = "write the kind of change that it is, or the code that it kept";
            return Err(RowFault::new("unchanged", to, reason, help));
        }
        rows.push(LookupRow {
            lsoa11: lsoa11.to_owned(),
            change: ['U', 'S', 'M', 'X'][letter],
            lsoa21: lsoa21.to_owned(),
        });
        Ok(())
    })?;
    if rows.is_empty() {
        let help = "check that the right file is named";
        return Err(Problem::new(SUBJECT, path, "the file has no areas", help).into());
    }
    Ok(RawLookup { rows, synthetic })
}

#[cfg(test)]
#[path = "lookup_tests.rs"]
mod tests;
