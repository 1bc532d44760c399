//! The rows behind a figure: how many, and how many of them are shown.

use beatbook_core::{EventList, Released, thousands};

/// How many rows there are and how many are shown.
pub(crate) fn events(released: &Released<EventList>) -> String {
    let list = released.value();
    let shown = list.rows.len();
    match (list.total, shown) {
        (0, _) => "No row lies behind this.".into(),
        (1, _) => "1 row.".into(),
        (total, shown) if shown < total as usize => format!(
            "{} rows; the newest {} are shown.",
            thousands(total.into()),
            thousands(shown as u64)
        ),
        (total, _) => format!("{} rows, the newest first.", thousands(total.into())),
    }
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
