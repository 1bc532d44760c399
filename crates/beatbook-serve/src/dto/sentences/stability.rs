//! Whether hotspots stay when the grid is moved.

use beatbook_core::{GridStability, Released, StableGroup, Verdict, thousands};

/// A place that is hot on so large a share of the grids stays hot.
const MOST: f64 = 0.75;

/// How many hotspots stay hot, and which least.
pub(crate) fn stability(released: &Released<GridStability>) -> String {
    let found = released.value();
    let grids = found.grids;
    match found.verdict {
        Verdict::Hot => {
            let stay = found.groups.iter().filter(|group| is_stable(group)).count();
            let all = found.groups.len() as u64;
            let least = found
                .groups
                .iter()
                .filter(|group| !is_stable(group))
                .min_by_key(|group| group.hot);
            let least = least.map_or_else(String::new, |group| {
                format!("; the least sure is {}, which {}", group.name, stays(group))
            });
            let (hotspots, stay_hot) = if all == 1 {
                ("hotspot", "stays hot")
            } else {
                ("hotspots", "stay hot")
            };
            format!(
                "{} of {} {hotspots} {stay_hot} on at least three in four of {grids} grids{least}.",
                thousands(stay as u64),
                thousands(all)
            )
        }
        Verdict::None => format!(
            "No place stands out, and on {} of {grids} grids any cell is hot.",
            match found.grids_with_hot_cells {
                0 => "none".into(),
                number => number.to_string(),
            }
        ),
        Verdict::NoEvents => {
            "Nothing with a place is selected, so there is no hotspot to move the grid under."
                .into()
        }
        Verdict::TooFew => format!(
            "Too few are selected to test places ({} are needed), so no grid was moved.",
            Verdict::FEWEST_EVENTS
        ),
        Verdict::NoVariation
        | Verdict::TooFewPermutations
        | Verdict::TooFewPremises
        | Verdict::NoRegister => {
            "All cells hold the same number, so no place can stand out on any grid.".into()
        }
    }
}

/// `stays hot in 17 of 19 grids`.
pub(crate) fn stays(group: &StableGroup) -> String {
    match (group.hot, group.tested) {
        (_, 0) => "lies outside what is looked at on every grid".into(),
        (0, tested) => format!("is hot in none of {tested} grids"),
        (hot, tested) => format!("stays hot in {hot} of {tested} grids"),
    }
}

pub(crate) fn is_stable(group: &StableGroup) -> bool {
    group.tested > 0 && f64::from(group.hot) >= MOST * f64::from(group.tested)
}

#[cfg(test)]
#[path = "stability_tests.rs"]
mod tests;
