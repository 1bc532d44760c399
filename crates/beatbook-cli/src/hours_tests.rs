use beatbook_core::{
    Audience, Count, HotClass, HourFrame, HourlyCell, HourlyGroup, HourlyHotspots, Verdict,
};

use super::HotHours;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found(hours: &[u8]) -> HourlyHotspots {
    let classes = |class: HotClass| {
        let of = |at: usize| if at < 3 { class } else { HotClass::None };
        (0..hours.len()).map(of).collect::<Vec<_>>()
    };
    let frame = |hour: &u8| HourFrame {
        hour: *hour,
        width: 3,
        events: Count::Exact(1_204),
        tested: 7_731,
        cells: 2,
        groups: 1,
    };
    let cell = |cell: &str, group: Option<u32>| HourlyCell {
        cell: cell.into(),
        number: 0,
        group,
        classes: classes(HotClass::At5Percent),
    };
    HourlyHotspots {
        frames: hours.iter().map(frame).collect(),
        groups: vec![HourlyGroup {
            id: "SJ842981".into(),
            cell: "8a1951b75cc7fff".into(),
            rank: Some(1),
            name: "Corn Exchange".into(),
            events: Count::Exact(226),
            class: HotClass::At01Percent,
            counts: vec![Count::Exact(46); hours.len()],
            expected: vec![Some(2.5); hours.len()],
            classes: classes(HotClass::At01Percent),
        }],
        cells: vec![cell("8a1", Some(0)), cell("8a2", None)],
        ..HourlyHotspots::untested(Verdict::Hot)
    }
}

fn night() -> Vec<u8> {
    (18..24).chain(0..7).collect()
}

#[test]
fn a_hotspot_has_its_count_at_the_hours_it_is_hot_and_a_point_at_others() {
    let text = page_of(&HotHours, &released(found(&night()), Audience::Analyst));
    let row = text
        .lines()
        .find(|line| line.contains("Corn Exchange"))
        .unwrap();
    assert_eq!(
        row.split_whitespace()
            .filter(|word| *word == "46++")
            .count(),
        3,
        "{text}"
    );
    assert!(row.ends_with('.'), "{text}");
    assert!(text.contains("hot cells elsewhere"), "{text}");
    assert!(text.contains("1,204"), "{text}");
    assert!(text.contains("an hour holds incidents;"), "{text}");
}

#[test]
fn a_day_is_cut_into_tables_that_fit() {
    let day: Vec<u8> = (0..24).collect();
    let text = page_of(&HotHours, &released(found(&day), Audience::Analyst));
    assert!(text.matches("Corn Exchange").count() >= 2, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_every_hour_of_every_hotspot_and_the_hot_cells() {
    let sheet = csv_of(&HotHours, &released(found(&[22, 23]), Audience::Analyst));
    let lines: Vec<String> = sheet.iter().map(|fields| fields.join(",")).collect();
    for wanted in [
        "hotspot,1,Corn Exchange,22,3,46,2.50,3,SJ842981,8a1951b75cc7fff",
        "cell,,Corn Exchange,23,3,,,1,SJ842981,8a1",
        "cell,,,23,3,,,1,,8a2",
    ] {
        assert!(
            lines.iter().any(|line| line.starts_with(wanted)),
            "{wanted}: {lines:?}"
        );
    }
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("all,")).count(),
        2,
        "{lines:?}"
    );
}

#[test]
fn nothing_tested_has_no_table() {
    let none = HourlyHotspots::untested(Verdict::TooFew);
    let text = page_of(&HotHours, &released(none, Audience::Analyst));
    assert!(!text.contains("all places"), "{text}");
}
