use beatbook_core::{Audience, Count, Day, Recent, RecentGroup};

use super::LastDays;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> Recent {
    let last = Day::parse("2024-09-13").unwrap();
    let group = |rank: u32, name: &str, days: &[i32]| RecentGroup {
        id: format!("SJ849{rank}"),
        cell: "8a1951".into(),
        rank: Some(rank),
        name: name.into(),
        area: Some("Smallton 012C".into()),
        events: Count::Exact(60),
        recent: Count::Exact(days.len() as u32 * 2),
        usual: Some(3.25),
        days: days.iter().map(|back| (last.plus(-back), 2)).collect(),
    };
    Recent {
        period: (last.plus(-13), last),
        groups: vec![
            group(1, "The Long Room of the Corn Exchange", &[0, 1, 4, 9]),
            group(2, "Mill Lane", &[]),
        ],
        total: Count::Exact(31),
        withheld: 0,
    }
}

#[test]
fn the_latest_days_stand_beside_what_is_usual() {
    let asked = LastDays { days: 14 };
    let text = page_of(&asked, &released(found(), Audience::Analyst));
    let line = text.lines().find(|line| line.contains("The Long")).unwrap();
    assert!(
        line.contains("3.2") && line.contains("13 Sep 2024"),
        "{text}"
    );
    assert!(!line.contains("4 Sep 2024"), "three days are told: {text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_one_row_for_each_day() {
    let asked = LastDays { days: 14 };
    let rows = csv_of(&asked, &released(found(), Audience::Operational));
    assert_eq!(rows.len(), 1 + 4 + 1);
    assert_eq!(rows[1][3..7], ["8", "3.2", "2024-09-13", "2"]);
    assert_eq!(rows[5][3..7], ["0", "3.2", "", ""]);
}

#[test]
fn partners_see_no_days() {
    let asked = LastDays { days: 14 };
    let rows = csv_of(&asked, &released(found(), Audience::Partnership));
    assert_eq!(rows.len(), 1 + 2);
    assert!(
        rows[1..]
            .iter()
            .all(|row| row[4].is_empty() && row[5].is_empty())
    );
}
