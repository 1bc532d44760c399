use beatbook_core::{
    Audience, Change, Compared, Compares, Comparison, Count, Day, Side, Source, Standing, With,
};

use super::TwoSides;
use crate::answers_fixture_tests::{csv_of, group, page_of, released};

fn found(compares: Compares) -> Comparison {
    let day = |text| Day::parse(text).unwrap();
    let side = |from, to, source, count| Side {
        source,
        period: (day(from), day(to)),
        count: Count::Exact(count),
    };
    let place = |name, rank, standing, first, second, change| Compared {
        group: group(name, rank, 40),
        standing,
        first: Count::Exact(first),
        second: Count::Exact(second),
        change,
    };
    let fall = Change {
        percent: Some(-18.0),
        low: Some(-31.0),
        high: Some(-3.0),
    };
    let other = match compares {
        Compares::Periods => Source::Offence,
        Compares::Sources => Source::Complaint,
    };
    Comparison {
        compares,
        first: side("2024-01-01", "2024-12-31", Source::Offence, 412),
        second: side("2023-01-01", "2023-12-31", other, 503),
        change: Some(fall),
        refused: None,
        complete_to: None,
        annotations: vec![(day("2023-11-01"), "new recording system".into())],
        places: vec![
            place("Mill Lane", 1, Standing::First, 40, 0, None),
            place("Quay", 2, Standing::Both, 32, 40, Some(fall)),
        ],
        withheld: 0,
    }
}

const BEFORE: TwoSides = TwoSides { with: With::Before };

#[test]
fn places_of_two_periods_stand_with_their_state_and_change() {
    let text = page_of(
        &BEFORE,
        &released(found(Compares::Periods), Audience::Analyst),
    );
    assert!(text.contains("first  second"), "{text}");
    let quay = text.lines().find(|line| line.starts_with("persisting"));
    assert!(
        quay.unwrap()
            .contains("\u{2212}18% (\u{2212}31 to \u{2212}3)"),
        "{text}"
    );
    assert!(
        text.contains("note of 1 Nov 2023: new recording system"),
        "{text}"
    );
}

#[test]
fn sources_stand_under_their_names() {
    let text = page_of(
        &BEFORE,
        &released(found(Compares::Sources), Audience::Analyst),
    );
    assert!(text.contains("police  complaints"), "{text}");
    assert!(text.contains("police only"), "{text}");
}

#[test]
fn a_sheet_of_a_comparison_names_the_other_side() {
    let rows = csv_of(
        &BEFORE,
        &released(found(Compares::Periods), Audience::Analyst),
    );
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("state")], "new");
    assert_eq!(rows[2][column("change_percent")], "-18");
    assert_eq!(rows[2][column("compared_with")], "before");
    assert_eq!(rows[2][column("second_from")], "2023-01-01");
    assert_eq!(rows[2][column("from")], "2024-01-01");
}

#[test]
fn partners_see_no_change() {
    let rows = csv_of(
        &BEFORE,
        &released(found(Compares::Periods), Audience::Partnership),
    );
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert!(
        rows[1..]
            .iter()
            .all(|row| row[column("change_percent")].is_empty())
    );
}
