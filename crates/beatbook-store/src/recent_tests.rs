use beatbook_core::Precision;

use crate::fixture::{HERE, Town, around, instant, select};

use super::*;

/// Six robberies in each of seven cells in spring, and three in the last fortnight of the year.
fn town() -> Town {
    Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for number in 1..=6 {
                rows.add(cell, instant(&format!("2024-03-0{number}"), 12, 0));
            }
        }
        rows.add(HERE, instant("2024-12-18", 12, 0));
        rows.add(HERE, instant("2024-12-20", 12, 0));
        rows.add(HERE, instant("2024-12-20", 14, 0));
        rows.add(0, instant("2024-12-31", 12, 0));
    })
}

fn asked(town: &Town, selection: &str, days: u16) -> Answer<Recent> {
    let (_folder, store) = town.store();
    store.recent(&select(selection), days).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn the_last_days_are_counted_by_day_the_latest_first() {
    let answer = asked(&town(), "", 14);
    let found = answer.value;
    assert_eq!(found.period, (day("2024-12-18"), day("2024-12-31")));
    let first = &found.groups[0];
    assert_eq!(first.recent, Count::Exact(3));
    assert_eq!(first.days, [(day("2024-12-20"), 2), (day("2024-12-18"), 1)]);
    assert_eq!(found.total, Count::Exact(4));
    assert!(
        answer
            .caveats
            .iter()
            .any(|c| c.to_string().contains("neither make"))
    );
}

#[test]
fn what_is_usual_is_told_of_as_many_days_before() {
    let found = asked(&town(), "", 14).value;
    let first = &found.groups[0];
    let earlier = f64::from(first.events.number().unwrap() - 3);
    // 1 January to 17 December 2024.
    assert!((first.usual.unwrap() - earlier * 14.0 / 352.0).abs() < 1e-9);
    let short = asked(&town(), "from=2024-12-01", 14).value;
    assert!(short.groups.iter().all(|group| group.usual.is_none()));
}

#[test]
fn days_not_yet_recorded_are_left_out() {
    let mut late = town();
    for row in &mut late.sources[0].rows {
        // Nine in ten at once, the others after four weeks.
        let day = Day::from_number(row.from.div_euclid(86_400) as i32);
        row.recorded = Some(if row.from % 10 == 0 {
            day.plus(28)
        } else {
            day
        });
    }
    let (_folder, store) = late.store();
    let complete = store.about().sources[0].complete_to;
    let found = store.recent(&select(""), 14).unwrap().value;
    let held = store.about().sources[0].period.1;
    assert_eq!(found.period.1, complete.map_or(held, |day| day.min(held)));
}

#[test]
fn months_have_no_last_days() {
    let mut coarse = town();
    for row in &mut coarse.sources[0].rows {
        row.precision = Precision::Month;
    }
    let (_folder, store) = coarse.store();
    let error = store.recent(&select(""), 14).unwrap_err();
    assert!(error.to_string().contains("months"), "{error}");
}

#[test]
fn an_incident_of_a_night_belongs_to_its_evening() {
    let late = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for number in [1, 8, 15, 22, 29] {
                rows.add(cell, instant(&format!("2024-03-{number:02}"), 23, 0));
            }
        }
        rows.add(HERE, instant("2024-12-28", 1, 0));
        rows.add(0, instant("2024-12-31", 12, 0));
    });
    let found = asked(&late, "window=fri22-sat07", 14).value;
    assert_eq!(found.groups[0].days, [(day("2024-12-27"), 1)]);
}
