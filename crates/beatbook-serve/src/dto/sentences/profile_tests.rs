use beatbook_core::{AreaCode, Audience, Count, Indicator, Policy, Profile};

use crate::answers_fixture_tests::answer;

fn profile(count: u32, rate: f64, interval: (f64, f64)) -> Profile {
    Profile {
        attender_terms: None,
        area: AreaCode::parse("ward22:E05000001").unwrap(),
        name: "Hulme".into(),
        residents: Some((9_412, "mid-2020".into())),
        km2: 2.3,
        indicators: vec![Indicator {
            id: "all".into(),
            label: "All".into(),
            count: Count::Exact(count),
            rate: Some(rate),
            interval: Some(interval),
            city_rate: Some(22.3),
        }],
        months: Vec::new(),
        places: Vec::new(),
        settings: Vec::new(),
        deciles: None,
        attenders: None,
    }
}

fn said(profile: Profile, audience: Audience) -> String {
    super::profile(
        &answer(profile, "count=events", 412)
            .release(Policy::new(audience))
            .unwrap(),
    )
}

#[test]
fn a_rate_is_said_with_its_interval_and_against_the_whole() {
    assert_eq!(
        said(profile(412, 31.2, (28.4, 34.2)), Audience::Analyst),
        "Hulme: 412 events, 31.2 per 1,000 residents and year (28.4 to 34.2); \
         1.4 times the 22.3 of the whole study area."
    );
    assert_eq!(
        said(profile(210, 22.0, (19.0, 25.3)), Audience::Analyst),
        "Hulme: 210 events, 22.0 per 1,000 residents and year (19.0 to 25.3); \
         not told apart from the 22.3 of the whole study area."
    );
}

#[test]
fn without_residents_there_is_no_rate() {
    let mut unknown = profile(412, 0.0, (0.0, 0.0));
    unknown.residents = None;
    unknown.indicators[0].rate = None;
    assert_eq!(
        said(unknown, Audience::Analyst),
        "Hulme: 412 events; the book holds no residents of this layer, so no rate."
    );
}

#[test]
fn partners_are_told_rounded_numbers_without_rates() {
    assert_eq!(
        said(profile(412, 31.2, (28.4, 34.2)), Audience::Partnership),
        "Hulme: about 410 events; no rate is shown of rounded counts."
    );
    assert_eq!(
        said(profile(5, 0.4, (0.1, 1.0)), Audience::Partnership),
        "Hulme: too few events to be shown."
    );
}
