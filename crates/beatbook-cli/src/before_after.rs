//! `beatbook before-after`.

use anyhow::Result;
use beatbook_core::{
    Answer, BeforeAfter, BeforeAfterAsked, BeforeAfterStep, Change, Released, Selection,
    SelectionError,
};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::BeforeAfter as Args;
use crate::exit::Exit;
use crate::question::{self, Question, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &Args) -> Result<Exit> {
    let words = [
        Some(args.on.as_str()),
        args.steps.as_deref(),
        args.cell.as_deref(),
        args.comparison.as_deref(),
    ];
    let asked = BeforeAfterAsked::parse(words)?;
    question::run(&Sides { asked }, &args.ask)
}

struct Sides {
    asked: BeforeAfterAsked,
}

impl Question for Sides {
    type Found = BeforeAfter;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<BeforeAfter>, SelectionError> {
        store.before_after(selection, &self.asked)
    }

    fn json(&self, released: &Released<BeforeAfter>, store: &Store) -> Result<String, String> {
        print::before_after_json(released, store)
    }

    fn sentence(&self, released: &Released<BeforeAfter>, _: &Store) -> String {
        print::before_after_sentence(released)
    }

    fn tables(&self, released: &Released<BeforeAfter>) -> String {
        let found = released.value();
        let change = |pick: fn(&beatbook_core::BeforeAfterChange) -> &Change| {
            let change = found.change.as_ref().map(pick);
            change.and_then(labels::change).unwrap_or_default()
        };
        let rows = [
            vec![
                found.place.clone(),
                shown(found.own.0),
                shown(found.own.1),
                change(|all| &all.own),
            ],
            vec![
                found.comparison.clone(),
                shown(found.compared.0),
                shown(found.compared.1),
                change(|all| &all.comparison),
            ],
            vec![
                "the place beyond the comparison".into(),
                String::new(),
                String::new(),
                change(|all| &all.relative),
            ],
        ];
        let head = ["", "before", "after", "change (95%)"];
        let period = |(from, to)| labels::period((from, to));
        format!(
            "{}before: {}; after: {}; in steps of {}\n",
            fitted(&head, &rows, &[1, 2], &[0]),
            period(found.before),
            period(found.after),
            match found.step {
                "month" => "a month",
                other => other,
            }
        )
    }

    fn sheet(&self, released: &Released<BeforeAfter>) -> Sheet {
        let found = released.value();
        let head = [
            "step_from",
            "step_to",
            "side",
            "place",
            "incidents",
            "comparison",
        ];
        let row = |step: &BeforeAfterStep| {
            let after = step.from >= found.asked.on;
            vec![
                step.from.to_string(),
                step.to.to_string(),
                if after { "after" } else { "before" }.into(),
                found.place.clone(),
                step.own.to_string(),
                step.comparison.to_string(),
            ]
        };
        Sheet::new(&head, found.steps.iter().map(row))
    }
}

#[cfg(test)]
#[path = "before_after_tests.rs"]
mod tests;
