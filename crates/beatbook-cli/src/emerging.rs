//! `beatbook emerging`.

use anyhow::Result;
use beatbook_core::{
    Answer, Emerging as Found, EmergingPlace, PlaceTrend, Released, Selection, SelectionError,
    StepLength,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Emerging;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, shown};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &Emerging) -> Result<Exit> {
    let step = args.step.as_deref().map(StepLength::parse).transpose()?;
    question::run(&OverTime { step }, &args.ask)
}

struct OverTime {
    step: Option<StepLength>,
}

impl Question for OverTime {
    type Found = Found;

    fn ask(&self, store: &Store, selection: &Selection) -> Result<Answer<Found>, SelectionError> {
        store.emerging(selection, self.step)
    }

    fn json(&self, released: &Released<Found>, store: &Store) -> Result<String, String> {
        print::emerging_json(released, self.step, store)
    }

    fn sentence(&self, released: &Released<Found>, _: &Store) -> String {
        print::emerging_sentence(released)
    }

    fn tables(&self, released: &Released<Found>) -> String {
        let found = released.value();
        if found.places.is_empty() {
            return String::new();
        }
        let steps = found.steps.len();
        let row = |place: &EmergingPlace| {
            vec![
                place.state.into(),
                place.group.name.clone(),
                place.group.area.clone().unwrap_or_default(),
                format!("{} of {steps}", place.hot_steps),
                shown(place.last()),
                question::number(place.expected, 1),
                place.trend.as_ref().map(trend).unwrap_or_default(),
                place.class.trim_end_matches(" hot spot").into(),
                place.group.id.clone(),
            ]
        };
        let head = [
            "state", "place", "area", "hot in", "last", "expected", "trend p", "class", "id",
        ];
        let rows: Vec<Vec<String>> = found.places.iter().map(row).collect();
        fitted(&head, &rows, &[3, 4, 5, 6], &[1, 2])
    }

    fn sheet(&self, released: &Released<Found>) -> Sheet {
        let found = released.value();
        let last_count = format!("last_peak_and_ring_{}", counted(released));
        let head = [
            "state",
            "class",
            "place",
            "street",
            "area",
            "hot_steps",
            "steps",
            "hot_in_last",
            &last_count,
            "last_expected",
            "trend",
            "trend_p",
            "rise_q",
            "step",
            "last_from",
            "last_to",
            "longitude",
            "latitude",
            "cells",
            "cell",
            "id",
        ];
        let last = found.steps.last();
        let row = |place: &EmergingPlace| {
            let group = &place.group;
            vec![
                place.state.into(),
                place.class.clone(),
                group.name.clone(),
                group.street.clone().unwrap_or_default(),
                group.area.clone().unwrap_or_default(),
                place.hot_steps.to_string(),
                found.steps.len().to_string(),
                place.hot_now.to_string(),
                place.last().to_string(),
                exactly(place.expected),
                place
                    .trend
                    .map(|trend| trend.direction.to_string())
                    .unwrap_or_default(),
                exactly(place.trend.map(|trend| trend.p)),
                exactly(place.rise_q),
                found.step.to_string(),
                last.map(|step| step.from.to_string()).unwrap_or_default(),
                last.map(|step| step.to.to_string()).unwrap_or_default(),
                format!("{:.6}", group.centre.lon),
                format!("{:.6}", group.centre.lat),
                group.cells.len().to_string(),
                group.cell.clone(),
                group.id.clone(),
            ]
        };
        Sheet::new(&head, found.places.iter().map(row))
    }
}

/// `0.012+` rises, `0.012−` falls, `0.4` neither can be told.
fn trend(trend: &PlaceTrend) -> String {
    let sign = match trend.direction {
        1.. => "+",
        0 => " ",
        ..0 => "\u{2212}",
    };
    if trend.p < 0.001 {
        format!("<0.001{sign}")
    } else {
        format!("{:.3}{sign}", trend.p)
    }
}

#[cfg(test)]
#[path = "emerging_tests.rs"]
mod tests;
