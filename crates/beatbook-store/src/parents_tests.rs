use std::collections::BTreeSet;

use beatbook_core::{Count, Unit, UnitCounts};

use crate::fixture::{HERE, SIDE, Town, instant, select};

fn told(text: &str) -> UnitCounts {
    let town = Town::new(|rows| {
        let noon = instant("2024-03-05", 12, 0);
        for cell in [HERE, HERE, HERE, HERE + 1, 12 * SIDE + 4, 11 * SIDE + 3] {
            rows.add(cell, noon);
        }
    });
    let (_folder, store) = town.store();
    store.counts(&select(text)).unwrap().value
}

fn sum(counts: impl Iterator<Item = Count>) -> u32 {
    counts.filter_map(Count::number).sum()
}

#[test]
fn what_parents_hold_is_what_their_units_hold() {
    for unit in ["h3-9", "h3-10", "bng-150"] {
        let found = told(&format!("unit={unit}"));
        let all = sum(found.units.iter().map(|unit| unit.count));
        assert_eq!(
            sum(found.parents.iter().map(|parent| parent.count)),
            all,
            "{unit}"
        );
        let held = found
            .units
            .iter()
            .filter(|unit| unit.count != Count::Exact(0));
        let units = found.parents.iter().filter_map(|parent| parent.units);
        assert_eq!(units.sum::<u32>(), held.count() as u32);
    }
    for unit in ["h3-8", "lsoa11"] {
        assert!(
            told(&format!("unit={unit}")).parents.is_empty(),
            "{unit} is seen from afar"
        );
    }
}

#[test]
fn every_unit_of_a_book_has_one_parent_of_its_kind() {
    let (_folder, store) = Town::new(|_| {}).store();
    let parents = store.parents(&Unit::Grid150);
    assert_eq!(parents.len(), SIDE * SIDE);
    let distinct: BTreeSet<u64> = parents.iter().map(|(parent, _)| *parent).collect();
    // 16 squares a parent, and some cut at the edge.
    assert!(
        (SIDE * SIDE / 16..=SIDE * SIDE / 8).contains(&distinct.len()),
        "{}",
        distinct.len()
    );
    assert!(
        store
            .parents(&Unit::Areas(
                beatbook_core::LayerId::parse("lsoa11").unwrap()
            ))
            .is_empty()
    );
}
