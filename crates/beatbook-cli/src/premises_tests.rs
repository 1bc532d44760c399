use beatbook_core::{
    Audience, Count, Day, Link, ListedEvent, Names, Precision, PremisesEstimate, PremisesRanking,
    PremisesSchedule, PremisesStanding, RankedPremises, ScheduleRow, Setting, Wgs84,
};

use super::{Dated, Ranked};
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn premises(number: u32, incidents: u32, standing: PremisesStanding) -> RankedPremises {
    let estimate = PremisesEstimate {
        mean: f64::from(incidents) * 0.8,
        interval: (f64::from(incidents) * 0.5, f64::from(incidents) * 1.3),
        rank: number,
        rank_interval: (1, number + 1),
        standing,
    };
    RankedPremises {
        id: Some(format!("premises-{}", number + 40)),
        number,
        name: Some(format!("The Hollow {number}")),
        street: Some("Mill Lane".into()),
        area: Some("A1B2".into()),
        incidents: Count::Exact(incidents),
        inside: Count::Exact(incidents - 1),
        at_door: Count::Exact(1),
        called: Count::Exact(9),
        vicinity: Count::Exact(33),
        estimate,
        of_rounded: estimate,
        centre: Some(Wgs84 {
            lon: -2.2,
            lat: 53.5,
        }),
    }
}

fn ranking(names: Names) -> PremisesRanking {
    PremisesRanking {
        premises: vec![
            premises(1, 20, PremisesStanding::Above),
            premises(2, 12, PremisesStanding::Overlaps),
        ],
        registered: 200,
        nights: Some(104),
        median: 1.5,
        rounded_median: 1.5,
        names,
        default_address: Count::Exact(0),
        withheld: 0,
    }
}

#[test]
fn premises_have_numbers_and_streets_unless_names_are_asked_for() {
    let question = Ranked { names: Names::Off };
    let text = page_of(&question, &released(ranking(Names::Off), Audience::Analyst));
    assert!(
        text.contains("Premises 1, Mill Lane") && !text.contains("Hollow"),
        "{text}"
    );
    assert!(text.contains("16.0 (10.0-26.0)"), "{text}");

    let question = Ranked { names: Names::On };
    let text = page_of(
        &question,
        &released(ranking(Names::On), Audience::Operational),
    );
    assert!(text.contains("The Hollow 1"), "{text}");
    assert!(
        text.contains("Premises 2, Mill Lane") && !text.contains("Hollow 2"),
        "{text}"
    );
    assert!(
        !text.contains("premises-42"),
        "what cannot be told apart has no id: {text}"
    );
}

#[test]
fn a_sheet_for_partners_has_rounded_counts_and_no_id() {
    let question = Ranked { names: Names::Off };
    let rows = csv_of(
        &question,
        &released(ranking(Names::Off), Audience::Partnership),
    );
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("incidents")], "20");
    assert_eq!(rows[2][column("incidents")], "10");
    assert_eq!(rows[1][column("called_by_premises")], "10");
    assert_eq!(rows[1][column("id")], "");
}

#[test]
fn a_schedule_is_dated_by_the_evening_and_says_that_it_is_logged() {
    let event = ListedEvent {
        id: Some("A-1".into()),
        from: Day::parse("2023-10-07").unwrap().at(1, 0, 0).unwrap(),
        to: Day::parse("2023-10-07").unwrap().at(1, 0, 0).unwrap(),
        precision: Precision::Instant,
        category: "violence".into(),
        code: None,
        premises: Some("The Hollow".into()),
        link: Some(Link::AtDoor),
        called_by_premises: true,
        setting: Setting::Licensed,
        place: None,
        flags: Vec::new(),
        recorded: None,
        file: "extract.csv".into(),
        line: 2,
    };
    let found = PremisesSchedule {
        id: "premises-41".into(),
        name: "The Hollow".into(),
        street: None,
        incidents: 0,
        called: 1,
        total: 1,
        rows: vec![ScheduleRow {
            night: Day::parse("2023-10-06").unwrap(),
            ranks: false,
            event,
        }],
    };
    let question = Dated {
        premises: "premises-41".into(),
    };
    let released = released(found, Audience::Operational);
    let text = page_of(&question, &released);
    assert!(
        text.contains("Fri 6 Oct 2023") && text.contains("at-door"),
        "{text}"
    );
    assert!(text.contains("logged in audit.log"), "{text}");
    let rows = csv_of(&question, &released);
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("night")], "2023-10-06");
    assert_eq!(
        (
            &*rows[1][column("called_by_premises")],
            &*rows[1][column("counts")]
        ),
        ("Y", "N")
    );
}
