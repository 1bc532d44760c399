use crate::fixture::{HERE, Town, around, id_of, instant, select};

use super::*;

const DRAWS: Draws = Draws {
    permutations: 9_999,
    seed: 1,
};

/// One robbery here and there, and a busy corner with busy cells round it.
fn town() -> Town {
    Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for hour in 0..12 {
                rows.add(cell, instant("2024-02-01", hour, 0));
            }
        }
    })
}

#[test]
fn a_busy_corner_is_high_among_high_and_the_map_says_so() {
    let (_folder, store) = town().store();
    let answer = store.autocorrelation(&select(""), DRAWS).unwrap();
    let found = &answer.value;
    assert_eq!(found.verdict, Verdict::Hot);
    let moran = found.moran.unwrap();
    assert!(moran.value > 0.3 && moran.p == 1e-3, "{moran:?}");
    assert!(found.general_g.unwrap().p <= 1e-3);
    let corner = found.cells.iter().find(|cell| cell.id == id_of(HERE));
    let corner = corner.unwrap();
    assert_eq!(corner.class, MoranClass::HighHigh);
    assert_eq!(corner.round_it.map(|mean| mean >= 12.0), Some(true));
    // Every cell tested is in one class.
    let told = found.classes.iter().sum::<u32>() + found.not_significant + found.islands;
    assert_eq!(told, answer.method.unwrap().units + found.islands);
}

#[test]
fn the_same_seed_gives_the_same_answer_and_another_one_another() {
    let (_folder, store) = town().store();
    let ask = |seed| {
        let draws = Draws { seed, ..DRAWS };
        store.autocorrelation(&select(""), draws).unwrap().value
    };
    assert_eq!(ask(7), ask(7));
    assert_ne!(ask(7), ask(8));
}

#[test]
fn too_few_events_are_no_map() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-02-01", 12, 0));
    });
    let (_folder, store) = town.store();
    let found = store.autocorrelation(&select(""), DRAWS).unwrap().value;
    assert_eq!((found.verdict, found.moran), (Verdict::TooFew, None));
}

#[test]
fn hotspots_by_permutation_are_those_of_the_exact_test() {
    let (_folder, store) = town().store();
    let exact = store.hotspots(&select("")).unwrap();
    let test = HotTest::Permutation(DRAWS);
    let drawn = store.hotspots_by(&select(""), test).unwrap();
    assert_eq!(exact.value.groups[0].id, drawn.value.groups[0].id);
    let method = drawn.method.as_ref().unwrap();
    assert_eq!(
        method.p_value,
        "upper tail of 9,999 full permutations from seed 1"
    );
    let refused = store.hotspots_by(&select(""), HotTest::Normal).unwrap_err();
    assert_eq!(refused.part, "test");
}
