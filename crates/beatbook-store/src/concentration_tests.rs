use crate::fixture::{HERE, Town, instant, select};

/// Thirty robberies in one cell and ten, one each, in others.
fn town() -> Town {
    Town::new(|rows| {
        for step in 0..30 {
            rows.add(HERE, instant("2023-01-02", 12, 0) + step * 86_400);
        }
        for cell in 20..30 {
            rows.add(cell, instant("2023-03-02", 12, 0));
        }
    })
}

#[test]
fn places_without_an_incident_are_part_of_the_whole() {
    let (_folder, store) = town().store();
    let found = store.concentration(&select("")).unwrap().value;
    assert_eq!((found.incidents, found.hit, found.nowhere), (40, 11, 0));
    // The northern row lies beyond the study area.
    assert_eq!(found.places, 240);
    let indices = found.indices.unwrap();
    let half = indices
        .shares
        .iter()
        .find(|share| share.part == 0.5)
        .unwrap();
    // Twenty of the thirty in the first cell.
    assert!((half.places.value - 2.0 / 3.0 / 240.0).abs() < 1e-12);
    assert!(half.places.low <= half.places.value && half.places.high < half.by_chance);
    assert!(indices.gini.value > 0.98);
    assert!(indices.generalised.value < indices.gini.value);
}

#[test]
fn few_incidents_and_premises_have_no_answer() {
    let (_folder, store) = town().store();
    let few = store
        .concentration(&select("from=2023-03-01"))
        .unwrap()
        .value;
    assert_eq!((few.incidents, few.indices), (10, None));
    assert!(few.refused.unwrap().contains("it takes 30"));
    let refused = store.concentration(&select("unit=premises")).unwrap_err();
    assert_eq!(refused.part, "unit");
    let children = store.concentration(&select("flag=under-18")).unwrap_err();
    assert!(!children.reason.is_empty());
}

#[test]
fn in_one_area_only_its_places_count() {
    let (_folder, store) = town().store();
    let south = store
        .concentration(&select("area=ward22:E05000000"))
        .unwrap()
        .value;
    assert!(south.places < 240 && south.incidents == 40, "{south:?}");
}
