use beatbook_core::{
    Audience, Count, Day, Emerging, EmergingPlace, Policy, StepLength, TimeStep, Verdict,
};

use crate::answers_fixture_tests::{answer, group};

fn place(name: &str, state: &'static str) -> EmergingPlace {
    EmergingPlace {
        group: group(name, 40),
        state,
        class: "new hot spot".into(),
        hot_steps: 1,
        hot_now: true,
        trend: None,
        rise_q: None,
        counts: vec![Count::Exact(4), Count::Exact(12)],
        expected: Some(0.4),
    }
}

fn said(verdict: Verdict, places: Vec<EmergingPlace>, audience: Audience) -> String {
    let month = Day::parse("2024-01-01").unwrap().month();
    let step = |at| TimeStep {
        from: month.plus(at).first(),
        to: month.plus(at).last(),
        count: Count::Exact(100),
    };
    let value = Emerging {
        verdict,
        step: StepLength::MONTH,
        steps: (0..12).map(step).collect(),
        left_out: Vec::new(),
        places,
        cells: Vec::new(),
        cold_tested: false,
        withheld: 0,
    };
    let released = answer(value, "", 1_204).release(Policy::new(audience));
    super::emerging(&released.unwrap())
}

#[test]
fn states_are_counted_and_new_places_are_named() {
    let places = vec![
        place("Mill Lane", "new"),
        place("Quay", "new"),
        place("Harbour Square", "persistent"),
    ];
    assert_eq!(
        said(Verdict::Hot, places, Audience::Analyst),
        "Places over 12 steps of a month, 1 Jan 2024 to 31 Dec 2024: 2 new, 1 persistent. \
         New: Mill Lane and Quay."
    );
}

#[test]
fn many_new_places_are_not_all_named() {
    let places = (1..=5).map(|number| place(&format!("Street {number}"), "new"));
    let text = said(Verdict::Hot, places.collect(), Audience::Analyst);
    assert!(
        text.ends_with("New: Street 1, Street 2, Street 3 and 2 more."),
        "{text}"
    );
}

#[test]
fn that_nothing_is_new_is_said() {
    let text = said(Verdict::Hot, vec![place("Quay", "gone")], Audience::Analyst);
    assert!(text.ends_with("1 gone. No place is new."), "{text}");
    assert_eq!(
        said(Verdict::None, Vec::new(), Audience::Analyst),
        "No place is emerging: over 12 steps of a month, 1 Jan 2024 to 31 Dec 2024, none is hot in \
         the last step, and none in nine of ten."
    );
}

#[test]
fn partners_are_told_how_many_are_hidden() {
    let mut small = place("Quay", "new");
    small.group.events = Count::Exact(5);
    let text = said(
        Verdict::Hot,
        vec![small, place("Mill Lane", "new")],
        Audience::Partnership,
    );
    assert!(
        text.ends_with("New: Mill Lane. Not shown for small counts: 1."),
        "{text}"
    );
}

#[test]
fn too_few_events_are_no_calm_map() {
    let text = said(Verdict::TooFew, Vec::new(), Audience::Analyst);
    assert_eq!(text, "Too few incidents to test places; 8 are needed.");
}
