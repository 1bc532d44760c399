use beatbook_core::{Audience, Policy};

use crate::fixture::{HERE, SIDE, Town, instant, select};

use super::*;

/// A robbery a week in every third cell for half a year, and in two weeks of April twelve more in one.
fn town(outbreak: bool) -> Town {
    Town::new(|rows| {
        let first = Day::parse("2024-01-01").unwrap();
        for week in 0..26 {
            for cell in (0..SIDE * (SIDE - 1)).step_by(9) {
                let day = first.plus(7 * week + (cell % 7) as i32);
                rows.add(cell, day.at(20, 0, 0).unwrap());
            }
        }
        for number in 0..if outbreak { 12 } else { 0 } {
            let day = Day::parse("2024-04-08").unwrap().plus(number);
            rows.add(HERE, day.at(23, 0, 0).unwrap());
        }
    })
}

fn asked(step: &str) -> ScanAsked {
    ScanAsked::parse([Some(step), None, None, Some("199"), None, None]).unwrap()
}

#[test]
fn an_outbreak_is_told_with_its_place_and_its_days() {
    let (_folder, store) = town(true).store();
    let answer = store.outbreaks(&select(""), &asked("week")).unwrap();
    let found = &answer.value;
    assert_eq!(found.verdict, ScanVerdict::Outbreak, "{found:?}");
    let first = &found.outbreaks[0];
    assert_eq!(first.id, crate::fixture::id_of(HERE));
    assert!(first.from <= Day::parse("2024-04-10").unwrap(), "{first:?}");
    assert!(first.to >= Day::parse("2024-04-17").unwrap(), "{first:?}");
    assert!(first.observed.number() >= Some(12));
    assert!(first.p.unwrap() <= 0.05 && first.ratio().unwrap() > 2.0);
    assert_eq!(found.strongest, None);
    let method = answer.method.unwrap();
    assert_eq!(method.statistic, "space-time permutation scan");
    // What is scanned and what is not are all that is selected.
    let scanned = found.scanned.number().unwrap();
    assert!(scanned <= answer.accounting.incidents.number().unwrap());
}

#[test]
fn where_all_weeks_are_alike_none_stands_out() {
    let (_folder, store) = town(false).store();
    let found = store.outbreaks(&select(""), &asked("week")).unwrap().value;
    assert_eq!(found.verdict, ScanVerdict::None);
    assert!(found.outbreaks.is_empty());
}

#[test]
fn too_little_is_said_to_be() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-01-01", 12, 0));
        rows.add(HERE, instant("2024-06-01", 12, 0));
    });
    let (_folder, store) = town.store();
    let found = store.outbreaks(&select(""), &asked("month")).unwrap().value;
    let ScanVerdict::Cannot(reason) = found.verdict else {
        panic!("{found:?}");
    };
    assert!(reason.starts_with("2 events are too few"), "{reason}");
}

#[test]
fn dates_of_months_are_scanned_by_month_only() {
    let mut town = town(true);
    for row in &mut town.sources[0].rows {
        let month = Day::of(row.from).month();
        (row.from, row.to) = (month.first().start(), month.last().plus(1).start());
        row.precision = Precision::Month;
    }
    let (_folder, store) = town.store();
    let found = store
        .outbreaks(&select(""), &ScanAsked::default())
        .unwrap()
        .value;
    assert_eq!((found.step, found.steps), (ScanStep::Month, 6));
    let error = store.outbreaks(&select(""), &asked("week")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "step: the dates of source offence are months: nothing is known of the week; use step=month"
    );
}

#[test]
fn too_few_and_too_many_steps_are_refused() {
    let (_folder, store) = town(true).store();
    let refused = |selection: &str, step: &str| {
        let error = store.outbreaks(&select(selection), &asked(step));
        error.unwrap_err().to_string()
    };
    let one = refused("from=2024-03-01&to=2024-03-10", "week");
    assert!(one.contains("has 1 whole weeks"), "{one}");
    let fine = store.outbreaks(&select("from=2024-03-01&to=2024-03-10"), &asked("day"));
    assert!(fine.is_ok());
    let long = Town::new(|rows| {
        rows.add(HERE, instant("2022-01-01", 12, 0));
        rows.add(HERE, instant("2024-06-01", 12, 0));
    });
    let (_folder, store) = long.store();
    let error = store.outbreaks(&select(""), &asked("day")).unwrap_err();
    assert!(error.to_string().contains("more than the 200"), "{error}");
    assert_eq!(
        store
            .outbreaks(&select(""), &ScanAsked::default())
            .unwrap()
            .value
            .step,
        ScanStep::Month
    );
}

#[test]
fn months_that_are_not_there_are_no_quiet_months() {
    let mut town = town(true);
    town.sources[0].gaps.push(crate::book::GapEntry {
        from: "2024-02".into(),
        to: "2024-02".into(),
        reason: "a part of the files is missing".into(),
        absent: false,
    });
    let (_folder, store) = town.store();
    let answer = store.outbreaks(&select(""), &asked("month")).unwrap();
    assert_eq!(answer.value.steps, 5);
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|said| said.starts_with("1 months are left out")),
        "{said:?}"
    );
}

#[test]
fn an_interval_over_two_weeks_is_in_neither() {
    let mut town = town(true);
    let row = &mut town.sources[0].rows[0];
    row.to = row.from + 10 * 86_400;
    row.precision = Precision::Interval;
    let (_folder, store) = town.store();
    let answer = store.outbreaks(&select(""), &asked("week")).unwrap();
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    let unsure = said
        .iter()
        .find(|said| said.contains("one step of time or another"));
    assert!(
        unsure.is_some_and(|said| said.starts_with("1 events")),
        "{said:?}"
    );
}

#[test]
fn partners_see_no_p_and_no_small_count() {
    let (_folder, store) = town(true).store();
    let answer = store.outbreaks(&select(""), &asked("week")).unwrap();
    let released = answer.release(Policy::new(Audience::Partnership)).unwrap();
    let first = &released.value().outbreaks[0];
    assert_eq!((first.p, first.expected), (None, None));
    assert!(!first.observed.is_exact());
}
