use std::collections::BTreeSet;

use super::Change;
use crate::Town;
use crate::plane::{area, edges};

fn sides(ring: &[[f64; 2]]) -> BTreeSet<[u64; 4]> {
    edges(ring)
        .map(|(a, b)| {
            [
                a[0].to_bits(),
                a[1].to_bits(),
                b[0].to_bits(),
                b[1].to_bits(),
            ]
        })
        .collect()
}

#[test]
fn fifteen_areas_split_and_two_pairs_merged_make_295() {
    let town = Town::shared();
    assert_eq!(town.areas21().len(), 295);
    let count = |wanted| town.lsoa21.changes.iter().filter(|c| **c == wanted).count();
    assert_eq!(count(Change::Split), 15);
    assert_eq!(count(Change::Merged), 4);
    assert_eq!(count(Change::Unchanged), 263);
    let codes: BTreeSet<_> = town.areas21().iter().map(|one| &one.code).collect();
    let names: BTreeSet<_> = town.areas21().iter().map(|one| &one.name).collect();
    assert_eq!((codes.len(), names.len()), (295, 295));
    let sorted: Vec<_> = town.areas21().iter().map(|one| &one.code).collect();
    assert!(sorted.is_sorted());
}

#[test]
fn unchanged_areas_keep_code_and_outline_and_others_get_new_codes() {
    let town = Town::shared();
    let old: BTreeSet<_> = town.areas().iter().map(|one| &one.code).collect();
    let old_names: BTreeSet<_> = town.areas().iter().map(|one| &one.name).collect();
    for (i, one) in town.areas().iter().enumerate() {
        let new = town.codes21_of(i);
        match town.lsoa21.changes[i] {
            Change::Unchanged => {
                assert_eq!(new.len(), 1);
                assert_eq!(&town.areas21()[new[0]], one);
            }
            Change::Split => assert_eq!(new.len(), 2),
            Change::Merged => assert_eq!(new.len(), 1),
        }
        if town.lsoa21.changes[i] != Change::Unchanged {
            for &child in new {
                assert!(!old.contains(&town.areas21()[child].code));
                assert!(!old_names.contains(&town.areas21()[child].name));
            }
        }
    }
}

#[test]
fn children_share_their_parents_outline_to_the_last_bit() {
    let town = Town::shared();
    for (i, parent) in town.areas().iter().enumerate() {
        if town.lsoa21.changes[i] != Change::Split {
            continue;
        }
        let children: Vec<_> = town
            .codes21_of(i)
            .iter()
            .map(|&child| &town.areas21()[child])
            .collect();
        let sum: f64 = children.iter().map(|child| area(&child.ring)).sum();
        assert!((sum - area(&parent.ring)).abs() < 0.01, "{}", parent.name);
        let outline = sides(&parent.ring);
        let new: BTreeSet<_> = children
            .iter()
            .flat_map(|child| sides(&child.ring))
            .filter(|side| !outline.contains(side))
            .collect();
        assert_eq!(new.len(), 2, "one line, once in each direction");
        for child in &children {
            assert!(
                area(&child.ring) > 0.3 * area(&parent.ring),
                "{}",
                child.name
            );
        }
    }
}
