use beatbook_core::{Audience, Count, Day, Policy, Recent, RecentGroup};

use crate::answers_fixture_tests::answer;

fn said(recent: &[u32], total: u32, audience: Audience) -> String {
    let day = Day::parse("2024-09-13").unwrap();
    let group = |(rank, &recent): (u32, &u32)| RecentGroup {
        id: format!("SJ849{rank}"),
        cell: "8a1951".into(),
        rank: Some(rank),
        name: format!("Place {rank}"),
        area: None,
        events: Count::Exact(50),
        recent: Count::Exact(recent),
        usual: Some(2.0),
        days: vec![(day, recent)],
    };
    let found = Recent {
        period: (day.plus(-13), day),
        groups: (1..).zip(recent).map(group).collect(),
        total: Count::Exact(total),
        withheld: 0,
    };
    let released = answer(found, "", 99).release(Policy::new(audience));
    super::recent(&released.unwrap())
}

#[test]
fn the_hotspot_with_most_is_named() {
    assert_eq!(
        said(&[2, 9, 9], 31, Audience::Analyst),
        "31 Aug 2024 to 13 Sep 2024: 31 incidents in all; most at Place 2, with 9."
    );
    assert!(said(&[2, 9], 31, Audience::Partnership).contains("with about 10"));
}

#[test]
fn none_and_too_few_are_told_apart() {
    assert!(said(&[0, 0], 12, Audience::Analyst).ends_with("none at a hotspot."));
    let few = said(&[2, 1], 12, Audience::Partnership);
    assert!(few.ends_with("too few to be shown."), "{few}");
    assert!(said(&[], 3, Audience::Analyst).contains("no hotspot stands"));
}
