use beatbook_core::{
    Audience, Count, Day, Outbreak, Outbreaks, Policy, ScanAsked, ScanStep, ScanVerdict, Wgs84,
};

use crate::answers_fixture_tests::answer;

fn said(counts: &[u32], verdict: ScanVerdict, audience: Audience) -> String {
    let day = Day::parse("2024-01-01").unwrap();
    let outbreak = |&observed: &u32| Outbreak {
        id: "8a1951000000001".into(),
        name: "Long Street".into(),
        area: None,
        from: day.plus(63),
        to: day.plus(76),
        observed: Count::Exact(observed),
        expected: Some(6.04),
        p: Some(if verdict == ScanVerdict::None {
            0.34
        } else {
            0.001
        }),
        centre: Wgs84 {
            lon: -2.25,
            lat: 53.5,
        },
        radius: 564.2,
    };
    let all: Vec<Outbreak> = counts.iter().map(outbreak).collect();
    let (outbreaks, strongest) = match verdict {
        ScanVerdict::Outbreak => (all, None),
        _ => (Vec::new(), all.into_iter().next()),
    };
    let found = Outbreaks {
        verdict,
        outbreaks,
        strongest,
        withheld: 0,
        asked: ScanAsked::default(),
        step: ScanStep::Week,
        steps: 52,
        period: (day, day.plus(363)),
        scanned: Count::Exact(1_204),
        cylinders: 1_000,
        places: "hexagons of about 130 m".into(),
        alpha: 0.05,
    };
    let answer = answer(found, "", 1_204);
    super::scan(&answer.release(Policy::new(audience)).unwrap())
}

#[test]
fn the_first_outbreak_is_told_with_numbers() {
    assert_eq!(
        said(&[17, 9], ScanVerdict::Outbreak, Audience::Analyst),
        "2 outbreaks stand out among 1,204 incidents in 52 weeks, 2024-01-01 to 2024-12-29: the \
         first, 17 incidents where 6.0 were to be expected (2.8 times) within 565 m at Long Street, \
         2024-03-04 to 2024-03-17."
    );
}

#[test]
fn that_none_stands_out_is_said_with_the_most_marked() {
    assert_eq!(
        said(&[9], ScanVerdict::None, Audience::Analyst),
        "No outbreak stands out among 1,204 incidents in 52 weeks, 2024-01-01 to 2024-12-29; the most \
         marked is 9 incidents where 6.0 were to be expected (1.5 times) within 565 m at Long Street, \
         2024-03-04 to 2024-03-17, which chance alone gives in 34% of maps."
    );
}

#[test]
fn what_cannot_be_said_is_said_with_the_reason() {
    let cannot = ScanVerdict::Cannot("2 events are too few".into());
    assert_eq!(
        said(&[], cannot, Audience::Analyst),
        "Cannot say whether anything stands out: 2 events are too few."
    );
}

#[test]
fn partners_are_told_rounded_numbers_and_no_small_ones() {
    assert_eq!(
        said(&[17, 4], ScanVerdict::Outbreak, Audience::Partnership),
        "1 outbreak stands out among about 1,205 incidents in 52 weeks, 2024-01-01 to 2024-12-29: \
         about 15 incidents within 565 m at Long Street, 2024-03-04 to 2024-03-17; 1 more are too \
         small to be shown."
    );
}
