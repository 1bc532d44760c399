//! The schedule of one premises.

use beatbook_core::{PremisesSchedule, Released, thousands};

use super::Counted;

/// How much is listed, and what of it counts.
pub(crate) fn schedule(released: &Released<PremisesSchedule>) -> String {
    let found = released.value();
    let street = found
        .street
        .as_ref()
        .map_or_else(String::new, |street| format!(", {street}"));
    let rows = match found.total {
        0 => "no recorded row belongs to them".to_owned(),
        1 => "1 recorded row".to_owned(),
        total => format!("{} recorded rows", thousands(total.into())),
    };
    format!(
        "{}{street}: {rows}; {} in them or at their door {} against them, {} they called about themselves {} not.",
        found.name,
        Counted::Incidents.many(found.incidents.into()),
        if found.incidents == 1 {
            "counts"
        } else {
            "count"
        },
        Counted::Incidents.many(found.called.into()),
        if found.called == 1 { "does" } else { "do" },
    )
}
