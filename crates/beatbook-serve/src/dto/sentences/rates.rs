//! Rates: which areas stand out, and against what.

use beatbook_core::{AreaRates, FunnelStatus, RatedArea, Released};

use super::{Counted, ends, figure, listed};

/// Areas named one by one.
const NAMED: usize = 4;

/// Which areas lie outside the funnel, the rate of all, and how many cannot be told from it.
pub(crate) fn rates(released: &Released<AreaRates>) -> String {
    let found = released.value();
    let many = Counted::of(&released.answer().selection).word(2);
    let layer = &found.layer;
    let Some(all) = &found.all else {
        let reason = found.refused.as_deref().unwrap_or("cannot be said");
        return format!("Rates of the areas of {layer}: {reason}.");
    };
    let rated = || {
        found
            .areas
            .iter()
            .filter_map(|area| Some((area, area.rated?)))
    };
    let rate = ends(all.rate, figure);
    let number = rated().count();
    let outside = |status: [FunnelStatus; 2]| {
        let mut areas: Vec<(&RatedArea, f64)> = rated()
            .filter(|(_, rated)| status.contains(&rated.status))
            .map(|(area, rated)| (area, rated.rate.value / all.rate.value))
            .collect();
        areas.sort_by(|a, b| b.1.ln().abs().total_cmp(&a.1.ln().abs()));
        areas
    };
    let above = outside([FunnelStatus::Above, FunnelStatus::FarAbove]);
    let below = outside([FunnelStatus::Below, FunnelStatus::FarBelow]);
    let within = number - above.len() - below.len();
    let limits = if all.tau2 > 0.0 {
        "what chance does and areas usually differ by"
    } else {
        "what chance does"
    };
    let more = said(&above, "more", limits);
    let fewer = said(&below, "fewer", limits);
    let outside: Vec<String> = [more, fewer].into_iter().flatten().collect();
    let verdict = if outside.is_empty() {
        format!("none of the {number} areas of {layer} is beyond {limits}")
    } else {
        format!(
            "of the {number} areas of {layer}, {}; the other {within} cannot be told from it",
            outside.join(", and ")
        )
    };
    // By chance one in twenty is.
    format!(
        "All areas together have {rate} {many} {}; {verdict}. One in twenty lies beyond such limits by chance alone.",
        found.per.label()
    )
}

fn said(areas: &[(&RatedArea, f64)], word: &str, limits: &str) -> Option<String> {
    if areas.is_empty() {
        return None;
    }
    let names: Vec<String> = areas
        .iter()
        .take(NAMED)
        .map(|(area, ratio)| format!("{} ({} times the rate)", area.name, figure(*ratio)))
        .collect();
    let rest = areas.len() - names.len();
    let names = match rest {
        0 => listed(&names),
        rest => format!("{} and {rest} more", names.join(", ")),
    };
    let have = if areas.len() == 1 { "has" } else { "have" };
    Some(format!(
        "{} {have} {word} than {limits}: {names}",
        areas.len()
    ))
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
