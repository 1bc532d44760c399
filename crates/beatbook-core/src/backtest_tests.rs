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
fn partners_see_no_month_and_two_digits() {
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
    found
        .protect(Policy::new(Audience::Partnership), &Source::Offence)
        .unwrap();
    assert_eq!(found.months[0].events, Count::Suppressed);
    assert!(found.months[0].pai.is_empty());
    assert_eq!(found.events, Count::Rounded(1_205));
    let seen = found.methods[0].figures;
    assert_eq!(seen.hit_rate.value.to_string(), "0.12");
    assert_eq!(seen.pai.ends, Some((11.0, 14.0)));
    assert!(seen.recapture.is_none());
    assert_eq!(seen.beyond_baseline.unwrap().side(), 1);
}
