//! Places over time: how many are new, growing, persistent or gone.

use beatbook_core::{Count, Emerging, Released, Verdict, thousands};

use super::{Counted, listed};
use crate::dto::labels;

/// Names told of the new places.
const NAMED: usize = 3;

/// How many places are in which state, and which are new.
pub(crate) fn emerging(released: &Released<Emerging>) -> String {
    let answer = released.answer();
    let found = &answer.value;
    let counted = Counted::of(&answer.selection);
    let over = over(found);
    match found.verdict {
        Verdict::Hot => {}
        Verdict::None => {
            return format!(
                "No place is emerging: over {over}, none is hot in the last step, and none in nine of ten."
            );
        }
        Verdict::NoEvents => {
            return match answer.accounting.selected {
                Count::Exact(0) => format!("No {} selected.", counted.none_is()),
                _ => format!(
                    "No selected {} a place in the study area.",
                    counted.none_has()
                ),
            };
        }
        Verdict::TooFew => {
            return format!(
                "Too few {} to test places; {} are needed.",
                counted.word(2),
                Verdict::FEWEST_EVENTS
            );
        }
        Verdict::NoVariation
        | Verdict::TooFewPermutations
        | Verdict::TooFewPremises
        | Verdict::NoRegister => {
            return format!(
                "All cells hold the same number of {}, so no place can stand out.",
                counted.word(2)
            );
        }
    }
    let told: Vec<String> = Emerging::STATES
        .into_iter()
        .filter_map(|state| {
            let number = found
                .places
                .iter()
                .filter(|place| place.state == state)
                .count();
            (number > 0).then(|| format!("{} {state}", thousands(number as u64)))
        })
        .collect();
    let withheld = match found.withheld {
        0 => String::new(),
        number => format!(" Not shown for small counts: {}.", thousands(number.into())),
    };
    let new: Vec<String> = found
        .places
        .iter()
        .filter(|place| place.state == Emerging::STATES[0])
        .map(|place| place.group.name.clone())
        .collect();
    let names = match new.len() {
        0 if told.is_empty() => return format!("No place may be shown.{withheld}"),
        0 => "No place is new.".into(),
        number if number > NAMED => {
            let more = thousands((number - NAMED) as u64);
            format!("New: {} and {more} more.", new[..NAMED].join(", "))
        }
        _ => format!("New: {}.", listed(&new)),
    };
    let places = if found.places.len() == 1 {
        "Place"
    } else {
        "Places"
    };
    format!(
        "{places} over {over}: {}. {names}{withheld}",
        told.join(", ")
    )
}

/// `36 steps of a month, 1 Oct 2021 to 30 Sep 2024`.
fn over(found: &Emerging) -> String {
    let steps = found.steps.len() as u64;
    let period = found.steps.first().zip(found.steps.last());
    let period = period.map_or_else(String::new, |(first, last)| {
        format!(", {}", labels::period((first.from, last.to)))
    });
    format!(
        "{} steps of {}{period}",
        thousands(steps),
        found.step.words()
    )
}

#[cfg(test)]
#[path = "emerging_tests.rs"]
mod tests;
