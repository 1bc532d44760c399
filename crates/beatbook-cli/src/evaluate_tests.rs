use beatbook_core::{
    Audience, Day, EvaluationFigures, EvaluationFinding, InWindows, NetChange, TrendBefore,
};

use super::*;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn asked() -> EvaluateAsked {
    let (on, circle) = (Some("2023-04-01"), Some("circle:-2.264,53.38,240"));
    EvaluateAsked::parse([on, None, None, circle, Some("400"), None, None]).unwrap()
}

fn found() -> Evaluation {
    let day = |text: &str| Day::parse(text).unwrap();
    let change = Change {
        percent: Some(-29.0),
        low: Some(-46.0),
        high: Some(-7.0),
    };
    let figures = EvaluationFigures {
        place: change,
        ring: Some(change),
        net: NetChange {
            incidents: -33.0,
            low: -70.0,
            high: 4.0,
        },
        quotient: Some(0.26),
        quotient_means: Some("in the ring crime fell too"),
        trend: Some(TrendBefore {
            per_step: change,
            p: 0.4,
        }),
        against_earlier: None,
        dispersion: 1.0,
    };
    let counts = |before, after| (Count::Exact(before), Count::Exact(after));
    Evaluation {
        asked: asked(),
        place: "the circle of 240 m".into(),
        ring: Some("the ring of 400 m round it".into()),
        comparison: "the rest of the study area".into(),
        step: "four weeks",
        before: (day("2022-04-02"), day("2023-03-31")),
        after: (day("2023-04-01"), day("2024-03-29")),
        steps: vec![EvaluationStep {
            from: day("2023-04-01"),
            to: day("2023-04-28"),
            place: Count::Exact(6),
            ring: Some(Count::Exact(3)),
            comparison: Count::Exact(1_300),
        }],
        of_place: counts(130, 89),
        of_ring: Some(counts(47, 42)),
        of_comparison: counts(17_000, 16_400),
        figures: Some(figures),
        finding: EvaluationFinding::Fell,
        by_place: Err("the comparison is one ground".into()),
        dated: vec![InWindows {
            kind: "bank-holiday".into(),
            days: (10, 9),
        }],
        of_rounded: (None, EvaluationFinding::NoEvidence("too few".into())),
    }
}

#[test]
fn every_ground_has_its_row_and_every_doubt_its_line() {
    // What a circle holds is on a map: homes stay out of it, and it is for the analyst here.
    let page = page_of(
        &Worked { asked: asked() },
        &released(found(), Audience::Analyst),
    );
    for part in [
        "the ring of 400 m round it",
        "33 fewer than expected (95%: 70 fewer to 4 more)",
        "0.26 (in the ring crime fell too)",
        "a step, p 0.40",
        "from place to place cannot be said: the comparison is one ground",
        "bank-holiday 10 and 9",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_sheet_has_one_row_a_step() {
    let csv = lines(&csv_of(
        &Worked { asked: asked() },
        &released(found(), Audience::Analyst),
    ));
    assert!(
        csv.contains("2023-04-01,2023-04-28,after,6,3,1300"),
        "{csv}"
    );
}

fn lines(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    lines.join("\n")
}
