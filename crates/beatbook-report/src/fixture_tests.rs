//! A small released answer.

use beatbook_core::{
    Accounting, Answer, AreaCount, AreaCounts, Audience, BookId, Count, Day, LayerId, Policy,
    Released, Selection, SettingRule, Source, Wgs84,
};
use geo_types::{Geometry, polygon};

use crate::Table;

/// Three areas with 12, 3 and 0 incidents; the name of the second would be computed by a spreadsheet.
pub(crate) fn released(audience: Audience) -> Released<AreaCounts> {
    let area = |code: &str, name: &str, count| AreaCount {
        code: code.into(),
        name: name.into(),
        count: Count::Exact(count),
        rate: None,
        decile: Some(3),
        centre: Wgs84 {
            lon: -2.25,
            lat: 53.5,
        },
    };
    let day = Day::parse("2024-01-01").unwrap();
    let answer = Answer {
        value: AreaCounts {
            layer: LayerId::parse("ward22").unwrap(),
            areas: vec![
                area("W1", "North, \"Old\"", 12),
                area("W2", "=South", 3),
                area("W3", "West", 0),
            ],
        },
        selection: Selection::parse("category=violence").unwrap(),
        source: Source::Offence,
        period: (day, day.plus(365)),
        setting: SettingRule::Public,
        agreement: None,
        book: BookId("0123456789ab".into()),
        synthetic: true,
        method: None,
        accounting: Accounting::default(),
        caveats: Vec::new(),
    };
    answer.release(Policy::new(audience)).unwrap()
}

/// Their table, with shapes for the first two. The first is drawn clockwise, as some files are.
pub(crate) fn table(audience: Audience) -> Table {
    let clockwise: Geometry<f64> = polygon![
        (x: 0.0, y: 0.0),
        (x: 0.0, y: 1.123_456_789),
        (x: 1.0, y: 1.0),
        (x: 1.0, y: 0.0),
    ]
    .into();
    let plain: Geometry<f64> =
        polygon![(x: 1.0, y: 0.0), (x: 2.0, y: 0.0), (x: 2.0, y: 1.0)].into();
    crate::areas(&released(audience)).with_shapes([Some(clockwise), Some(plain), None])
}
