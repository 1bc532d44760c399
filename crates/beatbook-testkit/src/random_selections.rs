//! Selections as people ask for them, drawn at random from the words of a book.
//!
//! Each part of the grammar is present with a stated probability ([`CHANCES`]), in the mix of an analyst's
//! week: most questions name a period, half of them a part of the week or an offence, few another unit.
//! The texts are as a person might write them; every one is valid for the book whose words they are made of.

use beatbook_core::Month;
/// Words are made of these; the scenarios know the crates under test by nothing else.
pub use beatbook_core::{Day, FinestTime};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The parts of a selection, each with the probability that a random one names it where the book allows.
pub const CHANCES: [(&str, f64); 13] = [
    ("source", 0.4),
    ("category", 0.5),
    ("period", 0.7),
    ("window", 0.5),
    ("time", 0.4),
    ("days", 0.15),
    ("area", 0.15),
    ("setting", 0.3),
    ("flag", 0.25),
    ("located", 0.15),
    ("count", 0.4),
    ("unit", 0.4),
    ("against", 0.1),
];

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What a book says of one source.
#[derive(Debug, Clone)]
pub struct SourceWords {
    /// Its word.
    pub source: String,
    /// Category words, the most frequent first.
    pub categories: Vec<String>,
    /// Flag words.
    pub flags: Vec<String>,
    /// Words and lists of words for `setting=`.
    pub settings: Vec<String>,
    /// Days of the first and the last event.
    pub period: (Day, Day),
    /// The finest time that may be asked of it.
    pub finest: FinestTime,
}

/// The words of a book, of which selections are made.
#[derive(Debug, Clone, Default)]
pub struct BookWords {
    /// Sources, the default first.
    pub sources: Vec<SourceWords>,
    /// Areas: `ward22:E05011376`.
    pub areas: Vec<String>,
    /// Kinds of days of the calendar; empty without one.
    pub days: Vec<String>,
    /// Words for `time=`.
    pub times: Vec<String>,
    /// Words for `unit=`.
    pub units: Vec<String>,
    /// Words for `against=`.
    pub against: Vec<String>,
}

/// An endless row of random selections; the same words and seed give the same row.
#[derive(Debug)]
pub struct RandomSelections {
    words: BookWords,
    random: ChaCha8Rng,
}

