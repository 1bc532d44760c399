//! `beatbook places`.

use std::sync::Arc;

use anyhow::Result;
use beatbook_core::{
    Answer, Block, Released, RepeatPlace, RepeatPlaces, Selection, SelectionError,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, rank, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

/// Places told in a table; a sheet has all.
const TOLD: usize = 40;

pub(crate) fn run(args: &Ask) -> Result<Exit> {
    question::run(&Places, args)
}

struct Places;

impl Question for Places {
    type Found = RepeatPlaces;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<RepeatPlaces>, SelectionError> {
        store.places(selection).map(Arc::unwrap_or_clone)
    }

    fn json(&self, released: &Released<RepeatPlaces>, store: &Store) -> Result<String, String> {
        print::places_json(released, store)
    }

    fn sentence(&self, released: &Released<RepeatPlaces>, _: &Store) -> String {
        print::places_sentence(released)
    }

    fn tables(&self, released: &Released<RepeatPlaces>) -> String {
        let found = released.value();
        let mut lines = Vec::new();
        if !found.places.is_empty() {
            let told = found.places.len().min(TOLD);
            lines.push(table(&found.places[..told]));
            let more = found.places.len() - told;
            if more > 0 {
                lines.push(format!(
                    "and {more} more: --format csv or json has them all\n"
                ));
            }
        }
        for class in &found.no_targets {
            lines.push(format!(
                "* no patrol targets: {} of the class {}, {} incidents\n",
                question::many(class.places, "place", "places"),
                class.class,
                shown(class.incidents)
            ));
        }
        for suspect in &found.suspects {
            lines.push(wrapped(&format!(
                "question: {} ({:.6}, {:.6})",
                print::place_question(suspect),
                suspect.at.lon,
                suspect.at.lat
            )));
        }
        lines.concat()
    }

    fn sheet(&self, released: &Released<RepeatPlaces>) -> Sheet {
        Sheet::Table(beatbook_report::places(released))
    }
}

/// The places in order of rank; `*` stands at those that are no patrol targets.
pub(crate) fn table(places: &[RepeatPlace]) -> String {
    let row = |place: &RepeatPlace| {
        let mark = match place.not_a_target {
            Some(_) => "* ",
            None => "",
        };
        vec![
            rank(place.rank, place.rank_interval),
            format!("{mark}{}", place.name),
            shown(place.incidents),
            shown(place.events),
            shown(place.dates),
            place.block.as_ref().map(block).unwrap_or_default(),
            place.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = places.iter().map(row).collect();
    let head = [
        "rank",
        "place",
        "incidents",
        "events",
        "dates",
        "largest part of the week",
        "place id",
    ];
    fitted(&head, &rows, &[2, 3, 4], &[1])
}

/// `Fri, Sat 22-02 43% (30-56)`.
fn block(block: &Block) -> String {
    let percent = |share: f64| share * 100.0;
    format!(
        "{} {:.0}% ({:.0}-{:.0})",
        block.label,
        percent(block.share),
        percent(block.interval.0),
        percent(block.interval.1)
    )
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
