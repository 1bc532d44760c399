//! One area: its number, its rate, and how that compares with the whole.

use beatbook_core::{Count, Profile, Released};

use super::Counted;
use crate::dto::profile::ratio;

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
    let city = match (all.city_rate, ratio(all), all.differs()) {
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

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
