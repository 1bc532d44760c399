//! `beatbook moran`.

use anyhow::Result;
use beatbook_core::{
    Answer, Autocorrelation, Draws, HotTest, MapStatistic, MoranCell, MoranClass, Released,
    Selection, SelectionError, thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, number};
use crate::sheet::Sheet;
use crate::table::{aligned, fitted};

/// Rows shown; the sheet and the JSON hold more.
const SHOWN: usize = 15;

pub(crate) fn run(args: &commands::Moran) -> Result<Exit> {
    let [permutations, seed] = [&args.permutations, &args.seed].map(Option::as_deref);
    let draws = Draws::parse(permutations, seed, HotTest::PERMUTATIONS)?;
    question::run(&Moran { draws }, &args.ask)
}

struct Moran {
    draws: Draws,
}

impl Question for Moran {
    type Found = Autocorrelation;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Autocorrelation>, SelectionError> {
        store.autocorrelation(selection, self.draws)
    }

    fn json(&self, released: &Released<Autocorrelation>, store: &Store) -> Result<String, String> {
        print::moran_json(released, self.draws, store)
    }

    fn sentence(&self, released: &Released<Autocorrelation>, _: &Store) -> String {
        print::moran_sentence(released)
    }

    fn tables(&self, released: &Released<Autocorrelation>) -> String {
        let found = released.value();
        let statistics = [("Moran's I", found.moran), ("general G", found.general_g)];
        let row = |(name, found): (&str, Option<MapStatistic>)| {
            let found = found?;
            Some(vec![
                name.to_owned(),
                format!("{:.6}", found.value),
                format!("{:.6}", found.expected),
                format!("{:.2}", found.z),
                format!("{:.4}", found.p),
            ])
        };
        let rows: Vec<Vec<String>> = statistics.into_iter().filter_map(row).collect();
        if rows.is_empty() {
            return String::new();
        }
        let head = ["over the whole map", "value", "expected", "z", "p"];
        let mut text = aligned(&head, &rows, &[1, 2, 3, 4]) + "\n";
        let mut classes: Vec<Vec<String>> = MoranClass::ALL
            .iter()
            .zip(found.classes)
            .map(|(class, cells)| vec![class.word().to_owned(), thousands(cells.into())])
            .collect();
        for (name, cells) in [
            ("not significant", found.not_significant),
            ("no neighbours", found.islands),
        ] {
            classes.push(vec![name.into(), thousands(cells.into())]);
        }
        text += &aligned(&["class", "cells"], &classes, &[1]);
        if found.cells.is_empty() {
            return text;
        }
        let row = |cell: &MoranCell| {
            vec![
                cell.name.clone(),
                cell.area.clone().unwrap_or_default(),
                cell.class.word().into(),
                cell.count.to_string(),
                number(cell.round_it, 1),
                number(cell.i, 1),
                number(cell.q, 4),
                cell.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = found.cells.iter().take(SHOWN).map(row).collect();
        let head = [
            "place",
            "area",
            "class",
            counted(released),
            "mean round it",
            "I",
            "q",
            "cell",
        ];
        text + "\n" + &fitted(&head, &rows, &[3, 4, 5, 6], &[0, 1])
    }

    fn sheet(&self, released: &Released<Autocorrelation>) -> Sheet {
        let head = [
            "cell",
            "place",
            "area",
            "class",
            counted(released),
            "mean_round_it",
            "local_moran_i",
            "q",
            "longitude",
            "latitude",
        ];
        let fields = |cell: &MoranCell| {
            vec![
                cell.id.clone(),
                cell.name.clone(),
                cell.area.clone().unwrap_or_default(),
                cell.class.word().into(),
                cell.count.to_string(),
                exactly(cell.round_it),
                exactly(cell.i),
                exactly(cell.q),
                format!("{:.6}", cell.centre.lon),
                format!("{:.6}", cell.centre.lat),
            ]
        };
        Sheet::new(&head, released.value().cells.iter().map(fields))
    }
}
