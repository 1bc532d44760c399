//! Answers to show: a year of a synthetic city, let out for an audience.

use beatbook_core::{
    Accounting, Agreement, Answer, AreaCode, Audience, BookId, Count, Day, DecileMix, FinestTime,
    HotClass, HotspotGroup, Indicator, Month, MonthState, Policy, Profile, Protect, Released,
    RepeatPlace, Selection, Setting, SettingRule, SimilarAreas, Source, Trend, TrendMonth, Wgs84,
};

use crate::question::{Question, page};

/// An answer about the police source in 2024, let out.
pub(crate) fn released<T: Protect>(value: T, audience: Audience) -> Released<T> {
    answer(value).release(Policy::new(audience)).unwrap()
}

/// An answer about the police source in 2024.
pub(crate) fn answer<T>(value: T) -> Answer<T> {
    let day = Day::parse("2024-01-01").unwrap();
    let none = Count::Exact(0);
    Answer {
        value,
        selection: Selection::parse("category=violence").unwrap(),
        source: Source::Offence,
        period: (day, day.plus(365)),
        setting: SettingRule::Public,
        agreement: None,
        book: BookId("0123456789ab".into()),
        synthetic: true,
        method: None,
        accounting: Accounting {
            selected: Count::Exact(1_204),
            located: Count::Exact(1_204),
            unlocated: none,
            outside: none,
            activity: none,
            dwelling: none,
            institution: none,
            setting: none,
            uncertain: none,
            incidents: Count::Exact(1_204),
        },
        caveats: Vec::new(),
    }
}

/// Terms of a health source.
pub(crate) fn agreement() -> Agreement {
    Agreement {
        name: "ISA 12".into(),
        controller: "the trust".into(),
        purpose: "preventing violence".into(),
        audiences: vec![Audience::Analyst],
        finest_area: "cell".into(),
        finest_time: FinestTime::Hour,
        expires: Day::parse("2027-03-31").unwrap(),
    }
}

/// A repeat location.
pub(crate) fn place(name: &str, rank: u32, incidents: u32) -> RepeatPlace {
    RepeatPlace {
        id: format!("38441539824{rank}"),
        rank: Some(rank),
        rank_interval: Some((1, rank + 1)),
        name: name.into(),
        class: None,
        not_a_target: None,
        street: Some("Long Street".into()),
        area: Some("Smallton 001".into()),
        incidents: Count::Exact(incidents),
        events: Count::Exact(incidents + 2),
        dates: Count::Exact(incidents - 1),
        positions: Some(2),
        centre: Wgs84 {
            lon: -2.25,
            lat: 53.5,
        },
        block: None,
    }
}

/// A hotspot.
pub(crate) fn group(name: &str, rank: u32, events: u32) -> HotspotGroup {
    HotspotGroup {
        id: format!("8a1951000000{rank:03}"),
        cell: "8a1951".into(),
        rank: Some(rank),
        rank_interval: None,
        name: name.into(),
        street: None,
        area: Some("Smallton 001".into()),
        events: Count::Exact(events),
        expected: Some(6.1),
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
        per_km: None,
        hours: None,
        one_address: None,
        harm: None,
    }
}

/// The profile of a ward.
pub(crate) fn profile() -> Profile {
    let month = |text, count| TrendMonth {
        month: Month::parse(text).unwrap(),
        count: Count::Exact(count),
        interval: Some((1.0, 50.0)),
        state: MonthState::Complete,
    };
    Profile {
        attender_terms: None,
        area: AreaCode::parse("ward22:E05000001").unwrap(),
        name: "Smallton".into(),
        residents: Some((9_412, "mid-2020".into())),
        km2: 2.3,
        indicators: vec![Indicator {
            id: "all".into(),
            label: "All".into(),
            count: Count::Exact(412),
            rate: Some(31.2),
            interval: Some((28.4, 34.2)),
            city_rate: Some(22.0),
            similar: Some((20.1, 35.2)),
        }],
        similar: Ok(SimilarAreas {
            areas: vec![(
                AreaCode::parse("ward22:E05000002").unwrap(),
                "Oldham Road".into(),
            )],
            method: "The one area closest in residents per km2.".into(),
        }),
        trend: Trend {
            months: vec![
                month("2023-12", 12),
                month("2024-01", 30),
                month("2024-02", 4),
            ],
            year: Err("there are three months".into()),
        },
        places: Vec::new(),
        settings: vec![
            (Setting::Street, Count::Exact(300)),
            (Setting::Licensed, Count::Exact(112)),
        ],
        deciles: Some(DecileMix {
            index: "imd19".into(),
            area: vec![0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            city: vec![0.1; 10],
        }),
        attenders: Some(Count::Exact(12)),
    }
}

/// The page of an answer, after a look at its width.
pub(crate) fn page_of<Q: Question>(question: &Q, released: &Released<Q::Found>) -> String {
    let sentence = "The sentence with its numbers and intervals. ".repeat(4);
    let page = page(released, &sentence, &question.tables(released));
    for line in page.lines() {
        assert!(line.chars().count() <= crate::table::WIDEST, "{line}");
    }
    page
}

/// Head and rows of the CSV of an answer.
pub(crate) fn csv_of<Q: Question>(question: &Q, released: &Released<Q::Found>) -> Vec<Vec<String>> {
    let text = question.sheet(released).csv(released);
    let split = |line: &str| {
        let mut fields = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => fields.last_mut().unwrap().push(other),
            }
        }
        fields
    };
    let rows: Vec<Vec<String>> = text.lines().map(split).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{text}");
    rows
}
