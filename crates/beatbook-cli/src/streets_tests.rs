use beatbook_core::{
    Audience, Count, StreetPeak, StreetShare, StreetUnit, Streets, StreetsAsked, Wgs84,
};

use super::*;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn street(name: &str, rank: Option<u32>, incidents: u32) -> RankedStreet {
    let at = Wgs84 {
        lon: -2.25,
        lat: 53.5,
    };
    RankedStreet {
        id: "-2.25000,53.50000".into(),
        rank,
        rank_interval: rank.map(|rank| (rank, rank + 2)),
        name: name.into(),
        between: None,
        class: "main".into(),
        area: Some("A2H1".into()),
        incidents: Count::Exact(incidents),
        metres: 500.0,
        segments: 3,
        too_short: false,
        per_km: Some(f64::from(incidents) * 2.0),
        per_km_interval: Some((f64::from(incidents), f64::from(incidents) * 3.0)),
        expected: Some(6.25),
        q: Some(1e-9),
        stands_out: Some(true),
        peak: Some(StreetPeak { per_km: 131.4, at }),
        middle: at,
        lines: Vec::new(),
    }
}

fn found() -> Streets {
    Streets {
        asked: StreetsAsked::default(),
        streets: vec![
            street("Peter Street", Some(1), 45),
            street("Mill Lane", None, 3),
        ],
        all: 1_204,
        segments: 9_812,
        km: 1_610.0,
        incidents: Count::Exact(1_000),
        off: Count::Exact(12),
        beyond: Count::Exact(0),
        reach: 60.0,
        lorenz: Vec::new(),
        concentration: vec![StreetShare {
            incidents: 0.5,
            segments: 0.023,
            by_chance: 0.047,
        }],
        standing_out: Some(2),
        withheld: 0,
    }
}

fn ranked() -> Ranked {
    Ranked {
        asked: StreetsAsked::default(),
    }
}

#[test]
fn streets_are_ranked_with_intervals_rates_and_the_test() {
    let text = page_of(&ranked(), &released(found(), Audience::Analyst));
    let row = text.lines().find(|line| line.contains("1 (1-3)")).unwrap();
    for cell in [
        "Peter Street",
        "45",
        "0.50",
        "90 (45-135)",
        "6.2",
        "1.0e-9",
        "131",
    ] {
        assert!(row.contains(cell), "{cell}: {row}");
    }
    assert!(text.contains("50% on 2.3% (chance alone: 4.7%)"), "{text}");
    assert!(text.contains("12 more than 60 m from any"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn segments_say_between_which_streets_they_lie() {
    let mut of_segments = found();
    of_segments.asked.unit = StreetUnit::Segments;
    of_segments.streets[0].between = Some("Mount Street and Deansgate".into());
    let question = Ranked {
        asked: of_segments.asked,
    };
    let text = page_of(&question, &released(of_segments, Audience::Analyst));
    assert!(
        text.contains("Peter Street, Mount Street to Deansgate"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_every_number_and_partners_get_the_rounded_ones_only() {
    let rows = csv_of(&ranked(), &released(found(), Audience::Analyst));
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("stands_out")], "yes");
    assert_eq!(rows[1][column("peak_per_km")], "131.4");
    assert_eq!(rows[2][column("rank")], "");
    let rows = csv_of(&ranked(), &released(found(), Audience::Partnership));
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][column("q")], "");
    assert_eq!(rows[1][column("peak_per_km")], "");
    assert_eq!(rows[1][column("incidents")], "45");
}
