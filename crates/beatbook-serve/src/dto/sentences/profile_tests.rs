use beatbook_core::{
    AreaCode, Audience, Change, Count, Indicator, Month, Policy, Profile, Trend, YearOnYear,
};

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
            similar: None,
        }],
        similar: Err("none".into()),
        trend: Trend::none("no months"),
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

/// 33 in one year after 61 in the one before.
fn year(change: (f64, f64, f64), audience: Audience) -> String {
    let mut two = profile(90, 1.0, (0.8, 1.2));
    let month = |text: &str| Month::parse(text).unwrap();
    two.trend.year = Ok(YearOnYear {
        latest: (month("2024-01"), month("2024-12")),
        before: (month("2023-01"), month("2023-12")),
        counts: [Count::Exact(33), Count::Exact(61)],
        change: Ok(Change {
            percent: Some(change.0),
            low: Some(change.1),
            high: Some(change.2),
        }),
        city: None,
    });
    let answer = answer(two, "count=events", 94);
    super::year(&answer.release(Policy::new(audience)).unwrap())
}

#[test]
fn a_change_is_said_with_its_interval_and_whether_chance_explains_it() {
    let told = year((-46.0, -65.0, -16.0), Audience::Analyst);
    let both = "33 events from Jan 2024 to Dec 2024 after 61 in the year before: ";
    assert!(told.starts_with(both), "{told}");
    assert!(
        told.ends_with(": \u{2212}46% (\u{2212}65 to \u{2212}16)."),
        "{told}"
    );
    let told = year((-6.0, -15.0, 16.0), Audience::Analyst);
    assert!(told.ends_with("which chance explains."), "{told}");
    let partners = year((-46.0, -65.0, -16.0), Audience::Partnership);
    assert!(partners.starts_with("About 35 events from "), "{partners}");
    assert!(
        partners.ends_with("no change is told, because the counts are rounded for this audience.")
    );
}

#[test]
fn without_two_years_the_reason_is_said() {
    let released = answer(profile(90, 1.0, (0.8, 1.2)), "count=events", 90)
        .release(Policy::new(Audience::Analyst))
        .unwrap();
    assert_eq!(
        super::year(&released),
        "Whether it rises or falls cannot be told: no months."
    );
}
