//! Findings in a sentence or two, worked out from what is released and nothing else.
//!
//! The number is said first, then what it means. A count that may not be shown is "a few".

mod areas;
mod backtest;
mod before_after;
mod compare;
mod concentration;
mod counts;
mod density;
mod deprivation;
mod emerging;
mod evaluate;
mod events;
mod harm;
mod hotspots;
mod hourly;
mod inequality;
mod moran;
mod near_repeats;
mod nights;
mod outreach;
mod places;
mod premises;
mod profile;
mod rates;
mod recent;
mod scan;
mod schedule;
mod seasons;
mod stability;
mod streets;
mod week;
mod why;

use beatbook_core::{Count, CountBy, Measure, Selection, thousands};

pub(crate) use areas::areas;
pub(crate) use backtest::{backtest, how, in_percent, number, points};
pub(crate) use before_after::before_after;
pub(crate) use compare::{compare, refused};
pub(crate) use concentration::concentration;
pub(crate) use counts::counts;
pub(crate) use density::{density, radius};
pub(crate) use deprivation::deprivation;
pub(crate) use emerging::emerging;
pub(crate) use evaluate::{evaluate, net_words};
pub(crate) use events::events;
pub(crate) use harm::harm;
pub(crate) use hotspots::hotspots;
pub(crate) use hourly::hourly;
pub(crate) use inequality::inequality;
pub(crate) use moran::moran;
pub(crate) use near_repeats::{extent, near_repeats};
pub(crate) use nights::nights;
pub(crate) use outreach::{outreach, part_of_day};
pub(crate) use places::{places, question};
pub(crate) use premises::premises;

pub(crate) use profile::{profile, year};
pub(crate) use rates::rates;
pub(crate) use recent::recent;
pub(crate) use scan::scan;
pub(crate) use schedule::schedule;
pub(crate) use seasons::seasons;
pub(crate) use stability::{is_stable, stability, stays};
pub(crate) use streets::streets;
pub(crate) use week::{unusual_hours, week};
pub(crate) use why::why;

/// The error rate allowed, such as `5%`.
fn percent(alpha: f64) -> String {
    let percent = (alpha * 1_000.0).round() / 10.0;
    format!("{percent}%")
}

/// `0.83 (0.81 to 0.85)`; an end without bound in words.
fn ends(measure: Measure, shown: impl Fn(f64) -> String) -> String {
    let high = if measure.high.is_finite() {
        format!("{} to {}", shown(measure.low), shown(measure.high))
    } else {
        format!("{} or more", shown(measure.low))
    };
    format!("{} ({high})", shown(measure.value))
}

/// A rate or ratio to three digits: `214`, `21.4`, `2.14`.
fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 1_000.0 => thousands(value.round() as u64),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A share as whole percent, such as `43%`.
fn share(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A count as it is written in a table.
fn in_thousands(count: Count) -> String {
    match count.number() {
        Some(number) => thousands(number.into()),
        None => count.to_string(),
    }
}

/// A count within a sentence: `12`, `about 15` or `a few`.
fn about(count: Count) -> String {
    match count {
        Count::Exact(number) => thousands(number.into()),
        Count::Rounded(number) => format!("about {}", thousands(number.into())),
        Count::Suppressed => "a few".into(),
    }
}

/// The first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What the counts are counts of.
#[derive(Clone, Copy)]
enum Counted {
    Incidents,
    Events,
}

impl Counted {
    fn of(selection: &Selection) -> Self {
        match selection.count {
            CountBy::Incidents => Self::Incidents,
            CountBy::Events => Self::Events,
        }
    }

    fn word(self, number: u64) -> &'static str {
        match (self, number) {
            (Self::Incidents, 1) => "incident",
            (Self::Incidents, _) => "incidents",
            (Self::Events, 1) => "event",
            (Self::Events, _) => "events",
        }
    }

    fn many(self, number: u64) -> String {
        format!("{} {}", thousands(number), self.word(number))
    }

    /// `12 incidents`, `about 15 incidents` or `a few incidents`.
    fn about(self, count: Count) -> String {
        let number = count.number().map_or(2, u64::from);
        format!("{} {}", about(count), self.word(number))
    }

    fn none_is(self) -> String {
        format!("{} is", self.word(1))
    }

    fn none_has(self) -> String {
        format!("{} has", self.word(1))
    }
}
