//! The selection: what is being looked at, in one text form used everywhere.
//!
//! ```text
//! source=offence & category=robbery & from=2023-10-01 & to=2024-09-30 & window=fri22-sat07 & setting=public
//! ```
//!
//! Parts may stand in any order with blanks round them. The canonical form ([`Selection`]'s
//! `Display`) has a fixed order, sorted lists, no blanks and no part that says the default.

use std::fmt;

use crate::source::is_word;
use crate::{Against, AreaCode, Day, Setting, SettingRule, Source, Unit, Window};

/// Which events count as inside a period and window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TimeRule {
    /// The whole interval lies inside.
    #[default]
    Certain,
    /// The interval starts inside.
    Start,
    /// By the part of the interval that lies inside (aoristic weights).
    Aoristic,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CountBy {
    /// Incidents: a brawl with five victims is one.
    #[default]
    Incidents,
    /// Events: every recorded row.
    Events,
}

/// Which of the two places of an event counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Located {
    /// Where it happened. An event that was only discovered where it is recorded has no usable place
    /// unless another is stated.
    #[default]
    Happened,
    /// Where it is recorded.
    Recorded,
}

impl Located {
    /// The words accepted for `located=`.
    pub const WORDS: [&str; 2] = ["happened", "recorded"];
}

impl TimeRule {
    /// The rules, as numbered by [`TimeRule::WORDS`].
    pub const ALL: [Self; 3] = [Self::Certain, Self::Start, Self::Aoristic];
    /// The words accepted for `time=`.
    pub const WORDS: [&str; 3] = ["certain", "start", "aoristic"];

    /// The word in a selection.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl CountBy {
    /// The words accepted for `count=`.
    pub const WORDS: [&str; 2] = ["incidents", "events"];
}

/// A selection that cannot be read: which part, what was written, what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("selection part `{part}`: {reason}")]
pub struct SelectionError {
    /// The key at fault, or the text where no key could be read.
    pub part: String,
    /// What is wrong and what to write instead, in one sentence.
    pub reason: String,
    /// The accepted words, where they can be listed.
    pub accepted: Vec<String>,
}

impl SelectionError {
    /// An error about one part with a list of accepted words.
    pub fn new<W: Into<String>>(
        part: &str,
        reason: impl Into<String>,
        accepted: impl IntoIterator<Item = W>,
    ) -> Self {
        Self {
            part: part.into(),
            reason: reason.into(),
            accepted: accepted.into_iter().map(Into::into).collect(),
        }
    }
}

/// What is being looked at. Parts left out mean "all", or the defaults of the book.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Selection {
    /// Who recorded the events; sources are never summed.
    pub source: Option<Source>,
    categories: Vec<Box<str>>,
    from: Option<Day>,
    to: Option<Day>,
    /// Parts of the week.
    pub window: Option<Window>,
    /// Which events count as inside.
    pub time: TimeRule,
    days: Vec<Box<str>>,
    /// Only this area.
    pub area: Option<AreaCode>,
    /// Which settings; `None` for the default of the question.
    pub setting: Option<SettingRule>,
    flags: Vec<(Box<str>, bool)>,
    /// Which place of an event counts.
    pub located: Located,
    /// What is counted.
    pub count: CountBy,
    /// Where it is counted.
    pub unit: Unit,
    /// Whose counts are drawn; `None` for the area looked at, or else all of the study area.
    pub against: Option<Against>,
}

impl Selection {
    /// The keys of the grammar, in canonical order.
    pub const KEYS: [&str; 14] = [
        "source", "category", "from", "to", "window", "time", "days", "area", "setting", "flag",
        "located", "count", "unit", "against",
    ];
    /// The word for days that are not in the calendar.
    pub const ORDINARY: &str = "ordinary";

    /// Reads a selection from its text form; an empty text selects everything.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and the accepted words.
    pub fn parse(text: &str) -> Result<Self, SelectionError> {
        let parts = text
            .split('&')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let pairs = parts.map(|part| {
            part.split_once('=')
                .map(|(key, value)| (key.trim(), value.trim()))
                .ok_or_else(|| {
                    SelectionError::new(part, "is not of the form key=value", Self::KEYS)
                })
        });
        Self::from_pairs(pairs.collect::<Result<Vec<_>, _>>()?)
    }

