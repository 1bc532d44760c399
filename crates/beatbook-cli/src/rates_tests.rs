use beatbook_core::{
    AreaRate, AreaRates, AreasDiffer, Audience, Count, FunnelStatus, LayerId, Measure, Per,
    RatedArea,
};

use super::Rates;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn found() -> AreaRates {
    let area = |name: &str, count: u32, rate: f64, status| RatedArea {
        code: name.into(),
        name: name.into(),
        count: Count::Exact(count),
        base: Some(12_000.0),
        rated: Some(AreaRate {
            rate: Measure {
                value: rate,
                low: rate - 1.0,
                high: rate + 1.0,
            },
            smoothed: (rate, Some((rate - 0.5, rate + 0.5))),
            local: None,
            limits: (80.0, 160.0),
            status,
        }),
    };
    AreaRates {
        layer: LayerId::parse("ward22").unwrap(),
        per: Per::Residents,
        base_says: "residents: mid-2020 estimate of ward22".into(),
        years: 1.0,
        areas: vec![
            area("Ardwick", 120, 10.0, FunnelStatus::Within),
            area("Piccadilly", 1_204, 100.3, FunnelStatus::FarAbove),
        ],
        nowhere: Count::Exact(7),
        all: Some(AreasDiffer {
            rate: Measure {
                value: 12.0,
                low: 11.5,
                high: 12.5,
            },
            phi: 3.1,
            tau2: 0.04,
        }),
        refused: None,
    }
}

fn question() -> Rates {
    Rates {
        layer: LayerId::parse("ward22").unwrap(),
        per: Per::Residents,
    }
}

#[test]
fn the_highest_rate_comes_first_and_the_denominator_is_named() {
    let text = page_of(&question(), &released(found(), Audience::Analyst));
    let line = |name: &str| {
        text.lines()
            .position(|line| line.starts_with(name))
            .unwrap()
    };
    assert!(line("Piccadilly") < line("Ardwick"), "{text}");
    assert!(
        text.lines()
            .nth(line("Piccadilly"))
            .unwrap()
            .ends_with("far-above")
    );
    for word in ["mid-2020", "phi 3.10", "none of the areas: 7"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_a_row_for_each_area() {
    let csv = csv_of(&question(), &released(found(), Audience::Analyst))
        .iter()
        .map(|row| row.join(",") + "\n")
        .collect::<String>();
    assert!(
        csv.contains(
            "ward22,Ardwick,Ardwick,residents,12000,120,1,10,9,11,10,9.5,10.5,,80,160,within"
        ),
        "{csv}"
    );
}
