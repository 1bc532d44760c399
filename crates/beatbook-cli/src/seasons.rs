//! `beatbook seasons`.

use anyhow::Result;
use beatbook_core::{Answer, Released, Seasons as Found, Selection, SelectionError, YearMonth};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::aligned;

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&Seasons, args)
}

struct Seasons;

impl Question for Seasons {
    type Found = Found;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Found>, SelectionError> {
        store.seasons(selection)
    }

    fn json(&self, released: &Released<Found>, store: &Store) -> Result<String, String> {
        print::seasons_json(released, store)
    }

    fn sentence(&self, released: &Released<Found>, _: &Store) -> String {
        print::seasons_sentence(released)
    }

    fn tables(&self, released: &Released<Found>) -> String {
        let found = released.value();
        let head = [
            "month",
            counted(released),
            "flat year",
            "index",
            "95% interval",
            "q",
            "",
        ];
        let row = |month: &YearMonth| {
            vec![
                labels::month(month.month).into(),
                shown(month.count),
                number(month.expected, 1),
                number(month.index, 2),
                month
                    .interval
                    .map(|(low, high)| format!("{low:.2} to {high:.2}"))
                    .unwrap_or_default(),
                number(month.q, 3),
                match month.unusual {
                    1.. => "busier",
                    0 => "",
                    ..0 => "quieter",
                }
                .into(),
            ]
        };
        let rows: Vec<Vec<String>> = found.months.iter().map(row).collect();
        aligned(&head, &rows, &[1, 2, 3, 4, 5])
    }

    fn sheet(&self, released: &Released<Found>) -> Sheet {
        let head = [
            "month",
            counted(released),
            "flat_year",
            "index",
            "index_low",
            "index_high",
            "q",
            "unusual",
            "years",
        ];
        let found = released.value();
        let row = |month: &YearMonth| {
            vec![
                month.month.to_string(),
                month.count.to_string(),
                exactly(month.expected),
                exactly(month.index),
                exactly(month.interval.map(|(low, _)| low)),
                exactly(month.interval.map(|(_, high)| high)),
                exactly(month.q),
                month.unusual.to_string(),
                found.years.len().to_string(),
            ]
        };
        Sheet::new(&head, found.months.iter().map(row))
    }
}

#[cfg(test)]
#[path = "seasons_tests.rs"]
mod tests;
