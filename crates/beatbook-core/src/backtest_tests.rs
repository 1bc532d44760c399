use super::*;
use crate::Audience;

#[test]
fn what_was_asked_is_written_back_as_it_is_read() {
    let asked = BacktestAsked::parse([Some("18"), Some("6"), Some("0.5")]).unwrap();
    assert_eq!(asked.to_string(), "months=18&train=6&ground=0.5");
    assert!((asked.share() - 0.005).abs() < 1e-12);
    let wrong = BacktestAsked::parse([None, None, Some("60")]).unwrap_err();
    assert!(
        wrong.reason.contains("a percentage from 0.1 to 50"),
        "{}",
        wrong.reason
    );
}

#[test]
fn only_those_who_see_exact_counts_are_told_a_hit_rate() {
    let between = Between {
        value: 0.123_456,
        ends: Some((0.111_111, 0.135_791)),
    };
    let figures = BacktestFigures {
        hit_rate: between,
        pai: between.times(100.0),
        pei: between,
        recapture: Some(0.9),
        beyond_baseline: Some(between),
    };
    let mut found = Backtest {
        asked: BacktestAsked::parse([None; 3]).unwrap(),
        unit: Unit::default(),
        measure: "km2",
        ground: 100.0,
        units: 7_000,
        months: vec![BacktestMonth {
            month: Month::parse("2024-01").unwrap(),
            events: Count::Exact(3),
            pai: vec![1.0, 2.0, 3.0],
        }],
        events: Count::Exact(1_203),
        methods: vec![BacktestMethod {
            forecaster: Forecaster::WithNeighbours,
            figures,
        }],
        refused: None,
    };
    let whole = found.clone();
    let mut told = |audience| found.protect(Policy::new(audience), &Source::Offence);
    let refused = told(Audience::Partnership).unwrap_err();
    assert!(refused.contains("too small for this audience"), "{refused}");
    told(Audience::Operational).unwrap();
    assert_eq!(found, whole);
}
