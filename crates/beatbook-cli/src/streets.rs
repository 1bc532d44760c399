//! `beatbook streets`.

use std::sync::Arc;

use anyhow::Result;
use beatbook_core::{
    Answer, RankedStreet, Released, Selection, SelectionError, StreetUnit, Streets, StreetsAsked,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, counted, number, rank, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

/// Streets told in a table; a sheet has all.
const TOLD: usize = 40;

pub(crate) fn run(args: &commands::Streets) -> Result<Exit> {
    let of = args.segments.then_some("segments");
    let asked = StreetsAsked::parse(of, Some(&args.by), Some(&args.kernel), Some(&args.radius))?;
    question::run(&Ranked { asked }, &args.ask)
}

struct Ranked {
    asked: StreetsAsked,
}

impl Question for Ranked {
    type Found = Streets;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Streets>, SelectionError> {
        let answer = store.streets_ranked(selection, &self.asked);
        answer.map(Arc::unwrap_or_clone)
    }

    fn json(&self, released: &Released<Streets>, store: &Store) -> Result<String, String> {
        print::streets_json(released, store)
    }

    fn sentence(&self, released: &Released<Streets>, _: &Store) -> String {
        print::streets_sentence(released)
    }

    fn tables(&self, released: &Released<Streets>) -> String {
        let found = released.value();
        let mut lines = Vec::new();
        if !found.streets.is_empty() {
            let told = found.streets.len().min(TOLD);
            lines.push(table(
                &found.streets[..told],
                found.asked,
                counted(released),
            ));
            let more = found.streets.len() - told;
            if more > 0 {
                lines.push(format!(
                    "and {more} more: --format csv or json has them all\n"
                ));
            }
        }
        let shares: Vec<String> = found
            .concentration
            .iter()
            .map(|share| {
                format!(
                    "{:.0}% on {:.1}% (chance alone: {:.1}%)",
                    share.incidents * 100.0,
                    share.segments * 100.0,
                    share.by_chance * 100.0
                )
            })
            .collect();
        if !shares.is_empty() {
            lines.push(wrapped(&format!(
                "concentration: {} of the {} segments, those without any counted; in other cities 25% were on 0.4 to 1.6% and 50% on 2.1 to 6.0% (Weisburd 2015)",
                shares.join(", "),
                beatbook_core::thousands(found.segments.into())
            )));
        }
        let peak = match found.asked.unit {
            StreetUnit::Streets => format!(
                "; peak: most per km at any point, incidents spread over {} m along the streets ({})",
                found.asked.radius, found.asked.kernel
            ),
            StreetUnit::Segments => String::new(),
        };
        lines.push(wrapped(&format!(
            "{} {} on {:.0} km of street; {} more than {:.0} m from any{peak}",
            shown(found.incidents),
            counted(released),
            found.km,
            shown(found.off),
            found.reach
        )));
        lines.concat()
    }

    fn sheet(&self, released: &Released<Streets>) -> Sheet {
        Sheet::Table(beatbook_report::streets(released))
    }
}

fn table(streets: &[RankedStreet], asked: StreetsAsked, counted: &str) -> String {
    let of_segments = asked.unit == StreetUnit::Segments;
    // A segment needs the room for the streets at its ends.
    let head: &[&str] = if of_segments {
        &["rank", "street", counted, "km", "per km", "q"]
    } else {
        &[
            "rank", "street", counted, "km", "per km", "expected", "q", "peak",
        ]
    };
    let row = |street: &RankedStreet| {
        let mut row = vec![
            rank(street.rank, street.rank_interval),
            place(street),
            shown(street.incidents),
            format!("{:.2}", street.metres / 1_000.0),
            per_km(street),
        ];
        let q = street.q.map(q).unwrap_or_default();
        if of_segments {
            row.push(q);
        } else {
            row.push(number(street.expected, 1));
            row.push(q);
            row.push(number(street.peak.map(|peak| peak.per_km), 0));
        }
        row
    };
    let rows: Vec<Vec<String>> = streets.iter().map(row).collect();
    let right: Vec<usize> = (2..head.len()).collect();
    fitted(head, &rows, &right, &[1])
}

/// `Peter Street` or `Peter Street, Mount Street to Deansgate`.
fn place(street: &RankedStreet) -> String {
    match &street.between {
        Some(between) => format!("{}, {}", street.name, between.replacen(" and ", " to ", 1)),
        None => street.name.clone(),
    }
}

/// `41 (31-55)`.
fn per_km(street: &RankedStreet) -> String {
    let rate = number(street.per_km, digits(street.per_km));
    match street.per_km_interval {
        Some((low, high)) => {
            let digits = digits(Some(high));
            format!("{rate} ({low:.digits$}-{high:.digits$})")
        }
        None => rate,
    }
}

/// Small rates need a digit after the point.
fn digits(rate: Option<f64>) -> usize {
    usize::from(rate.is_some_and(|rate| rate < 10.0))
}

fn q(q: f64) -> String {
    if q < 0.001 {
        format!("{q:.1e}")
    } else {
        format!("{q:.3}")
    }
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;
