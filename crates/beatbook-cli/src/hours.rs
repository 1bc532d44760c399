//! `beatbook hours`.

use anyhow::Result;
use beatbook_core::{Answer, Count, HotClass, HourlyHotspots, Released, Selection, SelectionError};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, counted, rank, shown};
use crate::sheet::Sheet;
use crate::table::{WIDEST, fitted};

/// The row of all places together.
const ALL: &str = "all places";
/// The row of hot cells that are in no hotspot of all hours.
const ELSEWHERE: &str = "hot cells elsewhere";
/// Room for names.
const NAMES: usize = 24;

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&HotHours, args)
}

struct HotHours;

impl Question for HotHours {
    type Found = HourlyHotspots;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<HourlyHotspots>, SelectionError> {
        store.hourly(selection)
    }

    fn json(&self, released: &Released<HourlyHotspots>, store: &Store) -> Result<String, String> {
        print::hourly_json(released, store)
    }

    fn sentence(&self, released: &Released<HourlyHotspots>, _: &Store) -> String {
        print::hourly_sentence(released)
    }

    /// Places down, hours across; in several tables where they do not fit on a line.
    fn tables(&self, released: &Released<HourlyHotspots>) -> String {
        let found = released.value();
        if found.frames.is_empty() {
            return String::new();
        }
        let rows = rows(found);
        let texts = rows.iter().flat_map(|(_, _, texts)| texts);
        let width = texts.map(String::len).max().unwrap_or(0).max(2) + 2;
        let most = ((WIDEST - "rank".len() - 2 - NAMES) / width).max(1);
        let tables = found.frames.len().div_ceil(most);
        let across = found.frames.len().div_ceil(tables);
        let table = |(part, frames): (usize, &[beatbook_core::HourFrame])| {
            let labels: Vec<String> = frames.iter().map(|f| format!("{:02}", f.hour)).collect();
            let head: Vec<&str> = ["rank", "place"]
                .into_iter()
                .chain(labels.iter().map(String::as_str))
                .collect();
            let line = |(rank, name, texts): &(String, String, Vec<String>)| {
                let texts = texts.iter().skip(part * across).take(frames.len());
                let line = [rank, name].into_iter().chain(texts);
                line.cloned().collect::<Vec<_>>()
            };
            let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
            let numbers: Vec<usize> = (2..head.len()).collect();
            fitted(&head, &lines, &numbers, &[1])
        };
        let mut parts: Vec<String> = found.frames.chunks(across).enumerate().map(table).collect();
        parts.push(format!(
            "an hour holds {}; of a hotspot only hours at which it is hot: at 5%, + at 1%, ++ at 0.1%\n",
            counted(released)
        ));
        parts.join("\n")
    }

    /// Hours of all places, of each hotspot and of each hot cell, told apart by `kind`.
    fn sheet(&self, released: &Released<HourlyHotspots>) -> Sheet {
        Sheet::Table(beatbook_report::hours(released))
    }
}

/// Rank, name and a text for each hour.
fn rows(found: &HourlyHotspots) -> Vec<(String, String, Vec<String>)> {
    let frames = found.frames.iter();
    let all = frames.map(|frame| shown(frame.events)).collect();
    let mut rows = vec![(String::new(), ALL.to_owned(), all)];
    let groups = found.groups.iter().map(|group| {
        let texts = group.counts.iter().zip(&group.classes);
        let texts = texts.map(|(count, class)| marked(*count, *class));
        (rank(group.rank, None), group.name.clone(), texts.collect())
    });
    rows.extend(groups);
    let elsewhere = |hour: usize| {
        let cells = found.cells.iter().filter(|cell| cell.group.is_none());
        let hot = cells.filter(|cell| cell.classes[hour] > HotClass::None);
        match hot.count() {
            0 => ".".to_owned(),
            cells => cells.to_string(),
        }
    };
    if found.cells.iter().any(|cell| cell.group.is_none()) {
        let texts = (0..found.frames.len()).map(elsewhere).collect();
        rows.push((String::new(), ELSEWHERE.to_owned(), texts));
    }
    rows
}

/// A count where it is hot, with how sure that is.
fn marked(count: Count, class: HotClass) -> String {
    let sure = match class {
        HotClass::None if count == Count::Suppressed => return shown(count),
        HotClass::None => return ".".into(),
        HotClass::At5Percent => "",
        HotClass::At1Percent => "+",
        HotClass::At01Percent => "++",
    };
    shown(count) + sure
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
