//! One area: its number, its rate, and how that compares with the whole.

use beatbook_core::{Count, Profile, Released, YearOnYear};

use super::{Counted, in_thousands};
use crate::dto::labels;

/// The number of the area, its rate with interval, and the rate of the whole.
pub(crate) fn profile(released: &Released<Profile>) -> String {
    let profile = released.value();
    let counted = Counted::of(&released.answer().selection);
    let name = &profile.name;
    let Some(all) = profile.indicators.first() else {
        return format!("{name}: nothing is selected.");
    };
    if all.count == Count::Suppressed {
        return format!("{name}: too few {} to be shown.", counted.word(2));
    }
    let number = counted.about(all.count);
    let (Some(rate), Some((low, high))) = (all.rate, all.interval) else {
        return match (&profile.residents, all.count) {
            (Some(_), Count::Exact(_)) => format!("{name}: {number}."),
            (Some(_), _) => format!("{name}: {number}; no rate is shown of rounded counts."),
            (None, _) => {
                format!("{name}: {number}; the book holds no residents of this layer, so no rate.")
            }
        };
    };
    let city = match (all.city_rate, all.ratio(), all.differs()) {
        (Some(city), _, 0) => {
            format!("; not told apart from the {city:.1} of the whole study area")
        }
        (Some(city), Some(ratio), _) => {
            format!("; {ratio:.1} times the {city:.1} of the whole study area")
        }
        _ => String::new(),
    };
    format!(
        "{name}: {number}, {rate:.1} per 1,000 residents and year ({low:.1} to {high:.1}){city}."
    )
}

/// The last twelve complete months against the twelve before, with the interval; or why not.
pub(crate) fn year(released: &Released<Profile>) -> String {
    let found = match &released.value().trend.year {
        Err(reason) => return format!("Whether it rises or falls cannot be told: {reason}."),
        Ok(found) => found,
    };
    let counted = Counted::of(&released.answer().selection);
    let YearOnYear {
        latest,
        counts: [now, then],
        change,
        city,
        ..
    } = found;
    let month = labels::month_of_year;
    let both = super::capital(&format!(
        "{} from {} to {} after {} in the year before",
        counted.about(*now),
        month(latest.0),
        month(latest.1),
        in_thousands(*then),
    ));
    let told = match change {
        Err(reason) => return format!("{both}: no change is told, because {reason}."),
        Ok(change) => change,
    };
    let words = labels::change(told).unwrap_or_else(|| "none before".into());
    let chance = match told.step() {
        0 => ", which chance explains",
        _ => "",
    };
    let city = city.as_ref().and_then(labels::change);
    let city = city.map_or_else(String::new, |city| format!("; the whole study area {city}"));
    format!("{both}: {words}{chance}{city}.")
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
