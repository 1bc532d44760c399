use beatbook_core::{Count, UnitCounts};

use crate::fixture::{HERE, SIDE, Town, id_of, instant, select};

/// Three robberies in one cell, one far in the north and one without a place.
fn town() -> Town {
    Town::new(|rows| {
        let noon = instant("2024-03-05", 12, 0);
        for cell in [HERE, HERE, HERE, 12 * SIDE + 4] {
            rows.add(cell, noon);
        }
        rows.add(HERE, noon).at = None;
    })
}

fn told(text: &str) -> UnitCounts {
    let (_folder, store) = town().store();
    let answer = store.counts(&select(text)).unwrap();
    let found = answer.value;
    let counts = found.units.iter().map(|unit| unit.count);
    let sum: u32 = counts
        .chain([found.nowhere])
        .filter_map(Count::number)
        .sum();
    assert_eq!(answer.accounting.located, Count::Exact(sum));
    let weights = found.units.iter().map(|unit| unit.weight);
    let weight: u64 = weights.chain([found.nowhere_weight]).flatten().sum();
    assert_eq!(weight, u64::from(sum) << 32);
    found
}

#[test]
fn every_cell_of_the_study_area_is_told_and_their_counts_add_up() {
    let found = told("");
    // The northern row is the ring.
    assert_eq!(found.units.len(), SIDE * (SIDE - 1));
    let here = found.units.iter().find(|unit| unit.id == id_of(HERE));
    assert_eq!(here.unwrap().count, Count::Exact(3));
    assert_eq!(found.nowhere, Count::Exact(0));
}

#[test]
fn areas_are_told_by_code_and_name_in_the_order_of_the_layer() {
    let found = told("unit=lsoa11");
    let told: Vec<_> = found
        .units
        .iter()
        .map(|unit| (unit.id.as_str(), unit.name.is_some(), unit.count.number()))
        .collect();
    assert_eq!(
        told,
        [
            ("E01000000", true, Some(3)),
            ("E01000001", true, Some(0)),
            ("E01000002", true, Some(1)),
            ("E01000003", true, Some(0)),
        ]
    );
}

#[test]
fn of_one_area_its_own_cells_and_those_next_to_them_are_told() {
    let found = told("area=lsoa11:E01000000");
    assert!(
        (64..=81).contains(&found.units.len()),
        "{}",
        found.units.len()
    );
    let all: u32 = found.units.iter().filter_map(|u| u.count.number()).sum();
    assert_eq!(all, 3);
}

#[test]
fn a_layer_that_is_not_there_is_refused_with_those_that_are() {
    let (_folder, store) = town().store();
    let error = store.counts(&select("unit=lsoa21")).unwrap_err();
    assert_eq!(error.part, "unit");
    assert!(error.accepted.contains(&"lsoa11".to_owned()), "{error}");
}
