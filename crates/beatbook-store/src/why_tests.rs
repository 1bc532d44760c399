use beatbook_analyse::benjamini_hochberg;
use beatbook_core::Precision;

use super::*;
use crate::fixture::{HERE, Town, around, id_of, instant, select};

fn town() -> Town {
    Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for day in 10..16 {
                rows.add(cell, instant(&format!("2024-03-{day}"), 23, 0));
            }
        }
        let row = rows.add(HERE, instant("2024-03-20", 1, 0));
        (row.to, row.precision) = (row.from + 6 * 3_600, Precision::Interval);
    })
}

#[test]
fn the_limit_is_what_separates_the_hot_from_the_rest() {
    let p = [0.001, f64::NAN, 0.008, 0.039, 0.041, 0.042, 0.06, 0.9];
    let q = benjamini_hochberg(&p).unwrap();
    for alpha in [0.01, 0.05, 0.1, 0.5] {
        let tests: Vec<WhyTest> = (0..8).map(|unit| among(&p, unit, alpha)).collect();
        for (unit, test) in tests.iter().enumerate().filter(|(unit, _)| *unit != 1) {
            let hot = q[unit] <= alpha;
            assert_eq!(
                test.p <= test.limit,
                hot,
                "unit {unit} at {alpha}: {test:?}"
            );
            assert_eq!(test.units, 7);
            assert_eq!(
                test.passed as usize,
                q.iter().filter(|q| **q <= alpha).count()
            );
        }
    }
    let calm = among(&[0.2, 0.2, 0.3, 0.9], 1, 0.05);
    assert_eq!((calm.rank, calm.passed, calm.limit), (2, 0, 0.05 / 4.0));
}

#[test]
fn an_explanation_holds_all_that_a_colour_rests_on() {
    let (_folder, store) = town().store();
    let answer = store.why(&select(""), &id_of(HERE)).unwrap();
    let why = answer.value;
    let test = why.test.unwrap();
    assert_eq!(test.rank, 1);
    assert!(test.p <= test.limit && test.passed >= 7, "{test:?}");
    assert_eq!(Some(test.units), answer.method.map(|method| method.units));
    let spread = why.z_spread.unwrap();
    assert_eq!(spread.units.iter().sum::<u32>(), test.units);
    let top = spread.lowest + ZSpread::STEP * spread.units.len() as f64;
    let z = why.group.z.unwrap();
    assert!(
        top - ZSpread::STEP <= z && z < top,
        "the strongest of all lies in the last class: {z}, {spread:?}"
    );
    assert_eq!(why.flower.len(), 7);
    assert_eq!(why.flower[0].cell, id_of(HERE));
    assert_eq!(why.flower[0].count, Count::Exact(7));
    assert_eq!(why.hours[23], Count::Exact(42), "timed to the hour");
    assert_eq!(
        why.hours
            .iter()
            .filter_map(|hour| hour.number())
            .sum::<u32>(),
        45
    );
    assert_eq!(why.group.events, Count::Exact(46));
}
