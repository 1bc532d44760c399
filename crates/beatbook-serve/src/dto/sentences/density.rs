//! Density: how much, how far it is smoothed, and where it is densest.

use beatbook_core::{Count, DensityMap, DensitySurface, Released, thousands};

use super::{Counted, capital};

/// What was smoothed over how far, and its highest top.
pub(crate) fn density(released: &Released<DensityMap>) -> String {
    let answer = released.answer();
    let map = released.value();
    let counted = Counted::of(&answer.selection);
    let Some(surface) = &map.surface else {
        return match map.counted {
            Count::Exact(0) => format!(
                "No selected {} a place in the study area.",
                counted.none_has()
            ),
            count => format!(
                "{}: too few for a density; {} are needed.",
                capital(&counted.about(count)),
                DensityMap::FEWEST
            ),
        };
    };
    let number = capital(&counted.about(map.counted));
    let densest = surface.tops.first().map_or_else(String::new, |top| {
        format!(
            "; densest at {}, {} per km\u{b2} over the period, {} times the mean",
            top.name,
            whole(top.per_km2),
            whole(top.per_km2 / surface.mean_per_km2)
        )
    });
    format!("{number} smoothed over {}{densest}.", radius(surface))
}

/// `210 m (chosen by leave-one-out likelihood)`, `300 m`, `78 to 650 m about a pilot of 210 m (..)`.
pub(crate) fn radius(surface: &DensitySurface) -> String {
    let chosen = surface
        .rule
        .map_or_else(String::new, |rule| format!(" (chosen by {})", rule.name()));
    let radius = surface.radius.0;
    match surface.adaptive {
        Some([least, most]) => format!(
            "{:.0} to {:.0} m about a pilot of {radius:.0} m{chosen}",
            least.0, most.0
        ),
        None => format!("{radius:.0} m{chosen}"),
    }
}

fn whole(number: f64) -> String {
    if number < 10.0 {
        format!("{number:.1}")
    } else {
        thousands(number.round() as u64)
    }
}

#[cfg(test)]
#[path = "density_tests.rs"]
mod tests;
