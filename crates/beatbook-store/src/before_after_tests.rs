use beatbook_core::Audience;

use crate::fixture::{HERE, SIDE, Town, id_of, instant, select};

use super::*;

/// Two years of one incident every other day in the north-east, and in the south-west `before` a day apart
/// until April 2023, `after` apart from then on.
fn town(before: usize, after: usize) -> Town {
    Town::new(|rows| {
        for day in 0..730 {
            let at = instant("2022-04-01", 20, 0) + day * 86_400;
            if day % 2 == 0 {
                rows.add(12 * SIDE + 12, at);
            }
            let every = if day < 365 { before } else { after };
            if (day as usize).is_multiple_of(every) {
                rows.add(HERE, at);
            }
        }
    })
}

fn asked(words: [Option<&str>; 3]) -> BeforeAfterAsked {
    let [steps, cell, comparison] = words;
    BeforeAfterAsked::parse([Some("2023-04-01"), steps, cell, comparison]).unwrap()
}

const AREA: &str = "area=lsoa11:E01000000";

fn told(town: &Town, selection: &str, asked: &BeforeAfterAsked) -> BeforeAfter {
    let (_folder, store) = town.store();
    store.before_after(&select(selection), asked).unwrap().value
}

#[test]
fn a_halving_that_the_comparison_does_not_share_is_told() {
    let found = told(&town(2, 4), AREA, &asked([Some("12"), None, None]));
    assert_eq!(
        (found.own, found.compared.0),
        ((Count::Exact(168), Count::Exact(84)), Count::Exact(168))
    );
    assert_eq!(found.steps.len(), 24);
    let change = found.change.unwrap();
    assert!(
        (change.relative.percent.unwrap() + 50.0).abs() < 2.0,
        "{change:?}"
    );
    assert!(change.relative.high.unwrap() < 0.0);
    assert_eq!(change.comparison.step(), 0);
    assert!(found.refused.is_none());
}

#[test]
fn a_cell_is_a_place_too_and_the_rest_is_without_it() {
    let cell = id_of(HERE);
    let found = told(&town(2, 4), "", &asked([Some("12"), Some(&cell), None]));
    assert!(found.is_fine);
    assert_eq!(found.own.0, Count::Exact(168));
    assert_eq!(found.compared.0, Count::Exact(168));
}

#[test]
fn chosen_areas_are_the_comparison() {
    let comparison = "lsoa11:E01000002,lsoa11:E01000003";
    let found = told(
        &town(2, 4),
        AREA,
        &asked([Some("12"), None, Some(comparison)]),
    );
    assert_eq!(found.compared.0, Count::Exact(168));
    assert!(found.comparison.contains(", "), "{}", found.comparison);
}

#[test]
fn under_the_minimum_nothing_is_said() {
    let found = told(&town(30, 90), AREA, &asked([Some("12"), None, None]));
    assert!(found.change.is_none() && found.of_rounded.is_none());
    let refused = found.refused.unwrap();
    assert!(
        refused.contains("fewer than 20 incidents before the day at the place"),
        "{refused}"
    );
}

#[test]
fn a_place_that_was_chosen_for_its_height_is_said_to_fall_by_itself() {
    let mut town = town(4, 4);
    for day in 0..160 {
        let at = instant("2022-10-16", 21, 0) + day * 86_400;
        town.sources[0].add(HERE, at);
    }
    let (_folder, store) = town.store();
    let answer = store
        .before_after(&select(AREA), &asked([Some("6"), None, None]))
        .unwrap();
    let earlier = answer.value.earlier.unwrap().number().unwrap();
    assert!(earlier * 2 < answer.value.own.0.number().unwrap());
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|said| said.contains("was itself high")),
        "{said:?}"
    );
}

#[test]
fn partners_see_changes_of_rounded_totals() {
    let (_folder, store) = town(2, 4).store();
    let answer = store
        .before_after(&select(AREA), &asked([Some("12"), None, None]))
        .unwrap();
    let exact = answer.value.change.unwrap().own.percent.unwrap();
    let released = answer.release(Policy::new(Audience::Partnership)).unwrap();
    let found = released.value();
    assert_eq!(found.own, (Count::Rounded(170), Count::Rounded(85)));
    let seen = found.change.unwrap().own.percent.unwrap();
    assert!((seen - exact).abs() < 5.0);
    let expected = store_free_ratio(170, 85);
    assert!((seen - expected).abs() < 1.0, "{seen} {expected}");
}

fn store_free_ratio(before: u32, after: u32) -> f64 {
    (f64::from(after) / f64::from(before) - 1.0) * 100.0
}

#[test]
fn a_place_has_to_be_named_once() {
    let (_folder, store) = town(2, 4).store();
    let part = |selection: &str, asked: &BeforeAfterAsked| {
        store
            .before_after(&select(selection), asked)
            .unwrap_err()
            .part
    };
    assert_eq!(part("", &asked([None, None, None])), "area");
    assert_eq!(part(AREA, &asked([None, Some("8a"), None])), "cell");
    assert_eq!(part("", &asked([None, Some("nowhere"), None])), "cell");
    assert_eq!(
        part(AREA, &asked([None, None, Some("lsoa11:nowhere")])),
        "comparison"
    );
}
