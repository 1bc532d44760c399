//! Answers to build on: a year of a synthetic city.

use beatbook_core::{
    Accounting, Answer, BookId, Count, Day, HotClass, HotspotGroup, Method, Selection, SettingRule,
    Source, Wgs84,
};

/// An answer about the police source in 2024 in which everything selected is located.
pub(crate) fn answer<T>(value: T, selection: &str, incidents: u32) -> Answer<T> {
    let day = Day::parse("2024-01-01").unwrap();
    let count = Count::Exact(incidents);
    Answer {
        value,
        selection: Selection::parse(selection).unwrap(),
        source: Source::Offence,
        period: (day, day.plus(364)),
        setting: SettingRule::Public,
        agreement: None,
        book: BookId("0123456789ab".into()),
        synthetic: true,
        method: Some(Method {
            statistic: "Getis-Ord Gi*",
            p_value: "exact upper tail".into(),
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
            activity: Count::Exact(0),
            dwelling: Count::Exact(0),
            institution: Count::Exact(0),
            setting: Count::Exact(0),
            uncertain: Count::Exact(0),
            incidents: count,
        },
        caveats: Vec::new(),
    }
}

/// A strong hotspot.
pub(crate) fn group(name: &str, events: u32) -> HotspotGroup {
    HotspotGroup {
        id: "8a1951".into(),
        cell: "8a1951".into(),
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
        per_km: None,
        hours: None,
        one_address: None,
        harm: None,
    }
}
