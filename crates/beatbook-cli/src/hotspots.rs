//! `beatbook hotspots`.

use std::sync::Arc;

use anyhow::Result;
use beatbook_core::{
    Answer, HotTest, HotspotGroup, Hotspots as Found, Released, Selection, SelectionError,
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
        print::hotspots_sentence(released)
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
        let row = |group: &HotspotGroup| {
            vec![
                rank(group.rank, group.rank_interval),
                group.name.clone(),
                group.area.clone().unwrap_or_default(),
                group.events.to_string(),
                expected(group),
                number(group.per_km, 1),
                group.hours.as_ref().map(labels::hours).unwrap_or_default(),
                q(group),
                group.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        let head = [
            "rank",
            "place",
            "area",
            counted(released),
            "expected",
            "per km",
            "half within",
            "q",
            "id",
        ];
        if groups.iter().any(|group| group.per_km.is_some()) {
            return fitted(&head, &rows, &[3, 4, 5, 7], &[1, 2]);
        }
        // Only streets have a length.
        let without = |mut row: Vec<String>| {
            row.remove(5);
            row
        };
        let rows: Vec<Vec<String>> = rows.into_iter().map(without).collect();
        let head: Vec<&str> = head.into_iter().filter(|word| *word != "per km").collect();
        fitted(&head, &rows, &[3, 4, 6], &[1, 2])
    }

    fn sheet(&self, released: &Released<Found>) -> Sheet {
        Sheet::Table(beatbook_report::hotspots(released))
    }
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