    /// Reads a selection from keys and values that were already taken apart.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and the accepted words.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, SelectionError> {
        let mut selection = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in pairs {
            if seen.contains(&key) {
                return Err(SelectionError::new(
                    key,
                    "stands twice; write it once, values joined by commas",
                    [""; 0],
                ));
            }
            seen.push(key);
            selection.set(key, value)?;
        }
        if let (Some(from), Some(to)) = (selection.from, selection.to)
            && from > to
        {
            let reason = format!("the period starts on {from} but ends on {to}; swap them");
            return Err(SelectionError::new("to", reason, [""; 0]));
        }
        Ok(selection)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SelectionError> {
        let wrong = |error: &dyn fmt::Display| SelectionError::new(key, error.to_string(), [""; 0]);
        match key {
            "source" if value.contains(',') => {
                let reason = format!(
                    "`{value}` names several sources; sources are never summed, so ask for one at a time"
                );
                return Err(SelectionError::new(
                    key,
                    reason,
                    value.split(',').map(str::trim),
                ));
            }
            "source" => self.source = Some(Source::parse(value).map_err(|e| wrong(&e))?),
            "category" => {
                self.categories = words(key, value, "a category", "criminal-damage-and-arson")?;
            }
            "from" => self.from = Some(Day::parse(value).map_err(|e| wrong(&e))?),
            "to" => self.to = Some(Day::parse(value).map_err(|e| wrong(&e))?),
            "window" => self.window = Some(Window::parse(value).map_err(|e| wrong(&e))?),
            "time" => {
                self.time = TimeRule::ALL[word(key, value, &TimeRule::WORDS)?];
            }
            "days" => {
                self.days = words(key, value, "a kind of day", "ordinary or bank-holiday")?;
            }
            "area" => self.area = Some(AreaCode::parse(value).map_err(|e| wrong(&e))?),
            "setting" => {
                self.setting = Some(SettingRule::parse(value).ok_or_else(|| {
                    let accepted = [&SettingRule::WORDS[..], &Setting::WORDS[..]].concat();
                    let reason = format!("`{value}` is not accepted; use {}", listed(&accepted));
                    SelectionError::new(key, reason, accepted)
                })?);
            }
            "flag" => self.flags = flags(value)?,
            "located" => {
                self.located =
                    [Located::Happened, Located::Recorded][word(key, value, &Located::WORDS)?];
            }
            "count" => {
                self.count =
                    [CountBy::Incidents, CountBy::Events][word(key, value, &CountBy::WORDS)?];
            }
            "unit" => {
                self.unit = Unit::parse(value)
                    .map_err(|e| SelectionError::new(key, e.to_string(), Unit::WORDS))?;
            }
            "against" => {
                self.against = Some(Against::parse(value).map_err(|e| {
                    let reason = format!("{e}; or write city");
                    SelectionError::new(key, reason, ["city"])
                })?);
            }
            _ => {
                let reason = format!("is not known; use {}", listed(&Self::KEYS));
                return Err(SelectionError::new(key, reason, Self::KEYS));
            }
        }
        Ok(())
    }

    /// Categories, sorted; empty means all.
    pub fn categories(&self) -> &[Box<str>] {
        &self.categories
    }

    /// Kinds of days of the calendar, sorted; empty means all days.
    pub fn days(&self) -> &[Box<str>] {
        &self.days
    }

    /// Flags, sorted, each with whether it has to be set (`knife`) or must not be (`-domestic`).
    pub fn flags(&self) -> &[(Box<str>, bool)] {
        &self.flags
    }

    /// Another period, everything else as it is.
    #[must_use]
    pub fn within(mut self, from: Day, to: Day) -> Self {
        (self.from, self.to) = (Some(from), Some(to));
        self
    }

    /// First day of the period, where one was named.
    pub fn from(&self) -> Option<Day> {
        self.from
    }

    /// Last day of the period (included), where one was named.
    pub fn to(&self) -> Option<Day> {
        self.to
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |part: Option<&dyn fmt::Display>| part.map(ToString::to_string);
        let default = Self::default();
        let values = [
            shown(self.source.as_ref().map(|s| s as _)),
            (!self.categories.is_empty()).then(|| self.categories.join(",")),
            shown(self.from.as_ref().map(|d| d as _)),
            shown(self.to.as_ref().map(|d| d as _)),
            shown(self.window.as_ref().map(|w| w as _)),
            (self.time != default.time).then(|| self.time.word().into()),
            (!self.days.is_empty()).then(|| self.days.join(",")),
            shown(self.area.as_ref().map(|a| a as _)),
            shown(self.setting.as_ref().map(|s| s as _)),
            (!self.flags.is_empty()).then(|| {
                let shown = self.flags.iter().map(|(flag, set)| match set {
                    true => flag.to_string(),
                    false => format!("-{flag}"),
                });
                shown.collect::<Vec<_>>().join(",")
            }),
            (self.located != default.located).then(|| "recorded".into()),
            (self.count != default.count).then(|| "events".into()),
            (self.unit != default.unit).then(|| self.unit.to_string()),
            shown(self.against.as_ref().map(|a| a as _)),
        ];
        let parts = Self::KEYS
            .iter()
            .zip(values)
            .filter_map(|(key, value)| Some(format!("{key}={}", value?)));
        f.write_str(&parts.collect::<Vec<_>>().join("&"))
    }
}

fn words(
    key: &str,
    value: &str,
    what: &str,
    such_as: &str,
) -> Result<Vec<Box<str>>, SelectionError> {
    let mut list: Vec<Box<str>> = value.split(',').map(|word| word.trim().into()).collect();
    if let Some(bad) = list.iter().find(|word| word.is_empty() || !is_word(word)) {
        let reason = format!(
            "`{bad}` is not {what}; write lower-case words joined by dashes, such as {such_as}"
        );
        return Err(SelectionError::new(key, reason, [""; 0]));
    }
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

fn flags(value: &str) -> Result<Vec<(Box<str>, bool)>, SelectionError> {
    let mut list = Vec::new();
    for word in value.split(',').map(str::trim) {
        let (flag, set) = match word.strip_prefix('-') {
            Some(flag) => (flag, false),
            None => (word, true),
        };
        if flag.is_empty() || !is_word(flag) {
            let reason = format!(
                "`{word}` is not a flag; write lower-case words, with a dash before those that must not be set, such as knife,-domestic"
            );
            return Err(SelectionError::new("flag", reason, [""; 0]));
        }
        list.push((flag.into(), set));
    }
    list.sort_unstable();
    list.dedup();
    if let Some(pair) = list.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        let reason = format!(
            "`{0}` and `-{0}` leave nothing; write one of the two",
            pair[0].0
        );
        return Err(SelectionError::new("flag", reason, [""; 0]));
    }
    Ok(list)
}

fn word(key: &str, value: &str, accepted: &[&str]) -> Result<usize, SelectionError> {
    accepted
        .iter()
        .position(|known| *known == value)
        .ok_or_else(|| {
            let reason = format!("`{value}` is not accepted; use {}", listed(accepted));
            SelectionError::new(key, reason, accepted.iter().copied())
        })
}

pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
#[path = "selection_tests.rs"]
mod tests;
