use crate::fixture::{HERE, SIDE, Town, instant, select};

use super::*;

const DAY: i64 = 86_400;

/// Three years; until 2023 one cell has all of it, from then on another one has.
fn moves() -> Town {
    Town::new(|rows| {
        for day in 0..1_096_i64 {
            let at = instant("2021-01-01", 20, 0) + day * DAY;
            let cell = if day < 730 { HERE } else { 12 * SIDE + 12 };
            rows.add(cell, at);
        }
    })
}

/// Three years of as much in one cell as in all others together, those turn by turn.
fn stays() -> Town {
    Town::new(|rows| {
        for day in 0..1_096_i64 {
            let at = instant("2021-01-01", 20, 0) + day * DAY;
            rows.add(HERE, at);
            let (x, y) = (1 + day as usize % 13, 1 + (day as usize / 13) % 12);
            rows.add(y * SIDE + x, at);
        }
    })
}

fn ask(words: [Option<&str>; 3]) -> BacktestAsked {
    BacktestAsked::parse(words).unwrap()
}

#[test]
fn a_month_is_forecast_from_months_strictly_before_it() {
    let (_folder, store) = moves().store();
    let asked = ask([Some("12"), Some("12"), Some("0.3")]);
    let found = store
        .backtest(&select("to=2023-12-31"), &asked)
        .unwrap()
        .value;
    assert_eq!(found.months.len(), 12);
    // What happens at the new cell in January cannot be known from the year before it.
    // But for its part of what is left of the ground, which all empty cells share.
    assert!(found.months[0].pai[0] < 1.0, "{:?}", found.months[0]);
    // From July on it has half of the twelve months, and the first rank.
    assert!(found.months[11].pai.iter().all(|pai| *pai > 10.0));
    let recent = found.methods[2].figures.beyond_baseline.unwrap();
    assert!(
        recent.value > 0.0,
        "what is recent is seen earlier: {recent:?}"
    );
}

#[test]
fn one_cell_of_many_is_held_in_full_and_the_baseline_is_compared_with_nothing() {
    let (_folder, store) = stays().store();
    let asked = ask([Some("18"), Some("12"), Some("1")]);
    let found = store.backtest(&select(""), &asked).unwrap().value;
    assert!(found.refused.is_none());
    let baseline = found.methods[0];
    assert_eq!(baseline.forecaster, Forecaster::SameAsBefore);
    assert!(baseline.figures.beyond_baseline.is_none());
    let rate = baseline.figures.hit_rate.value;
    assert!((0.45..0.6).contains(&rate), "{rate}");
    assert!((baseline.figures.pai.value - rate * 100.0).abs() < 1e-9);
    assert!(baseline.figures.pei.value > 0.9);
    let held = found
        .months
        .iter()
        .map(|month| month.events.number().unwrap());
    assert_eq!(held.sum::<u32>(), found.events.number().unwrap());
}

#[test]
fn too_few_months_and_too_few_incidents_cannot_be_said() {
    let (_folder, store) = stays().store();
    let long = ask([None, Some("34"), None]);
    let found = store.backtest(&select(""), &long).unwrap().value;
    assert!(found.methods.is_empty());
    assert!(
        found
            .refused
            .unwrap()
            .contains("can be forecast from 34 recorded months")
    );
    let few = Town::new(|rows| {
        for month in 0..36_i64 {
            rows.add(HERE, instant("2021-01-10", 20, 0) + month * 30 * DAY);
        }
    });
    let (_folder, store) = few.store();
    let found = store.backtest(&select(""), &ask([None; 3])).unwrap().value;
    assert!(found.refused.unwrap().contains("fewer than 100 incidents"));
}

#[test]
fn what_cannot_be_chosen_is_refused() {
    let (_folder, store) = stays().store();
    let refused = store
        .backtest(&select("unit=premises"), &ask([None; 3]))
        .unwrap_err();
    assert_eq!(refused.part, "unit");
}

#[test]
fn nothing_is_forecast_of_children() {
    let (_folder, store) = moves().store();
    let selection = select("flag=under-18&unit=ward22");
    let refused = store.backtest(&selection, &ask([None; 3]));
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("ages or standing of people"), "{refused}");
}

#[test]
fn a_month_recorded_in_part_teaches_nothing() {
    let (_folder, store) = moves().store();
    let asked = ask([Some("12"), Some("12"), Some("0.3")]);
    let months = |from: &str| {
        let selection = select(&format!("from={from}&to=2023-12-31"));
        let found = store.backtest(&selection, &asked).unwrap().value;
        found.months.len()
    };
    assert_eq!(months("2022-01-01"), 12);
    assert_eq!(months("2022-01-15"), 11, "January 2022 is not whole");
}
