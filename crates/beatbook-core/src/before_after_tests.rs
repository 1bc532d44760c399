use crate::Audience;

use super::*;

fn asked(comparison: Option<&str>) -> Result<BeforeAfterAsked, SelectionError> {
    BeforeAfterAsked::parse([Some("2023-04-01"), Some("6"), None, comparison])
}

#[test]
fn the_words_are_read_and_written_back() {
    let plain = asked(None).unwrap();
    assert_eq!(plain.to_string(), "on=2023-04-01&steps=6");
    let with = asked(Some("ward22:B, ward22:A,ward22:A")).unwrap();
    assert_eq!(
        with.to_string(),
        "on=2023-04-01&steps=6&comparison=ward22:A,ward22:B"
    );
}

#[test]
fn what_cannot_be_read_is_refused_by_its_part() {
    let part = |words: [Option<&str>; 4]| BeforeAfterAsked::parse(words).unwrap_err().part;
    assert_eq!(part([None, None, None, None]), "on");
    assert_eq!(part([Some("spring"), None, None, None]), "on");
    assert_eq!(part([Some("2023-04-01"), Some("2"), None, None]), "steps");
    assert_eq!(
        part([Some("2023-04-01"), None, None, Some("Hulme")]),
        "comparison"
    );
    let mixed = asked(Some("ward22:A,lsoa11:B")).unwrap_err();
    assert!(mixed.reason.contains("several layers"));
}

fn answer(is_fine: bool) -> BeforeAfter {
    let day = |text: &str| Day::parse(text).unwrap();
    let change = |percent: f64| Change {
        percent: Some(percent),
        low: Some(percent - 10.0),
        high: Some(percent + 10.0),
    };
    let changes = |percent: f64| BeforeAfterChange {
        own: change(percent),
        comparison: change(0.0),
        relative: change(percent),
    };
    BeforeAfter {
        asked: asked(None).unwrap(),
        place: "Hulme".into(),
        is_fine,
        comparison: "the rest of the study area".into(),
        step: "four weeks",
        before: (day("2023-01-01"), day("2023-03-31")),
        after: (day("2023-04-01"), day("2023-06-30")),
        steps: vec![BeforeAfterStep {
            from: day("2023-01-01"),
            to: day("2023-01-28"),
            own: Count::Exact(3),
            comparison: Count::Exact(418),
        }],
        own: (Count::Exact(41), Count::Exact(33)),
        compared: (Count::Exact(400), Count::Exact(402)),
        earlier: Some(Count::Exact(38)),
        change: Some(changes(-19.5)),
        of_rounded: Some(changes(-12.5)),
        refused: None,
    }
}

#[test]
fn partners_see_what_follows_from_rounded_totals() {
    let source = Source::parse("offence").unwrap();
    let mut shown = answer(false);
    let policy = Policy::new(Audience::Partnership).for_source(&source);
    shown.protect(policy, &source).unwrap();
    assert_eq!(shown.own, (Count::Rounded(40), Count::Rounded(35)));
    assert_eq!(shown.steps[0].own, Count::Suppressed);
    assert_eq!(shown.change.unwrap().own.percent, Some(-12.5));
    let mut exact = answer(true);
    exact
        .protect(Policy::new(Audience::Operational), &source)
        .unwrap();
    assert_eq!(exact, answer(true));
}

#[test]
fn a_health_source_is_shown_for_no_cell_outside_the_desk() {
    let source = Source::parse("attendance").unwrap();
    let policy = Policy::new(Audience::Partnership).for_source(&source);
    assert!(answer(true).protect(policy, &source).is_err());
    assert!(answer(false).protect(policy, &source).is_ok());
}
