use beatbook_core::{Audience, HotspotGroup, Hotspots, NoHarm, Policy, Verdict};

use crate::answers_fixture_tests::{answer, group};

fn said(
    verdict: Verdict,
    groups: Vec<HotspotGroup>,
    selection: &str,
    incidents: u32,
    audience: Audience,
) -> String {
    let value = Hotspots {
        verdict,
        groups,
        strongest: Vec::new(),
        cells: Vec::new(),
        parents: Vec::new(),
        withheld: 0,
        harm: Err(NoHarm::NoWeights),
    };
    let released = answer(value, selection, incidents)
        .release(Policy::new(audience))
        .unwrap();
    super::hotspots(&released)
}

#[test]
fn hotspots_are_counted_and_the_strongest_is_named() {
    let groups = vec![group("Harbour Square", 1_046), group("Mill Lane", 9)];
    assert_eq!(
        said(Verdict::Hot, groups, "", 1_204, Audience::Analyst),
        "2 places stand out at 5% false alarms among 7,731 hexagons of about 130 m; \
         the strongest is Harbour Square, with 1,046 incidents where 6.1 would be expected."
    );
    assert_eq!(
        said(
            Verdict::Hot,
            vec![group("Mill Lane", 12)],
            "count=events&unit=h3-9",
            99,
            Audience::Partnership
        ),
        "1 place stands out at 5% false alarms among 7,731 hexagons of about 350 m."
    );
}

#[test]
fn partners_are_told_how_many_places_they_may_not_see_but_not_which_is_the_strongest() {
    let groups = vec![group("Mill Lane", 12), group("Quay", 5)];
    assert_eq!(
        said(Verdict::Hot, groups, "", 99, Audience::Partnership),
        "2 places stand out at 5% false alarms among 7,731 hexagons of about 130 m; \
         not shown for small counts: 1."
    );
}

#[test]
fn a_calm_map_is_said_to_be_calm() {
    assert_eq!(
        said(Verdict::None, vec![], "", 1_204, Audience::Analyst),
        "No place stands out at 5% false alarms among 7,731 hexagons of about 130 m; 1,204 incidents were tested."
    );
}

#[test]
fn a_test_that_was_not_made_says_why() {
    assert_eq!(
        said(
            Verdict::TooFew,
            vec![],
            "count=events",
            7,
            Audience::Analyst
        ),
        "7 events: too few to test places; 8 are needed."
    );
    assert_eq!(
        said(Verdict::TooFew, vec![], "", 7, Audience::Partnership),
        "Too few incidents for any place to be shown."
    );
    assert_eq!(
        said(Verdict::NoEvents, vec![], "", 0, Audience::Analyst),
        "No incident is selected."
    );
    assert_eq!(
        said(Verdict::NoVariation, vec![], "", 7_731, Audience::Analyst),
        "All of 7,731 hexagons of about 130 m hold the same number of incidents, so no place can stand out."
    );
}
