//! Every id of a config stands once.

use super::place::Place;
use super::{Config, PeopleCounted};
use crate::ReadError;

/// Refuses a config without sources, and ids that stand twice.
pub(super) fn each_once(config: &Config, place: &Place<'_>) -> Result<(), ReadError> {
    if config.sources.is_empty() {
        let help = "add a [[source]] with id, format and files";
        return Err(place.whole("there is no source of events", help).into());
    }
    let layers = config.layers.iter().map(|l| l.id.to_string());
    let sources = config.sources.iter().map(|s| s.source.to_string());
    let indexes = config.indexes.iter().map(|i| i.id.clone());
    let populations = config.populations.iter().map(|p| match p.of {
        PeopleCounted::Residents => p.layer.to_string(),
        PeopleCounted::Workday => format!("{} of the workday", p.layer),
    });
    let presets = config.presets.iter().map(|p| p.id.clone());
    let kinds: [(Vec<String>, &str, &str); 5] = [
        (
            layers.collect(),
            "two layers are called",
            "give each [[layer]] an id of its own",
        ),
        (
            sources.collect(),
            "two sources are called",
            "list all files of a source in one [[source]], or give each an id of its own",
        ),
        (
            indexes.collect(),
            "two indices are called",
            "give each [[index]] an id of its own",
        ),
        (
            populations.collect(),
            "two populations are given for layer",
            "keep the [[population]] that is meant",
        ),
        (
            presets.collect(),
            "two presets are called",
            "give each [[preset]] an id of its own",
        ),
    ];
    for (ids, reason, help) in kinds {
        let twice = (0..ids.len()).find(|&i| ids[..i].contains(&ids[i]));
        if let Some(i) = twice {
            return Err(place.whole(&format!("{reason} {}", ids[i]), help).into());
        }
    }
    Ok(())
}
