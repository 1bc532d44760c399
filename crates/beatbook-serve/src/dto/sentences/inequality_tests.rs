use beatbook_core::{
    Audience, Count, Inequality, InequalityAsked, Ladder, LayerId, Measure, Policy, Slope,
};

use super::sentence;
use crate::answers_fixture_tests::answer;

fn slope(value: f64, reach: f64) -> Slope {
    let measure = |value: f64, reach: f64| Measure {
        value,
        low: value - reach,
        high: value + reach,
    };
    Slope {
        at_most_deprived: 40.0,
        at_least_deprived: 40.0 + value,
        slope: measure(value, reach),
        relative: Some(Measure {
            value: (40.0 + value) / 40.0,
            low: 0.4,
            high: 0.625,
        }),
        concentration: measure(-0.1, 0.01),
    }
}

fn said(slopes: &[Option<Slope>]) -> String {
    let ladder = |(at, slope): (usize, &Option<Slope>)| Ladder {
        index: ["imd19", "income19"][at].into(),
        holds_crime: at == 0,
        deciles: Vec::new(),
        slope: *slope,
        by_chance: slope.map(|_| self::slope(-20.0, 1.0)),
        unplaced: Count::Exact(0),
        refused: slope.is_none().then(|| "cannot be said: too few".into()),
    };
    let found = Inequality {
        asked: InequalityAsked::default(),
        layer: LayerId::parse("lsoa11").unwrap(),
        base_says: String::new(),
        ladders: slopes.iter().enumerate().map(ladder).collect(),
    };
    let released = answer(found, "", 99).release(Policy::new(Audience::Analyst));
    sentence(&released.unwrap(), &|ladder| ladder.index.clone())
}

#[test]
fn direction_size_and_interval_are_told_in_words() {
    assert_eq!(
        said(&[Some(slope(-20.0, 5.0)), Some(slope(-20.0, 30.0))]),
        "The poorer the area, the more: along the line through the deciles of imd19 the most deprived end has 40.0 incidents per 1,000 residents and year, the least deprived end 20.0. The difference is 20.0 (15.0 to 25.0), or 2.00 (1.60 to 2.50) times as many at the poorer end, allowing for how areas of one decile differ. By income19: it cannot be said which end has more."
    );
    assert!(said(&[Some(slope(20.0, 5.0))]).starts_with("The richer the area, the more"));
}

#[test]
fn an_interval_with_nought_in_it_has_no_direction() {
    let text = said(&[Some(slope(-20.0, 30.0))]);
    assert!(
        text.starts_with("It cannot be said whether poorer or richer areas have more"),
        "{text}"
    );
    assert!(text.contains("anything from 50.0 more at the poorer end to 10.0 more at the richer end fits. Were every incident a draw by itself"), "{text}");
    assert_eq!(
        said(&[None]),
        "Whether poorer or richer areas have more cannot be said: too few."
    );
}
