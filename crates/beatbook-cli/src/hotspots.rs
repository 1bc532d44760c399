//! `beatbook hotspots`.

use std::sync::Arc;

use anyhow::Result;
use beatbook_core::{
    Answer, HotTest, HotspotGroup, Hotspots as Found, PlaceHarm, Released, Selection,
    SelectionError,
};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, counted, number, rank};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &commands::Hotspots) -> Result<Exit> {
    let [test, permutations, seed] =
        [&args.test, &args.permutations, &args.seed].map(Option::as_deref);
    let test = HotTest::parse(test, permutations, seed)?;
    question::run(&Hotspots { test }, &args.ask)
}

struct Hotspots {
    test: HotTest,
}

impl Question for Hotspots {
    type Found = Found;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Found>, SelectionError> {
        let answer = store.hotspots_by(selection, self.test);
        answer.map(Arc::unwrap_or_clone)
    }

    fn json(&self, released: &Released<Found>, store: &Store) -> Result<String, String> {
        print::hotspots_json(released, self.test, store)
    }

    fn sentence(&self, released: &Released<Found>, _: &Store) -> String {
        let found = print::hotspots_sentence(released);
        format!("{found} {}", print::harm_sentence(released))
    }

    fn tables(&self, released: &Released<Found>) -> String {
        let found = released.value();
        let groups = if found.groups.is_empty() {
            &found.strongest
        } else {
            &found.groups
        };
        if groups.is_empty() {
            return String::new();
        }
        let columns = columns(released, groups);
        let head: Vec<&str> = columns.iter().map(|column| column.head).collect();
        let row = |group| columns.iter().map(|column| (column.cell)(group)).collect();
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        let such = |fit| {
            let columns = columns.iter().enumerate();
            let such = columns.filter(move |(_, column)| column.fit == fit);
            such.map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let table = fitted(&head, &rows, &such(Fit::Right), &such(Fit::Shortened));
        if groups.iter().any(|group| group.harm.is_some()) {
            table
                + "one: share of the most harmful event; * without it the rank by harm would be another\n"
        } else {
            table
        }
    }

    fn sheet(&self, released: &Released<Found>) -> Sheet {
        Sheet::Table(beatbook_report::hotspots(released))
    }
}

/// How the texts of a column stand.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    Left,
    /// From the left, cut where the table is too wide.
    Shortened,
    Right,
}

struct Column {
    head: &'static str,
    fit: Fit,
    cell: fn(&HotspotGroup) -> String,
}

/// The columns that have anything to say: only streets have a length, only offences harm.
fn columns(released: &Released<Found>, groups: &[HotspotGroup]) -> Vec<Column> {
    let column = |head, fit, cell| Column { head, fit, cell };
    let mut columns = vec![
        column("rank", Fit::Left, |g| rank(g.rank, g.rank_interval)),
        column("place", Fit::Shortened, |g| g.name.clone()),
        column("area", Fit::Shortened, |g| {
            g.area.clone().unwrap_or_default()
        }),
        column(counted(released), Fit::Right, |g| g.events.to_string()),
        column("expected", Fit::Right, expected),
    ];
    if groups.iter().any(|group| group.per_km.is_some()) {
        columns.push(column("per km", Fit::Right, |g| number(g.per_km, 1)));
    }
    if groups.iter().any(|group| group.harm.is_some()) {
        columns.push(column("harm", Fit::Right, harm));
        columns.push(column("one", Fit::Right, share_of_one_event));
    }
    columns.extend([
        column("half within", Fit::Left, |g| {
            g.hours.as_ref().map(labels::hours).unwrap_or_default()
        }),
        column("q", Fit::Right, q),
        column("id", Fit::Left, |g| g.id.clone()),
    ]);
    columns
}

fn harm(group: &HotspotGroup) -> String {
    let harm = group.harm.as_ref();
    harm.map(|harm| labels::harm(harm.total))
        .unwrap_or_default()
}

/// How much of the harm is one event, with a star where the rank by harm hangs on it.
fn share_of_one_event(group: &HotspotGroup) -> String {
    let share = group.harm.as_ref().and_then(PlaceHarm::largest_share);
    share.map_or_else(String::new, |share| {
        let mark = if hangs_on_one_event(group) { "*" } else { "" };
        format!("{mark}{:.0}%", share * 100.0)
    })
}

fn hangs_on_one_event(group: &HotspotGroup) -> bool {
    group.harm.as_ref().and_then(PlaceHarm::is_stable) == Some(false)
}

/// As the sentence says it: a count is never held against 0.0.
fn expected(group: &HotspotGroup) -> String {
    match group.expected {
        Some(expected) if expected < 0.05 => "<0.1".into(),
        other => number(other, 1),
    }
}

fn q(group: &HotspotGroup) -> String {
    match group.q {
        Some(q) if q < 0.001 => format!("{q:.1e}"),
        other => number(other, 3),
    }
}

#[cfg(test)]
#[path = "hotspots_tests.rs"]
mod tests;
