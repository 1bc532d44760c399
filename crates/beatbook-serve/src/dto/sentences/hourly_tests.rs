use beatbook_core::{Audience, Count, HourFrame, HourlyHotspots, Policy, Verdict};

use crate::answers_fixture_tests::answer;

fn said(verdict: Verdict, hot: &[(u32, u32)], withheld: u32) -> String {
    let frame = |(hour, &(cells, groups)): (u8, &(u32, u32))| HourFrame {
        hour,
        width: 3,
        events: Count::Exact(52),
        tested: 7_731,
        cells,
        groups,
    };
    let found = HourlyHotspots {
        frames: (22..).zip(hot).map(frame).collect(),
        withheld,
        ..HourlyHotspots::untested(verdict)
    };
    let policy = Policy::new(Audience::Analyst);
    super::hourly(
        &answer(found, "window=fri22-sat07", 99)
            .release(policy)
            .unwrap(),
    )
}

#[test]
fn the_hour_with_most_hotspots_is_named() {
    assert_eq!(
        said(Verdict::Hot, &[(9, 2), (4, 3), (0, 0)], 0),
        "Places stand out at 2 hours, at 5% false alarms over 3 hours of 7,731 hexagons of about 130 m; \
         most at 23:00, with 3 hotspots hot."
    );
    assert_eq!(
        said(Verdict::Hot, &[(2, 0)], 2),
        "Places stand out at 1 hour, at 5% false alarms over 1 hour of 7,731 hexagons of about 130 m; \
         most cells at 22:00, 2, none of them in a hotspot of all hours; hotspots not shown for small counts: 2."
    );
}

#[test]
fn what_stands_out_nowhere_and_what_cannot_be_told_is_said() {
    assert_eq!(
        said(Verdict::None, &[(0, 0); 9], 0),
        "No place stands out at any hour, at 5% false alarms over 9 hours of 7,731 hexagons of about 130 m."
    );
    assert_eq!(
        said(Verdict::TooFew, &[], 0),
        "Too few incidents to test places hour by hour; 8 are needed."
    );
    assert!(said(Verdict::Hot, &[(0, 0)], 2).contains("too small to be shown"));
}
