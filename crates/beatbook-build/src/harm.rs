//! Harm weights: which the book keeps, and which codes of its events have none.

use std::path::Path;

use beatbook_core::{OffenceCode, looks_like_a_code, thousands};
use beatbook_read::{Config, RawHarm, read_harm};
use beatbook_store::book::HarmEntry;

use crate::BuildError;
use crate::gather::Gathered;
use crate::inputs::{of_ground, shown};
use crate::setting::Setting;

/// Most codes without a weight that are named.
const NAMED: usize = 12;

/// Weights of a config, and the sentence on codes without one.
pub(crate) fn harm(
    config: &Config,
    base: &Path,
    setting: &mut Setting,
    gathered: &[Gathered],
) -> Result<(Option<HarmEntry>, Option<String>), BuildError> {
    let Some(spec) = &config.harm else {
        return Ok((None, None));
    };
    let raw = read_harm(spec)?;
    setting.inputs.extend(of_ground(&spec.path, base)?);
    setting.synthetic |= raw.synthetic;
    let without = without_weight(&raw, gathered);
    let entry = HarmEntry {
        version: raw.version,
        source: raw.source,
        retrieved: raw.retrieved.map(|day| day.to_string()),
        file: shown(&spec.path, base),
        weights: raw.rows,
    };
    Ok((Some(entry), without))
}

fn without_weight(raw: &RawHarm, gathered: &[Gathered]) -> Option<String> {
    let codes = gathered.iter().flat_map(|source| {
        let events = &source.events;
        events
            .code
            .iter()
            .flatten()
            .map(|&code| events.strings.get(code))
            // A weight would be of no use: their number says what officers did.
            .filter(|code| {
                !OffenceCode::parse(code).is_some_and(|code| code.class().is_proactive())
            })
    });
    let without = raw.unweighted(codes);
    if without.is_empty() {
        return None;
    }
    let events: u64 = without.iter().map(|(_, events)| events).sum();
    let named = without.iter().filter(|(code, _)| looks_like_a_code(code));
    let named = named.take(NAMED);
    let named: Vec<String> = named
        .map(|(code, events)| format!("{code} ({})", thousands(*events)))
        .collect();
    let more = match without.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "{} events have an offence code without a weight in {}: {}{more}; sums of harm are without them. \
         Add the codes to the file, with the version they belong to",
        thousands(events),
        raw.version,
        named.join(", "),
    ))
}
