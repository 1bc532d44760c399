//! The rows of a selection, looked at one by one.

use std::collections::HashSet;

use beatbook_core::{Accounting, Count, UnitCounts};
use beatbook_store::book::Status;

use crate::book::{SlowBook, SlowSource};
use crate::clock::Clock;
use crate::text::Text;

/// What a question leaves out by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Tables about areas: nothing.
    Table,
    /// Where a patrol might go: what it cannot see, and activity.
    Patrol,
}

/// What was found of a selection.
#[derive(Debug, Default)]
pub struct Found {
    /// Location of each counted thing in the study area (and in the area looked at), and its weight.
    pub located: Vec<(usize, u64)>,
    pub selected: u32,
    pub events: u32,
    pub unlocated: u32,
    pub outside: u32,
    pub activity: u32,
    pub dwelling: u32,
    pub institution: u32,
    pub setting: u32,
    pub uncertain: u32,
    pub incidents: u32,
}

impl Found {
    pub fn accounting(&self) -> Accounting {
        Accounting {
            selected: Count::Exact(self.selected),
            located: Count::Exact(self.events),
            unlocated: Count::Exact(self.unlocated),
            outside: Count::Exact(self.outside),
            activity: Count::Exact(self.activity),
            dwelling: Count::Exact(self.dwelling),
            institution: Count::Exact(self.institution),
            setting: Count::Exact(self.setting),
            uncertain: Count::Exact(self.uncertain),
            incidents: Count::Exact(self.incidents),
        }
    }
}

/// Why a row is not looked at.
enum Hidden {
    Dwelling,
    Institution,
    Setting,
}

/// How surely a row lies in the time looked at.
#[derive(PartialEq)]
enum Lies {
    No,
    Perhaps,
    Yes,
}

/// Seconds of the longest interval that is shared out.
const LONGEST: i64 = 7 * 24 * 3_600;

/// Looks at every row of the source of a selection.
pub fn find(book: &SlowBook, text: &Text<'_>, asked: Asked) -> Found {
    let source = source_of(book, text);
    let clock = Clock::new(text, &book.days);
    let mut found = Found::default();
    let mut incidents = HashSet::new();
    for row in 0..source.events.len() {
        if !is_of_category(source, row, text) || !has_flags(source, row, text) {
            continue;
        }
        let (lies, weight) = lies(source, row, text, &clock);
        if lies == Lies::No {
            continue;
        }
        let (status, location) = match text.get("located") {
            Some("recorded") => source.recorded[row],
            _ => source.happened[row],
        };
        let is_activity = asked == Asked::Patrol && is_activity(source, row);
        let hidden = hidden(book, source, row, location, text, asked);
        if lies == Lies::Perhaps {
            found.uncertain += u32::from(!is_activity && hidden.is_none());
            continue;
        }
        found.selected += 1;
        if is_activity {
            found.activity += 1;
            continue;
        }
        match hidden {
            Some(Hidden::Dwelling) => found.dwelling += 1,
            Some(Hidden::Institution) => found.institution += 1,
            Some(Hidden::Setting) => found.setting += 1,
            None if status == Status::Unlocated => found.unlocated += 1,
            None if status == Status::Located && is_in_area(book, location, text) => {
                found.events += 1;
                let is_new = incidents.insert(source.incident[row]);
                if is_new || text.get("count") == Some("events") {
                    found.located.push((location.unwrap(), weight));
                }
            }
            None => found.outside += 1,
        }
    }
    found.incidents = incidents.len() as u32;
    found
}

pub fn source_of<'a>(book: &'a SlowBook, text: &Text<'_>) -> &'a SlowSource {
    match text.get("source") {
        Some(word) => book
            .sources
            .iter()
            .find(|source| source.word == word)
            .unwrap(),
        None => &book.sources[0],
    }
}

fn is_of_category(source: &SlowSource, row: usize, text: &Text<'_>) -> bool {
    let wanted = text.list("category");
    wanted.is_empty() || wanted.contains(&source.category[row].as_str())
}

fn is_activity(source: &SlowSource, row: usize) -> bool {
    source.activity || source.activity_categories.contains(&source.category[row])
}

fn has_flag(source: &SlowSource, row: usize, flag: &str) -> bool {
    let bit = source.flags.iter().position(|known| known == flag);
    bit.is_some_and(|bit| source.events.flags[row] >> bit & 1 == 1)
}

fn has_flags(source: &SlowSource, row: usize, text: &Text<'_>) -> bool {
    text.list("flag")
        .iter()
        .all(|word| match word.strip_prefix('-') {
            Some(flag) => !has_flag(source, row, flag),
            None => has_flag(source, row, word),
        })
}

/// Where a row lies, and what it weighs.
fn lies(source: &SlowSource, row: usize, text: &Text<'_>, clock: &Clock<'_>) -> (Lies, u64) {
    let (from, to) = (source.events.from[row], source.events.to[row]);
    let rule = text.get("time").unwrap_or("certain");
    let (inside, all) = match rule {
        "start" => clock.hours(from, from),
        _ => clock.hours(from, to),
    };
    if inside == 0 {
        return (Lies::No, 0);
    }
    if inside == all {
        return (Lies::Yes, UnitCounts::WHOLE);
    }
    if rule == "aoristic" && to - from <= LONGEST {
        let share = i128::from(clock.seconds(from, to)) * i128::from(UnitCounts::WHOLE);
        return (Lies::Yes, (share / i128::from(to - from)) as u64);
    }
    (Lies::Perhaps, 0)
}

fn hidden(
    book: &SlowBook,
    source: &SlowSource,
    row: usize,
    location: Option<usize>,
    text: &Text<'_>,
    asked: Asked,
) -> Option<Hidden> {
    let setting = source.events.setting[row].word();
    let home = setting == "dwelling" || has_flag(source, row, "domestic");
    let kept_in = setting == "institution" || location.is_some_and(|at| book.institution[at]);
    let default = if asked == Asked::Patrol {
        "public"
    } else {
        "any"
    };
    match text.get("setting").unwrap_or(default) {
        "any" => None,
        "non-dwelling" => home.then_some(Hidden::Dwelling),
        "public" if home => Some(Hidden::Dwelling),
        "public" => kept_in.then_some(Hidden::Institution),
        list if list.split(',').any(|word| word == setting) => None,
        _ if home => Some(Hidden::Dwelling),
        _ if kept_in => Some(Hidden::Institution),
        _ => Some(Hidden::Setting),
    }
}

fn is_in_area(book: &SlowBook, location: Option<usize>, text: &Text<'_>) -> bool {
    let Some((layer, code)) = text.get("area").and_then(|area| area.split_once(':')) else {
        return true;
    };
    let (number, (_, codes)) = book
        .layers
        .iter()
        .enumerate()
        .find(|(_, (id, _))| id.as_str() == layer)
        .unwrap();
    let area = location.map(|at| book.locations.area[number].1[at] as usize);
    area.and_then(|area| codes.get(area))
        .is_some_and(|found| found == code)
}
