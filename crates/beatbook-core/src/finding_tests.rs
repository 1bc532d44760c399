use super::*;
use crate::{
    Accounting, Agreement, Answer, Audience, BookId, Caveat, Day, FinestTime, HarmTable, Selection,
    SettingRule,
};

const PARTNERS: Policy = Policy::new(Audience::Partnership);

fn group(id: &str, events: u32, class: HotClass) -> HotspotGroup {
    HotspotGroup {
        id: id.into(),
        cell: "8a1951".into(),
        rank: None,
        rank_interval: None,
        name: id.into(),
        street: None,
        area: None,
        events: Count::Exact(events),
        expected: Some(1.5),
        z: Some(9.0),
        q: Some(1e-4),
        class,
        centre: Wgs84 {
            lon: -2.2,
            lat: 53.5,
        },
        bbox: [0.0; 4],
        cells: vec![1],
        km2: 0.1,
        per_km: None,
        hours: None,
        one_address: Some(Count::Exact(3)),
        harm: Some(PlaceHarm {
            total: f64::from(events) * 20.0,
            interval: (100.0, 9_000.0),
            largest: 20.0,
            largest_code: "8N".into(),
            left_out: 1,
            ranks: Some((1, 1)),
        }),
    }
}

/// Four hotspots with 44, 43, 12 and 5 events, one cell each.
fn hotspots() -> Hotspots {
    let groups = vec![
        group("d", 44, HotClass::At01Percent),
        group("a", 43, HotClass::At1Percent),
        group("b", 12, HotClass::At5Percent),
        group("c", 5, HotClass::At5Percent),
    ];
    let cells = (0..4).map(|group| CellFinding {
        cell: u64::from(group),
        parent: Some(u64::from(group / 2)),
        count: Count::Exact(4),
        expected: Some(0.5),
        z: Some(9.0),
        p: Some(1e-9),
        q: Some(1e-7),
        class: HotClass::At01Percent,
        group,
    });
    let cells: Vec<CellFinding> = cells.collect();
    Hotspots {
        verdict: Verdict::Hot,
        parents: Hotspots::parents_of(&cells),
        cells,
        groups,
        strongest: Vec::new(),
        withheld: 0,
        harm: Ok(HarmBasis {
            table: HarmTable {
                version: "made up".into(),
                source: None,
                retrieved: None,
                file: "weights.csv".into(),
            },
            weighted: 103,
            unweighted: Vec::new(),
            uncoded: 1,
            proactive: Vec::new(),
        }),
    }
}

fn answer() -> Answer<Hotspots> {
    let count = Count::Exact(107);
    Answer {
        value: hotspots(),
        selection: Selection::default(),
        source: Source::Offence,
        period: (Day::FIRST, Day::LAST),
        setting: SettingRule::Public,
        agreement: None,
        book: BookId("0".into()),
        synthetic: false,
        method: None,
        accounting: Accounting {
            selected: count,
            located: Count::Exact(100),
            unlocated: Count::Exact(7),
            incidents: Count::Exact(100),
            ..Accounting::default()
        },
        caveats: vec![Caveat::Counted {
            count: Count::Exact(7),
            of: Some(count),
            what: "have no usable place.",
        }],
    }
}

#[test]
fn partners_see_neither_order_nor_class_nor_score_of_rounded_counts() {
    let mut found = hotspots();
    found.protect(PARTNERS, &Source::Offence).unwrap();
    let seen: Vec<_> = found
        .groups
        .iter()
        .map(|g| (g.id.as_str(), g.events.to_string(), g.rank, g.rank_interval))
        .collect();
    let expected = [
        ("a", "45".to_owned(), Some(1), None),
        ("d", "45".to_owned(), Some(1), None),
        ("b", "10".to_owned(), Some(3), None),
    ];
    assert_eq!(seen, expected);
    assert_eq!(found.withheld, 1);
    for group in &found.groups {
        assert_eq!((group.z, group.q, group.expected), (None, None, None));
        assert_eq!(group.class, HotClass::At5Percent);
        assert_eq!(group.one_address, Some(Count::Suppressed));
        assert_eq!(group.harm, None); // each weight tells its offence
    }
    assert_eq!(found.harm, Err(NoHarm::Withheld));
}

