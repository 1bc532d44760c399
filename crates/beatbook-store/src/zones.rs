//! The hours of events, and of blocks of them: what cannot lie in a selection is not looked at.

use std::ops::Range;

use beatbook_core::SECONDS_PER_HOUR;

/// Events in one block. Events come by time, so that the hours of a block are few.
pub(crate) const BLOCK: usize = 2_048;

/// First and last hour, counted from 1970 in UTC, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Span {
    /// The hours of the interval `from..to`, an instant when both are equal.
    pub(crate) fn of(from: i64, to: i64) -> Self {
        let hour = |second: i64| second.div_euclid(SECONDS_PER_HOUR) as i32;
        Self {
            first: hour(from),
            last: hour((to - 1).max(from)),
        }
    }
}

/// The hours of all events of a source.
#[derive(Debug)]
pub(crate) struct Zones {
    spans: Vec<Span>,
    blocks: Vec<Span>,
}

impl Zones {
    pub(crate) fn new(from: &[i64], to: &[i64]) -> Self {
        let spans: Vec<Span> = from.iter().zip(to).map(|(&f, &t)| Span::of(f, t)).collect();
        let over = |block: &[Span]| Span {
            first: block.iter().map(|span| span.first).min().unwrap_or(0),
            last: block.iter().map(|span| span.last).max().unwrap_or(0),
        };
        let blocks = spans.chunks(BLOCK).map(over).collect();
        Self { spans, blocks }
    }

    pub(crate) fn span(&self, row: usize) -> Span {
        self.spans[row]
    }

    /// Each block: its rows, and the hours they reach over together.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (Range<usize>, Span)> + '_ {
        let numbered = self.blocks.iter().enumerate();
        numbered.map(|(number, &span)| {
            let rows = number * BLOCK..self.spans.len().min((number + 1) * BLOCK);
            (rows, span)
        })
    }
}

#[cfg(test)]
#[path = "zones_tests.rs"]
mod tests;
