use crate::{
    Audience, Count, Day, Emerging, EmergingCell, EmergingPlace, HotClass, HotspotGroup,
    PlaceTrend, Policy, Protect, Source, StepLength, TimeStep, Verdict, Wgs84,
};

#[test]
fn steps_are_read_and_written_in_one_form() {
    for text in ["month", "quarter", "28d", "7d"] {
        assert_eq!(StepLength::parse(text).unwrap().to_string(), text);
    }
    for text in ["", "week", "6d", "367d", "d", "28", "-28d"] {
        let refused = StepLength::parse(text).unwrap_err();
        assert_eq!(refused.part, "step");
        assert!(refused.reason.contains("28d"), "{}", refused.reason);
    }
}

fn place(id: &str, state: &'static str, events: u32, last: u32) -> EmergingPlace {
    let centre = Wgs84 {
        lon: -2.2,
        lat: 53.5,
    };
    EmergingPlace {
        group: HotspotGroup {
            id: id.into(),
            cell: "8a1951".into(),
            rank: Some(1),
            rank_interval: None,
            name: id.into(),
            street: None,
            area: None,
            events: Count::Exact(events),
            expected: Some(2.0),
            z: Some(9.0),
            q: Some(1e-6),
            class: HotClass::At01Percent,
            centre,
            bbox: [0.0; 4],
            cells: vec![1],
            km2: 0.1,
            per_km: None,
            hours: None,
            one_address: None,
            harm: None,
        },
        state,
        class: "sporadic hot spot".into(),
        hot_steps: 4,
        hot_now: true,
        trend: Some(PlaceTrend {
            direction: 0,
            p: 0.3,
        }),
        rise_q: Some(0.01),
        counts: vec![Count::Exact(1), Count::Exact(last)],
        expected: Some(0.4),
    }
}

#[test]
fn outside_the_desk_nothing_is_left_that_true_counts_follow_from() {
    let step = TimeStep {
        from: Day::parse("2024-01-01").unwrap(),
        to: Day::parse("2024-01-31").unwrap(),
        count: Count::Exact(41),
    };
    let mut found = Emerging {
        verdict: Verdict::Hot,
        step: StepLength::MONTH,
        steps: vec![step],
        left_out: Vec::new(),
        places: vec![
            place("c", "new", 30, 13),
            place("b", "new", 31, 4),
            place("a", "gone", 90, 12),
            place("d", "new", 7, 7),
        ],
        cells: vec![EmergingCell {
            cell: 1,
            class: "new hot spot".into(),
            place: Some(0),
        }],
        cold_tested: false,
        withheld: 0,
    };
    let exact = found.clone();
    found
        .protect(Policy::new(Audience::Analyst), &Source::Offence)
        .unwrap();
    assert_eq!(found, exact);

    found
        .protect(Policy::new(Audience::Partnership), &Source::Offence)
        .unwrap();
    assert_eq!((found.places.len(), found.withheld), (3, 1));
    let ids: Vec<&str> = found.places.iter().map(|place| &*place.group.id).collect();
    assert_eq!(ids, ["b", "c", "a"], "by state, then by id");
    assert_eq!(found.steps[0].count, Count::Rounded(40));
    assert_eq!(
        found.places[0].counts,
        [Count::Suppressed, Count::Suppressed]
    );
    assert_eq!(found.places[1].last(), Count::Rounded(15));
    for place in &found.places {
        assert_eq!(
            (place.trend, place.rise_q, place.expected),
            (None, None, None)
        );
        assert_eq!((place.group.q, place.group.z), (None, None));
    }
    assert!(found.cells.is_empty());
}
