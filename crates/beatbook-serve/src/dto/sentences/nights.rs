//! Nights: how much, at which hour most, and which night was the fullest.

use beatbook_core::{Count, Nights, Released, thousands};

use super::{Counted, about, capital};
use crate::dto::labels;

/// How much begins at night, the hour with most and the night with most.
pub(crate) fn nights(released: &Released<Nights>) -> String {
    let answer = released.answer();
    let found = released.value();
    let counted = Counted::of(&answer.selection);
    let shown = found.total.iter().filter_map(|count| count.number());
    let all: u32 = shown.sum();
    let exact = found.total.iter().all(|count| count.is_exact());
    let number = found.nights.len() as u64;
    let nights = match number {
        1 => "1 night".to_owned(),
        number => format!("{} nights", thousands(number)),
    };
    if all == 0 {
        return if exact {
            format!("No {} known to the hour in {nights}.", counted.none_is())
        } else {
            format!("Too few {} in {nights} to be shown.", counted.word(2))
        };
    }
    let all = if exact {
        Count::Exact(all)
    } else {
        Count::Rounded(all)
    };
    let without = if found.total.contains(&Count::Suppressed) {
        ", without the hours that have too few to be shown"
    } else {
        ""
    };
    // Of equals the first is named: what is released cannot tell them apart.
    let hour = found.hours.iter().zip(&found.total).rev();
    let hour = hour.max_by_key(|(_, count)| count.number());
    let hour = hour.map_or_else(String::new, |(hour, count)| {
        format!(
            "; the hour with most is {hour:02}:00 to {:02}:00, with {}",
            (hour + 1) % 24,
            about(*count)
        )
    });
    let night = found.nights.iter().rev();
    let night = night
        .filter(|night| night.count.number() > Some(0))
        .max_by_key(|night| night.count.number());
    let night = night.map_or_else(String::new, |night| {
        format!(
            "; the night with most is {}, with {}",
            labels::night(night.day),
            about(night.count)
        )
    });
    let untimed = match found.untimed {
        Count::Exact(0) => String::new(),
        Count::Exact(1) => "; 1 more, of day or night, is not known to the hour".into(),
        untimed => format!(
            "; {} more, of day and night, are not known to the hour",
            about(untimed)
        ),
    };
    format!(
        "{} in {nights}{without}{hour}{night}{untimed}.",
        capital(&counted.about(all))
    )
}

#[cfg(test)]
#[path = "nights_tests.rs"]
mod tests;
