//! `beatbook counts`.

use anyhow::Result;
use beatbook_core::{
    Answer, Count, Released, Selection, SelectionError, TimeRule, Unit, UnitCount, UnitCounts,
    thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, counted, number, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

/// Rows shown; the sheet and the JSON hold all of them.
const SHOWN: usize = 20;

pub(crate) fn run(ask: &Ask) -> Result<Exit> {
    question::run(&Counts, ask)
}

struct Counts;

impl Question for Counts {
    type Found = UnitCounts;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<UnitCounts>, SelectionError> {
        store.counts(selection)
    }

    fn json(&self, released: &Released<UnitCounts>, store: &Store) -> Result<String, String> {
        print::counts_json(released, store)
    }

    fn sentence(&self, released: &Released<UnitCounts>, _: &Store) -> String {
        print::counts_sentence(released)
    }

    fn tables(&self, released: &Released<UnitCounts>) -> String {
        let mut units: Vec<&UnitCount> = released.value().units.iter().collect();
        units.retain(|unit| unit.count != Count::Exact(0));
        // By what may be seen alone, then in the order of the table.
        units.sort_by_key(|unit| std::cmp::Reverse((unit.count.number(), unit.weight)));
        if units.is_empty() {
            return String::new();
        }
        let beyond = units.len().saturating_sub(SHOWN) as u64;
        let is_aoristic = released.answer().selection.time == TimeRule::Aoristic;
        let is_street = released.value().unit == Unit::Street;
        let row = |unit: &&UnitCount| {
            let name = unit.name.clone().unwrap_or_default();
            let parts = unit.weight.filter(|_| is_aoristic);
            let parts = parts.map(|weight| weight as f64 / UnitCounts::WHOLE as f64);
            let count = parts.map_or_else(|| shown(unit.count), |parts| number(Some(parts), 1));
            let mut row = vec![unit.id.clone(), name, count];
            if is_street {
                row.push(number(unit.metres, 0));
                row.push(number(unit.per_km(), 1));
            }
            row
        };
        let rows: Vec<Vec<String>> = units.iter().take(SHOWN).map(row).collect();
        let [one, more] = released.value().unit.nouns();
        let head = [one, "name", counted(released), "metres", "per km"];
        let columns = if is_street { 5 } else { 3 };
        let mut text = fitted(&head[..columns], &rows, &[2, 3, 4][..columns - 2], &[1]);
        if beyond > 0 {
            text += &format!("{} more {more}: --format csv has all\n", thousands(beyond));
        }
        text
    }

    fn sheet(&self, released: &Released<UnitCounts>) -> Sheet {
        Sheet::Table(beatbook_report::counts(released))
    }
}
