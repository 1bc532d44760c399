//! `beatbook why`.

use anyhow::Result;
use beatbook_core::{Answer, Released, Selection, SelectionError};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Why;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::aligned;

pub(crate) fn run(args: Why) -> Result<Exit> {
    question::run(&WhyHot { id: args.id }, &args.ask)
}

struct WhyHot {
    id: String,
}

impl Question for WhyHot {
    type Found = beatbook_core::Why;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Self::Found>, SelectionError> {
        store.why(selection, &self.id)
    }

    fn json(&self, released: &Released<Self::Found>, store: &Store) -> Result<String, String> {
        print::why_json(released, store)
    }

    fn sentence(&self, released: &Released<Self::Found>, _: &Store) -> String {
        print::why_sentence(released)
    }

    /// The working, the cells round the peak, the months.
    fn tables(&self, released: &Released<Self::Found>) -> String {
        let why = released.value();
        let working: Vec<Vec<String>> = working(released)
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(what, value)| vec![what.to_owned(), value])
            .collect();
        let cells: Vec<Vec<String>> = why
            .flower
            .iter()
            .map(|petal| vec![petal.cell.clone(), shown(petal.count)])
            .collect();
        let months: Vec<Vec<String>> = why
            .months
            .iter()
            .map(|(month, count)| vec![month.to_string(), shown(*count)])
            .collect();
        let mut parts = vec![
            aligned(&["working", ""], &working, &[]),
            aligned(&["peak, then around it", counted(released)], &cells, &[1]),
        ];
        if !why.hours.is_empty() {
            let rows: Vec<Vec<String>> = (0..)
                .zip(&why.hours)
                .filter(|(_, count)| count.number() != Some(0))
                .map(|(hour, count): (u8, _)| vec![format!("{hour:02}:00"), shown(*count)])
                .collect();
            parts.push(aligned(&["hour", counted(released)], &rows, &[1]));
        }
        parts.push(aligned(&["month", counted(released)], &months, &[1]));
        parts.join("\n")
    }

    /// The working, cells, hours and months, told apart by `kind`.
    fn sheet(&self, released: &Released<Self::Found>) -> Sheet {
        let why = released.value();
        let line = |kind: &str, what: String, value: String| vec![kind.to_owned(), what, value];
        let mut rows: Vec<Vec<String>> = working(released)
            .into_iter()
            .map(|(what, value)| line("working", what.into(), value))
            .collect();
        rows.extend(
            why.flower
                .iter()
                .map(|petal| line("cell", petal.cell.clone(), petal.count.to_string())),
        );
        let hours = (0..).zip(&why.hours);
        rows.extend(
            hours.map(|(hour, count): (u8, _)| line("hour", hour.to_string(), count.to_string())),
        );
        let months = why.months.iter();
        rows.extend(
            months.map(|(month, count)| line("month", month.to_string(), count.to_string())),
        );
        Sheet::new(&["kind", "what", "value"], rows)
    }
}

/// Every number that a colour rests on, empty where it may not be shown.
fn working(released: &Released<beatbook_core::Why>) -> Vec<(&'static str, String)> {
    let (answer, why) = (released.answer(), released.value());
    let group = &why.group;
    let test = |value: fn(&beatbook_core::WhyTest) -> String| {
        why.test.as_ref().map(value).unwrap_or_default()
    };
    let method = answer.method.as_ref();
    vec![
        ("id", group.id.clone()),
        ("cell", group.cell.clone()),
        ("observed", group.events.to_string()),
        ("expected", number(group.expected, 2)),
        (
            "against",
            method
                .map(|method| method.against.clone())
                .unwrap_or_default(),
        ),
        ("z, for reference", number(group.z, 2)),
        ("p", test(|test| format!("{:e}", test.p))),
        ("rank of p", test(|test| test.rank.to_string())),
        ("units tested", test(|test| test.units.to_string())),
        ("units that passed", test(|test| test.passed.to_string())),
        (
            "largest p that passes",
            test(|test| format!("{:e}", test.limit)),
        ),
        ("q", group.q.map(|q| format!("{q:e}")).unwrap_or_default()),
        ("class", group.class.number().to_string()),
        (
            "at one address",
            group
                .one_address
                .map(|count| count.to_string())
                .unwrap_or_default(),
        ),
        ("longitude", exactly(Some(group.centre.lon))),
        ("latitude", exactly(Some(group.centre.lat))),
    ]
}

#[cfg(test)]
#[path = "why_tests.rs"]
mod tests;
