use super::*;

#[test]
fn a_set_has_one_number_and_no_area_has_none() {
    let mut sets = AreaSets::default();
    let met = [&[3][..], &[0, 3], &[], &[3], &[0]].map(|areas| sets.number(areas));
    assert_eq!(met, [0, 1, u32::MAX, 0, 2]);
    assert_eq!(sets.of(1), [0, 3]);
    assert!(sets.of(u32::MAX).is_empty() && sets.of(3).is_empty());
}

#[test]
fn sets_come_back_from_an_object() {
    let mut sets = AreaSets::default();
    assert_eq!(AreaSets::decode(&sets.encode().unwrap()).unwrap(), sets);
    for areas in [&[5][..], &[1, 2, 9], &[2]] {
        sets.number(areas);
    }
    assert_eq!(AreaSets::decode(&sets.encode().unwrap()).unwrap(), sets);
}

#[test]
fn sets_out_of_order_are_refused() {
    let damaged = Writing::default()
        .with("set", vec![1_u32])
        .with("area", vec![1_u32])
        .into_bytes()
        .unwrap();
    let error = AreaSets::decode(&damaged).unwrap_err();
    assert_eq!(error, "a set of areas stands out of order or twice");
}
