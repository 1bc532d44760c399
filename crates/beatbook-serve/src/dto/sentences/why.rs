//! Why a place is, or is not, hot: what is there, what would be, and how many places were asked.

use beatbook_core::{HotClass, Released, Why, WhyTest, thousands};

use super::{Counted, about, percent};

/// Observed and expected, the tests made, the limit and whether it is passed.
pub(crate) fn why(released: &Released<Why>) -> String {
    let answer = released.answer();
    let why = released.value();
    let counted = Counted::of(&answer.selection);
    let events = why.group.events;
    let word = counted.word(events.number().map_or(2, u64::from));
    let neighbours = why.flower.len().saturating_sub(1);
    let place = format!(
        "{}: {} {word} in the peak and the {neighbours} around it",
        why.group.name,
        about(events)
    );
    let (Some(test), Some(expected), Some(q), Some(method)) =
        (why.test, why.group.expected, why.group.q, &answer.method)
    else {
        return format!(
            "{place}. How sure it is that it stands out is not shown to this audience."
        );
    };
    let expected = if expected < 0.05 {
        "fewer than 0.1".to_owned()
    } else {
        format!("{expected:.1}")
    };
    let tested = format!(
        "{place}; spread evenly over {} it would be {expected}. Of {} {} tested {}.",
        method.against,
        thousands(test.units.into()),
        answer.selection.unit.label(),
        standing(test)
    );
    if why.group.class == HotClass::None {
        return format!(
            "{tested} Its p of {} is above {}, the largest that passes at {} false alarms: it is not called hot.",
            short(test.p),
            short(test.limit),
            percent(method.alpha)
        );
    }
    format!(
        "{tested} Its p of {} is below {}, the largest that passes at {} false alarms. Among all called this strong, {} are expected to be false alarms.",
        short(test.p),
        short(test.limit),
        percent(method.alpha),
        share_of_alarms(q)
    )
}

fn standing(test: WhyTest) -> String {
    match test.rank.saturating_sub(1) {
        0 => "none other is as strong".into(),
        1 => "1 other is as strong or stronger".into(),
        others => format!(
            "{} others are as strong or stronger",
            thousands(others.into())
        ),
    }
}

/// `0.012`, and `3.4e-9` where that would be zeros.
fn short(p: f64) -> String {
    if p >= 0.001 {
        format!("{p:.3}")
    } else {
        format!("{p:.1e}")
    }
}

/// A q-value, worded so that it is never taken for the chance that this one is false.
fn share_of_alarms(q: f64) -> String {
    match q {
        q if q <= 0.001 => "fewer than 1 in 1,000".into(),
        q => format!("about {:.0} in 1,000", (q * 1_000.0).ceil()),
    }
}

#[cfg(test)]
#[path = "why_tests.rs"]
mod tests;
