use super::*;

#[test]
fn a_place_in_one_area_at_most_has_one_or_none() {
    let held = Membership::One(vec![2, u32::MAX]);
    assert_eq!(held.of(0), [2]);
    assert!(held.of(1).is_empty() && held.of(9).is_empty());
    assert_eq!((held.one(0), held.one(1)), (2, u32::MAX));
    assert!(held.contains(0, 2) && !held.contains(0, 1) && !held.contains(1, u32::MAX));
    assert!(held.says(1, 1) && !held.says(u32::MAX, 1) && !held.overlaps());
}

#[test]
fn a_place_in_several_areas_is_in_each() {
    let mut sets = AreaSets::default();
    let set = [&[0, 4][..], &[], &[4]].map(|areas| sets.number(areas));
    let held = Membership::Many {
        set: set.into(),
        sets,
    };
    assert_eq!(held.of(0), [0, 4]);
    assert!(held.of(1).is_empty());
    assert!(held.contains(0, 4) && held.contains(2, 4) && !held.contains(2, 0));
    assert_eq!(held.one(0), u32::MAX);
    assert!(held.says(set[0], 0) && held.says(set[2], 4) && !held.says(set[2], 2));
    assert!(!held.says(u32::MAX, 4) && held.overlaps());
}
