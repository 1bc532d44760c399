use beatbook_core::{GridStability, Verdict};

use crate::fixture::{HERE, Town, around, instant, select};

fn ask(town: &Town, selection: &str) -> GridStability {
    let (_folder, store) = town.store();
    store.stability(&select(selection), 19).unwrap().value
}

#[test]
fn a_broad_hotspot_stays_hot_on_nearly_all_grids() {
    let town = Town::new(|rows| {
        rows.scatter("2024-01-02");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for _ in 0..12 {
                rows.add(cell, instant("2024-06-01", 20, 0));
            }
        }
    });
    let found = ask(&town, "");
    assert_eq!((found.verdict, found.grids), (Verdict::Hot, 19));
    let group = found
        .groups
        .iter()
        .find(|group| group.rank == Some(1))
        .unwrap();
    assert_eq!(group.tested, 19);
    assert!(group.hot >= 15, "{group:?}");
    assert_eq!(group.rank, Some(1));
    assert!(found.grids_with_hot_cells >= group.hot);
    assert!((found.cell_m2 - 15_000.0).abs() < 1e-6);
}

#[test]
fn where_nothing_stands_out_there_is_nothing_to_be_stable() {
    let town = Town::new(|rows| rows.scatter("2024-01-02"));
    let found = ask(&town, "");
    assert_eq!(found.verdict, Verdict::None);
    assert!(found.groups.is_empty());
    assert!(found.cells > 50);
}

#[test]
fn what_was_not_tested_is_not_moved() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-06-01", 20, 0));
    });
    let found = ask(&town, "");
    assert_eq!((found.verdict, found.cells), (Verdict::TooFew, 0));
}
