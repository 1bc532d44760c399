use crate::fixture::{HERE, Town, instant, select};

use super::*;

const YEAR: &str = "from=2023-01-01&to=2023-12-31";

/// A year with fewer robberies from quarter to quarter, which are of deciles 1, 2, 7 and 10.
fn town(counts: [i64; 4]) -> Town {
    Town::new(|rows| {
        let quarters = [HERE, 4 * 16 + 12, 12 * 16 + 4, 12 * 16 + 12];
        for (cell, count) in quarters.into_iter().zip(counts) {
            for step in 0..count {
                rows.add(
                    cell,
                    instant("2023-01-02", 12, 0) + step * 360 * 86_400 / count,
                );
            }
        }
    })
}

fn found(counts: [i64; 4], per: Per) -> Inequality {
    let (_folder, store) = town(counts).store();
    let asked = InequalityAsked { index: None, per };
    store.inequality(&select(YEAR), &asked).unwrap().value
}

#[test]
fn more_at_the_poorer_end_is_a_negative_slope() {
    let found = found([120, 150, 90, 40], Per::Residents);
    let ladder = &found.ladders[0];
    assert_eq!((found.ladders.len(), ladder.index.as_str()), (1, "imd19"));
    assert!(ladder.holds_crime);
    let deciles: Vec<(u8, f64)> = ladder
        .deciles
        .iter()
        .map(|d| (d.decile, d.base.round()))
        .collect();
    assert_eq!(deciles, [(1, 1e3), (2, 2e3), (7, 3e3), (10, 4e3)]);
    let slope = ladder.slope.unwrap();
    assert!(slope.slope.differs_from(0.0) && slope.slope.high < 0.0);
    assert!(slope.relative.is_none_or(|relative| relative.value < 1.0));
    assert!(slope.concentration.value < 0.0);
    // 120 of 400 among a tenth of the people.
    let first = ladder.deciles[0].represented.unwrap();
    assert!((first.value - 3.0).abs() < 1e-9 && first.low > 2.0 && first.high < 4.0);
}

#[test]
fn the_same_rate_everywhere_has_no_direction() {
    let found = found([40, 80, 120, 160], Per::Residents);
    let slope = found.ladders[0].slope.unwrap();
    assert!(!slope.slope.differs_from(0.0), "{slope:?}");
    assert!(slope.slope.value.abs() < 1e-6);
}

#[test]
fn a_decile_without_events_has_no_rate_to_draw() {
    let found = found([40, 80, 120, 0], Per::Residents);
    let ladder = &found.ladders[0];
    assert_eq!((ladder.slope, ladder.by_chance), (None, None));
    let refused = ladder.refused.as_ref().unwrap();
    assert!(
        refused.contains("cannot be said") && refused.contains("without events"),
        "{refused}"
    );
}

#[test]
fn an_area_an_index_and_a_denominator_that_cannot_be_are_named() {
    let (_folder, store) = town([9, 9, 9, 9]).store();
    let asked = |index: Option<&str>, per: Option<&str>, selection: &str| {
        let asked = InequalityAsked::parse([index, per]).unwrap();
        store
            .inequality(&select(selection), &asked)
            .unwrap_err()
            .part
    };
    assert_eq!(asked(Some("imd99"), None, YEAR), "index");
    assert_eq!(asked(None, Some("workday"), YEAR), "per");
    assert_eq!(asked(None, None, "area=ward22:E05000000"), "area");
}

#[test]
fn crime_in_the_index_is_named_where_no_domain_stands_beside_it() {
    let (_folder, store) = town([20, 20, 20, 20]).store();
    let answer = store
        .inequality(&select(YEAR), &InequalityAsked::default())
        .unwrap();
    let said = answer
        .caveats
        .iter()
        .map(ToString::to_string)
        .collect::<String>();
    assert!(
        said.contains("recorded crime") && said.contains("domain = \"income\""),
        "{said}"
    );
}
