use beatbook_core::Profile;

use crate::book::GapEntry;
use crate::fixture::{HERE, Town, instant, select};

use super::*;

/// Two years: 60 robberies in the first, 25 in the second, on the first days of the months.
fn town() -> Town {
    Town::new(|rows| {
        for (year, each) in [(2023, 5), (2024, 2)] {
            for month in 1..=12 {
                for day in 1..=each {
                    rows.add(HERE, instant(&format!("{year}-{month:02}-{day:02}"), 12, 0));
                }
            }
        }
        rows.add(HERE, instant("2024-12-31", 12, 0));
    })
}

fn profile(town: &Town, selection: &str) -> Profile {
    let (_folder, store) = town.store();
    let asked = format!("area=lsoa11:E01000000{selection}");
    store.profile(&select(&asked)).unwrap().value
}

#[test]
fn a_year_stands_against_the_year_before_with_its_interval() {
    let trend = profile(&town(), "").trend;
    assert_eq!(trend.months.len(), 24);
    let first = &trend.months[0];
    assert_eq!(
        (first.count, first.state),
        (Count::Exact(5), MonthState::Complete)
    );
    let (low, high) = first.interval.unwrap(); // Garwood's of 5
    assert!((low - 1.623).abs() < 1e-3 && (high - 11.668).abs() < 1e-3);
    let year = trend.year.unwrap();
    assert_eq!(year.counts, [Count::Exact(25), Count::Exact(60)]);
    assert_eq!(year.latest.0.to_string(), "2024-01");
    assert_eq!(year.before.1.to_string(), "2023-12");
    let change = year.change.unwrap();
    let of_rates = 25.0 / 366.0 * 365.0 / 60.0;
    assert!((change.percent.unwrap() - (of_rates - 1.0) * 100.0).abs() < 1e-9);
    assert!(change.high.unwrap() < 0.0);
    assert_eq!(year.city, Some(change), "the town has no other events");
}

#[test]
fn a_month_asked_in_part_is_partial_and_has_no_interval() {
    let trend = profile(&town(), "&from=2023-01-10&to=2024-12-30").trend;
    for month in [&trend.months[0], &trend.months[23]] {
        assert_eq!((month.state, month.interval), (MonthState::Partial, None));
    }
    let refused = trend.year.unwrap_err();
    assert!(refused.contains("24 complete months in a row"), "{refused}");
    assert!(refused.ends_with("is 22 months"), "{refused}");
}

#[test]
fn no_change_is_told_across_a_change_of_the_source_or_a_gap() {
    let mut noted = town();
    noted.annotations = vec![("2024-03-01", "a new system")];
    let year = profile(&noted, "").trend.year.unwrap();
    assert_eq!(
        year.change.unwrap_err(),
        "the source changed on 2024-03-01: a new system"
    );
    assert_eq!(year.city, None);
    let mut cut = town();
    cut.sources[0].gaps = vec![GapEntry {
        from: "2024-02".into(),
        to: "2024-02".into(),
        reason: "its file is missing".into(),
        absent: true,
    }];
    let trend = profile(&cut, "").trend;
    assert_eq!(trend.months[13].state, MonthState::Absent);
    assert!(trend.year.unwrap_err().ends_with("is 10 months"));
}
