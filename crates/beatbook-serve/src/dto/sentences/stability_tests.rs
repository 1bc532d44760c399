use beatbook_core::{Audience, GridStability, Policy, StableGroup, Verdict};

use crate::answers_fixture_tests::answer;

fn group(name: &str, hot: u32, tested: u32) -> StableGroup {
    StableGroup {
        id: "8a1951000000001".into(),
        rank: Some(1),
        name: name.into(),
        area: None,
        hot,
        tested,
    }
}

fn said(verdict: Verdict, groups: Vec<StableGroup>, lit: u32) -> String {
    let found = GridStability {
        verdict,
        groups,
        grids: 19,
        grids_with_hot_cells: lit,
        cell_m2: 15_047.0,
        cells: 7_700,
    };
    let released = answer(found, "", 99).release(Policy::new(Audience::Analyst));
    super::stability(&released.unwrap())
}

#[test]
fn the_least_sure_hotspot_is_named() {
    let groups = vec![
        group("Mill Lane", 19, 19),
        group("High Street", 6, 19),
        group("Quay", 11, 19),
    ];
    assert_eq!(
        said(Verdict::Hot, groups, 19),
        "1 of 3 hotspots stay hot on at least three in four of 19 grids; the least sure is High Street, \
         which stays hot in 6 of 19 grids."
    );
    assert_eq!(
        said(Verdict::Hot, vec![group("Mill Lane", 17, 19)], 19),
        "1 of 1 hotspot stays hot on at least three in four of 19 grids."
    );
}

#[test]
fn where_nothing_stands_out_the_moved_grids_say_whether_that_was_luck() {
    assert_eq!(
        said(Verdict::None, Vec::new(), 0),
        "No place stands out, and on none of 19 grids any cell is hot."
    );
    assert!(said(Verdict::None, Vec::new(), 2).contains("on 2 of 19"));
    assert!(said(Verdict::TooFew, Vec::new(), 0).contains("8 are needed"));
}

#[test]
fn a_place_that_no_grid_holds_is_not_called_cold() {
    assert_eq!(
        super::stays(&group("Quay", 0, 0)),
        "lies outside what is looked at on every grid"
    );
    assert_eq!(
        super::stays(&group("Quay", 0, 19)),
        "is hot in none of 19 grids"
    );
    assert!(!super::is_stable(&group("Quay", 0, 0)));
}
