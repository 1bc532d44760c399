use beatbook_core::{Audience, Concerned, Count, DecileGroup, DecileShare, Deprivation, LayerId};

use super::Deciles;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> Deprivation {
    let group = |concerned, first: u32, interval| {
        let decile = |number: u32| {
            let count = if number == 1 { first } else { 4 };
            DecileShare {
                count: Count::Exact(count),
                share: Some(f64::from(count) / f64::from(first + 36)),
                interval: (number == 1).then_some(interval).flatten(),
            }
        };
        DecileGroup {
            concerned,
            base: Count::Exact(first + 36),
            unplaced: Count::Exact(3),
            outside: Count::Exact(21),
            deciles: (1..=10).map(decile).collect(),
        }
    };
    Deprivation {
        attender_terms: None,
        index: "imd19".into(),
        layer: LayerId::parse("lsoa11").unwrap(),
        groups: vec![
            group(Concerned::Areas, 120, None),
            group(Concerned::Suspects, 64, Some((0.54, 0.73))),
        ],
    }
}

#[test]
fn shares_stand_by_decile_with_the_interval_of_the_first() {
    let text = page_of(
        &Deciles { index: None },
        &released(found(), Audience::Analyst),
    );
    let suspects = text.lines().find(|line| line.starts_with("suspects"));
    let suspects: Vec<&str> = suspects.unwrap().split_whitespace().collect();
    assert_eq!(suspects[1..4], ["100", "64%", "4%"]);
    assert_eq!(suspects.last(), Some(&"54-73"));
    assert!(
        text.contains(
            "suspects: people linked as suspect, by home; 3 without a known place, 21 outside"
        ),
        "{text}"
    );
    assert!(!text.contains("offender"));
}

#[test]
fn a_group_of_nobody_has_no_stars() {
    let mut found = found();
    let suspects = &mut found.groups[1];
    suspects.base = Count::Exact(0);
    for decile in &mut suspects.deciles {
        (decile.count, decile.share, decile.interval) = (Count::Exact(0), None, None);
    }
    let text = page_of(
        &Deciles { index: None },
        &released(found, Audience::Analyst),
    );
    assert!(text.contains("\nsuspects") && !text.contains('*'), "{text}");
}

#[test]
fn a_sheet_of_deprivation_has_ten_rows_for_each_group() {
    let rows = csv_of(
        &Deciles { index: None },
        &released(found(), Audience::Analyst),
    );
    assert_eq!(rows.len(), 21);
    assert_eq!(rows[11][2], "suspects");
    assert_eq!(rows[11][6..9], ["1", "64", "0.64"]);
}

#[test]
fn partners_see_stars_for_small_counts_and_true_numbers_of_areas() {
    let rows = csv_of(
        &Deciles { index: None },
        &released(found(), Audience::Partnership),
    );
    assert_eq!(rows[1][7], "120", "published");
    assert_eq!(rows[11][7], "65");
    assert_eq!(rows[12][7], "*");
}
