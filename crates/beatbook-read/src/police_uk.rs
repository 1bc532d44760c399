//! Street files of data.police.uk, which have the same columns since 2010.
//!
//! `Month` is all there is of the time; positions are snapped to anchor points ("On or near ...").
//! Anti-social behaviour has no Crime ID, and files that went through other hands may lack the whole
//! column, the location or the LSOA code; all others must be there.

use beatbook_core::Precision;

use crate::{Columns, TimeSpec};

/// What a street file must have.
pub(crate) const REQUIRED: [&str; 4] = ["Month", "Longitude", "Latitude", "Crime type"];

/// Columns by meaning.
pub(crate) fn columns() -> Columns {
    let name = |text: &str| Some(text.to_owned());
    Columns {
        id: name("Crime ID"),
        category: name("Crime type"),
        x: name("Longitude"),
        y: name("Latitude"),
        from: "Month".into(),
        place: name("Location"),
        area: name("LSOA code"),
        ..Columns::default()
    }
}

/// Categories that exist because officers were there: found, not reported.
pub(crate) fn activity() -> Vec<String> {
    vec!["drugs".into(), "possession-of-weapons".into()]
}

/// Months.
pub(crate) fn time() -> TimeSpec {
    TimeSpec {
        format: Some("%Y-%m".into()),
        precision: Some(Precision::Month),
        unknown_start_hours: None,
    }
}

#[cfg(test)]
#[path = "police_uk_tests.rs"]
mod tests;
