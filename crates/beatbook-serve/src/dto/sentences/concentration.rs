//! Concentration: how few places hold half.

use beatbook_core::{HeldShare, PlacesHeld, Released, Unit, thousands};

use super::{Counted, ends, percent};

/// Half of the incidents first, with its interval and what chance would do; then a quarter and the Gini index.
pub(crate) fn concentration(released: &Released<PlacesHeld>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let many = counted.many(found.incidents.into());
    let Some(indices) = &found.indices else {
        let reason = found.refused.as_deref().unwrap_or("cannot be said");
        return format!("How concentrated the {many} are {reason}.");
    };
    let [_, places] = found.unit.nouns();
    let all = format!("{} {places}", thousands(found.places.into()));
    let at = |part: f64| {
        indices
            .shares
            .iter()
            .find(|share| (share.part - part).abs() < 1e-9)
    };
    let Some((half, quarter)) = at(0.5).zip(at(0.25)) else {
        return format!("How concentrated the {many} are cannot be said.");
    };
    let number = (half.places.value * f64::from(found.places)).ceil() as u64;
    let beside_chance = if half.places.high < half.by_chance {
        format!(
            "{} would hold half if they had fallen at random",
            percent(half.by_chance)
        )
    } else {
        format!(
            "that is no fewer than the {} on which they would be had they fallen at random",
            percent(half.by_chance)
        )
    };
    // As many incidents as places could be spread evenly; fewer leave some empty whatever happens.
    let fewer = if found.incidents < found.places {
        let generalised = ends(indices.generalised, |value| format!("{value:.2}"));
        format!(
            ", {generalised} allowing for fewer {} than {places}",
            counted.word(2)
        )
    } else {
        String::new()
    };
    let elsewhere = if found.unit == Unit::Street {
        " In published cities half of a year's crime is on 2 to 6% of the segments, a quarter on 0.4 to 1.6%."
    } else {
        ""
    };
    format!(
        "Half of the {many} are on {} of the {all}, about {}; {beside_chance}. A quarter is on {}. {} of the {places} have none. Gini index {}{fewer}.{elsewhere}",
        with_range(half),
        thousands(number),
        with_range(quarter),
        percent(1.0 - f64::from(found.hit) / f64::from(found.places.max(1))),
        ends(indices.gini, |value| format!("{value:.2}")),
    )
}

fn with_range(share: &HeldShare) -> String {
    ends(share.places, percent)
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
