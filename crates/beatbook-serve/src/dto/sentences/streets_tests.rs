use beatbook_core::{
    Audience, Count, Policy, RankedStreet, StreetShare, StreetUnit, Streets, StreetsAsked,
    StreetsBy, Wgs84,
};

use crate::answers_fixture_tests::answer;

fn street(name: &str, incidents: u32, metres: f64, interval: (u32, u32)) -> RankedStreet {
    RankedStreet {
        id: name.into(),
        rank: Some(interval.0),
        rank_interval: Some(interval),
        name: name.into(),
        between: None,
        class: "main".into(),
        area: None,
        incidents: Count::Exact(incidents),
        metres,
        segments: 3,
        too_short: false,
        per_km: Some(f64::from(incidents) * 1_000.0 / metres),
        per_km_interval: Some((1.0, 2.0)),
        expected: Some(1.0),
        q: Some(0.01),
        stands_out: Some(true),
        peak: None,
        middle: Wgs84 { lon: 0.0, lat: 0.0 },
        lines: Vec::new(),
    }
}

fn found(streets: Vec<RankedStreet>) -> Streets {
    Streets {
        asked: StreetsAsked::default(),
        streets,
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
        standing_out: Some(31),
        withheld: 0,
    }
}

fn said(found: Streets, selected: u32, audience: Audience) -> String {
    let released = answer(found, "", selected).release(Policy::new(audience));
    super::streets(&released.unwrap())
}

#[test]
fn the_first_street_is_told_with_its_rate_rank_and_what_else_stands_out() {
    let streets = vec![street("Peter Street", 45, 500.0, (1, 3))];
    assert_eq!(
        said(found(streets), 1_012, Audience::Analyst),
        "Peter Street: 45 incidents on 500 m, 90 per km, the most for its length of 1,204 streets \
         (rank 1 to 3); 31 stand out at 5% false alarms among them; half of all 1,000 on streets \
         lie on 2.3% of the 9,812 segments (chance alone: 4.7%)."
    );
}

#[test]
fn a_segment_is_told_by_the_streets_at_its_ends() {
    let mut segment = street("Peter Street", 45, 1_500.0, (1, 1));
    segment.between = Some("Mount Street and Deansgate".into());
    let mut of_segments = found(vec![segment]);
    of_segments.asked.unit = StreetUnit::Segments;
    of_segments.asked.by = StreetsBy::Count;
    of_segments.standing_out = Some(0);
    of_segments.concentration.clear();
    assert_eq!(
        said(of_segments, 1_012, Audience::Analyst),
        "Peter Street between Mount Street and Deansgate: 45 incidents on 1.5 km, 30 per km, the \
         most of 1,204 segments; none stands out at 5% false alarms among them."
    );
}

#[test]
fn partners_are_told_rounded_counts_and_no_test() {
    let streets = vec![
        street("Peter Street", 44, 500.0, (1, 3)),
        street("Mill Lane", 6, 50.0, (1, 9)),
    ];
    assert_eq!(
        said(found(streets), 1_012, Audience::Partnership),
        "Peter Street: about 45 incidents on 500 m, 90 per km, the most for its length of 1,204 \
         streets; not shown for small counts: 1."
    );
}

#[test]
fn nothing_is_told_as_nothing() {
    let none = |selected| said(found(Vec::new()), selected, Audience::Analyst);
    assert_eq!(none(0), "No incident is selected.");
    assert_eq!(none(9), "No incident is within 60 m of a street.");
}
