use beatbook_core::{Audience, BeforeAfterAsked, BeforeAfterChange, Change, Count, Day, Policy};

use super::*;
use crate::answers_fixture_tests::answer;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn told(percent: Option<f64>, high: f64, refused: Option<&str>) -> String {
    let change = percent.map(|percent| {
        let change = Change {
            percent: Some(percent),
            low: Some(percent - 13.0),
            high: Some(high),
        };
        BeforeAfterChange {
            own: change,
            comparison: change,
            relative: change,
        }
    });
    let found = BeforeAfter {
        asked: BeforeAfterAsked::parse([Some("2023-04-01"), None, None, None]).unwrap(),
        place: "Wythenshawe".into(),
        is_fine: false,
        comparison: "the rest of the study area".into(),
        step: "four weeks",
        before: (day("2022-04-02"), day("2023-03-31")),
        after: (day("2023-04-01"), day("2024-03-29")),
        steps: Vec::new(),
        own: (Count::Exact(130), Count::Exact(89)),
        compared: (Count::Exact(9_000), Count::Exact(9_100)),
        earlier: None,
        change,
        of_rounded: change,
        refused: refused.map(Into::into),
    };
    let released = answer(found, "category=violence", 300).release(Policy::new(Audience::Analyst));
    before_after(&released.unwrap())
}

#[test]
fn a_change_beyond_the_comparison_is_said_with_its_interval() {
    assert_eq!(
        told(Some(-32.0), -10.0, None),
        "Wythenshawe: 130 before 1 Apr 2023 and 89 after; −32% (−45 to −10) against the rest of the study area."
    );
}

#[test]
fn an_interval_over_no_change_is_no_finding() {
    let said = told(Some(-12.0), 4.0, None);
    assert!(said.contains("no change can be told from chance"), "{said}");
}

#[test]
fn what_cannot_be_said_has_its_reason() {
    let said = told(
        None,
        0.0,
        Some("fewer than 20 incidents before the day at the place"),
    );
    assert!(said.ends_with("cannot be said: fewer than 20 incidents before the day at the place."));
}
