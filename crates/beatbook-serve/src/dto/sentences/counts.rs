//! The counts of all units.

use beatbook_core::{Count, Released, UnitCounts, thousands};

use super::Counted;

/// How many units there are, and how many of them hold anything.
pub(crate) fn counts(released: &Released<UnitCounts>) -> String {
    let found = released.value();
    let held = found.units.iter();
    let held = held.filter(|unit| unit.count != Count::Exact(0)).count() as u64;
    let all = found.units.len() as u64;
    let counted = Counted::of(&released.answer().selection);
    let mut text = format!(
        "{} of {} {} hold {}",
        thousands(held),
        thousands(all),
        found.unit.label(),
        counted.word(2)
    );
    match found.nowhere {
        Count::Exact(0) => {}
        Count::Suppressed => text += "; a few are in none",
        Count::Exact(number) | Count::Rounded(number) => {
            text += &format!("; {} are in none", thousands(number.into()));
        }
    }
    text + "."
}
