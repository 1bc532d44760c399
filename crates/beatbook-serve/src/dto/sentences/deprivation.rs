//! Deprivation: what share of each group is in the most deprived tenth.

use beatbook_core::{Concerned, Count, DecileGroup, Deprivation, Released};

use super::{listed, share};

/// The share of each group in the first decile, with its interval.
pub(crate) fn deprivation(released: &Released<Deprivation>, index: &str) -> String {
    let found = released.value();
    let (shown, hidden): (Vec<&DecileGroup>, Vec<&DecileGroup>) = found
        .groups
        .iter()
        .partition(|group| first(group).is_some());
    let (empty, hidden): (Vec<&DecileGroup>, Vec<&DecileGroup>) = hidden
        .into_iter()
        .partition(|group| group.base == Count::Exact(0));
    let shown: Vec<String> = shown.into_iter().filter_map(said).collect();
    let not_shown = [
        ("not shown for small counts", hidden),
        ("none to be placed", empty),
    ];
    let not_shown: Vec<String> = not_shown
        .into_iter()
        .filter(|(_, groups)| !groups.is_empty())
        .map(|(why, groups)| format!("; {why}: {}", names(&groups)))
        .collect();
    let not_shown = not_shown.concat();
    if shown.is_empty() {
        return format!("No group can be placed in the deciles of {index}{not_shown}.");
    }
    format!(
        "In the most deprived tenth of England ({index}): {}{not_shown}.",
        listed(&shown)
    )
}

fn first(group: &DecileGroup) -> Option<f64> {
    group.deciles.first()?.share
}

fn said(group: &DecileGroup) -> Option<String> {
    let decile = group.deciles.first()?;
    let interval = decile.interval.map_or_else(String::new, |(low, high)| {
        format!(" ({:.0} to {:.0})", low * 100.0, high * 100.0)
    });
    Some(format!(
        "{} of {}{interval}",
        share(decile.share?),
        name(group.concerned)
    ))
}

fn names(groups: &[&DecileGroup]) -> String {
    let names: Vec<String> = groups
        .iter()
        .map(|group| name(group.concerned).to_owned())
        .collect();
    listed(&names)
}

fn name(concerned: Concerned) -> &'static str {
    match concerned {
        Concerned::Areas => "areas",
        Concerned::Residents => "residents",
        Concerned::Events => "events",
        Concerned::Victims => "victims",
        Concerned::Suspects => "people linked as suspect",
        Concerned::Attenders => "A&E assault attenders",
    }
}

#[cfg(test)]
#[path = "deprivation_tests.rs"]
mod tests;
