use beatbook_core::{
    AreaRate, AreaRates, AreasDiffer, Audience, Count, FunnelStatus, LayerId, Measure, Per, Policy,
    RatedArea,
};

use crate::answers_fixture_tests::answer;

fn area(name: &str, rate: f64, status: FunnelStatus) -> RatedArea {
    RatedArea {
        code: name.into(),
        name: name.into(),
        count: Count::Exact(9),
        base: Some(1e3),
        rated: Some(AreaRate {
            rate: Measure {
                value: rate,
                low: rate,
                high: rate,
            },
            smoothed: (rate, None),
            local: None,
            limits: (1.0, 9.0),
            status,
        }),
    }
}

fn said(areas: Vec<RatedArea>, tau2: f64) -> String {
    let found = AreaRates {
        layer: LayerId::parse("ward22").unwrap(),
        per: Per::Residents,
        base_says: String::new(),
        years: 1.0,
        areas,
        nowhere: Count::Exact(0),
        all: Some(AreasDiffer {
            rate: Measure {
                value: 10.0,
                low: 9.5,
                high: 10.5,
            },
            phi: 2.0,
            tau2,
        }),
        refused: None,
    };
    let released = answer(found, "", 99).release(Policy::new(Audience::Analyst));
    super::rates(&released.unwrap())
}

#[test]
fn areas_that_stand_out_are_named_with_how_much() {
    let text = said(
        vec![
            area("Ardwick", 30.0, FunnelStatus::FarAbove),
            area("Bradford", 10.0, FunnelStatus::Within),
            area("Chorlton", 2.0, FunnelStatus::Below),
        ],
        0.1,
    );
    assert_eq!(
        text,
        "All areas together have 10.0 (9.50 to 10.5) incidents per 1,000 residents and year; of the 3 areas of ward22, 1 has more than what chance does and areas usually differ by: Ardwick (3.00 times the rate), and 1 has fewer than what chance does and areas usually differ by: Chorlton (0.20 times the rate); the other 1 cannot be told from it. One in twenty lies beyond such limits by chance alone."
    );
}

#[test]
fn a_calm_layer_says_so() {
    let text = said(vec![area("Ardwick", 11.0, FunnelStatus::Within)], 0.0);
    assert!(
        text.contains("none of the 1 areas of ward22 is beyond what chance does."),
        "{text}"
    );
}
