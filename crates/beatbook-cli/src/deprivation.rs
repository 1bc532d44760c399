//! `beatbook deprivation`.

use anyhow::Result;
use beatbook_core::{Answer, Concerned, Count, DecileGroup, Released, Selection, SelectionError};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Deprivation;
use crate::exit::Exit;
use crate::inequality;
use crate::question::{self, Question, exactly, shown};
use crate::sheet::Sheet;
use crate::table::{aligned, wrapped};

pub(crate) fn run(args: Deprivation) -> Result<Exit> {
    if args.sii {
        return inequality::run(args.index.as_deref(), args.per.as_deref(), &args.ask);
    }
    let question = Deciles { index: args.index };
    question::run(&question, &args.ask)
}

struct Deciles {
    index: Option<String>,
}

impl Question for Deciles {
    type Found = beatbook_core::Deprivation;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Self::Found>, SelectionError> {
        store.deprivation(selection, self.index.as_deref())
    }

    fn json(&self, released: &Released<Self::Found>, store: &Store) -> Result<String, String> {
        print::deprivation_json(released, self.index.as_deref(), store)
    }

    fn sentence(&self, released: &Released<Self::Found>, store: &Store) -> String {
        print::deprivation_sentence(released, store)
    }

    fn tables(&self, released: &Released<Self::Found>) -> String {
        let found = released.value();
        let mut head = vec!["share in national decile", "placed"];
        head.extend(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
        head.push("1: 95%");
        let rows: Vec<Vec<String>> = found.groups.iter().map(row).collect();
        let numbers: Vec<usize> = (1..head.len()).collect();
        let mut lines = vec![aligned(&head, &rows, &numbers)];
        lines.push("decile 1 is the most deprived tenth of England\n".into());
        let published = [Concerned::Areas, Concerned::Residents];
        let others = found.groups.iter();
        for group in others.filter(|group| !published.contains(&group.concerned)) {
            let label = labels::concerned(group.concerned, &found.layer);
            lines.push(wrapped(&format!(
                "{}: {label}; {} without a known place, {} outside the study area",
                group.concerned.word(),
                shown(group.unplaced),
                shown(group.outside)
            )));
        }
        lines.concat()
    }

    fn sheet(&self, released: &Released<Self::Found>) -> Sheet {
        let found = released.value();
        let head = [
            "index", "layer", "group", "placed", "unplaced", "outside", "decile", "count", "share",
            "low", "high",
        ];
        let rows = found.groups.iter().flat_map(|group| {
            (1..)
                .zip(&group.deciles)
                .map(move |(decile, share): (u8, _)| {
                    vec![
                        found.index.clone(),
                        found.layer.to_string(),
                        group.concerned.word().into(),
                        group.base.to_string(),
                        group.unplaced.to_string(),
                        group.outside.to_string(),
                        decile.to_string(),
                        share.count.to_string(),
                        exactly(share.share),
                        exactly(share.interval.map(|i| i.0)),
                        exactly(share.interval.map(|i| i.1)),
                    ]
                })
        });
        Sheet::new(&head, rows)
    }
}

fn row(group: &DecileGroup) -> Vec<String> {
    let mut fields = vec![group.concerned.word().to_owned(), shown(group.base)];
    let none = if group.base == Count::Exact(0) {
        "" // nothing is hidden
    } else {
        "*"
    };
    fields.extend((0..10).map(|decile| {
        let share = group.deciles.get(decile).and_then(|decile| decile.share);
        share.map_or_else(|| none.into(), |share| format!("{:.0}%", share * 100.0))
    }));
    let interval = group.deciles.first().and_then(|decile| decile.interval);
    fields.push(interval.map_or_else(String::new, |(low, high)| {
        format!("{:.0}-{:.0}", low * 100.0, high * 100.0)
    }));
    fields
}

#[cfg(test)]
#[path = "deprivation_tests.rs"]
mod tests;
