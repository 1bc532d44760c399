//! `beatbook backtest`.

use anyhow::Result;
use beatbook_core::{
    Answer, Backtest, BacktestAsked, BacktestMonth, Forecaster, Released, Selection, SelectionError,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Backtest as Args;
use crate::exit::Exit;
use crate::question::{self, Question, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &Args) -> Result<Exit> {
    let words = [
        args.months.as_deref(),
        args.train.as_deref(),
        args.ground.as_deref(),
    ];
    let asked = BacktestAsked::parse(words)?;
    question::run(&Forecasts { asked }, &args.ask)
}

struct Forecasts {
    asked: BacktestAsked,
}

impl Question for Forecasts {
    type Found = Backtest;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Backtest>, SelectionError> {
        store.backtest(selection, &self.asked)
    }

    fn json(&self, released: &Released<Backtest>, store: &Store) -> Result<String, String> {
        print::backtest_json(released, store)
    }

    fn sentence(&self, released: &Released<Backtest>, _: &Store) -> String {
        print::backtest_sentence(released)
    }

    fn tables(&self, released: &Released<Backtest>) -> String {
        let found = released.value();
        if found.methods.is_empty() {
            return String::new();
        }
        let head = [
            "chosen",
            "hit rate (95%)",
            "PAI (95%)",
            "PEI",
            "RRI",
            "points beside it",
        ];
        let methods = found.methods.iter();
        let rows: Vec<Vec<String>> = methods
            .map(|method| print::forecaster_words(method).into())
            .collect();
        let mut text = fitted(&head, &rows, &[3, 4], &[0]);
        let [first, second, third] = Forecaster::ALL.map(print::forecaster_name);
        let first = format!("PAI: {first}");
        let head = ["month", "incidents", &first, &second, &third];
        let month = |month: &BacktestMonth| {
            let mut row = vec![month.month.to_string(), shown(month.events)];
            let of = |at: usize| number(month.pai.get(at).copied(), 1);
            row.extend((0..Forecaster::ALL.len()).map(of));
            row
        };
        let rows: Vec<Vec<String>> = found.months.iter().map(month).collect();
        text.push('\n');
        text.push_str(&fitted(&head, &rows, &[1, 2, 3, 4], &[]));
        text + &format!(
            "ground: {:.1} {} in {} units; PAI: hit rate over the share of the ground; PEI: hits over the most\nthat as much ground could have held; RRI (Levine): hit rate over that of the months before\n",
            found.ground, found.measure, found.units
        )
    }

    fn sheet(&self, released: &Released<Backtest>) -> Sheet {
        let found = released.value();
        let mut head = vec!["month", "incidents"];
        head.extend(Forecaster::ALL.map(Forecaster::word));
        let row = |month: &BacktestMonth| {
            let mut row = vec![month.month.to_string(), month.events.to_string()];
            let of = |at: usize| exactly(month.pai.get(at).copied());
            row.extend((0..Forecaster::ALL.len()).map(of));
            row
        };
        Sheet::new(&head, found.months.iter().map(row))
    }
}

#[cfg(test)]
#[path = "backtest_tests.rs"]
mod tests;
