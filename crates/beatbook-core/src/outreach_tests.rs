use crate::{Audience, Count, LayerId, Outreach, OutreachArea, Policy, Protect, Source};

#[test]
fn partners_see_rounded_counts() {
    let mut seen = Outreach {
        layer: LayerId::parse("ward22").unwrap(),
        areas: vec![OutreachArea {
            code: "E05000001".into(),
            name: "North".into(),
            counts: [12, 3, 0, 21, 8].map(Count::Exact).to_vec(),
        }],
        total: [12, 3, 0, 21, 8].map(Count::Exact).to_vec(),
        untimed: Count::Exact(4),
    };
    let policy = Policy::new(Audience::Partnership);
    seen.protect(policy, &Source::Offence).unwrap();
    let rounded = [
        Count::Rounded(10),
        Count::Suppressed,
        Count::Exact(0),
        Count::Rounded(20),
        Count::Rounded(10),
    ];
    assert_eq!(seen.areas[0].counts, rounded);
    assert_eq!(seen.untimed, Count::Suppressed);
}

#[test]
fn the_parts_of_the_day_are_all_of_it() {
    let hours: u8 = Outreach::BLOCKS.iter().map(|(from, to)| to - from).sum();
    assert_eq!(hours, 24);
}
