use beatbook_core::Audience;

use super::OneArea;
use crate::answers_fixture_tests::{csv_of, page_of, profile, released};

#[test]
fn a_profile_shows_rates_beside_those_of_the_whole_and_months_by_year() {
    let text = page_of(&OneArea, &released(profile(), Audience::Analyst));
    assert!(
        text.contains("ward22:E05000001: 9,412 residents (mid-2020), 2.30 km2"),
        "{text}"
    );
    let all = text.lines().find(|line| line.starts_with("All")).unwrap();
    let all: Vec<&str> = all.split_whitespace().collect();
    assert_eq!(
        all[1..],
        ["412", "31.2", "28.4-34.2", "22.0", "1.4x", "20.1-35.2"]
    );
    let year = text.lines().find(|line| line.starts_with("2024")).unwrap();
    assert_eq!(
        year.split_whitespace().collect::<Vec<_>>(),
        ["2024", "30", "4"]
    );
    assert!(
        text.contains("settings: street 300, licensed 112"),
        "{text}"
    );
    assert!(text.contains("wherever they were treated: 12"), "{text}");
    assert!(
        text.contains("similar: Oldham Road. The one area"),
        "{text}"
    );
    let year = "cannot be told: there are three months.";
    assert!(text.contains(year), "{text}");
}

#[test]
fn a_program_can_read_the_counts_of_months() {
    let rows = csv_of(&OneArea, &released(profile(), Audience::Analyst));
    let months: Vec<&[String]> = rows
        .iter()
        .filter(|row| row[0] == "month")
        .map(|row| &row[1..4])
        .collect();
    assert_eq!(months[0], ["2023-12", "", "12"]);
    assert_eq!(months.len(), 3);
    assert!(
        rows.iter()
            .any(|row| row[0] == "indicator" && row[1] == "all")
    );
    assert!(
        rows.iter()
            .any(|row| row[0] == "decile" && row[10] == "0.5" && row[7] == "0.1")
    );
    assert!(
        rows.iter()
            .any(|row| row[0] == "attenders" && row[3] == "12")
    );
}

#[test]
fn partners_see_rounded_counts_and_no_rates() {
    let rows = csv_of(&OneArea, &released(profile(), Audience::Partnership));
    let all = rows.iter().find(|row| row[1] == "all").unwrap();
    assert_eq!((all[3].as_str(), all[4].as_str()), ("410", ""));
    let month = rows.iter().find(|row| row[1] == "2024-02").unwrap();
    assert_eq!(month[3], "*");
}
