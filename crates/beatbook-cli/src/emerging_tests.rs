use beatbook_core::{
    Audience, Count, Day, Emerging, EmergingPlace, PlaceTrend, StepLength, TimeStep, Verdict,
};

use super::OverTime;
use crate::answers_fixture_tests::{csv_of, group, page_of, released};

fn found() -> Emerging {
    let month = Day::parse("2024-01-01").unwrap().month();
    let step = |at| TimeStep {
        from: month.plus(at).first(),
        to: month.plus(at).last(),
        count: Count::Exact(100),
    };
    let place = |name: &str, state, class: &str, trend| EmergingPlace {
        group: group(name, 1, 40),
        state,
        class: class.into(),
        hot_steps: 11,
        hot_now: true,
        trend,
        rise_q: None,
        counts: vec![Count::Exact(3), Count::Exact(12)],
        expected: Some(0.43),
    };
    let trend = |direction, p| Some(PlaceTrend { direction, p });
    let long = "The corner of Harbour Square and Very Long Street by the Old Market";
    Emerging {
        verdict: Verdict::Hot,
        step: StepLength::MONTH,
        steps: (0..12).map(step).collect(),
        left_out: Vec::new(),
        places: vec![
            place(
                "Mill Lane",
                "growing",
                "intensifying hot spot",
                trend(1, 0.0004),
            ),
            place(long, "on and off", "sporadic hot spot", trend(0, 0.412)),
            place("Quay", "falling", "diminishing hot spot", trend(-1, 0.021)),
        ],
        cells: Vec::new(),
        cold_tested: false,
        withheld: 0,
    }
}

const ASKED: OverTime = OverTime { step: None };

#[test]
fn a_place_stands_with_its_state_steps_trend_and_last_count() {
    let text = page_of(&ASKED, &released(found(), Audience::Analyst));
    let row = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap();
    for part in [
        "Mill Lane",
        "11 of 12",
        "  12  ",
        "0.4",
        "<0.001+",
        "intensifying",
    ] {
        assert!(row("growing").contains(part), "{part}: {text}");
    }
    assert!(row("falling").contains("0.021\u{2212}"), "{text}");
    assert!(row("on and off").contains("0.412 "), "{text}");
}

#[test]
fn a_sheet_has_a_row_for_each_place() {
    let rows = csv_of(&ASKED, &released(found(), Audience::Analyst));
    assert_eq!(rows.len(), 4);
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("state")], "growing");
    assert_eq!(rows[1][column("last_peak_and_ring_incidents")], "12");
    assert_eq!(rows[3][column("trend")], "-1");
    assert_eq!(rows[1][column("last_to")], "2024-12-31");
}

#[test]
fn partners_see_no_trend() {
    let text = page_of(&ASKED, &released(found(), Audience::Partnership));
    assert!(!text.contains("0.021"), "{text}");
}
