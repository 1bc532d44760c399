//! Repeat locations: how many, and which most.

use beatbook_core::{Count, Released, RepeatPlace, RepeatPlaces, Suspect, thousands};

use super::{Counted, about, capital};

/// How many places repeat, which holds most, and where a patrol could go first.
pub(crate) fn places(released: &Released<RepeatPlaces>) -> String {
    let answer = released.answer();
    let found = released.value();
    let withheld = match found.withheld {
        0 => String::new(),
        number => format!("; not shown for small counts: {}", thousands(number.into())),
    };
    let Some(first) = found.places.first() else {
        return match (answer.accounting.selected, found.withheld) {
            (Count::Exact(0), _) => {
                format!("No {} selected.", Counted::of(&answer.selection).none_is())
            }
            (_, 0) => format!("No place has {} or more incidents.", RepeatPlaces::FEWEST),
            _ => format!("No place may be shown{withheld}."),
        };
    };
    let number = found.places.len() as u64 + u64::from(found.withheld);
    let have = if number == 1 {
        "place has"
    } else {
        "places have"
    };
    let most: Vec<&RepeatPlace> = found
        .places
        .iter()
        .take_while(|place| place.incidents == first.incidents)
        .collect();
    let at = match most.len() {
        1 => format!("at {}{}", first.name, rank(first)),
        2 => format!("at {} and {}", first.name, most[1].name),
        equal => format!("at each of {equal} places, {} among them", first.name),
    };
    let target = match first.not_a_target {
        Some(why_not) if most.len() == 1 => {
            let next = found.places.iter().find(|p| p.not_a_target.is_none());
            let next = next.map_or_else(
                || "; none of the others is one either".to_owned(),
                |place| {
                    format!(
                        "; the first patrol target is {}, with {}",
                        place.name,
                        about(place.incidents)
                    )
                },
            );
            format!(", {why_not}{next}")
        }
        _ => String::new(),
    };
    format!(
        "{} {have} {} or more incidents; the most, {}, {at}{target}{withheld}.",
        thousands(number),
        RepeatPlaces::FEWEST,
        about(first.incidents),
    )
}

/// Ranks that overlap must be seen to.
fn rank(place: &RepeatPlace) -> String {
    match place.rank_interval {
        Some((low, high)) if low != high => format!(" (rank {low} to {high})"),
        _ => String::new(),
    }
}

/// What is asked of a coordinate that many events share.
pub(crate) fn question(suspect: &Suspect) -> String {
    let looks_like = match suspect.guess {
        "custody" => "a prison or a custody suite",
        "hospital" => "a hospital",
        "police-station" => "a police station",
        "court" => "a court",
        "pin" => "the default pin of a gazetteer",
        other => other,
    };
    let place = match suspect.text.trim() {
        "" => "one coordinate without a name".into(),
        text => format!("\"{text}\""),
    };
    format!(
        "{} stand at {place}, which looks like {looks_like}: did they happen there? If not, add it to the places with the class {}.",
        capital(&Counted::Events.about(suspect.events)),
        suspect.guess
    )
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
