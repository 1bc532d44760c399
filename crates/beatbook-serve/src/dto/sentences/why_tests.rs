use beatbook_core::{Audience, Count, HotClass, Petal, Policy, Wgs84, Why, WhyTest};

use crate::answers_fixture_tests::{answer, group};

fn said(class: HotClass, p: f64, audience: Audience) -> String {
    let petal = Petal {
        cell: "8a1951".into(),
        centre: Wgs84 {
            lon: -2.2,
            lat: 53.5,
        },
        count: Count::Exact(8),
    };
    let mut group = group("Canal Street", 46);
    (group.class, group.q) = (class, Some(p * 10.0));
    let why = Why {
        group,
        test: Some(WhyTest {
            p,
            rank: 3,
            units: 7_731,
            passed: 41,
            limit: 2.652e-4,
        }),
        z_spread: None,
        flower: vec![petal; 7],
        months: Vec::new(),
        hours: Vec::new(),
        activity: None,
    };
    super::why(&answer(why, "", 99).release(Policy::new(audience)).unwrap())
}

#[test]
fn a_hot_place_is_defended_with_what_was_seen_expected_and_asked() {
    assert_eq!(
        said(HotClass::At01Percent, 1e-9, Audience::Analyst),
        "Canal Street: 46 incidents in the peak and the 6 around it; spread evenly over the whole study area it would be 6.1. \
         Of 7,731 hexagons of about 130 m tested 2 others are as strong or stronger. \
         Its p of 1.0e-9 is below 2.7e-4, the largest that passes at 5% false alarms. \
         Among all called this strong, fewer than 1 in 1,000 are expected to be false alarms."
    );
}

#[test]
fn a_place_that_is_not_hot_is_told_what_it_missed() {
    let text = said(HotClass::None, 0.04, Audience::Analyst);
    assert!(text.ends_with("Its p of 0.040 is above 2.7e-4, the largest that passes at 5% false alarms: it is not called hot."), "{text}");
}

#[test]
fn partners_are_told_the_rounded_count_alone() {
    assert_eq!(
        said(HotClass::At01Percent, 1e-9, Audience::Partnership),
        "Canal Street: about 45 incidents in the peak and the 6 around it. \
         How sure it is that it stands out is not shown to this audience."
    );
}
