use beatbook_core::{Audience, Count, Month, Seasons as Found, WholeYear, YearMonth};

use super::Seasons;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> Found {
    let month = |month: u8| YearMonth {
        month,
        count: Count::Exact(1_240),
        expected: Some(1_050.2),
        index: Some(1.181),
        interval: Some((1.09, 1.284)),
        q: Some(0.012),
        unusual: i8::from(month == 8),
    };
    let year = WholeYear {
        from: Month::parse("2023-01").unwrap(),
        to: Month::parse("2023-12").unwrap(),
        count: Count::Exact(14_880),
    };
    Found {
        months: (1..=12).map(month).collect(),
        years: vec![year; 3],
        years_left_out: 0,
        tested: true,
        dispersion: Some(1.1),
        growth_percent: Some(-2.0),
    }
}

#[test]
fn months_stand_with_index_and_interval() {
    let text = page_of(&Seasons, &released(found(), Audience::Analyst));
    let august = text
        .lines()
        .find(|line| line.starts_with("August"))
        .unwrap();
    for part in ["1,240", "1050.2", "1.18", "1.09 to 1.28", "0.012", "busier"] {
        assert!(august.contains(part), "{part}: {august}");
    }
    assert_eq!(text.matches("busier").count(), 1, "{text}");
}

#[test]
fn a_sheet_has_twelve_months() {
    let rows = csv_of(&Seasons, &released(found(), Audience::Analyst));
    assert_eq!(rows.len(), 13);
    assert_eq!(rows[8][..2], ["8", "1240"]);
    let partners = csv_of(&Seasons, &released(found(), Audience::Partnership));
    assert_eq!(partners[8][3], "");
}
