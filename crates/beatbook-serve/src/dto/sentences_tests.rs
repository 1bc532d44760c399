use beatbook_core::{
    Accounting, Answer, AreaCount, AreaCounts, Audience, BookId, Count, Day, HotClass,
    HotspotGroup, Hotspots, Method, Policy, Released, Selection, Source, Verdict, Wgs84,
};

fn answer<T>(value: T, selection: &str, incidents: u32) -> Answer<T> {
    let day = Day::parse("2024-01-01").unwrap();
    let count = Count::Exact(incidents);
    Answer {
        value,
        selection: Selection::parse(selection).unwrap(),
        source: Source::Offence,
        period: (day, day.plus(364)),
        book: BookId("0123456789ab".into()),
        synthetic: true,
        method: Some(Method {
            statistic: "Getis-Ord Gi*",
            p_value: "exact upper tail",
            correction: "Benjamini-Hochberg",
            alpha: 0.05,
            units: 7_731,
            mean: 0.2,
            against: "the whole study area".into(),
        }),
        accounting: Accounting {
            selected: count,
            located: count,
            unlocated: Count::Exact(0),
            outside: Count::Exact(0),
            uncertain: Count::Exact(0),
            incidents: count,
        },
        caveats: Vec::new(),
    }
}

fn group(name: &str, events: u32) -> HotspotGroup {
    HotspotGroup {
        id: "8a1951".into(),
        rank: Some(1),
        rank_interval: None,
        name: name.into(),
        street: None,
        area: None,
        events: Count::Exact(events),
        expected: Some(6.14),
        z: Some(12.3),
        q: Some(1e-9),
        class: HotClass::At01Percent,
        centre: Wgs84 {
            lon: -2.2,
            lat: 53.5,
        },
        bbox: [0.0; 4],
        cells: vec![1],
        km2: 0.1,
        hours: None,
        one_address: None,
    }
}

fn said(
    verdict: Verdict,
    groups: Vec<HotspotGroup>,
    selection: &str,
    incidents: u32,
    audience: Audience,
) -> String {
    let value = Hotspots {
        verdict,
        groups,
        strongest: Vec::new(),
        cells: Vec::new(),
        withheld: 0,
    };
    let released = answer(value, selection, incidents)
        .release(Policy::new(audience))
        .unwrap();
    super::hotspots(&released)
}

#[test]
fn hotspots_are_counted_and_the_strongest_is_named() {
    let groups = vec![group("Harbour Square", 1_046), group("Mill Lane", 9)];
    assert_eq!(
        said(Verdict::Hot, groups, "", 1_204, Audience::Analyst),
        "2 places stand out at 5% false alarms among 7,731 hexagons of about 130 m; \
         the strongest is Harbour Square, with 1,046 incidents where 6.1 would be expected."
    );
    assert_eq!(
        said(
            Verdict::Hot,
            vec![group("Mill Lane", 12)],
            "count=events&unit=h3-9",
            99,
            Audience::Partnership
        ),
        "1 place stands out at 5% false alarms among 7,731 hexagons of about 350 m."
    );
}

#[test]
fn partners_are_told_how_many_places_they_may_not_see_but_not_which_is_the_strongest() {
    let groups = vec![group("Mill Lane", 12), group("Quay", 5)];
    assert_eq!(
        said(Verdict::Hot, groups, "", 99, Audience::Partnership),
        "2 places stand out at 5% false alarms among 7,731 hexagons of about 130 m; \
         not shown for small counts: 1."
    );
}

#[test]
fn a_calm_map_is_said_to_be_calm() {
    assert_eq!(
        said(Verdict::None, vec![], "", 1_204, Audience::Analyst),
        "No place stands out at 5% false alarms among 7,731 hexagons of about 130 m; 1,204 incidents were tested."
    );
}

#[test]
fn a_test_that_was_not_made_says_why() {
    assert_eq!(
        said(
            Verdict::TooFew,
            vec![],
            "count=events",
            7,
            Audience::Analyst
        ),
        "7 events: too few to test places; 8 are needed."
    );
    assert_eq!(
        said(Verdict::TooFew, vec![], "", 7, Audience::Partnership),
        "Too few incidents for any place to be shown."
    );
    assert_eq!(
        said(Verdict::NoEvents, vec![], "", 0, Audience::Analyst),
        "No incident is selected."
    );
    assert_eq!(
        said(Verdict::NoVariation, vec![], "", 7_731, Audience::Analyst),
        "All of 7,731 hexagons of about 130 m hold the same number of incidents, so no place can stand out."
    );
}

#[test]
fn areas_are_summed_and_the_fullest_is_named() {
    let released = |audience: Audience| -> Released<AreaCounts> {
        let area = |name: &str, count: u32| AreaCount {
            code: name.into(),
            name: name.into(),
            count: Count::Exact(count),
            centre: Wgs84 { lon: 0.0, lat: 0.0 },
        };
        let areas = vec![area("North", 0), area("East", 1_042), area("South", 3)];
        answer(AreaCounts { areas }, "", 1_045)
            .release(Policy::new(audience))
            .unwrap()
    };
    assert_eq!(
        super::areas(&released(Audience::Analyst), "Ward 2022"),
        "1,045 incidents in the 3 areas of Ward 2022; the most, 1,042, in East."
    );
    assert_eq!(
        super::areas(&released(Audience::Partnership), "Ward 2022"),
        "About 1,040 incidents in the 3 areas of Ward 2022; the most, 1,040, in East; 1 area has too few to be shown."
    );
}
