//! `beatbook nights`.

use std::cmp::Reverse;

use anyhow::Result;
use beatbook_core::{Answer, Count, Night, Nights, Released, Selection, SelectionError};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, counted, rank, shown};
use crate::sheet::Sheet;
use crate::table::{WIDEST, aligned, fitted};

/// Nights told in a table; a sheet has all.
const TOLD: usize = 5;
/// The row of all places together.
const ALL: &str = "all places";

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&HourByHour, args)
}

struct HourByHour;

impl Question for HourByHour {
    type Found = Nights;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Nights>, SelectionError> {
        store.nights(selection)
    }

    fn json(&self, released: &Released<Nights>, store: &Store) -> Result<String, String> {
        print::nights_json(released, store)
    }

    fn sentence(&self, released: &Released<Nights>, _: &Store) -> String {
        print::nights_sentence(released)
    }

    fn tables(&self, released: &Released<Nights>) -> String {
        let found = released.value();
        let mut parts = hours(found);
        let mut fullest: Vec<&Night> = found.nights.iter().collect();
        fullest.retain(|night| night.count.number() > Some(0));
        fullest.sort_by_key(|night| (Reverse(night.count.number()), night.day));
        fullest.truncate(TOLD);
        if !fullest.is_empty() {
            let row = |night: &&Night| {
                vec![
                    labels::night(night.day),
                    night.hours.to_string(),
                    shown(night.count),
                ]
            };
            let rows: Vec<Vec<String>> = fullest.iter().map(row).collect();
            let head = ["nights with most", "hours", counted(released)];
            parts.push(aligned(&head, &rows, &[1, 2]));
        }
        parts.join("\n")
    }

    /// Hours of all places and of each hotspot, nights, and what is in no hour, told apart by `kind`.
    fn sheet(&self, released: &Released<Nights>) -> Sheet {
        let found = released.value();
        let head = [
            "kind",
            "rank",
            "place",
            "hour",
            "night",
            "hours_of_night",
            counted(released),
            "id",
        ];
        let hourly = |rank: String, place: &str, counts: &[Count], id: &str| {
            let hours = found.hours.iter().zip(counts);
            let row = |(hour, count): (&u8, &Count)| {
                vec![
                    "hour".into(),
                    rank.clone(),
                    place.to_owned(),
                    hour.to_string(),
                    String::new(),
                    String::new(),
                    count.to_string(),
                    id.to_owned(),
                ]
            };
            hours.map(row).collect::<Vec<_>>()
        };
        let whole = |kind: &str, night: String, hours: String, count: Count| {
            let none = String::new;
            let (place, count) = (ALL.into(), count.to_string());
            vec![
                kind.into(),
                none(),
                place,
                none(),
                night,
                hours,
                count,
                none(),
            ]
        };
        let mut rows = hourly(String::new(), ALL, &found.total, "");
        for group in &found.groups {
            let rank = rank(group.rank, None);
            rows.extend(hourly(rank, &group.name, &group.counts, &group.id));
        }
        rows.extend(found.nights.iter().map(|night| {
            let hours = night.hours.to_string();
            whole("night", night.day.to_string(), hours, night.count)
        }));
        rows.push(whole(
            "not known to the hour",
            String::new(),
            String::new(),
            found.untimed,
        ));
        Sheet::new(&head, rows)
    }
}

/// Places down, hours across; in several tables where they do not fit on a line.
fn hours(found: &Nights) -> Vec<String> {
    let counts = found.groups.iter().flat_map(|group| &group.counts);
    let width = counts
        .chain(&found.total)
        .map(|count| shown(*count).len())
        .max();
    let width = width.unwrap_or(0).max(2) + 2;
    let most = ((WIDEST - "rank".len() - 2 - ALL.len()) / width).max(1);
    let tables = found.hours.len().div_ceil(most).max(1);
    let across = found.hours.len().div_ceil(tables).max(1);
    let table = |(part, hours): (usize, &[u8])| {
        let first = part * across;
        let line = |rank: String, name: &str, counts: &[Count]| {
            let counts = counts.iter().skip(first).take(hours.len());
            let texts = [rank, name.to_owned()].into_iter();
            texts.chain(counts.map(|count| shown(*count))).collect()
        };
        let mut rows: Vec<Vec<String>> = vec![line(String::new(), ALL, &found.total)];
        let groups = found.groups.iter();
        rows.extend(groups.map(|group| line(rank(group.rank, None), &group.name, &group.counts)));
        let labels: Vec<String> = hours.iter().map(|hour| format!("{hour:02}")).collect();
        let head: Vec<&str> = ["rank", "place"]
            .into_iter()
            .chain(labels.iter().map(String::as_str))
            .collect();
        let numbers: Vec<usize> = (2..head.len()).collect();
        fitted(&head, &rows, &numbers, &[1])
    };
    found.hours.chunks(across).enumerate().map(table).collect()
}

#[cfg(test)]
#[path = "nights_tests.rs"]
mod tests;
