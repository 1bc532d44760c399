//! Harm: which place comes first by it, whether one event makes it so, and what no sum holds.

use beatbook_core::{
    CodeCount, HarmBasis, HotspotGroup, Hotspots, PlaceHarm, Released, looks_like_a_code, thousands,
};

use super::{listed, share};
use crate::labels;

/// Most codes that are named.
const NAMED: usize = 5;

/// The first place by harm and how sure that is, or why harm cannot be said.
pub(crate) fn harm(released: &Released<Hotspots>) -> String {
    let found = released.value();
    let basis = match &found.harm {
        Ok(basis) => basis,
        Err(why) => return format!("Harm cannot be said: {why}."),
    };
    let places = found.groups.iter().chain(&found.strongest);
    let firsts: Vec<(&HotspotGroup, &PlaceHarm)> = places
        .filter_map(|group| Some((group, group.harm.as_ref()?)))
        .filter(|(_, harm)| harm.ranks.is_some_and(|(rank, _)| rank == 1))
        .collect();
    let first = match firsts[..] {
        [(group, harm)] => leads(group, harm, basis),
        [(_, harm), ..] => format!(
            "By harm ({}) {} places share the first rank, each with {}.",
            basis.table.version,
            firsts.len(),
            labels::harm(harm.total)
        ),
        [] => format!(
            "No place here can be ranked by harm ({}).",
            basis.table.version
        ),
    };
    first + &left_out(basis)
}

fn leads(group: &HotspotGroup, harm: &PlaceHarm, basis: &HarmBasis) -> String {
    let one = match harm.largest_share() {
        Some(part) => {
            let without = match harm.ranks {
                Some((1, 1)) => "it stays first without it".to_owned(),
                Some((_, without)) => {
                    format!("without that event it would be number {without}")
                }
                None => String::new(),
            };
            format!(
                "; its most harmful event (offence {}) is {} of that, and {without}",
                harm.largest_code,
                share(part)
            )
        }
        None => String::new(),
    };
    format!(
        "By harm ({}) {} comes first with {} (95% interval {} to {}){one}.",
        basis.table.version,
        group.name,
        labels::harm(harm.total),
        labels::harm(harm.interval.0),
        labels::harm(harm.interval.1),
    )
}

fn left_out(basis: &HarmBasis) -> String {
    let mut parts = Vec::new();
    if !basis.unweighted.is_empty() {
        let events = many(basis.unweighted_events());
        parts.push(format!(
            "{events} without a weight ({})",
            codes(&basis.unweighted)
        ));
    }
    if basis.uncoded > 0 {
        parts.push(format!("{} without an offence code", many(basis.uncoded)));
    }
    if !basis.proactive.is_empty() {
        let events = many(basis.proactive_events());
        parts.push(format!(
            "{events} found by looking for them ({})",
            codes(&basis.proactive)
        ));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!(" In no sum: {}.", listed(&parts))
}

/// `5D, 8N and 2 more`.
fn codes(all: &[CodeCount]) -> String {
    let shown = all.iter().filter(|code| looks_like_a_code(&code.code));
    let mut named: Vec<String> = shown.take(NAMED).map(|code| code.code.clone()).collect();
    let more = all.len() - named.len();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    listed(&named)
}

fn many(events: u32) -> String {
    let word = if events == 1 { "event" } else { "events" };
    format!("{} {word}", thousands(events.into()))
}

#[cfg(test)]
#[path = "harm_tests.rs"]
mod tests;
