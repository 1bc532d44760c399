use beatbook_core::{Audience, Count, Month, Petal, Wgs84, Why, WhyTest};

use super::WhyHot;
use crate::answers_fixture_tests::{csv_of, group, page_of, released};

fn why() -> Why {
    let petal = |cell: u64| Petal {
        cell: cell.to_string(),
        centre: Wgs84 {
            lon: -2.2,
            lat: 53.5,
        },
        count: Count::Exact(12),
    };
    Why {
        group: group("Canal Street", 1, 46),
        test: Some(WhyTest {
            p: 1e-9,
            rank: 3,
            units: 7_731,
            passed: 41,
            limit: 2.5e-4,
        }),
        z_spread: None,
        flower: (1..=7).map(petal).collect(),
        months: vec![(Month::parse("2024-01").unwrap(), Count::Exact(46))],
        hours: (0..24).map(|hour| Count::Exact(hour / 12)).collect(),
        activity: None,
    }
}

fn asked() -> WhyHot {
    WhyHot {
        id: "8a1951".into(),
    }
}

#[test]
fn the_working_shows_every_number_that_a_colour_rests_on() {
    let text = page_of(&asked(), &released(why(), Audience::Analyst));
    for shown in [
        "rank of p",
        "7731",
        "2.5e-4",
        "1e-9",
        "expected",
        "12:00",
        "2024-01",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(
        !text.contains("11:00"),
        "hours without anything are left out: {text}"
    );
    let kinds = csv_of(&asked(), &released(why(), Audience::Analyst));
    let of = |kind: &str| kinds.iter().filter(|row| row[0] == kind).count();
    assert_eq!((of("cell"), of("hour"), of("month")), (7, 24, 1));
}

#[test]
fn partners_see_no_p() {
    let text = page_of(&asked(), &released(why(), Audience::Partnership));
    assert!(
        !text.contains("rank of p") && !text.contains("1e-9"),
        "{text}"
    );
}
