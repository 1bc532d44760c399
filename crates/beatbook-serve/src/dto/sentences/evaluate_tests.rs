use beatbook_core::{Audience, Count, Day, EvaluateAsked, Policy};

use super::*;
use crate::answers_fixture_tests::answer;

fn change(percent: f64, low: f64, high: f64) -> Change {
    Change {
        percent: Some(percent),
        low: Some(low),
        high: Some(high),
    }
}

fn found(finding: EvaluationFinding, place: Change, ring: Option<Change>) -> Evaluation {
    let words = [
        Some("2023-04-01"),
        None,
        None,
        Some("circle:-2.264,53.38,240"),
        ring.map(|_| "400"),
        None,
        Some("otherwise"),
    ];
    let day = |text: &str| Day::parse(text).unwrap();
    let counts = |before, after| (Count::Exact(before), Count::Exact(after));
    let figures = EvaluationFigures {
        place,
        ring,
        net: NetChange {
            incidents: -33.4,
            low: -70.1,
            high: 3.6,
        },
        quotient: None,
        quotient_means: None,
        trend: None,
        against_earlier: None,
        dispersion: 1.0,
    };
    Evaluation {
        asked: EvaluateAsked::parse(words).unwrap(),
        place: "the circle of 240 m at Civic Walk".into(),
        ring: ring.map(|_| "the ring of 400 m round it".into()),
        comparison: "the rest of the study area".into(),
        step: "four weeks",
        before: (day("2022-04-02"), day("2023-03-31")),
        after: (day("2023-04-01"), day("2024-03-29")),
        steps: Vec::new(),
        of_place: counts(130, 89),
        of_ring: ring.map(|_| counts(47, 42)),
        of_comparison: counts(17_000, 16_400),
        figures: Some(figures),
        finding: finding.clone(),
        by_place: Err("one".into()),
        dated: Vec::new(),
        of_rounded: (Some(figures), finding),
    }
}

fn says(found: Evaluation) -> String {
    let answer = answer(found, "category=violence", 300);
    evaluate(&answer.release(Policy::new(Audience::Analyst)).unwrap())
}

#[test]
fn a_fall_says_its_size_its_interval_and_what_the_ring_did() {
    let place = change(-29.0, -46.0, -7.0);
    let ring = Some(change(-8.0, -40.0, 41.0));
    assert_eq!(
        says(found(EvaluationFinding::Fell, place, ring)),
        "The circle of 240 m at Civic Walk: 130 incidents before 1 Apr 2023 and 89 after; against the rest of the study area it fell: −29% (−46 to −7). The ring of 400 m round it: 47 and 42, no change can be told from chance: −8% (−40 to +41). Place and ring together 33 fewer than the comparison leads to expect (95%: 70 fewer to 4 more)."
    );
    let moved = Some(change(60.0, 20.0, 110.0));
    let text = says(found(EvaluationFinding::Fell, place, moved));
    assert!(
        text.contains("it rose, +60% (+20 to +110), as it does where a part moves next door"),
        "{text}"
    );
}

#[test]
fn no_evidence_is_not_no_effect() {
    let none = |reason: &str| EvaluationFinding::NoEvidence(reason.into());
    let text = says(found(
        none("its change can be chance"),
        change(-9.0, -35.0, 28.0),
        None,
    ));
    assert_eq!(
        text,
        "The circle of 240 m at Civic Walk: 130 incidents before 1 Apr 2023 and 89 after. No evidence that it changed by what was done, nor that it did not: its change can be chance, −9% (−35 to +28)."
    );
    // Where the figure must not be read, it is not in the sentence.
    let text = says(found(
        none("it was chosen from these days"),
        change(-60.0, -80.0, -20.0),
        None,
    ));
    assert!(
        text.ends_with("it was chosen from these days.") && !text.contains('%'),
        "{text}"
    );
}
