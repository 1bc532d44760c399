//! `beatbook concentration`.

use anyhow::Result;
use beatbook_core::{Answer, Measure, PlacesHeld, Released, Selection, SelectionError, thousands};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question};
use crate::sheet::Sheet;
use crate::table::aligned;

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&Held, args)
}

struct Held;

impl Question for Held {
    type Found = PlacesHeld;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<PlacesHeld>, SelectionError> {
        store.concentration(selection)
    }

    fn json(&self, released: &Released<PlacesHeld>, store: &Store) -> Result<String, String> {
        print::concentration_json(released, store)
    }

    fn sentence(&self, released: &Released<PlacesHeld>, _: &Store) -> String {
        print::concentration_sentence(released)
    }

    fn tables(&self, released: &Released<PlacesHeld>) -> String {
        let found = released.value();
        let Some(indices) = &found.indices else {
            return String::new();
        };
        let head = [
            "share of incidents",
            "on places",
            "95%",
            "number",
            "by chance",
        ];
        let row = |share: &beatbook_core::HeldShare| {
            let places = share.places.value * f64::from(found.places);
            vec![
                percent(share.part),
                percent(share.places.value),
                format!(
                    "{} to {}",
                    percent(share.places.low),
                    percent(share.places.high)
                ),
                thousands(places.ceil() as u64),
                percent(share.by_chance),
            ]
        };
        let rows: Vec<Vec<String>> = indices.shares.iter().map(row).collect();
        let table = aligned(&head, &rows, &[0, 1, 2, 3, 4]);
        format!(
            "{table}places: {}, {} of them with an incident; {} located elsewhere\n",
            thousands(found.places.into()),
            thousands(found.hit.into()),
            thousands(found.nowhere.into())
        )
    }

    /// One row for each measure.
    fn sheet(&self, released: &Released<PlacesHeld>) -> Sheet {
        let found = released.value();
        let head = [
            "unit",
            "places",
            "hit",
            "incidents",
            "measure",
            "value",
            "low",
            "high",
            "by_chance",
        ];
        let row = |name: String, measure: Measure, by_chance: Option<f64>| {
            vec![
                found.unit.to_string(),
                found.places.to_string(),
                found.hit.to_string(),
                found.incidents.to_string(),
                name,
                measure.value.to_string(),
                measure.low.to_string(),
                measure.high.to_string(),
                question::exactly(by_chance),
            ]
        };
        let rows = found.indices.iter().flat_map(|indices| {
            let shares = indices.shares.iter().map(|share| {
                let name = format!("share of places with {}", percent(share.part));
                row(name, share.places, Some(share.by_chance))
            });
            let gini = [
                ("gini", Some(indices.gini)),
                ("generalised gini", Some(indices.generalised)),
                ("generalised gini, unbiased", indices.unbiased),
            ];
            let gini = gini
                .into_iter()
                .filter_map(|(name, measure)| Some(row(name.to_owned(), measure?, None)));
            shares.chain(gini).collect::<Vec<_>>()
        });
        Sheet::new(&head, rows)
    }
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 1_000.0).round() / 10.0)
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
