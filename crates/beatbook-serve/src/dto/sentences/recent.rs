//! The last days: how much at the hotspots, and where most.

use beatbook_core::{Count, Recent, Released};

use super::{Counted, about};
use crate::dto::labels;

/// How much began at the hotspots in the last days, and at which most.
pub(crate) fn recent(released: &Released<Recent>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let days = labels::period(found.period);
    if found.groups.is_empty() {
        return format!(
            "{days}: {} in all; no hotspot stands in this selection.",
            counted.about(found.total)
        );
    }
    let most = found.groups.iter().rev();
    let most = most
        .filter(|group| group.recent.number() > Some(0))
        .max_by_key(|group| group.recent.number());
    let hidden = found
        .groups
        .iter()
        .any(|group| group.recent == Count::Suppressed);
    let most = match most {
        Some(group) => format!("most at {}, with {}", group.name, about(group.recent)),
        None if hidden => "at each hotspot too few to be shown".into(),
        None => "none at a hotspot".into(),
    };
    format!("{days}: {} in all; {most}.", counted.about(found.total))
}

#[cfg(test)]
#[path = "recent_tests.rs"]
mod tests;
