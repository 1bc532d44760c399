//! An answer carries everything needed to read it rightly.

use std::fmt;

use crate::{Count, Day, Policy, Protect, Released, Selection, Source};

/// The version of a book: the first twelve hex digits of the hash of its contents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BookId(pub Box<str>);

impl fmt::Display for BookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a value was computed, every parameter that was really used included.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// The statistic.
    pub statistic: &'static str,
    /// Where the p-value comes from.
    pub p_value: &'static str,
    /// How many tests at once are allowed for.
    pub correction: &'static str,
    /// Error rate after correction.
    pub alpha: f64,
    /// Units tested.
    pub units: u32,
    /// Mean count of a unit.
    pub mean: f64,
    /// What a hotspot is hot against.
    pub against: String,
}

/// Where the events of a selection went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accounting {
    /// Events of the source, category, period and window.
    pub selected: Count,
    /// Of these, events with a place in the study area (and in the area looked at).
    pub located: Count,
    /// Of these, events without a usable place.
    pub unlocated: Count,
    /// Of these, events outside the study area (or the area looked at).
    pub outside: Count,
    /// Events that may lie inside the period and window, but may not: not among the selected.
    pub uncertain: Count,
    /// Incidents among the located events.
    pub incidents: Count,
}

impl Accounting {
    fn counts(&mut self) -> [&mut Count; 6] {
        let Self {
            selected,
            located,
            unlocated,
            outside,
            uncertain,
            incidents,
        } = self;
        [selected, located, unlocated, outside, uncertain, incidents]
    }
}

/// Something a reader must know before using the value, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Caveat(pub String);

/// A value with its selection, book, method, accounting and caveats. It cannot leave the process:
/// see [`Answer::release`].
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// What was found.
    pub value: T,
    /// What was looked at.
    pub selection: Selection,
    /// The source looked at, defaults filled in.
    pub source: Source,
    /// The period looked at, both days included, defaults filled in.
    pub period: (Day, Day),
    /// The book it comes from.
    pub book: BookId,
    /// Whether the book is made of synthetic data.
    pub synthetic: bool,
    /// How it was computed; `None` for plain counts.
    pub method: Option<Method>,
    /// Where the events went.
    pub accounting: Accounting,
    /// What to know before using it.
    pub caveats: Vec<Caveat>,
}

impl<T: Protect> Answer<T> {
    /// Applies the disclosure rule and lets the answer out.
    ///
    /// # Errors
    /// The reason, in words, when nothing of it may be shown to this audience.
    pub fn release(mut self, policy: Policy) -> Result<Released<T>, String> {
        self.value.protect(policy, &self.source)?;
        for count in self.accounting.counts() {
            *count = policy.protect(*count);
        }
        if !policy.shows_exact()
            && let Some(method) = &mut self.method
        {
            method.mean = f64::NAN; // mean times units is the total
        }
        Ok(Released::new(self, policy))
    }
}
