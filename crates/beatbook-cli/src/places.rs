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
use crate::question::{self, Question, exactly, rank, rank_columns, shown};
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
        let head = [
            "rank",
            "rank_low",
            "rank_high",
            "place",
            "class",
            "patrol_target",
            "why_not",
            "street",
            "area",
            "incidents",
            "events",
            "dates",
            "positions",
            "longitude",
            "latitude",
            "part_of_week",
            "part_share",
            "part_low",
            "part_high",
            "place_id",
        ];
        Sheet::new(&head, released.value().places.iter().map(fields))
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

fn fields(place: &RepeatPlace) -> Vec<String> {
    let block = place.block.as_ref();
    let mut fields = Vec::from(rank_columns(place.rank, place.rank_interval));
    fields.extend([
        place.name.clone(),
        place.class.clone().unwrap_or_default(),
        if place.not_a_target.is_none() {
            "yes"
        } else {
            "no"
        }
        .into(),
        place.not_a_target.unwrap_or_default().into(),
        place.street.clone().unwrap_or_default(),
        place.area.clone().unwrap_or_default(),
        place.incidents.to_string(),
        place.events.to_string(),
        place.dates.to_string(),
        place.positions.map(|n| n.to_string()).unwrap_or_default(),
        format!("{:.6}", place.centre.lon),
        format!("{:.6}", place.centre.lat),
        block.map(|block| block.label.clone()).unwrap_or_default(),
        exactly(block.map(|block| block.share)),
        exactly(block.map(|block| block.interval.0)),
        exactly(block.map(|block| block.interval.1)),
        place.id.clone(),
    ]);
    fields
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