#[test]
fn cells_of_a_withheld_hotspot_are_withheld_and_the_others_keep_their_group() {
    let mut found = hotspots();
    found.protect(PARTNERS, &Source::Offence).unwrap();
    let seen: Vec<_> = found
        .cells
        .iter()
        .map(|cell| (cell.cell, cell.group))
        .collect();
    assert_eq!(seen, [(0, 1), (1, 0), (2, 2)]);
    assert!(
        found
            .cells
            .iter()
            .all(|cell| cell.count == Count::Suppressed)
    );
}

#[test]
fn the_analyst_sees_everything() {
    let mut found = hotspots();
    found
        .protect(Policy::new(Audience::Analyst), &Source::Offence)
        .unwrap();
    assert_eq!(found, hotspots());
}

#[test]
fn health_sources_show_no_cell_outside_the_analysts_desk() {
    let reason = hotspots()
        .protect(PARTNERS, &Source::Attendance)
        .unwrap_err();
    assert!(reason.contains("health source"), "{reason}");
}

#[test]
fn caveats_are_protected_with_the_answer() {
    let exact = answer().release(Policy::new(Audience::Analyst)).unwrap();
    assert_eq!(
        exact.answer().caveats[0].to_string(),
        "7 of 107 events have no usable place."
    );
    let shown = answer().release(PARTNERS).unwrap();
    let caveat = shown.answer().caveats[0].to_string();
    assert_eq!(caveat, "a few of about 105 events have no usable place.");
    assert_eq!(shown.answer().accounting.unlocated, Count::Suppressed);
}

#[test]
fn homes_and_domestic_events_are_drawn_for_the_analyst_only() {
    let with = |setting: SettingRule, selection: &str| {
        let mut answer = answer();
        answer.setting = setting;
        answer.selection = Selection::parse(selection).unwrap();
        answer
    };
    let shown = |answer: Answer<Hotspots>, audience| answer.release(Policy::new(audience)).is_ok();
    for audience in [Audience::Operational, Audience::Partnership] {
        assert!(shown(with(SettingRule::Public, ""), audience));
        assert!(!shown(with(SettingRule::Any, ""), audience));
        let street = SettingRule::parse("street").unwrap();
        assert!(!shown(with(street.clone(), ""), audience));
        assert!(shown(with(street, "flag=-domestic"), audience));
        let homes = SettingRule::parse("dwelling,street").unwrap();
        assert!(!shown(with(homes, "flag=-domestic"), audience));
    }
    assert!(shown(with(SettingRule::Any, ""), Audience::Analyst));
}

#[test]
fn a_health_source_is_shown_within_its_agreement_only() {
    let mut answer = answer();
    answer.source = Source::Attendance;
    answer.agreement = Some(Agreement {
        name: "ISTV 2024".into(),
        controller: "the trust".into(),
        purpose: "violence reduction".into(),
        audiences: vec![Audience::Analyst],
        finest_area: "ward22".into(),
        finest_time: FinestTime::Hour,
        expires: Day::parse("2027-03-31").unwrap(),
    });
    let reason = |answer: &Answer<Hotspots>, audience| {
        answer.clone().release(Policy::new(audience)).unwrap_err()
    };
    assert!(reason(&answer, Audience::Partnership).contains("allows the audience analyst"));
    assert!(reason(&answer, Audience::Analyst).contains("nothing finer than ward22"));
    if let Some(agreement) = &mut answer.agreement {
        agreement.finest_area = "cell".into();
        agreement.audiences.push(Audience::Operational);
    }
    assert!(
        answer
            .clone()
            .release(Policy::new(Audience::Analyst))
            .is_ok()
    );
    // Vetted police see police numbers exactly, health numbers as partners do.
    assert!(reason(&answer, Audience::Operational).contains("never shown finer than a ward"));
}

#[test]
fn hours_at_a_home_are_told_to_the_analyst_only() {
    let week = |of: &str| {
        let answer = answer();
        let answer = Answer {
            value: crate::Week {
                hours: Vec::new(),
                counted: Count::Exact(12),
                spread: Count::Exact(0),
                too_long: Count::Exact(0),
                of: of.into(),
            },
            selection: answer.selection,
            source: answer.source,
            period: answer.period,
            setting: SettingRule::Any,
            agreement: None,
            book: answer.book,
            synthetic: false,
            method: None,
            accounting: answer.accounting,
            caveats: Vec::new(),
        };
        move |audience| answer.clone().release(Policy::new(audience)).is_ok()
    };
    assert!(week("Bloom Street")(Audience::Analyst));
    assert!(!week("Bloom Street")(Audience::Operational));
    assert!(week(crate::Week::OF_ALL)(Audience::Operational));
}

