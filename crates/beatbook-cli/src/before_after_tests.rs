use beatbook_core::{
    Audience, BeforeAfter, BeforeAfterAsked, BeforeAfterChange, BeforeAfterStep, Change, Count, Day,
};

use super::Sides;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn asked() -> BeforeAfterAsked {
    BeforeAfterAsked::parse([Some("2023-04-01"), None, None, None]).unwrap()
}

fn found(refused: Option<&str>) -> BeforeAfter {
    let day = |text: &str| Day::parse(text).unwrap();
    let change = Change {
        percent: Some(-32.0),
        low: Some(-47.0),
        high: Some(-12.0),
    };
    let changes = BeforeAfterChange {
        own: change,
        comparison: change,
        relative: change,
    };
    let change = refused.is_none().then_some(changes);
    let step = |from: &str, to: &str, own| BeforeAfterStep {
        from: day(from),
        to: day(to),
        own: Count::Exact(own),
        comparison: Count::Exact(700),
    };
    BeforeAfter {
        asked: asked(),
        place: "Wythenshawe".into(),
        is_fine: false,
        comparison: "the rest of the study area".into(),
        step: "four weeks",
        before: (day("2022-04-02"), day("2023-03-31")),
        after: (day("2023-04-01"), day("2024-03-29")),
        steps: vec![
            step("2023-03-04", "2023-03-31", 11),
            step("2023-04-01", "2023-04-28", 6),
        ],
        own: (Count::Exact(130), Count::Exact(89)),
        compared: (Count::Exact(9_001), Count::Exact(9_100)),
        earlier: None,
        change,
        of_rounded: change,
        refused: refused.map(Into::into),
    }
}

#[test]
fn the_change_stands_beside_that_of_the_comparison() {
    let question = Sides { asked: asked() };
    let text = page_of(&question, &released(found(None), Audience::Analyst));
    assert!(text.contains("−32% (−47 to −12)"), "{text}");
    assert!(
        text.contains("9,001") && text.contains("in steps of four weeks"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_said_has_counts_and_no_change() {
    let question = Sides { asked: asked() };
    let text = page_of(
        &question,
        &released(found(Some("too few")), Audience::Analyst),
    );
    assert!(text.contains("130") && !text.contains('−'), "{text}");
}

#[test]
fn a_sheet_has_one_row_for_each_step_and_partners_see_small_ones_as_a_star() {
    let question = Sides { asked: asked() };
    let rows = csv_of(&question, &released(found(None), Audience::Partnership));
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&*rows[1][column("side")], &*rows[1][column("incidents")]),
        ("before", "10")
    );
    assert_eq!(
        (&*rows[2][column("side")], &*rows[2][column("incidents")]),
        ("after", "*")
    );
}
