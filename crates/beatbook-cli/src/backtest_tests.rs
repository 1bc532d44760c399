use beatbook_core::{Audience, BacktestFigures, BacktestMethod, Between, Count, Month, Unit};

use super::*;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> Backtest {
    let between = Between {
        value: 0.08,
        ends: Some((0.07, 0.09)),
    };
    let method = |forecaster, beyond_baseline| BacktestMethod {
        forecaster,
        figures: BacktestFigures {
            hit_rate: between,
            pai: between.times(100.0),
            pei: between.times(5.0),
            recapture: Some(0.87),
            beyond_baseline,
        },
    };
    Backtest {
        asked: BacktestAsked::parse([None; 3]).unwrap(),
        unit: Unit::default(),
        measure: "km2",
        ground: 115.2,
        units: 7_700,
        months: vec![BacktestMonth {
            month: Month::parse("2024-01").unwrap(),
            events: Count::Exact(1_301),
            pai: vec![8.0, 7.5, 8.25],
        }],
        events: Count::Exact(1_301),
        methods: vec![
            method(Forecaster::SameAsBefore, None),
            method(Forecaster::WithNeighbours, Some(between)),
        ],
        refused: None,
    }
}

#[test]
fn forecasters_and_months_have_a_table_each() {
    let question = Forecasts {
        asked: found().asked,
    };
    let page = page_of(&question, &released(found(), Audience::Analyst));
    for part in [
        "8.0% (7.0 to 9.0)",
        "0.87",
        "+8.0 (+7.0 to +9.0)",
        "PAI: same as before",
        "2024-01",
        "115.2 km2 in 7700 units",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let csv = lines(&csv_of(&question, &released(found(), Audience::Analyst)));
    assert!(
        csv.contains("month,incidents,same-as-before,with-neighbours,recent-first"),
        "{csv}"
    );
    assert!(csv.contains("2024-01,1301,8,7.5,8.25"), "{csv}");
}

fn lines(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    lines.join("\n")
}
