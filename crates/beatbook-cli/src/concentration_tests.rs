use beatbook_core::{Audience, ConcentrationIndices, HeldShare, Measure, PlacesHeld, Unit};

use super::Held;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> PlacesHeld {
    let measure = |value: f64| Measure {
        value,
        low: value - 0.01,
        high: value + 0.01,
    };
    let share = |(part, places)| HeldShare {
        part,
        places: measure(places),
        by_chance: 0.3,
    };
    PlacesHeld {
        unit: Unit::Street,
        places: 1_000,
        hit: 210,
        incidents: 1_204,
        nowhere: 12,
        indices: Some(ConcentrationIndices {
            gini: measure(0.91),
            generalised: measure(0.9),
            unbiased: None,
            shares: [(0.25, 0.012), (0.5, 0.041), (0.8, 0.1)].map(share).into(),
            curve: Vec::new(),
        }),
        refused: None,
    }
}

#[test]
fn each_share_stands_with_its_interval_and_beside_chance() {
    let text = page_of(&Held, &released(found(), Audience::Analyst));
    let half = text
        .lines()
        .find(|line| line.trim_start().starts_with("50%"))
        .unwrap();
    let words: Vec<&str> = half.split_whitespace().collect();
    assert_eq!(words, ["50%", "4.1%", "3.1%", "to", "5.1%", "41", "30%"]);
    assert!(text.contains("places: 1,000, 210 of them with an incident; 12 located elsewhere"));
}

#[test]
fn a_sheet_has_a_row_for_each_measure_that_there_is() {
    let csv = csv_of(&Held, &released(found(), Audience::Analyst))
        .iter()
        .map(|row| row.join(",") + "\n")
        .collect::<String>();
    assert!(csv.contains("share of places with 50%,0.041"), "{csv}");
    assert!(
        csv.contains("generalised gini,0.9") && !csv.contains("unbiased"),
        "{csv}"
    );
}
