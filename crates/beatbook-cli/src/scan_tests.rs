use beatbook_core::{
    Audience, Count, Day, Outbreak, Outbreaks, ScanAsked, ScanStep, ScanVerdict, Wgs84,
};

use super::Scanned;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn asking() -> Scanned {
    Scanned {
        asked: ScanAsked::default(),
    }
}

fn found(counts: &[u32]) -> Outbreaks {
    let day = Day::parse("2024-03-04").unwrap();
    let outbreak = |(number, &observed): (i32, &u32)| Outbreak {
        id: format!("8a195100000000{number}"),
        name: "The Long Room of the Corn Exchange at the Cathedral".into(),
        area: Some("Smallton 001".into()),
        from: day.plus(7 * number),
        to: day.plus(7 * number + 13),
        observed: Count::Exact(observed),
        expected: Some(4.25),
        p: Some(0.001),
        centre: Wgs84 {
            lon: -2.25,
            lat: 53.5,
        },
        radius: 564.2,
    };
    Outbreaks {
        verdict: if counts.is_empty() {
            ScanVerdict::None
        } else {
            ScanVerdict::Outbreak
        },
        outbreaks: (0..).zip(counts).map(outbreak).collect(),
        strongest: None,
        withheld: 0,
        asked: ScanAsked::default(),
        step: ScanStep::Week,
        steps: 52,
        period: (day, day.plus(363)),
        scanned: Count::Exact(1_204),
        cylinders: 1_234_567,
        places: "hexagons of about 130 m".into(),
        alpha: 0.05,
    }
}

#[test]
fn an_outbreak_is_a_line_with_its_place_days_and_chance() {
    let text = page_of(&asking(), &released(found(&[17, 9]), Audience::Analyst));
    let line = text
        .lines()
        .find(|line| line.contains("2024-03-04  2024-03-17"));
    let line = line.unwrap_or_else(|| panic!("{text}"));
    for part in ["564 m", "17", "4.2", "4.0", "0.001"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(
        text.contains("1,234,567 in all, against 999 permutations"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn without_an_outbreak_there_is_no_table_but_how_it_was_scanned() {
    let text = page_of(&asking(), &released(found(&[]), Audience::Analyst));
    assert!(!text.contains("most of it at"), "{text}");
    assert!(text.contains("scanned: 52 steps of a week"), "{text}");
}

#[test]
fn a_sheet_says_how_it_was_scanned() {
    let csv = csv_of(&asking(), &released(found(&[17]), Audience::Partnership));
    let row = &csv[1];
    for text in ["2024-03-04", "15", "564", "week", "52", "999"] {
        assert!(row.iter().any(|field| field == text), "{text}: {row:?}");
    }
    assert!(
        !row.iter().any(|field| field == "17" || field == "0.001"),
        "{row:?}"
    );
}
