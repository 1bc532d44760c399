use proptest::prelude::*;

use super::*;

fn words<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    evidence(values).decide().unwrap().words()
}

#[test]
fn values_above_twelve_tell_day_from_month() {
    assert_eq!(
        words(["03/05/2024 22:10", "13/05/2024 01:00"]),
        "dd/mm/yyyy HH:MM"
    );
    assert_eq!(words(["03/05/2024", "05/13/2024"]), "mm/dd/yyyy");
    assert_eq!(words(["3-5-24", "31-5-24"]), "dd-mm-yy");
    let decided = evidence(["03/05/2024", "13/05/2024", "", "04/05/2024"])
        .decide()
        .unwrap();
    assert_eq!(decided.sentence(), "dd/mm/yyyy, decided by 1 of 3 values");
    assert_eq!(
        words(["05/05/2024", "07/07/2024"]),
        "dd/mm/yyyy",
        "the same day in both"
    );
}

#[test]
fn a_column_in_which_no_value_decides_is_undecided() {
    let Err(Undecided::Order {
        example, readings, ..
    }) = evidence(["05/05/2024", "03/05/2024", "04/05/2024"]).decide()
    else {
        panic!("decided");
    };
    assert_eq!((example.text.as_str(), example.line), ("03/05/2024", 2));
    assert_eq!(
        readings,
        [
            (Reading::Day, "%d/%m/%Y".to_owned()),
            (Reading::Month, "%m/%d/%Y".to_owned())
        ]
    );
    assert_eq!(evidence(["", ""]).decide(), Err(Undecided::Blank));
    assert!(matches!(
        evidence(["soon", "later"]).decide(),
        Err(Undecided::Unknown(_))
    ));
}

#[test]
fn both_orders_in_one_column_are_refused_unless_one_is_a_slip() {
    let mixed = ["13/05/2024", "05/13/2024", "03/05/2024"];
    assert!(matches!(
        evidence(mixed).decide(),
        Err(Undecided::Both { .. })
    ));
    let mut slip = vec!["13/05/2024"; 100];
    slip.push("05/13/2024");
    let decided = evidence(slip).decide().unwrap();
    assert_eq!((decided.order, decided.deciding), (Order::DayFirst, 100));
    assert_eq!(
        decided.sentence(),
        "dd/mm/yyyy, decided by 100 of 101 values; 1 of the other order is refused, the first of \
         them `05/13/2024` in line 101"
    );
}

#[test]
fn years_of_two_digits_may_come_first() {
    let years_last: Vec<_> = (1..=28).map(|day| format!("{day:02}-05-24")).collect();
    assert_eq!(words(years_last), "dd-mm-yy");
    let years_first = (1..=28).map(|day| format!("24-05-{day:02}"));
    let Err(Undecided::Order { readings, .. }) = evidence(years_first).decide() else {
        panic!("decided");
    };
    assert_eq!(readings[1], (Reading::Year, "%y-%m-%d".to_owned()));
    for either in [&["24-05-03"][..], &["24-05-03", "03-05-24"]] {
        let decided = evidence(either).decide();
        assert!(matches!(decided, Err(Undecided::Order { .. })));
    }
    assert_eq!(words(["31-05-24"]), "dd-mm-yy", "2031 is to come");
    assert_eq!(words(["05-13-24"]), "mm-dd-yy", "no thirteenth month");
}

#[test]
fn the_way_of_most_values_is_that_of_the_column() {
    let values = ["2024-05-03", "2024-05-04 10:00", "3 May 2024", "2024-05"];
    let decided = evidence(values).decide().unwrap();
    assert_eq!(
        (decided.way, decided.fitting, decided.values),
        (Way::YearFirst('-'), 3, 4)
    );
    assert_eq!(words(["2024-05", "2024-06"]), "yyyy-mm");
    assert_eq!(words(["45415", "45416.5"]), "serial number of Excel");
    assert_eq!(
        words(["45415", "45416", "2024-05-03"]),
        "yyyy-mm-dd",
        "one value is no number"
    );
    assert!(
        evidence(["1234", "1235"]).decide().is_err(),
        "no plausible days"
    );
}

#[test]
fn first_days_of_months_may_be_months() {
    let months = ["2022-01-01", "2022-02-01"];
    let decided = evidence(months.iter().cycle().take(30)).decide().unwrap();
    assert!(decided.is_month("Month") && !decided.is_month("date") && decided.may_be_month());
    let few = evidence(months).decide().unwrap();
    assert!(few.is_month("crime_month") && !few.may_be_month());
    let days = evidence(["2022-01-01", "2022-02-02"]).decide().unwrap();
    assert!(!days.is_month("month"));
}

fn column() -> impl Strategy<Value = Vec<(i16, i8, i8)>> {
    let day = (2010_i16..2026, 1_i8..13, 1_i8..29);
    proptest::collection::vec(day, 1..60)
}

proptest! {
    /// The order is the one written in, or the column is refused.
    #[test]
    fn day_and_month_are_never_taken_for_each_other(
        days in column(), month_first in any::<bool>(), short in any::<bool>(),
        between in proptest::sample::select(vec!['/', '-', '.']),
    ) {
        let year = if short { "%y" } else { "%Y" };
        let format = if month_first {
            format!("%m{between}%d{between}{year}")
        } else {
            format!("%d{between}%m{between}{year}")
        };
        let texts: Vec<_> = days
            .iter()
            .map(|&(y, m, d)| jiff::civil::date(y, m, d).strftime(&format).to_string())
            .collect();
        let told = days.iter().any(|&(_, _, d)| d > 12);
        let same = days.iter().all(|&(_, m, d)| d == m);
        match evidence(&texts).decide() {
            Ok(decided) => {
                let order = if month_first { Order::MonthFirst } else { Order::DayFirst };
                prop_assert!(same || decided.order == order);
                prop_assert!(told || same);
            }
            Err(Undecided::Order { .. }) => prop_assert!(short || !told),
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn evidence_counts_every_value_once(texts in proptest::collection::vec("\\PC{0,12}|[0-9/ -]{8,10}", 0..40)) {
        let evidence = evidence(&texts);
        let filled = texts.iter().filter(|text| !text.trim().is_empty()).count() as u64;
        let ways: u64 = evidence.ways.iter().map(|tally| tally.values).sum();
        prop_assert_eq!(evidence.values, filled);
        prop_assert_eq!(ways + evidence.unknown, filled);
    }
}
