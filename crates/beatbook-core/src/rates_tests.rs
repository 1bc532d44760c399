use super::*;
use crate::Audience;

#[test]
fn a_denominator_is_named_by_its_word() {
    assert_eq!(Per::parse(None), Ok(Per::Residents));
    for word in Per::WORDS {
        assert_eq!(Per::parse(Some(word)).unwrap().to_string(), word);
    }
    let refused = Per::parse(Some("footfall")).unwrap_err();
    assert_eq!((refused.part.as_str(), refused.accepted.len()), ("per", 3));
}

#[test]
fn of_rounded_counts_no_rate_is_told() {
    let measure = Measure {
        value: 4.0,
        low: 1.0,
        high: 9.0,
    };
    let mut rates = AreaRates {
        layer: LayerId::parse("ward22").unwrap(),
        per: Per::Residents,
        base_says: "mid-2020".into(),
        years: 1.0,
        areas: vec![RatedArea {
            code: "E05000001".into(),
            name: "One".into(),
            count: Count::Exact(4),
            base: Some(1e3),
            rated: Some(AreaRate {
                rate: measure,
                smoothed: (4.0, None),
                local: None,
                limits: (1.0, 9.0),
                status: FunnelStatus::Within,
            }),
        }],
        nowhere: Count::Exact(3),
        all: Some(AreasDiffer {
            rate: measure,
            phi: 1.0,
            tau2: 0.0,
        }),
        refused: None,
    };
    let [operational, partners] = [Audience::Operational, Audience::Partnership].map(Policy::new);
    let mut exact = rates.clone();
    exact
        .protect(operational.for_source(&Source::Offence), &Source::Offence)
        .unwrap();
    assert_eq!(exact, rates);
    rates
        .protect(
            partners.for_source(&Source::Attendance),
            &Source::Attendance,
        )
        .unwrap();
    assert_eq!(rates.areas[0].count, Count::Suppressed);
    assert_eq!((rates.areas[0].rated, rates.all), (None, None));
    assert!(rates.refused.unwrap().contains("rounded"));
}
