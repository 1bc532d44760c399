//! `beatbook recent`.

use anyhow::Result;
use beatbook_core::{Answer, Recent, RecentGroup, Released, Selection, SelectionError};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, rank, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

/// Days told in a row of the table; a sheet has all.
const TOLD: usize = 3;

pub(crate) fn run(args: &commands::Recent) -> Result<Exit> {
    let days = Recent::parse_days(args.last.as_deref())?;
    question::run(&LastDays { days }, &args.ask)
}

struct LastDays {
    days: u16,
}

impl Question for LastDays {
    type Found = Recent;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Recent>, SelectionError> {
        store.recent(selection, self.days)
    }

    fn json(&self, released: &Released<Recent>, store: &Store) -> Result<String, String> {
        print::recent_json(released, self.days, store)
    }

    fn sentence(&self, released: &Released<Recent>, _: &Store) -> String {
        print::recent_sentence(released)
    }

    fn tables(&self, released: &Released<Recent>) -> String {
        let groups = &released.value().groups;
        if groups.is_empty() {
            return String::new();
        }
        let head = ["rank", "place", "area", "new", "usual", "last on", "id"];
        let row = |group: &RecentGroup| {
            let days = group.days.iter().take(TOLD);
            let days: Vec<String> = days.map(|(day, _)| labels::day(*day)).collect();
            vec![
                rank(group.rank, None),
                group.name.clone(),
                group.area.clone().unwrap_or_default(),
                shown(group.recent),
                usual(group),
                days.join(", "),
                group.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        fitted(&head, &rows, &[0, 3, 4], &[1, 2])
    }

    /// One row for each hotspot and day on which something began; one without a day for a hotspot where
    /// nothing did, or whose days may not be seen.
    fn sheet(&self, released: &Released<Recent>) -> Sheet {
        let head = [
            "rank", "place", "area", "new", "usual", "day", "on_day", "id",
        ];
        let rows = released.value().groups.iter().flat_map(|group| {
            let days = group.days.iter();
            let mut days: Vec<[String; 2]> = days
                .map(|(day, count)| [day.to_string(), count.to_string()])
                .collect();
            if days.is_empty() {
                days.push([String::new(), String::new()]);
            }
            days.into_iter().map(|[day, on_day]| {
                vec![
                    rank(group.rank, None),
                    group.name.clone(),
                    group.area.clone().unwrap_or_default(),
                    group.recent.to_string(),
                    usual(group),
                    day,
                    on_day,
                    group.id.clone(),
                ]
            })
        });
        Sheet::new(&head, rows)
    }
}

fn usual(group: &RecentGroup) -> String {
    let usual = group.usual.map(|usual| format!("{usual:.1}"));
    usual.unwrap_or_default()
}

#[cfg(test)]
#[path = "recent_tests.rs"]
mod tests;
