//! Outcomes files of data.police.uk.
//!
//! A row is an outcome of an offence, not an offence: `Month` is that of the outcome, and one offence may
//! have several rows with its Crime ID. As a source of its own it is never added to offences, and no row
//! has an id, since a later outcome would take the place of an earlier one.

use beatbook_core::Precision;

use crate::{Columns, TimeSpec};

/// What an outcomes file must have.
pub(crate) const REQUIRED: [&str; 4] = ["Month", "Longitude", "Latitude", "Outcome type"];

/// Columns by meaning.
pub(crate) fn columns() -> Columns {
    let name = |text: &str| Some(text.to_owned());
    Columns {
        incident: name("Crime ID"),
        category: name("Outcome type"),
        x: name("Longitude"),
        y: name("Latitude"),
        from: "Month".into(),
        place: name("Location"),
        area: name("LSOA code"),
        ..Columns::default()
    }
}

/// Months.
pub(crate) fn time() -> TimeSpec {
    TimeSpec {
        format: Some("%Y-%m".into()),
        precision: Some(Precision::Month),
        ..TimeSpec::default()
    }
}

#[cfg(test)]
#[path = "police_uk_outcomes_tests.rs"]
mod tests;
