//! Two periods or two sources: both numbers, the change, and what became of the places.

use beatbook_core::{Compares, Comparison, Released, Side, Standing, thousands};

use super::{Counted, capital, listed};
use crate::dto::labels;

/// Both sides, what changed, and where.
pub(crate) fn compare(released: &Released<Comparison>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let parts = match found.compares {
        Compares::Periods => [periods(released, counted), places(found)],
        Compares::Sources => [sources(found, counted), places(found)],
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Why no change is given.
pub(crate) fn refused(found: &Comparison) -> Option<String> {
    let unbounded = found.change.filter(|change| change.percent.is_none());
    let counts = [found.first.count, found.second.count];
    let few = found.change.is_none() && counts.iter().all(|count| count.is_exact());
    found.refused.clone().or_else(|| {
        if few {
            return Some("there are too few on both sides".into());
        }
        unbounded
            .map(|_| "the second side has none, so there is nothing to take a percentage of".into())
    })
}

fn periods(released: &Released<Comparison>, counted: Counted) -> String {
    let found = released.value();
    let (first, second) = (&found.first, &found.second);
    let change = found.change.as_ref();
    let said = match change.and_then(|change| Some((change, labels::change(change)?))) {
        Some((change, words)) if change.step() == 0 => {
            format!("; no change can be told from chance: {words}")
        }
        Some((_, words)) if days(first) == days(second) => format!(": {words}"),
        Some((_, words)) => format!(": {words}, counted by the day"),
        None => refused(found).map_or_else(String::new, |reason| {
            format!("; no change is given: {reason}")
        }),
    };
    format!(
        "{} from {}, {} from {}{said}.",
        capital(&counted.about(first.count)),
        labels::period(first.period),
        super::about(second.count),
        labels::period(second.period),
    )
}

fn days(side: &Side) -> i32 {
    side.period.1.number() - side.period.0.number()
}

/// Sources are never summed and no percentage is taken between them.
fn sources(found: &Comparison, counted: Counted) -> String {
    let side = |side: &Side| {
        format!(
            "{}: {}",
            labels::source(&side.source),
            counted.about(side.count)
        )
    };
    let said = format!("{}; {}.", side(&found.first), side(&found.second));
    capital(&said)
}

fn places(found: &Comparison) -> String {
    let number = |standing: Standing| {
        let places = found.places.iter();
        places.filter(|place| place.standing == standing).count() as u64
    };
    let verb = |number: u64, one: &'static str, many: &'static str| {
        if number == 1 { one } else { many }
    };
    let words = [Standing::First, Standing::Both, Standing::Second].map(|standing| {
        let count = number(standing);
        let text = match (found.compares, standing) {
            (Compares::Periods, Standing::First) => verb(count, "is new", "are new").to_owned(),
            (Compares::Periods, Standing::Both) => verb(count, "persists", "persist").to_owned(),
            (Compares::Periods, Standing::Second) => verb(count, "is gone", "are gone").to_owned(),
            (Compares::Sources, Standing::First) => {
                format!("for {} alone", labels::source(&found.first.source))
            }
            (Compares::Sources, Standing::Both) => "for both".into(),
            (Compares::Sources, Standing::Second) => {
                format!("for {} alone", labels::source(&found.second.source))
            }
        };
        format!("{} {text}", thousands(count))
    });
    let withheld = match found.withheld {
        0 if found.places.is_empty() => return "No place stands out on either side.".into(),
        0 => String::new(),
        number if found.places.is_empty() => {
            return format!(
                "No place that stands out may be shown; hidden for small counts: {}.",
                thousands(number.into())
            );
        }
        number => format!(" Not shown for small counts: {}.", thousands(number.into())),
    };
    let of = match found.compares {
        Compares::Periods => "Of the places that stand out",
        Compares::Sources => "Places that stand out:",
    };
    format!("{of} {}.{withheld}", listed(&words))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
