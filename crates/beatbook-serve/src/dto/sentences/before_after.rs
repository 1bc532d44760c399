//! Before and after: what changed beyond the comparison, or why that cannot be said.

use beatbook_core::{BeforeAfter, Released};

use super::about;
use crate::dto::labels;

/// Both counts, the change beyond the comparison with its interval, or "cannot say".
pub(crate) fn before_after(released: &Released<BeforeAfter>) -> String {
    let found = released.value();
    let counts = format!(
        "{}: {} before {} and {} after",
        found.place,
        about(found.own.0),
        labels::day(found.asked.on),
        about(found.own.1)
    );
    let change = found.change.as_ref();
    let Some((change, words)) =
        change.and_then(|change| Some((change, labels::change(&change.relative)?)))
    else {
        let reason = found
            .refused
            .as_deref()
            .unwrap_or("too little was recorded on one of the two sides");
        return format!("{counts}; whether it changed cannot be said: {reason}.");
    };
    let against = format!("against {}", found.comparison);
    if change.relative.step() == 0 {
        format!("{counts}; no change can be told from chance {against}: {words}.")
    } else {
        format!("{counts}; {words} {against}.")
    }
}

#[cfg(test)]
#[path = "before_after_tests.rs"]
mod tests;
