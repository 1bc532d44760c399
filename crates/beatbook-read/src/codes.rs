//! Offence codes and crime types of a file that no class knows: kept as written, and listed.

use std::collections::HashMap;

use beatbook_core::OffenceCode;

/// Most texts listed.
const LISTED: usize = 50;
/// Most different texts counted one by one; of a column with more only the rows are counted.
const COUNTED: usize = 5_000;

/// Texts that no class knows, with how many rows have them.
#[derive(Debug, Default)]
pub(crate) struct Unknown {
    counts: HashMap<Box<str>, u64>,
    pub rows: u64,
}

impl Unknown {
    /// Counts one more row.
    pub fn add(&mut self, text: &str) {
        self.rows += 1;
        if let Some(count) = self.counts.get_mut(text) {
            *count += 1;
        } else if self.counts.len() < COUNTED {
            self.counts.insert(text.into(), 1);
        }
    }

    /// The most frequent, and those of one count by name.
    pub fn listed(&self) -> Vec<(String, u64)> {
        let mut all: Vec<_> = self
            .counts
            .iter()
            .map(|(text, count)| (text.to_string(), *count))
            .collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(LISTED);
        all
    }
}

/// The category of a row that has only a code: the label of its class; for codes without one the code
/// itself, so that different things do not become one.
pub(crate) fn category(code: &str, other: &mut String) {
    other.clear();
    match OffenceCode::parse(code) {
        Some(code) => other.push_str(code.class().label),
        None => other.extend(["Other offence (code ", code, ")"]),
    }
}

#[cfg(test)]
#[path = "codes_tests.rs"]
mod tests;
