//! `beatbook compare`.

use anyhow::Result;
use beatbook_core::{
    Answer, Compared, Compares, Comparison, Released, Selection, SelectionError, Standing, With,
};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Compare;
use crate::exit::Exit;
use crate::question::{self, Question, exactly, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

pub(crate) fn run(args: &Compare) -> Result<Exit> {
    let with = With::parse(&args.with)?;
    question::run(&TwoSides { with }, &args.ask)
}

struct TwoSides {
    with: With,
}

impl Question for TwoSides {
    type Found = Comparison;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Comparison>, SelectionError> {
        store.compare(selection, &self.with)
    }

    fn json(&self, released: &Released<Comparison>, store: &Store) -> Result<String, String> {
        print::compare_json(released, &self.with, store)
    }

    fn sentence(&self, released: &Released<Comparison>, _: &Store) -> String {
        print::compare_sentence(released)
    }

    fn tables(&self, released: &Released<Comparison>) -> String {
        let found = released.value();
        let mut lines = Vec::new();
        if !found.places.is_empty() {
            lines.push(table(found));
        }
        for (day, note) in &found.annotations {
            lines.push(wrapped(&format!("note of {}: {note}", labels::day(*day))));
        }
        lines.concat()
    }

    fn sheet(&self, released: &Released<Comparison>) -> Sheet {
        let found = released.value();
        let head = [
            "state",
            "rank",
            "place",
            "street",
            "area",
            "first",
            "second",
            "change_percent",
            "change_low",
            "change_high",
            "longitude",
            "latitude",
            "cell",
            "id",
            "compared_with",
            "second_source",
            "second_from",
            "second_to",
        ];
        let row = |place: &Compared| {
            let group = &place.group;
            let change = place.change.as_ref();
            vec![
                place.standing.word(found.compares).into(),
                question::rank(group.rank, None),
                group.name.clone(),
                group.street.clone().unwrap_or_default(),
                group.area.clone().unwrap_or_default(),
                place.first.to_string(),
                place.second.to_string(),
                exactly(change.and_then(|change| change.percent)),
                exactly(change.and_then(|change| change.low)),
                exactly(change.and_then(|change| change.high)),
                format!("{:.6}", group.centre.lon),
                format!("{:.6}", group.centre.lat),
                group.cell.clone(),
                group.id.clone(),
                self.with.to_string(),
                found.second.source.to_string(),
                found.second.period.0.to_string(),
                found.second.period.1.to_string(),
            ]
        };
        Sheet::new(&head, found.places.iter().map(row))
    }
}

fn table(found: &Comparison) -> String {
    let heads = match found.compares {
        Compares::Periods => ["first", "second"].map(ToOwned::to_owned),
        Compares::Sources => [&found.first, &found.second].map(|side| labels::source(&side.source)),
    };
    let head = [
        "state", "rank", "place", &heads[0], &heads[1], "change", "id",
    ];
    let row = |place: &Compared| {
        let change = place.change.as_ref().and_then(labels::change);
        vec![
            standing(place.standing, found),
            question::rank(place.group.rank, None),
            place.group.name.clone(),
            shown(place.first),
            shown(place.second),
            change.unwrap_or_default(),
            place.group.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = found.places.iter().map(row).collect();
    fitted(&head, &rows, &[1, 3, 4], &[2])
}

/// `new`, `persisting`, `gone`; of sources, whose it is.
fn standing(standing: Standing, found: &Comparison) -> String {
    let side = match (found.compares, standing) {
        (Compares::Sources, Standing::First) => &found.first,
        (Compares::Sources, Standing::Second) => &found.second,
        _ => return standing.word(found.compares).into(),
    };
    format!("{} only", labels::source(&side.source))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
