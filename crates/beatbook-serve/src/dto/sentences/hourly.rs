//! The night: at how many hours a place stands out, and which hour has most.

use beatbook_core::{HourFrame, HourlyHotspots, Released, Verdict, thousands};

use super::{Counted, percent};

/// At which hour most hotspots are hot.
pub(crate) fn hourly(released: &Released<HourlyHotspots>) -> String {
    let answer = released.answer();
    let found = released.value();
    let counted = Counted::of(&answer.selection);
    let alpha = answer.method.as_ref().map(|method| percent(method.alpha));
    let among = format!(
        "at {} false alarms over {} of {} {}",
        alpha.unwrap_or_default(),
        many(found.frames.len(), "hour"),
        thousands(
            answer
                .method
                .as_ref()
                .map_or(0, |method| method.units)
                .into()
        ),
        answer.selection.unit.label()
    );
    match found.verdict {
        Verdict::Hot => {}
        Verdict::None => return format!("No place stands out at any hour, {among}."),
        Verdict::NoEvents => {
            return format!("No {} selected in the study area.", counted.none_is());
        }
        Verdict::TooFew => {
            return format!(
                "Too few {} to test places hour by hour; {} are needed.",
                counted.word(2),
                Verdict::FEWEST_EVENTS
            );
        }
        Verdict::TooFewPremises | Verdict::NoRegister => {
            return "Too few premises are registered to test them hour by hour.".into();
        }
        Verdict::NoVariation | Verdict::TooFewPermutations => {
            return format!(
                "All places hold the same number of {}, so none can stand out.",
                counted.word(2)
            );
        }
    }
    let hot = |frame: &HourFrame| frame.groups > 0 || frame.cells > 0;
    let hours = found.frames.iter().filter(|frame| hot(frame)).count();
    if hours == 0 {
        return format!("Places stand out, {among}; their counts are too small to be shown.");
    }
    // Of equals the earliest.
    let most = found
        .frames
        .iter()
        .rev()
        .max_by_key(|frame| (frame.groups, frame.cells));
    let most = most.map_or_else(String::new, |frame| match frame.groups {
        0 => format!(
            "; most cells at {:02}:00, {}, none of them in a hotspot of all hours",
            frame.hour,
            thousands(frame.cells.into())
        ),
        groups => format!(
            "; most at {:02}:00, with {} hot",
            frame.hour,
            many(groups as usize, "hotspot")
        ),
    });
    let withheld = match found.withheld {
        0 => String::new(),
        withheld => format!("; hotspots not shown for small counts: {withheld}"),
    };
    format!(
        "Places stand out at {}, {among}{most}{withheld}.",
        many(hours, "hour")
    )
}

fn many(number: usize, word: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {word}{s}")
}

#[cfg(test)]
#[path = "hourly_tests.rs"]
mod tests;
