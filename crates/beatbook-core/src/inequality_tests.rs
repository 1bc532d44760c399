use super::*;
use crate::Audience;

#[test]
fn what_is_asked_is_written_as_it_is_read() {
    let asked = InequalityAsked::parse([Some("imd19"), Some("km2")]).unwrap();
    assert_eq!(asked.to_string(), "sii&per=km2&index=imd19");
    assert_eq!(
        InequalityAsked::parse([None, None]),
        Ok(InequalityAsked::default())
    );
    assert_eq!(
        InequalityAsked::parse([None, Some("head")])
            .unwrap_err()
            .part,
        "per"
    );
}

#[test]
fn of_rounded_counts_no_slope_is_told() {
    let measure = Measure {
        value: -4.0,
        low: -9.0,
        high: -1.0,
    };
    let slope = Slope {
        at_most_deprived: 9.0,
        at_least_deprived: 5.0,
        slope: measure,
        relative: Some(measure),
        concentration: measure,
    };
    let mut found = Inequality {
        asked: InequalityAsked::default(),
        layer: LayerId::parse("lsoa11").unwrap(),
        base_says: String::new(),
        ladders: vec![Ladder {
            index: "imd19".into(),
            holds_crime: true,
            deciles: vec![DecileRate {
                decile: 1,
                areas: 3,
                base: 4e3,
                count: Count::Exact(3),
                rate: Some(measure),
                represented: None,
            }],
            slope: Some(slope),
            by_chance: Some(slope),
            unplaced: Count::Exact(0),
            refused: None,
        }],
    };
    let policy = Policy::new(Audience::Partnership).for_source(&Source::Attendance);
    found.protect(policy, &Source::Attendance).unwrap();
    let ladder = &found.ladders[0];
    assert_eq!((ladder.slope, ladder.by_chance), (None, None));
    assert_eq!(
        (ladder.deciles[0].count, ladder.deciles[0].rate),
        (Count::Suppressed, None)
    );
    assert!(ladder.refused.is_some());
}
