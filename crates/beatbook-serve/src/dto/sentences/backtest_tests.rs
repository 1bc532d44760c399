use beatbook_core::{
    Audience, BacktestAsked, BacktestFigures, BacktestMonth, Count, Month, Policy,
};

use super::*;
use crate::answers_fixture_tests::answer;

fn method(forecaster: Forecaster, rate: f64, beyond: Option<(f64, f64, f64)>) -> BacktestMethod {
    let between = |value: f64, low: f64, high: f64| Between {
        value,
        ends: Some((low, high)),
    };
    let hit_rate = between(rate, rate - 0.01, rate + 0.01);
    BacktestMethod {
        forecaster,
        figures: BacktestFigures {
            hit_rate,
            pai: hit_rate.times(100.0),
            pei: hit_rate,
            recapture: None,
            beyond_baseline: beyond.map(|(value, low, high)| between(value, low, high)),
        },
    }
}

fn found(refused: Option<&str>) -> Backtest {
    let month = |text: &str| BacktestMonth {
        month: Month::parse(text).unwrap(),
        events: Count::Exact(700),
        pai: vec![8.0; 3],
    };
    let methods = vec![
        method(Forecaster::SameAsBefore, 0.08, None),
        method(
            Forecaster::WithNeighbours,
            0.074,
            Some((-0.006, -0.012, -0.001)),
        ),
        method(Forecaster::RecentFirst, 0.081, Some((0.001, -0.002, 0.004))),
    ];
    Backtest {
        asked: BacktestAsked::parse([None; 3]).unwrap(),
        unit: Unit::default(),
        measure: "km2",
        ground: 115.0,
        units: 7_700,
        months: vec![month("2023-10"), month("2023-11")],
        events: Count::Exact(1_400),
        methods: if refused.is_some() {
            Vec::new()
        } else {
            methods
        },
        refused: refused.map(Into::into),
    }
}

fn says(found: Backtest) -> String {
    let answer = answer(found, "category=violence", 300);
    backtest(&answer.release(Policy::new(Audience::Analyst)).unwrap())
}

#[test]
fn a_baseline_that_wins_is_said_to_win() {
    assert_eq!(
        says(found(None)),
        "2 months from Oct 2023 to Nov 2023: 1% of the ground, chosen each month where most happened in the 12 months before it, held 8.0% (7.0 to 9.0) of the 1,400 incidents that came, 8.0 (7.0 to 9.0) times its share. Chosen together with the cells round each it held less, 7.4% (6.4 to 8.4): −0.6 points (−1.2 to −0.1) against the plain count, which is the better map. Chosen with recent months first it held 8.1% (7.1 to 9.1): no difference to the plain count can be told from chance, +0.1 points (−0.2 to +0.4)."
    );
}

#[test]
fn what_cannot_be_said_says_why() {
    assert_eq!(
        says(found(Some("too few months"))),
        "How well 1% of the ground would have been chosen cannot be said: too few months."
    );
}
