//! Stop and search files of data.police.uk.
//!
//! Every row is a thing officers did, never a thing that was reported: the source is activity. `Date`
//! has a time and an offset. Positions are snapped like those of the street files.

use beatbook_core::Precision;

use crate::{Columns, TimeSpec};

/// What a stop and search file must have.
pub(crate) const REQUIRED: [&str; 5] =
    ["Date", "Longitude", "Latitude", "Object of search", OUTCOME];
const OUTCOME: &str = "Outcome";
/// Whether what was found is what was looked for; forces may leave it out.
pub(crate) const LINKED: &str = "Outcome linked to object of search";

/// Columns by meaning.
pub(crate) fn columns() -> Columns {
    Columns {
        category: Some("Object of search".into()),
        x: Some("Longitude".into()),
        y: Some("Latitude".into()),
        from: "Date".into(),
        ..Columns::default()
    }
}

/// Moments with an offset.
pub(crate) fn time() -> TimeSpec {
    TimeSpec {
        format: Some("%Y-%m-%dT%H:%M:%S%:z".into()),
        precision: Some(Precision::Instant),
        unknown_start_hours: None,
    }
}

/// The one flag: `find`.
pub(crate) fn flags() -> Vec<(String, String)> {
    vec![("find".into(), OUTCOME.into())]
}

/// Whether the search found what it looked for: there is an outcome, it is another than no further
/// action, and the file does not say that it has nothing to do with the object of the search.
pub(crate) fn is_find(outcome: Option<&str>, linked: Option<&str>) -> bool {
    let Some(outcome) = outcome else { return false };
    let outcome = outcome.to_ascii_lowercase();
    let nothing = outcome.contains("no further action") || outcome.starts_with("nothing found");
    !nothing && !linked.is_some_and(|word| word.eq_ignore_ascii_case("false"))
}

#[cfg(test)]
#[path = "stop_and_search_tests.rs"]
mod tests;