impl RandomSelections {
    /// Selections over these words.
    pub fn new(words: BookWords, seed: u64) -> Self {
        Self {
            words,
            random: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    fn names(&mut self, part: &str) -> bool {
        let chance = CHANCES.iter().find(|(name, _)| *name == part);
        self.random
            .random_bool(chance.map_or(0.0, |(_, chance)| *chance))
    }

    fn one(&mut self, of: &[String]) -> Option<String> {
        of.choose(&mut self.random).cloned()
    }

    /// One to three words; the first of the list is the likeliest.
    fn some(&mut self, of: &[String]) -> Vec<String> {
        let mut chosen: Vec<String> = Vec::new();
        for _ in 0..self.random.random_range(1..=3) {
            let last = self.random.random_range(0..of.len().max(1));
            let word = of.get(self.random.random_range(0..=last)).cloned();
            chosen.extend(word.filter(|word| !chosen.contains(word)));
        }
        chosen
    }

    fn days_between(&mut self, (first, last): (Day, Day)) -> (Day, Day) {
        let mut day = || self.random.random_range(first.number()..=last.number());
        let (a, b) = (day(), day());
        (Day::from_number(a.min(b)), Day::from_number(a.max(b)))
    }

    /// Whole months, the last weeks of the book, or any days. Of days before or after the first event
    /// nothing is held, so an open end is as good as a named one.
    fn period(&mut self, source: &SourceWords) -> Vec<(&'static str, String)> {
        let (first, last) = source.period;
        let kind = self.random.random_range(0..10);
        let (from, to) = match kind {
            _ if source.finest == FinestTime::Month => {
                whole_months(self.days_between(source.period))
            }
            0..4 => whole_months(self.days_between(source.period)),
            4..7 => {
                let days = *[7, 28, 91, 182, 365]
                    .choose(&mut self.random)
                    .unwrap_or(&28);
                (last.plus(1 - days).max(first), last)
            }
            _ => self.days_between(source.period),
        };
        let mut parts = Vec::new();
        let open = self.random.random_range(0..10);
        if open != 0 && from <= last {
            parts.push(("from", from.to_string()));
        }
        if open != 1 && to >= first {
            parts.push(("to", to.to_string()));
        }
        parts
    }

    /// Nights, the same hours on several days, a whole weekend, or a single hour.
    fn window(&mut self) -> String {
        let random = &mut self.random;
        let day = random.random_range(0..7);
        let name = |day: usize| WEEK[day % 7];
        let days = random.random_range(1..=3);
        match random.random_range(0..10) {
            0..5 => {
                let (start, end) = (random.random_range(17..24), random.random_range(0..9));
                let nights = (day..day + days)
                    .map(|day| format!("{}{start:02}-{}{end:02}", name(day), name(day + 1)));
                nights.collect::<Vec<_>>().join(",")
            }
            5..8 => {
                let (start, hours) = (random.random_range(0..16), random.random_range(1..8));
                let end = start + hours;
                let hours =
                    (day..day + days).map(|day| format!("{0}{start:02}-{0}{end:02}", name(day)));
                hours.collect::<Vec<_>>().join(",")
            }
            8 => {
                let (start, end) = (random.random_range(12..24), random.random_range(0..12));
                format!("fri{start:02}-mon{end:02}")
            }
            _ => {
                let hour = random.random_range(0..23);
                format!("{0}{hour:02}-{0}{1:02}", name(day), hour + 1)
            }
        }
    }

    fn flags(&mut self, held: &[String]) -> String {
        let words = self.some(held);
        let signed = words.into_iter().map(|word| {
            let unset = self.random.random_bool(0.5);
            if unset { format!("-{word}") } else { word }
        });
        signed.collect::<Vec<_>>().join(",")
    }

    fn draw(&mut self) -> String {
        let words = self.words.clone();
        let named = self.names("source");
        let at = if named {
            self.random.random_range(0..words.sources.len().max(1))
        } else {
            0
        };
        let Some(source) = words.sources.get(at) else {
            return String::new();
        };
        let mut parts: Vec<(&str, String)> = Vec::new();
        if named {
            parts.push(("source", source.source.clone()));
        }
        if !source.categories.is_empty() && self.names("category") {
            parts.push(("category", self.some(&source.categories).join(",")));
        }
        if self.names("period") {
            parts.extend(self.period(source));
        }
        if source.finest == FinestTime::Hour && self.names("window") {
            parts.push(("window", self.window()));
        }
        if self.names("time") {
            parts.extend(self.one(&words.times).map(|word| ("time", word)));
        }
        if source.finest < FinestTime::Month && !words.days.is_empty() && self.names("days") {
            parts.push(("days", self.some(&words.days).join(",")));
        }
        if self.names("area") {
            parts.extend(self.one(&words.areas).map(|word| ("area", word)));
        }
        if self.names("setting") {
            parts.extend(self.one(&source.settings).map(|word| ("setting", word)));
        }
        if !source.flags.is_empty() && self.names("flag") {
            parts.push(("flag", self.flags(&source.flags)));
        }
        if self.names("located") {
            parts.push(("located", "recorded".into()));
        }
        if self.names("count") {
            parts.push(("count", "events".into()));
        }
        if self.names("unit") {
            parts.extend(self.one(&words.units).map(|word| ("unit", word)));
        }
        if self.names("against") {
            parts.extend(self.one(&words.against).map(|word| ("against", word)));
        }
        let parts = parts.iter().map(|(key, value)| format!("{key}={value}"));
        parts.collect::<Vec<_>>().join("&")
    }
}

impl Iterator for RandomSelections {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        Some(self.draw())
    }
}

fn whole_months((from, to): (Day, Day)) -> (Day, Day) {
    let (from, to): (Month, Month) = (from.month(), to.month());
    (from.first(), to.last())
}

#[cfg(test)]
#[path = "random_selections_tests.rs"]
mod tests;
