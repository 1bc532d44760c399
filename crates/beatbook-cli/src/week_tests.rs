use beatbook_core::{Audience, Count, HourOfWeek, Week, WeekHour, WeekOf};

use super::WholeWeek;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn week(scale: f64) -> Week {
    let hour = |number: u8| WeekHour {
        hour: HourOfWeek::new(number / 24, number % 24),
        incidents: Some(f64::from(number % 24) * scale),
        exposure: u32::from(number != 50) * 52,
        rate: Some(0.5),
        expected: Some(4.0),
        q: Some(0.2),
        unusual: match number {
            142..=147 => 1,
            3 => -1,
            _ => 0,
        },
    };
    Week {
        hours: (0..168).map(hour).collect(),
        counted: Count::Exact(1_204),
        spread: Count::Exact(133),
        too_long: Count::Exact(12),
        of: "all that is selected".into(),
    }
}

const ALL: WholeWeek = WholeWeek { of: WeekOf::All };

#[test]
fn a_week_is_seven_rows_of_twenty_four_and_its_unusual_hours_in_words() {
    let text = page_of(&ALL, &released(week(1.0), Audience::Analyst));
    let days = |text: &str, day: &str| text.lines().filter(|l| l.starts_with(day)).count();
    assert_eq!(days(&text, "Mon"), 1);
    let monday = text.lines().find(|line| line.starts_with("Mon")).unwrap();
    assert_eq!(monday.split_whitespace().count(), 25, "{monday}");
    assert!(monday.contains("3\u{2212}"), "{monday}");
    assert!(
        text.contains("+ unusually busy: Sat 22:00 to Sun 04:00"),
        "{text}"
    );
    assert!(
        text.contains("\u{2212} unusually quiet: Mon 03:00 to 04:00"),
        "{text}"
    );
    assert!(
        text.contains("blank: hours that were not looked at"),
        "{text}"
    );
    assert!(
        text.contains("133 of them spread over an interval"),
        "{text}"
    );
}

#[test]
fn numbers_too_wide_for_a_line_stand_in_two_halves() {
    let text = page_of(&ALL, &released(week(1_000.0), Audience::Analyst));
    assert_eq!(text.lines().filter(|l| l.starts_with("Tue")).count(), 2);
}

#[test]
fn a_sheet_of_a_week_has_168_rows_and_stars_for_what_may_not_be_shown() {
    let rows = csv_of(&ALL, &released(week(1.0), Audience::Analyst));
    assert_eq!(rows.len(), 169);
    assert_eq!(rows[0][4], "incidents");
    assert_eq!(rows[1 + 142][1..4], ["142", "Sat", "22"]);
    let rows = csv_of(&ALL, &released(week(1.0), Audience::Partnership));
    assert_eq!(rows[1 + 3][4], "*");
    assert_eq!(
        rows[1 + 142][9],
        "",
        "what is unusual would tell counts apart"
    );
}
