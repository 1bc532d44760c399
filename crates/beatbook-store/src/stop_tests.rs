//! Questions whose asker goes away are left, in whichever part of the work, and leave nothing behind.

use beatbook_core::{
    DensityAsked, Draws, HotTest, NearRepeatAsk, ScanAsked, SelectionError, Stop, Stopped,
    StreetsAsked,
};

use crate::Store;
use crate::fixture::{HERE, Town, instant, select};

/// A scattered town with robberies in three cells.
fn town() -> Town {
    let mut town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for (cell, number) in [(HERE - 1, 15), (HERE, 20), (HERE + 1, 15)] {
            for _ in 0..number {
                rows.add(cell, instant("2024-03-05", 12, 0));
            }
        }
    });
    town.network = true;
    town
}

/// What is asked, and its answer in words.
type Question = (&'static str, fn(&Store) -> Result<String, SelectionError>);

const QUESTIONS: [Question; 12] = [
    ("hotspots", |store| told(store.hotspots(&select("")))),
    ("permuted", |store| {
        let test = HotTest::parse(Some("permutation"), Some("999"), Some("1"))?;
        told(store.hotspots_by(&select(""), test))
    }),
    ("counts", |store| {
        told(store.counts(&select("time=aoristic")))
    }),
    ("moran", |store| {
        let draws = Draws::parse(Some("999"), None, 999)?;
        told(store.autocorrelation(&select(""), draws))
    }),
    ("places", |store| told(store.places(&select("")))),
    ("streets", |store| {
        told(store.streets_ranked(&select(""), &StreetsAsked::default()))
    }),
    ("density", |store| {
        told(store.density(&select(""), &DensityAsked::default()))
    }),
    ("stability", |store| told(store.stability(&select(""), 5))),
    ("emerging", |store| told(store.emerging(&select(""), None))),
    ("near repeats", |store| {
        let asked = NearRepeatAsk::parse(None, None, Some("199"), None)?;
        told(store.near_repeats(&select(""), &asked))
    }),
    ("scan", |store| {
        let asked = ScanAsked::parse([None; ScanAsked::KEYS.len()])?;
        told(store.outbreaks(&select(""), &asked))
    }),
    ("nights", |store| told(store.nights(&select("")))),
];

fn told<T: std::fmt::Debug>(answer: Result<T, SelectionError>) -> Result<String, SelectionError> {
    answer.map(|answer| format!("{answer:?}"))
}

#[test]
fn every_question_is_left_at_any_look_and_answered_as_ever_afterwards() {
    let (_folder, store) = town().store();
    let store = store.keeping(0); // else only the first asking is work
    for (name, ask) in QUESTIONS {
        let never = Stop::at_look(u64::MAX);
        let whole = never.during(|| ask(&store)).unwrap();
        let looks = never.looks();
        assert!(looks > 0, "{name} never looks");
        // The first ones, and some of all the others.
        let step = (looks / 20).max(1) as usize;
        for look in (0..looks.min(5)).chain((5..looks).step_by(step)) {
            let left = Stop::at_look(look).during(|| ask(&store));
            assert_eq!(
                left,
                Err(Stopped),
                "{name} goes on after look {look} of {looks}"
            );
        }
        assert_eq!(
            ask(&store),
            whole,
            "{name} is answered otherwise afterwards"
        );
    }
}
