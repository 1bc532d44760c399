//! `beatbook premises` and `beatbook schedule`.

use std::path::Path;

use anyhow::Result;
use beatbook_core::{
    Answer, Names, PremisesRanking, PremisesSchedule, RankedPremises, Released, ScheduleRow,
    Selection, SelectionError,
};
use beatbook_serve::{labels, log_schedule, print};
use beatbook_store::Store;

use crate::commands::{Premises, Schedule};
use crate::exit::Exit;
use crate::question::{self, Question, rank, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &Premises) -> Result<Exit> {
    let names = if args.names { Names::On } else { Names::Off };
    question::run(&Ranked { names }, &args.ask)
}

pub(crate) fn schedule(args: Schedule) -> Result<Exit> {
    let premises = args.premises;
    question::run(&Dated { premises }, &args.ask)
}

struct Ranked {
    names: Names,
}

impl Question for Ranked {
    type Found = PremisesRanking;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<PremisesRanking>, SelectionError> {
        store.premises_ranked(selection, self.names)
    }

    fn json(&self, released: &Released<PremisesRanking>, store: &Store) -> Result<String, String> {
        print::premises_json(released, store)
    }

    fn sentence(&self, released: &Released<PremisesRanking>, _: &Store) -> String {
        print::premises_sentence(released)
    }

    fn tables(&self, released: &Released<PremisesRanking>) -> String {
        let found = released.value();
        if found.premises.is_empty() {
            return String::new();
        }
        let row = |premises: &RankedPremises| {
            let estimate = &premises.estimate;
            let told = estimate.standing.is_told();
            vec![
                rank(
                    told.then_some(estimate.rank),
                    told.then_some(estimate.rank_interval),
                ),
                premises.label(),
                shown(premises.incidents),
                expectation(premises),
                shown(premises.called),
                shown(premises.vicinity),
                estimate.standing.word().into(),
                premises.id.clone().unwrap_or_default(),
            ]
        };
        let rows: Vec<Vec<String>> = found.premises.iter().map(row).collect();
        let head = [
            "rank",
            "premises",
            "incidents",
            "expected (95%)",
            "called",
            "near",
            "told apart",
            "id",
        ];
        fitted(&head, &rows, &[2, 3, 4, 5], &[1])
    }

    fn sheet(&self, released: &Released<PremisesRanking>) -> Sheet {
        let head = [
            "number",
            "premises",
            "street",
            "area",
            "rank",
            "rank_low",
            "rank_high",
            "incidents",
            "inside",
            "at_door",
            "called_by_premises",
            "vicinity",
            "posterior_mean",
            "mean_low",
            "mean_high",
            "standing",
            "median",
            "id",
        ];
        let found = released.value();
        let median = found.median.to_string();
        let row = |premises: &RankedPremises| {
            let estimate = &premises.estimate;
            let told = |number: u32| {
                let told = estimate.standing.is_told();
                if told {
                    number.to_string()
                } else {
                    String::new()
                }
            };
            vec![
                premises.number.to_string(),
                premises.label(),
                premises.street.clone().unwrap_or_default(),
                premises.area.clone().unwrap_or_default(),
                told(estimate.rank),
                told(estimate.rank_interval.0),
                told(estimate.rank_interval.1),
                premises.incidents.to_string(),
                premises.inside.to_string(),
                premises.at_door.to_string(),
                premises.called.to_string(),
                premises.vicinity.to_string(),
                estimate.mean.to_string(),
                estimate.interval.0.to_string(),
                estimate.interval.1.to_string(),
                estimate.standing.word().into(),
                median.clone(),
                premises.id.clone().unwrap_or_default(),
            ]
        };
        Sheet::new(&head, found.premises.iter().map(row))
    }
}

/// `17.2 (10.6-25.1)`.
fn expectation(premises: &RankedPremises) -> String {
    let (low, high) = premises.estimate.interval;
    format!("{:.1} ({low:.1}-{high:.1})", premises.estimate.mean)
}

struct Dated {
    premises: String,
}

impl Question for Dated {
    type Found = PremisesSchedule;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<PremisesSchedule>, SelectionError> {
        store.schedule(selection, &self.premises)
    }

    fn before_showing(&self, book: &Path, released: &Released<PremisesSchedule>) -> Result<()> {
        Ok(log_schedule(book, released)?)
    }

    fn json(&self, released: &Released<PremisesSchedule>, store: &Store) -> Result<String, String> {
        print::schedule_json(released, store)
    }

    fn sentence(&self, released: &Released<PremisesSchedule>, _: &Store) -> String {
        print::schedule_sentence(released)
    }

    fn tables(&self, released: &Released<PremisesSchedule>) -> String {
        const LOGGED: &str = "this schedule is logged in audit.log in the folder of the book\n";
        let rows: Vec<Vec<String>> = released.value().rows.iter().map(line).collect();
        if rows.is_empty() {
            return LOGGED.into();
        }
        let head = [
            "night", "from", "category", "link", "called", "counts", "ref",
        ];
        fitted(&head, &rows, &[], &[2, 6]) + LOGGED
    }

    fn sheet(&self, released: &Released<PremisesSchedule>) -> Sheet {
        Sheet::Table(print::schedule_table(released))
    }
}

fn line(row: &ScheduleRow) -> Vec<String> {
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let (from, _) = labels::times(&row.event);
    vec![
        labels::night(row.night),
        from,
        row.event.category.clone(),
        row.event
            .link
            .map_or_else(String::new, |link| link.word().into()),
        yes(row.event.called_by_premises),
        yes(row.ranks),
        row.event.id.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
#[path = "premises_tests.rs"]
mod tests;
