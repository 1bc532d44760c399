//! Counts of areas: how many in all, and where most.

use beatbook_core::{AreaCounts, Count, Released, thousands};

use super::{Counted, in_thousands};

/// How many there are, and where most are.
pub(crate) fn areas(released: &Released<AreaCounts>, layer: &str) -> String {
    let answer = released.answer();
    let counted = Counted::of(&answer.selection);
    let areas = &answer.value.areas;
    let (shown, hidden): (Vec<_>, Vec<_>) = areas
        .iter()
        .partition(|area| area.count != Count::Suppressed);
    let total: u64 = shown
        .iter()
        .filter_map(|area| area.count.number())
        .map(u64::from)
        .sum();
    let most = shown
        .iter()
        .rev() // the first of equals
        .max_by_key(|area| area.count.number())
        .filter(|area| area.count.number() > Some(0));
    let exact = areas.iter().all(|area| area.count.is_exact());
    let about = if exact { "" } else { "About " };
    let most = most.map_or(String::new(), |area| {
        format!("; the most, {}, in {}", in_thousands(area.count), area.name)
    });
    let hidden = match hidden.len() as u64 {
        0 => String::new(),
        1 => "; 1 area has too few to be shown".into(),
        number => format!("; {} areas have too few to be shown", thousands(number)),
    };
    format!(
        "{about}{} in the {} areas of {layer}{most}{hidden}.",
        counted.many(total),
        thousands(areas.len() as u64)
    )
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
