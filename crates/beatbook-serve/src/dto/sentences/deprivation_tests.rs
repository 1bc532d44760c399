use beatbook_core::{
    Audience, Concerned, Count, DecileGroup, DecileShare, Deprivation, LayerId, Policy,
};

use crate::answers_fixture_tests::answer;

fn group(concerned: Concerned, first: u32, base: u32, interval: Option<(f64, f64)>) -> DecileGroup {
    let decile = |number: u32| {
        let count = if number == 1 { first } else { 0 };
        DecileShare {
            count: Count::Exact(count),
            share: Some(f64::from(count) / f64::from(base)),
            interval: (number == 1).then_some(interval).flatten(),
        }
    };
    DecileGroup {
        concerned,
        base: Count::Exact(base),
        unplaced: Count::Exact(0),
        outside: Count::Exact(0),
        deciles: (1..=10).map(decile).collect(),
    }
}

fn said(groups: Vec<DecileGroup>, audience: Audience) -> String {
    let found = Deprivation {
        attender_terms: None,
        index: "imd19".into(),
        layer: LayerId::parse("lsoa11").unwrap(),
        groups,
    };
    let released = answer(found, "", 500).release(Policy::new(audience));
    super::deprivation(&released.unwrap(), "IMD 2019")
}

#[test]
fn the_share_of_each_group_in_the_most_deprived_tenth_is_said_with_its_interval() {
    let groups = vec![
        group(Concerned::Areas, 43, 100, None),
        group(Concerned::Victims, 61, 100, Some((0.508, 0.704))),
        group(Concerned::Suspects, 64, 100, Some((0.539, 0.732))),
    ];
    assert_eq!(
        said(groups, Audience::Analyst),
        "In the most deprived tenth of England (IMD 2019): 43% of areas, 61% of victims (51 to 70) \
         and 64% of people linked as suspect (54 to 73)."
    );
}

#[test]
fn groups_of_which_there_is_nothing_to_place_are_named() {
    let mut none = group(Concerned::Events, 0, 0, None);
    for decile in &mut none.deciles {
        decile.share = None;
    }
    let groups = vec![group(Concerned::Areas, 43, 100, None), none];
    assert_eq!(
        said(groups, Audience::Analyst),
        "In the most deprived tenth of England (IMD 2019): 43% of areas; none to be placed: events."
    );
}

#[test]
fn groups_that_may_not_be_shown_are_named() {
    let groups = vec![
        group(Concerned::Areas, 43, 100, None),
        group(Concerned::Suspects, 3, 100, None),
    ];
    assert_eq!(
        said(groups, Audience::Partnership),
        "In the most deprived tenth of England (IMD 2019): 43% of areas; \
         not shown for small counts: people linked as suspect."
    );
    assert_eq!(
        said(Vec::new(), Audience::Analyst),
        "No group can be placed in the deciles of IMD 2019."
    );
}