#[test]
fn a_withheld_hotspot_is_not_named_with_its_nights() {
    let group = |id: &str, counts: [u32; 2]| crate::NightGroup {
        id: id.into(),
        rank: Some(1),
        name: id.into(),
        counts: counts.map(Count::Exact).into(),
    };
    let mut nights = crate::Nights {
        hours: vec![22, 23],
        total: vec![Count::Exact(20), Count::Exact(20)],
        groups: vec![group("b", [3, 4]), group("c", [5, 9]), group("a", [8, 0])],
        nights: Vec::new(),
        untimed: Count::Exact(0),
    };
    nights.protect(PARTNERS, &Source::Offence).unwrap();
    let shown: Vec<_> = nights
        .groups
        .iter()
        .map(|group| group.id.as_str())
        .collect();
    assert_eq!(shown, ["a", "c"]);
}

#[test]
fn a_profile_tells_partners_no_order_of_small_counts_and_no_attenders_of_a_small_area() {
    let indicator = |id: &str, count: u32| crate::Indicator {
        id: id.into(),
        label: id.into(),
        count: Count::Exact(count),
        rate: None,
        interval: None,
        city_rate: None,
        similar: Some((1.0, 2.0)),
    };
    let profile = |area: &str| crate::Profile {
        area: crate::AreaCode::parse(area).unwrap(),
        name: area.into(),
        residents: None,
        km2: 1.0,
        indicators: vec![
            indicator("all", 57),
            indicator("theft", 44),
            indicator("robbery", 7),
            indicator("arson", 6),
            indicator("fraud", 0),
        ],
        similar: Err("none".into()),
        trend: crate::Trend {
            months: vec![crate::TrendMonth {
                month: Month::parse("2024-01").unwrap(),
                count: Count::Exact(6),
                interval: Some((2.2, 13.1)),
                state: crate::MonthState::Complete,
            }],
            year: Err("there is one month".into()),
        },
        places: Vec::new(),
        settings: Vec::new(),
        deciles: None,
        attenders: Some(Count::Exact(40)),
        attender_terms: None,
    };
    for (area, attenders) in [
        ("ward22:E05000001", Some(Count::Rounded(40))),
        ("lsoa11:E01000001", None),
    ] {
        let mut profile = profile(area);
        profile.protect(PARTNERS, &Source::Offence).unwrap();
        assert_eq!(profile.attenders, attenders);
        let month = &profile.trend.months[0];
        assert_eq!((month.count, month.interval), (Count::Suppressed, None));
        assert!(profile.indicators.iter().all(|i| i.similar.is_none()));
        let order: Vec<_> = profile.indicators.iter().map(|i| i.id.as_str()).collect();
        assert_eq!(order, ["all", "theft", "arson", "robbery", "fraud"]);
    }
}

#[test]
fn the_address_of_a_home_is_listed_for_the_analyst_only() {
    let row = |setting: crate::Setting, flag: &str| crate::ListedEvent {
        id: None,
        from: 0,
        to: 0,
        precision: crate::Precision::Instant,
        category: "Assault".into(),
        code: None,
        premises: None,
        link: None,
        called_by_premises: false,
        setting,
        place: Some("1 Bloom Street".into()),
        flags: vec![flag.into()],
        recorded: None,
        file: "extract.csv".into(),
        line: 2,
    };
    let mut list = crate::EventList {
        total: 3,
        rows: vec![
            row(crate::Setting::Street, "knife"),
            row(crate::Setting::Dwelling, "knife"),
            row(crate::Setting::Street, SettingRule::DOMESTIC),
        ],
    };
    list.protect(Policy::new(Audience::Operational), &Source::Offence)
        .unwrap();
    let named: Vec<bool> = list.rows.iter().map(|row| row.place.is_some()).collect();
    assert_eq!(named, [true, false, false]);
}

#[test]
fn every_z_lies_in_one_class_of_the_spread() {
    let spread = |z: &[f64]| ZSpread::new(z.iter().copied());
    let found = spread(&[0.4, -0.6, -0.5, 0.0, 2.0]).unwrap();
    assert_eq!(found.lowest, -1.0);
    assert_eq!(found.units, [1, 1, 2, 0, 0, 0, 1]);
    assert_eq!(spread(&[]), None);
}
