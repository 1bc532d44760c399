//! Positions of postcodes.

use std::collections::HashMap;

use beatbook_core::{Crs, Transform};

use crate::mapped::column;
use crate::row_faults::{RowFault, each_row, needed, position};
use crate::table::Table;
use crate::{PostcodeSpec, ReadError};

const SUBJECT: &str = "postcodes";

/// Where postcodes are.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPostcodes {
    /// Reference system of the positions.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// By postcode as [`postcode_key`] writes it, x first.
    pub positions: HashMap<String, [f64; 2]>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
}

/// A postcode in upper case and without blanks.
pub fn postcode_key(text: &str) -> String {
    let letters = text.chars().filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_uppercase).collect()
}

/// Reads postcodes. Those without a position are left out: they lead nowhere.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or has a row without postcode,
/// with a position that cannot be right, or with a postcode that stands twice.
pub fn read_postcodes(spec: &PostcodeSpec) -> Result<RawPostcodes, ReadError> {
    let table = Table::open(&spec.path, SUBJECT)?;
    let find = |key: &str, name: &str| column(&table, "[postcodes]", key, name);
    let postcode = find("postcode", &spec.postcode)?;
    let fields = [find("x", &spec.x)?, find("y", &spec.y)?];
    let mut positions = HashMap::new();
    let synthetic = each_row(table, &spec.path, SUBJECT, |record| {
        let text = needed(record, postcode, "the postcode")?;
        let Some(at) = position(record, fields, spec.crs)? else {
            return Ok(());
        };
        if positions.insert(postcode_key(text), at).is_some() {
            let reason = format!("{text} stands twice");
            let help = "keep one row for each postcode";
            return Err(RowFault::new("twice", postcode, reason, help));
        }
        Ok(())
    })?;
    Ok(RawPostcodes {
        crs: spec.crs,
        transform: spec.transform.clone(),
        positions,
        synthetic,
    })
}

#[cfg(test)]
#[path = "postcodes_tests.rs"]
mod tests;
