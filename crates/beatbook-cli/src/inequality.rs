//! `beatbook deprivation --sii`.

use anyhow::Result;
use beatbook_core::{
    Answer, Inequality, InequalityAsked, Ladder, Measure, Released, Selection, SelectionError,
    Slope, thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Ask;
use crate::exit::Exit;
use crate::question::{self, Question, exactly, shown};
use crate::sheet::Sheet;
use crate::table::{aligned, wrapped};

pub(crate) fn run(index: Option<&str>, per: Option<&str>, ask: &Ask) -> Result<Exit> {
    let asked = InequalityAsked::parse([index, per])?;
    question::run(&OverDeciles { asked }, ask)
}

struct OverDeciles {
    asked: InequalityAsked,
}

impl Question for OverDeciles {
    type Found = Inequality;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Inequality>, SelectionError> {
        store.inequality(selection, &self.asked)
    }

    fn json(&self, released: &Released<Inequality>, store: &Store) -> Result<String, String> {
        print::inequality_json(released, store)
    }

    fn sentence(&self, released: &Released<Inequality>, store: &Store) -> String {
        print::inequality_sentence(released, store)
    }

    fn tables(&self, released: &Released<Inequality>) -> String {
        let found = released.value();
        let mut text = String::new();
        for ladder in &found.ladders {
            text += &deciles(ladder);
            text += &indices(ladder);
        }
        text + &wrapped(&format!(
            "rates {}, over {}. decile 1 is the most deprived tenth of England. represented: share of the incidents over share of the base. SII and RII: the least deprived end less, and over, the most deprived end; concentration index: below 0 where the poorer have more. 95% allowing for areas: as far as areas of one decile differ; by chance: every incident by itself",
            found.asked.per.label(),
            found.base_says
        ))
    }

    /// One row for each decile, and one for each index.
    fn sheet(&self, released: &Released<Inequality>) -> Sheet {
        let found = released.value();
        let head = [
            "index", "per", "row", "areas", "base", "count", "value", "low", "high",
        ];
        let rows = found.ladders.iter().flat_map(|ladder| {
            let line =
                |name: String, [areas, base, count]: [String; 3], measure: Option<Measure>| {
                    vec![
                        ladder.index.clone(),
                        found.asked.per.to_string(),
                        name,
                        areas,
                        base,
                        count,
                        exactly(measure.map(|measure| measure.value)),
                        exactly(measure.map(|measure| measure.low)),
                        exactly(measure.map(|measure| measure.high)),
                    ]
                };
            let mut rows: Vec<Vec<String>> = Vec::new();
            for decile in &ladder.deciles {
                let cells = [
                    decile.areas.to_string(),
                    decile.base.to_string(),
                    decile.count.to_string(),
                ];
                rows.push(line(
                    format!("decile {}", decile.decile),
                    cells,
                    decile.rate,
                ));
            }
            for (suffix, slope) in [("", ladder.slope), (", by chance", ladder.by_chance)] {
                for (name, measure) in slope.iter().flat_map(measures) {
                    let none = [(); 3].map(|()| String::new());
                    rows.push(line(format!("{name}{suffix}"), none, Some(measure)));
                }
            }
            rows
        });
        Sheet::new(&head, rows)
    }
}

fn deciles(ladder: &Ladder) -> String {
    let head = [
        &*ladder.index,
        "areas",
        "base",
        "count",
        "rate",
        "95% by chance",
        "represented",
    ];
    let rows: Vec<Vec<String>> = ladder
        .deciles
        .iter()
        .map(|decile| {
            let two = |measure: Measure| format!("{:.2}", measure.value);
            vec![
                format!("decile {}", decile.decile),
                decile.areas.to_string(),
                if decile.base >= 1_000.0 {
                    thousands(decile.base.round() as u64)
                } else {
                    format!("{:.1}", decile.base)
                },
                shown(decile.count),
                decile.rate.map(two).unwrap_or_default(),
                decile.rate.map_or_else(String::new, |rate| {
                    format!("{:.2}-{:.2}", rate.low, rate.high)
                }),
                decile.represented.map(two).unwrap_or_default(),
            ]
        })
        .collect();
    aligned(&head, &rows, &[1, 2, 3, 4, 5, 6])
}

fn indices(ladder: &Ladder) -> String {
    let Some(slope) = &ladder.slope else {
        return String::new();
    };
    let head = ["", "value", "95% allowing for areas", "95% by chance"];
    let chance: Vec<Measure> = ladder
        .by_chance
        .iter()
        .flat_map(measures)
        .map(|(_, m)| m)
        .collect();
    let ends = |measure: &Measure| format!("{:.2} to {:.2}", measure.low, measure.high);
    let rows: Vec<Vec<String>> = measures(slope)
        .into_iter()
        .enumerate()
        .map(|(at, (name, measure))| {
            vec![
                name.to_owned(),
                format!("{:.2}", measure.value),
                ends(&measure),
                chance.get(at).map(ends).unwrap_or_default(),
            ]
        })
        .collect();
    format!(
        "{}not on the ladder: {}\n\n",
        aligned(&head, &rows, &[1, 2, 3]),
        shown(ladder.unplaced)
    )
}

fn measures(slope: &Slope) -> Vec<(&'static str, Measure)> {
    let relative = slope.relative.map(|relative| ("RII", relative));
    let mut found = vec![("SII", slope.slope)];
    found.extend(relative);
    found.push(("concentration index", slope.concentration));
    found
}

#[cfg(test)]
#[path = "inequality_tests.rs"]
mod tests;
