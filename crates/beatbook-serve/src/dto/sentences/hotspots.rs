//! Hotspots: how many places stand out, and which most.

use beatbook_core::{Count, HotspotGroup, Hotspots, Released, Verdict, thousands};

use super::{Counted, percent};

/// What came out of the test.
pub(crate) fn hotspots(released: &Released<Hotspots>) -> String {
    let answer = released.answer();
    let counted = Counted::of(&answer.selection);
    let (percent, among) = match &answer.method {
        Some(method) => (
            percent(method.alpha),
            format!(
                "{} {}",
                thousands(u64::from(method.units)),
                answer.selection.unit.label()
            ),
        ),
        None => (String::new(), "the places tested".into()),
    };
    let tested = match counted {
        Counted::Incidents => answer.accounting.incidents,
        Counted::Events => answer.accounting.located,
    };
    match answer.value.verdict {
        Verdict::Hot => {
            let shown = answer.value.groups.len() as u64;
            let withheld = u64::from(answer.value.withheld);
            let number = shown + withheld;
            let stand = if number == 1 {
                "place stands"
            } else {
                "places stand"
            };
            // Who may not see the order is not told which is the strongest.
            let ranked = answer
                .value
                .groups
                .first()
                .filter(|group| group.expected.is_some());
            let more = match (ranked, withheld) {
                (Some(group), _) => strongest(group, counted),
                (None, 0) => String::new(),
                (None, withheld) => {
                    format!("; not shown for small counts: {}", thousands(withheld))
                }
            };
            format!(
                "{} {stand} out at {percent} false alarms among {among}{}.",
                thousands(number),
                more,
            )
        }
        Verdict::None => format!(
            "No place stands out at {percent} false alarms among {among}; {} tested.",
            were(tested, counted)
        ),
        Verdict::NoEvents => match answer.accounting.selected {
            Count::Exact(0) => format!("No {} selected.", counted.none_is()),
            _ => format!(
                "No selected {} a place in the study area.",
                counted.none_has()
            ),
        },
        Verdict::TooFew => match tested {
            Count::Exact(number) => format!(
                "{}: too few to test places; {} are needed.",
                counted.many(number.into()),
                Verdict::FEWEST_EVENTS
            ),
            _ => format!("Too few {} for any place to be shown.", counted.word(2)),
        },
        Verdict::TooFewPermutations => format!(
            "Cannot tell whether a place stands out: among {among} so few permutations let none pass at {percent} false alarms; use the exact test, or more of them."
        ),
        Verdict::TooFewPremises => format!(
            "Fewer than {} premises are registered here: too few to tell one from the others by a test, so they are ranked.",
            Verdict::FEWEST_PREMISES
        ),
        Verdict::NoRegister => "This book has no register of premises, so none can be tested; repeat locations are ranked instead.".into(),
        Verdict::NoVariation => {
            format!(
                "All of {among} hold the same number of {}, so no place can stand out.",
                counted.word(2)
            )
        }
    }
}

fn strongest(group: &HotspotGroup, counted: Counted) -> String {
    let Some(events) = group.events.number() else {
        return format!("; the strongest is {}", group.name);
    };
    let about = if group.events.is_exact() {
        ""
    } else {
        "about "
    };
    let against = match group.expected {
        Some(expected) if expected < 0.05 => " where fewer than 0.1 would be expected".into(),
        Some(expected) => format!(" where {expected:.1} would be expected"),
        None => String::new(),
    };
    format!(
        "; the strongest is {}, with {about}{}{against}",
        group.name,
        counted.many(events.into())
    )
}

fn were(count: Count, counted: Counted) -> String {
    match count.number() {
        Some(1) => format!("{} was", counted.many(1)),
        Some(number) => format!("{} were", counted.many(number.into())),
        None => format!("a few {} were", counted.word(2)),
    }
}

#[cfg(test)]
#[path = "hotspots_tests.rs"]
mod tests;
