use beatbook_core::{Day, Precision};

use crate::book::GapEntry;
use crate::fixture::{HERE, Town, select};

use super::*;

/// A robbery a day for some months from January 2021 on, five a day in August.
fn town(months: i32) -> Town {
    Town::new(|rows| {
        let first = Day::parse("2021-01-01").unwrap();
        let last = first.month().plus(months).first();
        for number in first.number()..last.number() {
            let day = Day::from_number(number);
            let august = day.month().of_year() == 8;
            for hour in 0..if august { 5 } else { 1 } {
                rows.add(HERE, day.at(10 + hour, 0, 0).unwrap());
            }
        }
    })
}

#[test]
fn august_is_told_and_february_is_not_low_for_its_days() {
    let (_folder, store) = town(36).store();
    let answer = store.seasons(&select("")).unwrap();
    let found = answer.value;
    let months: Vec<u8> = found.months.iter().map(|month| month.month).collect();
    assert_eq!(months, (1..=12).collect::<Vec<u8>>());
    assert!(found.tested);
    let august = &found.months[7];
    assert_eq!((august.count, august.unusual), (Count::Exact(3 * 155), 1));
    assert!(august.index.unwrap() > 3.0);
    let (january, february) = (&found.months[0], &found.months[1]);
    assert!((january.index.unwrap() - february.index.unwrap()).abs() < 0.01);
    assert_eq!((found.years.len(), found.years_left_out), (3, 0));
    assert_eq!(found.years[0].from.to_string(), "2021-01");
    assert!(found.growth_percent.unwrap().abs() < 0.1);
}

#[test]
fn years_are_counted_back_from_the_last_whole_month() {
    let (_folder, store) = town(29).store();
    let found = store.seasons(&select("")).unwrap().value;
    let years: Vec<String> = found
        .years
        .iter()
        .map(|year| year.from.to_string())
        .collect();
    assert_eq!(years, ["2021-06", "2022-06"]);
    assert!(!found.tested);
    assert_eq!(found.months[7].q, None);
    assert_eq!(
        found.months[0].month, 1,
        "sorted by month, whatever the years begin with"
    );
    assert!(found.months[7].index.unwrap() > 3.0);
}

#[test]
fn less_than_two_years_and_gaps_are_refused() {
    let (_folder, store) = town(20).store();
    let refused = store.seasons(&select("")).unwrap_err();
    assert!(refused.reason.contains("two whole years"), "{refused}");

    let mut with_gap = town(36);
    with_gap.sources[0].gaps = vec![GapEntry {
        from: "2022-03".into(),
        to: "2022-03".into(),
        reason: "the file of this month is missing".into(),
        absent: false,
    }];
    let (_folder, store) = with_gap.store();
    let answer = store.seasons(&select("")).unwrap();
    assert_eq!(answer.value.years.len(), 2);
    assert_eq!(answer.value.years_left_out, 1);
    let said = answer.caveats.iter().map(ToString::to_string);
    assert!(
        said.clone().any(|text| text.starts_with("Years left out")),
        "{:?}",
        said.collect::<Vec<_>>()
    );
}

#[test]
fn months_are_enough() {
    let mut town = town(36);
    for row in &mut town.sources[0].rows {
        let month = Day::of(row.from).month();
        row.precision = Precision::Month;
        (row.from, row.to) = (month.first().start(), month.next().first().start());
    }
    let (_folder, store) = town.store();
    let found = store.seasons(&select("")).unwrap().value;
    assert_eq!(found.months[7].unusual, 1);
}

#[test]
fn a_window_is_looked_at_by_its_own_hours() {
    let (_folder, store) = town(36).store();
    let found = store.seasons(&select("window=fri10-fri11")).unwrap().value;
    // One robbery each Friday from ten to eleven, in August too.
    for month in &found.months {
        assert_eq!(month.unusual, 0);
        assert!((month.index.unwrap() - 1.0).abs() < 0.05, "{month:?}");
    }
}
