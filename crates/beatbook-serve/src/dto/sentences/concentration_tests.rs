use beatbook_core::{Audience, ConcentrationIndices, HeldShare, Measure, PlacesHeld, Policy, Unit};

use crate::answers_fixture_tests::answer;

fn held(by_chance: f64) -> PlacesHeld {
    let measure = |value: f64| Measure {
        value,
        low: value * 0.9,
        high: value * 1.1,
    };
    let share = |part: f64, places: f64| HeldShare {
        part,
        places: measure(places),
        by_chance,
    };
    PlacesHeld {
        unit: Unit::Street,
        places: 2_000,
        hit: 600,
        incidents: 8_204,
        nowhere: 3,
        indices: Some(ConcentrationIndices {
            gini: measure(0.8),
            generalised: measure(0.8),
            unbiased: None,
            shares: vec![share(0.25, 0.01), share(0.5, 0.04), share(0.8, 0.2)],
            curve: Vec::new(),
        }),
        refused: None,
    }
}

fn said(found: PlacesHeld) -> String {
    let released = answer(found, "", 99).release(Policy::new(Audience::Analyst));
    super::concentration(&released.unwrap())
}

#[test]
fn half_is_told_with_its_interval_and_beside_chance() {
    let text = said(held(0.21));
    assert!(
        text.starts_with("Half of the 8,204 incidents are on 4% (3.6% to 4.4%) of the 2,000 segments, about 80; 21% would hold half if they had fallen at random."),
        "{text}"
    );
    assert!(
        text.contains("A quarter is on 1% (0.9% to 1.1%). 70% of the segments have none."),
        "{text}"
    );
    assert!(said(held(0.04)).contains("no fewer than the 4%"));
}

#[test]
fn what_cannot_be_said_says_why() {
    let mut few = held(0.2);
    (few.indices, few.refused) = (None, Some("cannot be said: too few".into()));
    assert_eq!(
        said(few),
        "How concentrated the 8,204 incidents are cannot be said: too few."
    );
}
