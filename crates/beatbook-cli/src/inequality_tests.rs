use beatbook_core::{
    Audience, Count, DecileRate, Inequality, InequalityAsked, Ladder, LayerId, Measure, Slope,
};

use super::OverDeciles;
use crate::answers_fixture_tests::{csv_of, released};
use crate::question::Question;

fn found() -> Inequality {
    let slope = |reach: f64| {
        let measure = |value: f64| Measure {
            value,
            low: value - reach,
            high: value + reach,
        };
        Slope {
            at_most_deprived: 30.0,
            at_least_deprived: 18.0,
            slope: measure(-12.0),
            relative: Some(measure(0.6)),
            concentration: measure(-0.08),
        }
    };
    Inequality {
        asked: InequalityAsked::default(),
        layer: LayerId::parse("lsoa11").unwrap(),
        base_says: "residents: mid-2020 estimate of lsoa11".into(),
        ladders: vec![Ladder {
            index: "imd19".into(),
            holds_crime: true,
            deciles: vec![DecileRate {
                decile: 1,
                areas: 121,
                base: 236_000.0,
                count: Count::Exact(7_080),
                rate: Some(Measure {
                    value: 30.0,
                    low: 29.3,
                    high: 30.7,
                }),
                represented: Some(Measure {
                    value: 1.21,
                    low: 1.2,
                    high: 1.22,
                }),
            }],
            slope: Some(slope(0.05)),
            by_chance: Some(slope(0.01)),
            unplaced: Count::Exact(41),
            refused: None,
        }],
    }
}

fn question() -> OverDeciles {
    OverDeciles {
        asked: InequalityAsked::default(),
    }
}

#[test]
fn each_index_stands_with_both_intervals() {
    let text = question().tables(&released(found(), Audience::Analyst));
    let row = |name: &str| {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        line.unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(row("SII"), "SII -12.00 -12.05 to -11.95 -12.01 to -11.99");
    assert_eq!(
        row("decile 1 "),
        "decile 1 121 236,000 7,080 30.00 29.30-30.70 1.21"
    );
    assert!(
        text.contains("not on the ladder: 41") && text.contains("mid-2020"),
        "{text}"
    );
}

#[test]
fn a_sheet_has_deciles_and_indices() {
    let csv = csv_of(&question(), &released(found(), Audience::Analyst))
        .iter()
        .map(|row| row.join(",") + "\n")
        .collect::<String>();
    assert!(
        csv.contains("imd19,residents,decile 1,121,236000,7080,30,29.3,30.7"),
        "{csv}"
    );
    assert!(
        csv.contains("imd19,residents,RII, by chance,,,,0.6"),
        "{csv}"
    );
}
