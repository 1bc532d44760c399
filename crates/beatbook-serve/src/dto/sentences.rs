//! Findings in one sentence, worked out from what is released and nothing else.

use beatbook_core::{
    AreaCounts, Count, CountBy, HotspotGroup, Hotspots, Released, Selection, Verdict, thousands,
};

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
        Verdict::NoVariation => {
            format!(
                "All of {among} hold the same number of {}, so no place can stand out.",
                counted.word(2)
            )
        }
    }
}

/// How many there are, and where most are.
pub(super) fn areas(released: &Released<AreaCounts>, layer: &str) -> String {
    let answer = released.answer();
    let counted = Counted::of(&answer.selection);
    let areas = &answer.value.areas;
    let (shown, hidden): (Vec<_>, Vec<_>) = areas
        .iter()
        .partition(|area| area.count != Count::Suppressed);
    let total: u64 = shown
        .iter()
        .filter_map(|area| area.count.number())
        .map(u64::from)
        .sum();
    let most = shown
        .iter()
        .rev() // the first of equals
        .max_by_key(|area| area.count.number())
        .filter(|area| area.count.number() > Some(0));
    let exact = areas.iter().all(|area| area.count.is_exact());
    let about = if exact { "" } else { "About " };
    let most = most.map_or(String::new(), |area| {
        format!("; the most, {}, in {}", in_thousands(area.count), area.name)
    });
    let hidden = match hidden.len() as u64 {
        0 => String::new(),
        1 => "; 1 area has too few to be shown".into(),
        number => format!("; {} areas have too few to be shown", thousands(number)),
    };
    format!(
        "{about}{} in the {} areas of {layer}{most}{hidden}.",
        counted.many(total),
        thousands(areas.len() as u64)
    )
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

fn percent(alpha: f64) -> String {
    let percent = (alpha * 1_000.0).round() / 10.0;
    format!("{percent}%")
}

fn were(count: Count, counted: Counted) -> String {
    match count.number() {
        Some(1) => format!("{} was", counted.many(1)),
        Some(number) => format!("{} were", counted.many(number.into())),
        None => format!("a few {} were", counted.word(2)),
    }
}

fn in_thousands(count: Count) -> String {
    match count.number() {
        Some(number) => thousands(number.into()),
        None => count.to_string(),
    }
}

#[derive(Clone, Copy)]
enum Counted {
    Incidents,
    Events,
}

impl Counted {
    fn of(selection: &Selection) -> Self {
        match selection.count {
            CountBy::Incidents => Self::Incidents,
            CountBy::Events => Self::Events,
        }
    }

    fn word(self, number: u64) -> &'static str {
        match (self, number) {
            (Self::Incidents, 1) => "incident",
            (Self::Incidents, _) => "incidents",
            (Self::Events, 1) => "event",
            (Self::Events, _) => "events",
        }
    }

    fn many(self, number: u64) -> String {
        format!("{} {}", thousands(number), self.word(number))
    }

    fn none_is(self) -> String {
        format!("{} is", self.word(1))
    }

    fn none_has(self) -> String {
        format!("{} has", self.word(1))
    }
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
