//! The exact-fit lookup of LSOA 2011 to LSOA 2021, as published by ONS or humaniverse.

use std::path::Path;

use crate::ReadError;
use crate::mapped::published;
use crate::problem::quoted;
use crate::row_faults::{RowFault, each_row, needed};
use crate::table::Table;

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
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or has a row with a blank code
/// or a change that is not known.
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
        rows.push(LookupRow {
            lsoa11: needed(record, from, "the code")?.to_owned(),
            change: ['U', 'S', 'M', 'X'][letter],
            lsoa21: needed(record, to, "the code")?.to_owned(),
        });
        Ok(())
    })?;
    Ok(RawLookup { rows, synthetic })
}

#[cfg(test)]
#[path = "lookup_tests.rs"]
mod tests;
