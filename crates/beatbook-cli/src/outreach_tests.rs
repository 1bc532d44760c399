use beatbook_core::{Audience, Count, LayerId, Outreach, OutreachArea};

use super::ByPartOfDay;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn asked() -> ByPartOfDay {
    ByPartOfDay {
        layer: LayerId::parse("ward22").unwrap(),
    }
}

fn found() -> Outreach {
    let area = |name: &str, counts: [u32; 5]| OutreachArea {
        code: format!("E05{name}"),
        name: name.into(),
        counts: counts.map(Count::Exact).to_vec(),
    };
    Outreach {
        layer: LayerId::parse("ward22").unwrap(),
        areas: vec![
            area("North", [0, 12, 31, 44, 9]),
            area("South", [1, 2, 3, 4, 5]),
        ],
        total: [1, 14, 34, 48, 14].map(Count::Exact).to_vec(),
        untimed: Count::Exact(6),
    }
}

#[test]
fn areas_stand_by_parts_of_the_day() {
    let text = page_of(&asked(), &released(found(), Audience::Analyst));
    assert!(text.contains("20:00–00:00"), "{text}");
    let north = text.lines().find(|line| line.contains("North")).unwrap();
    assert_eq!(north.split_whitespace().count(), 6, "{text}");
}

#[test]
fn a_sheet_has_a_row_for_each_area_and_part_and_hides_few() {
    let rows = csv_of(&asked(), &released(found(), Audience::Partnership));
    assert_eq!(rows.len(), 1 + 2 * 5);
    assert_eq!(rows[2][..5], ["North", "E05North", "12", "16", "10"]);
    assert_eq!(rows[8][4], "*");
}
