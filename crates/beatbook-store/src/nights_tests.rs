use beatbook_core::Precision;

use crate::fixture::{HERE, Town, around, id_of, instant, select};

use super::*;

fn nights(town: &Town, selection: &str) -> Nights {
    let (_folder, store) = town.store();
    store.nights(&select(selection)).unwrap().value
}

fn night(nights: &Nights, day: &str) -> (u32, u32) {
    let day = Day::parse(day).unwrap();
    let night = nights.nights.iter().find(|night| night.day == day).unwrap();
    (night.hours, night.count.number().unwrap())
}

/// Nights of both clock changes of 2024: 31 March and 27 October.
fn year() -> Town {
    Town::new(|rows| {
        rows.add(HERE, instant("2024-01-01", 12, 0));
        rows.add(HERE, instant("2024-03-31", 3, 0));
        rows.add(HERE, instant("2024-12-31", 12, 0));
    })
}

#[test]
fn nights_of_the_clock_change_are_longer_and_shorter() {
    let nights = nights(&year(), "window=sat22-sun07");
    assert_eq!(night(&nights, "2024-10-26").0, 10);
    assert_eq!(night(&nights, "2024-03-30").0, 8);
    assert_eq!(night(&nights, "2024-10-19").0, 9);
}

#[test]
fn sunday_at_three_is_saturdays_night() {
    let (windowed, plain) = (nights(&year(), "window=sat22-sun07"), nights(&year(), ""));
    assert_eq!(night(&windowed, "2024-03-30").1, 1);
    assert_eq!(
        night(&plain, "2024-03-30"),
        (12, 1),
        "18 to 07 less the skipped hour"
    );
    assert_eq!(plain.nights.len(), 366);
}

#[test]
fn hours_begin_in_the_evening() {
    assert_eq!(
        nights(&year(), "").hours,
        [18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6]
    );
    let window = |text: &str| hours_of(&Window::parse(text).unwrap());
    assert_eq!(window("fri22-sat02"), [22, 23, 0, 1]);
    assert_eq!(window("mon09-mon12,tue10-tue13"), [9, 10, 11, 12]);
    assert_eq!(window("mon00-tue06")[0], 18);
}

#[test]
fn the_columns_hold_what_is_timed_to_the_hour() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-01", 23, 10));
        rows.add(HERE, instant("2024-03-02", 1, 0));
        let row = rows.add(HERE, instant("2024-03-01", 22, 0));
        (row.to, row.precision) = (instant("2024-03-02", 4, 0), Precision::Interval);
        let row = rows.add(HERE, instant("2024-03-02", 12, 0));
        (row.to, row.precision) = (instant("2024-03-03", 20, 0), Precision::Interval);
    });
    let nights = nights(&town, "");
    let column = |hour: u8| {
        let at = nights.hours.iter().position(|h| *h == hour).unwrap();
        nights.total[at].number().unwrap()
    };
    assert_eq!((column(22), column(23), column(1)), (0, 1, 1));
    assert_eq!(nights.untimed, Count::Exact(2));
    assert_eq!(
        night(&nights, "2024-03-01").1,
        3,
        "six hours of one night lie wholly in it"
    );
    assert_eq!(
        night(&nights, "2024-03-02").1,
        0,
        "a day and a half lies in no night"
    );
}

#[test]
fn what_begins_by_day_is_in_no_column_and_said() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-01", 23, 10));
        rows.add(HERE, instant("2024-03-01", 12, 0));
        rows.add(HERE, instant("2024-03-02", 13, 0));
    });
    let (_folder, store) = town.store();
    let answer = store.nights(&select("")).unwrap();
    let columns = answer.value.total.iter().filter_map(|count| count.number());
    assert_eq!(columns.sum::<u32>(), 1);
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|caveat| caveat.starts_with("2 events begin in none")),
        "{said:?}"
    );
}

#[test]
fn each_hotspot_has_its_hours() {
    let town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for day in 10..16 {
                rows.add(cell, instant(&format!("2024-03-{day}"), 23, 0));
            }
        }
    });
    let (_folder, store) = town.store();
    let nights = store.nights(&select("")).unwrap().value;
    let hotspots = store.hotspots(&select("")).unwrap();
    let (first, hotspot) = (&nights.groups[0], &hotspots.value.groups[0]);
    assert_eq!((&first.id, first.rank), (&hotspot.id, Some(1)));
    assert_eq!(hotspot.cell, id_of(HERE));
    assert_eq!(
        first.counts[5],
        Count::Exact(42),
        "23:00 is the sixth column"
    );
}
