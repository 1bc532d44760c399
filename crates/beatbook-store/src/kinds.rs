//! What many events have in common, told once: a selection asks each kind of event, not each event.

use std::collections::HashMap;

use beatbook_core::Setting;

use crate::book::Status;

/// Everything a selection asks of an event but its time, its area and who else was in the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Kind {
    /// Position in the categories of the source.
    pub(crate) category: u32,
    /// Flags that are set: bit `i` for flag `i` of the source.
    pub(crate) flags: u16,
    pub(crate) setting: Setting,
    pub(crate) status: Status,
    /// Whether it is at a custody or hospital address.
    pub(crate) institution: bool,
    /// Whether it is the only event of its incident.
    pub(crate) alone: bool,
}

/// Where events are by one of the two rules, and what kind of event each is there.
#[derive(Debug)]
pub(crate) struct Placed {
    /// Number of the location, `u32::MAX` without one.
    pub(crate) location: Vec<u32>,
    kind: Vec<u32>,
    /// The kinds there are, in the order in which they first come.
    pub(crate) kinds: Vec<Kind>,
}

impl Placed {
    pub(crate) fn new(location: Vec<u32>, kind_of: impl Fn(usize) -> Kind) -> Self {
        let mut kinds = Vec::new();
        let mut numbers: HashMap<Kind, u32> = HashMap::new();
        // Neighbouring rows are often of one kind: its number is not looked up again.
        let mut last: Option<(Kind, u32)> = None;
        let mut number_of = |row: usize| {
            let kind = kind_of(row);
            if let Some((_, number)) = last.filter(|(known, _)| *known == kind) {
                return number;
            }
            let number = *numbers.entry(kind).or_insert_with(|| {
                kinds.push(kind);
                kinds.len() as u32 - 1
            });
            last = Some((kind, number));
            number
        };
        let kind = (0..location.len()).map(&mut number_of).collect();
        Self {
            location,
            kind,
            kinds,
        }
    }

    /// What kind of event a row is.
    pub(crate) fn kind(&self, row: usize) -> &Kind {
        &self.kinds[self.number(row)]
    }

    /// The number of that kind.
    pub(crate) fn number(&self, row: usize) -> usize {
        self.kind[row] as usize
    }

    /// Numbers of the kinds of some rows.
    pub(crate) fn numbers(&self, rows: std::ops::Range<usize>) -> &[u32] {
        &self.kind[rows]
    }
}

#[cfg(test)]
#[path = "kinds_tests.rs"]
mod tests;
