//! An evaluation: which way the place went against its comparison and by how much, what the ring did, or
//! that there is no evidence and why.

use beatbook_core::{
    Change, Evaluation, EvaluationFigures, EvaluationFinding, NetChange, Released, thousands,
};

use super::{Counted, about, capital};
use crate::dto::labels;

/// Both counts, then what may be said of them.
pub(crate) fn evaluate(released: &Released<Evaluation>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let counts = format!(
        "{}: {} before {} and {} after",
        capital(&found.place),
        counted.about(found.of_place.0),
        labels::day(found.asked.on),
        about(found.of_place.1)
    );
    let figures = found.figures.as_ref();
    let words = figures.and_then(|figures| labels::change(&figures.place));
    let way = match &found.finding {
        EvaluationFinding::Fell => "it fell",
        EvaluationFinding::Rose => "it rose",
        EvaluationFinding::NoEvidence(reason) => {
            let chance = figures
                .filter(|figures| figures.place.step() == 0)
                .and(words);
            let chance = chance.map_or_else(String::new, |words| format!(", {words}"));
            return format!(
                "{counts}. No evidence that it changed by what was done, nor that it did not: {reason}{chance}."
            );
        }
    };
    let (Some(figures), Some(words)) = (figures, words) else {
        return format!("{counts}; against {} {way}.", found.comparison);
    };
    let place = format!("{counts}; against {} {way}: {words}.", found.comparison);
    match found.ring.as_ref().zip(found.of_ring) {
        None => place,
        Some((ring, (before, after))) => format!(
            "{place} {}: {} and {}, {}. {}.",
            capital(ring),
            about(before),
            about(after),
            of_ring(figures),
            capital(&together(&figures.net))
        ),
    }
}

fn of_ring(figures: &EvaluationFigures) -> String {
    let words = |change: &Change| Some((change.step().signum(), labels::change(change)?));
    match figures.ring.as_ref().and_then(words) {
        None => "too few to say whether they changed".into(),
        Some((0, words)) => format!("no change can be told from chance: {words}"),
        Some((1, words)) => format!("it rose, {words}, as it does where a part moves next door"),
        Some((_, words)) => format!("it fell too, {words}"),
    }
}

/// `place and ring together 33 fewer than expected (70 fewer to 4 more)`.
fn together(net: &NetChange) -> String {
    format!(
        "place and ring together {} than the comparison leads to expect (95%: {} to {})",
        net_words(net.incidents),
        net_words(net.low),
        net_words(net.high)
    )
}

/// `33 fewer` or `4 more`.
pub(crate) fn net_words(incidents: f64) -> String {
    let whole = incidents.round();
    let number = thousands(whole.abs() as u64);
    let way = if whole < 0.0 { "fewer" } else { "more" };
    format!("{number} {way}")
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
