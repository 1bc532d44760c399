use beatbook_core::{Audience, Count, Day, Night, NightGroup, Nights};

use super::HourByHour;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found(hours: &[u8]) -> Nights {
    let counts = |times: u32| (1..=hours.len() as u32).map(move |n| Count::Exact(n * times));
    let first = Day::parse("2023-10-06").unwrap();
    let night = |(after, count): (i32, u32)| Night {
        day: first.plus(after),
        hours: 13,
        count: Count::Exact(count),
    };
    Nights {
        hours: hours.to_vec(),
        total: counts(70).collect(),
        groups: vec![NightGroup {
            id: "8a1951000000001".into(),
            rank: Some(1),
            name: "The Long Room of the Corn Exchange".into(),
            counts: counts(3).collect(),
        }],
        nights: [12, 40, 0, 40, 9, 8, 7]
            .into_iter()
            .enumerate()
            .map(|(after, count)| night((after as i32, count)))
            .collect(),
        untimed: Count::Exact(4),
    }
}

fn night() -> Vec<u8> {
    (18..24).chain(0..7).collect()
}

#[test]
fn places_stand_by_hour_and_the_fullest_nights_below() {
    let text = page_of(&HourByHour, &released(found(&night()), Audience::Analyst));
    let all = text.lines().find(|line| line.contains("all places"));
    assert_eq!(all.unwrap().split_whitespace().count(), 2 + 13, "{text}");
    assert!(text.contains("The Long"), "{text}");
    let nights: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("Oct 2023"))
        .collect();
    assert_eq!(nights.len(), 5, "{text}");
    assert!(nights[0].starts_with("Sat 7 Oct 2023"), "{text}");
    assert!(nights[1].starts_with("Mon 9 Oct 2023"), "{text}");
}

#[test]
fn hours_that_do_not_fit_on_a_line_stand_in_tables_of_their_own() {
    let day: Vec<u8> = (0..24).collect();
    let text = page_of(&HourByHour, &released(found(&day), Audience::Analyst));
    assert_eq!(text.matches("all places").count(), 2, "{text}");
    let mut long = found(&night());
    long.total = vec![Count::Exact(120_400); 13];
    let text = page_of(&HourByHour, &released(long, Audience::Analyst));
    assert_eq!(text.matches("all places").count(), 2, "{text}");
}

#[test]
fn a_sheet_of_nights_has_every_hour_every_night_and_what_is_in_none() {
    let rows = csv_of(&HourByHour, &released(found(&night()), Audience::Analyst));
    assert_eq!(rows.len(), 1 + 2 * 13 + 7 + 1);
    assert_eq!(rows[1][..4], ["hour", "", "all places", "18"]);
    assert_eq!(rows[14][7], "8a1951000000001");
    assert_eq!(rows[27][4..7], ["2023-10-06", "13", "12"]);
    assert_eq!(rows[34][6], "4");
}

#[test]
fn partners_see_neither_small_counts_nor_ranks() {
    let rows = csv_of(
        &HourByHour,
        &released(found(&night()), Audience::Partnership),
    );
    assert_eq!(rows[14][1], "");
    assert_eq!(rows[14][6], "*");
    assert_eq!(rows[27][6], "10");
    assert_eq!(rows[34][6], "*");
}
