//! `beatbook scan`.

use anyhow::Result;
use beatbook_core::{
    Answer, Outbreak, Outbreaks, Released, ScanAsked, Selection, SelectionError, thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Scan;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

pub(crate) fn run(args: &Scan) -> Result<Exit> {
    let alive = args.alive.then_some("true");
    let texts = [
        &args.step,
        &args.max_share,
        &args.max_radius,
        &args.permutations,
        &args.seed,
    ];
    let [step, share, radius, permutations, seed] = texts.map(Option::as_deref);
    let asked = ScanAsked::parse([step, share, radius, permutations, seed, alive])?;
    question::run(&Scanned { asked }, &args.ask)
}

struct Scanned {
    asked: ScanAsked,
}

impl Question for Scanned {
    type Found = Outbreaks;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Outbreaks>, SelectionError> {
        store.outbreaks(selection, &self.asked)
    }

    fn json(&self, released: &Released<Outbreaks>, store: &Store) -> Result<String, String> {
        print::scan_json(released, &self.asked, store)
    }

    fn sentence(&self, released: &Released<Outbreaks>, _: &Store) -> String {
        print::scan_sentence(released)
    }

    fn tables(&self, released: &Released<Outbreaks>) -> String {
        let found = released.value();
        let mut text = String::new();
        let rows: Vec<Vec<String>> = found.outbreaks.iter().map(row).collect();
        if !rows.is_empty() {
            let head = [
                "most of it at",
                "area",
                "radius",
                "from",
                "to",
                counted(released),
                "expected",
                "times",
                "p",
            ];
            text.push_str(&fitted(&head, &rows, &[2, 5, 6, 7, 8], &[0, 1]));
        }
        if found.cylinders > 0 {
            let asked = &found.asked;
            let alive = if asked.alive {
                ", all lasting to the end"
            } else {
                ""
            };
            text.push_str(&wrapped(&format!(
                "scanned: {} steps of a {}; {}; circles of up to {} m between middles and {} of the {}, lasting up to {} of the steps{alive}: {} in all, against {} permutations from seed {}",
                found.steps,
                found.step.word(),
                found.places,
                asked.max_radius,
                asked.max_share,
                counted(released),
                asked.max_share,
                thousands(found.cylinders),
                thousands(asked.permutations.into()),
                asked.seed
            )));
        }
        text
    }

    fn sheet(&self, released: &Released<Outbreaks>) -> Sheet {
        let found = released.value();
        let head = [
            "stands_out",
            "place",
            "area",
            "from",
            "to",
            counted(released),
            "expected",
            "ratio",
            "p",
            "radius_m",
            "longitude",
            "latitude",
            "cell",
            "step",
            "steps",
            "permutations",
            "seed",
        ];
        let row = |stands_out: bool, outbreak: &Outbreak| {
            vec![
                if stands_out { "yes" } else { "no" }.into(),
                outbreak.name.clone(),
                outbreak.area.clone().unwrap_or_default(),
                outbreak.from.to_string(),
                outbreak.to.to_string(),
                outbreak.observed.to_string(),
                exactly(outbreak.expected),
                exactly(outbreak.ratio()),
                exactly(outbreak.p),
                format!("{:.0}", outbreak.radius),
                outbreak.centre.lon.to_string(),
                outbreak.centre.lat.to_string(),
                outbreak.id.clone(),
                found.step.word().into(),
                found.steps.to_string(),
                found.asked.permutations.to_string(),
                found.asked.seed.to_string(),
            ]
        };
        let rows = found.outbreaks.iter().map(|outbreak| row(true, outbreak));
        let strongest = found.strongest.iter().map(|outbreak| row(false, outbreak));
        Sheet::new(&head, rows.chain(strongest))
    }
}

fn row(outbreak: &Outbreak) -> Vec<String> {
    vec![
        outbreak.name.clone(),
        outbreak.area.clone().unwrap_or_default(),
        format!("{:.0} m", outbreak.radius),
        outbreak.from.to_string(),
        outbreak.to.to_string(),
        shown(outbreak.observed),
        number(outbreak.expected, 1),
        number(outbreak.ratio(), 1),
        number(outbreak.p, 3),
    ]
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
