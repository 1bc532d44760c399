//! `beatbook outreach`.

use anyhow::Result;
use beatbook_core::{
    Answer, Count, LayerId, Outreach, OutreachArea, Released, Selection, SelectionError,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &commands::Outreach) -> Result<Exit> {
    let layer = LayerId::parse(&args.layer)?;
    question::run(&ByPartOfDay { layer }, &args.ask)
}

struct ByPartOfDay {
    layer: LayerId,
}

impl Question for ByPartOfDay {
    type Found = Outreach;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Outreach>, SelectionError> {
        store.outreach(&self.layer, selection)
    }

    fn json(&self, released: &Released<Outreach>, store: &Store) -> Result<String, String> {
        print::outreach_json(released, store)
    }

    fn sentence(&self, released: &Released<Outreach>, _: &Store) -> String {
        print::outreach_sentence(released)
    }

    fn tables(&self, released: &Released<Outreach>) -> String {
        let found = released.value();
        let labels = Outreach::BLOCKS.map(print::part_of_day);
        let head: Vec<&str> = std::iter::once("area")
            .chain(labels.iter().map(String::as_str))
            .collect();
        let line = |name: &str, counts: &[Count]| {
            let counts = counts.iter().map(|count| shown(*count));
            std::iter::once(name.to_owned()).chain(counts).collect()
        };
        let mut rows: Vec<Vec<String>> = vec![line("all areas", &found.total)];
        let areas = found.areas.iter();
        rows.extend(areas.map(|area| line(&area.name, &area.counts)));
        fitted(&head, &rows, &[1, 2, 3, 4, 5], &[0])
    }

    /// One row for each area and part of the day.
    fn sheet(&self, released: &Released<Outreach>) -> Sheet {
        let head = ["area", "code", "from_hour", "to_hour", "count"];
        let rows = |area: &OutreachArea| {
            let parts = Outreach::BLOCKS.iter().zip(&area.counts);
            let row = |((from, to), count): (&(u8, u8), &Count)| {
                vec![
                    area.name.clone(),
                    area.code.clone(),
                    from.to_string(),
                    to.to_string(),
                    count.to_string(),
                ]
            };
            parts.map(row).collect::<Vec<_>>()
        };
        Sheet::new(&head, released.value().areas.iter().flat_map(rows))
    }
}

#[cfg(test)]
#[path = "outreach_tests.rs"]
mod tests;
