//! An answer carries everything needed to read it rightly.

use std::borrow::Cow;
use std::fmt;

use crate::{
    Agreement, Audience, Count, Day, Policy, Protect, Released, Selection, SettingRule, Source,
    thousands,
};

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
    /// Where the p-value comes from, with the number of permutations and the seed where there are any.
    pub p_value: Cow<'static, str>,
    /// How many tests at once are allowed for.
    pub correction: &'static str,
    /// Error rate after correction.
    pub alpha: f64,
    /// Units tested.
    pub units: u32,
    /// Count of a whole unit if the events were spread evenly over the ground.
    pub mean: f64,
    /// What a hotspot is hot against.
    pub against: String,
}

/// Where the events of a selection went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accounting {
    /// Events of the source, category, period and window.
    pub selected: Count,
    /// Of these, events with a place in the study area (and in the area looked at).
    pub located: Count,
    /// Of these, events without a usable place.
    pub unlocated: Count,
    /// Of these, events outside the study area (or the area looked at).
    pub outside: Count,
    /// Of these, events left out because they exist only where officers were.
    pub activity: Count,
    /// Of these, events left out because they are in homes or flagged domestic.
    pub dwelling: Count,
    /// Of these, events left out because they are at custody or hospital addresses or in other
    /// institutions.
    pub institution: Count,
    /// Of these, events left out because their setting was not asked for.
    pub setting: Count,
    /// Events that may lie inside the period and window, but may not: not among the selected.
    pub uncertain: Count,
    /// Incidents among the located events.
    pub incidents: Count,
}

impl Accounting {
    fn counts(&mut self) -> [&mut Count; 10] {
        let Self {
            selected,
            located,
            unlocated,
            outside,
            activity,
            dwelling,
            institution,
            setting,
            uncertain,
            incidents,
        } = self;
        [
            selected,
            located,
            unlocated,
            outside,
            activity,
            dwelling,
            institution,
            setting,
            uncertain,
            incidents,
        ]
    }
}

/// Something a reader must know before using the value, in one sentence. Counts stay counts, so that
/// they are protected with the rest of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Caveat {
    /// A sentence without counts.
    Said(String),
    /// "61 of 1,265 events have no usable place", or "12 events" where there is no whole.
    Counted {
        /// How many events it is about.
        count: Count,
        /// Out of how many.
        of: Option<Count>,
        /// What is to be known of them: the rest of the sentence.
        what: &'static str,
    },
}

impl fmt::Display for Caveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, of, what) = match self {
            Self::Said(sentence) => return f.write_str(sentence),
            Self::Counted { count, of, what } => (count, of, what),
        };
        let words = |count: Count| match count {
            Count::Exact(n) => thousands(n.into()),
            Count::Rounded(n) => format!("about {}", thousands(n.into())),
            Count::Suppressed => "a few".into(),
        };
        match of {
            Some(of) => write!(f, "{} of {} events {what}", words(*count), words(*of)),
            None => write!(f, "{} events {what}", words(*count)),
        }
    }
}

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
    /// The settings looked at, the default of the question filled in.
    pub setting: SettingRule,
    /// The agreement under which the source may be used; health sources have one.
    pub agreement: Option<Agreement>,
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

/// Outside the analyst's desk health figures cover at least this many days.
const HEALTH_DAYS: i64 = 365;

impl<T> Answer<T> {
    /// What the audience may not see whatever the value.
    fn refused(&self, policy: Policy) -> Result<(), String> {
        if let Some(reason) = self
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.refuses(policy.audience))
        {
            return Err(reason);
        }
        let area = self.selection.area.as_ref();
        if let Some(reason) = area.and_then(|area| policy.refuses_area(&self.source, area.layer()))
        {
            return Err(reason);
        }
        let days = i64::from(self.period.1.number()) - i64::from(self.period.0.number()) + 1;
        if self.source.is_health() && policy.audience != Audience::Analyst && days < HEALTH_DAYS {
            return Err(format!(
                "{} is a health source: outside the analyst's desk it is never shown for less than 12 months",
                self.source
            ));
        }
        Ok(())
    }

    /// Whether a home or a domestic event can be among what was looked at.
    pub fn holds_homes(&self) -> bool {
        let not_domestic = self
            .selection
            .flags()
            .iter()
            .any(|(flag, set)| &**flag == SettingRule::DOMESTIC && !set);
        !self.setting.keeps_homes_out(not_domestic)
    }
}

impl<T: Protect> Answer<T> {
    /// Applies the disclosure rule and lets the answer out.
    ///
    /// # Errors
    /// The reason, in words, when nothing of it may be shown to this audience.
    pub fn release(mut self, policy: Policy) -> Result<Released<T>, String> {
        let policy = policy.for_source(&self.source);
        self.refused(policy)?;
        let is_mapped = self.value.is_mapped();
        if is_mapped && !policy.shows_homes() && self.holds_homes() {
            return Err(
                "homes and domestic events are never drawn at a place outside the analyst's desk; use setting=public, or name public settings with flag=-domestic".into(),
            );
        }
        if is_mapped
            && let Some(reason) = self.agreement.as_ref().and_then(Agreement::refuses_cells)
        {
            return Err(reason);
        }
        self.value.protect(policy, &self.source)?;
        for count in self.accounting.counts() {
            *count = policy.protect(*count);
        }
        for caveat in &mut self.caveats {
            if let Caveat::Counted { count, of, .. } = caveat {
                *count = policy.protect(*count);
                *of = of.map(|whole| policy.protect(whole));
            }
        }
        if !policy.shows_exact()
            && let Some(method) = &mut self.method
        {
            method.mean = f64::NAN; // mean times units is the total
        }
        Ok(Released::new(self, policy))
    }
}
