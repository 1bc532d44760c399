use beatbook_core::{Audience, GridStability, Policy, StableGroup, Verdict};

use super::Moved;
use crate::answers_fixture_tests::{answer, csv_of, page_of, released};

fn found() -> GridStability {
    let group = |rank: u32, name: &str, hot: u32| StableGroup {
        id: format!("8a195100000000{rank}"),
        rank: Some(rank),
        name: name.into(),
        area: Some("Smallton 012C".into()),
        hot,
        tested: 19,
    };
    GridStability {
        verdict: Verdict::Hot,
        groups: vec![
            group(1, "The Long Room of the Corn Exchange", 19),
            group(2, "Mill Lane", 6),
        ],
        grids: 19,
        grids_with_hot_cells: 19,
        cell_m2: 15_047.0,
        cells: 7_700,
    }
}

#[test]
fn places_that_depend_on_the_grid_are_marked() {
    let text = page_of(&Moved { grids: 19 }, &released(found(), Audience::Analyst));
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("of 19")).collect();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("6 of 19") && line.contains("depends on the grid")),
        "{text}"
    );
    let sure = lines.iter().find(|line| line.contains("19 of 19")).unwrap();
    assert!(!sure.contains("depends"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_one_row_for_each_hotspot() {
    let rows = csv_of(
        &Moved { grids: 19 },
        &released(found(), Audience::Operational),
    );
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[2][..7],
        [
            "2",
            "Mill Lane",
            "Smallton 012C",
            "6",
            "19",
            "19",
            "8a1951000000002"
        ]
    );
}

#[test]
fn partners_are_not_told_how_often() {
    let refused = answer(found())
        .release(Policy::new(Audience::Partnership))
        .unwrap_err();
    assert!(refused.contains("worked out from true counts"), "{refused}");
}
