use beatbook_core::Precision;

use crate::fixture::{EDGE, HERE, Town, agreement, around, id_of, instant, select};

use super::*;

fn week(town: &Town, selection: &str, of: &WeekOf) -> Week {
    let (_folder, store) = town.store();
    store.week(&select(selection), of).unwrap().value
}

fn incidents(week: &Week, weekday: u8, hour: u8) -> f64 {
    let number = HourOfWeek::new(weekday, hour).number();
    week.hours[usize::from(number)].incidents.unwrap()
}

#[test]
fn the_window_begins_and_ends_on_its_hours() {
    // Friday 1 to Saturday 2 March 2024.
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-01", 21, 59));
        rows.add(HERE, instant("2024-03-01", 22, 0));
        rows.add(HERE, instant("2024-03-02", 6, 59));
        rows.add(HERE, instant("2024-03-02", 7, 0));
    });
    let week = week(&town, "window=fri22-sat07", &WeekOf::All);
    assert_eq!(week.counted, Count::Exact(2));
    let shown = [(4, 21), (4, 22), (5, 6), (5, 7)].map(|(day, hour)| incidents(&week, day, hour));
    assert_eq!(shown, [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(
        week.hours.iter().filter(|hour| hour.exposure > 0).count(),
        9
    );
}

#[test]
fn an_interval_is_spread_over_its_hours() {
    // The published example: Friday 23:30 to Saturday 01:15 is 2/7, 4/7 and 1/7.
    let town = Town::new(|rows| {
        let row = rows.add(HERE, instant("2024-03-01", 23, 30));
        (row.to, row.precision) = (instant("2024-03-02", 1, 15), Precision::Interval);
    });
    let week = week(&town, "", &WeekOf::All);
    let shown = [(4, 23), (5, 0), (5, 1)].map(|(day, hour)| incidents(&week, day, hour));
    for (shown, sevenths) in shown.into_iter().zip([2.0, 4.0, 1.0]) {
        assert!((shown - sevenths / 7.0).abs() < 1e-9, "{shown}");
    }
    assert_eq!(
        (week.counted, week.spread),
        (Count::Exact(1), Count::Exact(1))
    );
}

#[test]
fn more_than_seven_days_say_nothing_of_hours() {
    let town = Town::new(|rows| {
        let row = rows.add(HERE, instant("2024-03-01", 0, 0));
        (row.to, row.precision) = (row.from + 8 * 86_400, Precision::Interval);
    });
    let week = week(&town, "", &WeekOf::All);
    assert_eq!(
        (week.counted, week.too_long),
        (Count::Exact(0), Count::Exact(1))
    );
}

#[test]
fn the_hour_that_comes_twice_is_looked_at_twice() {
    // 27 October 2024: 01:00 twice. 31 March 2024: 01:00 not at all.
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-25", 12, 0));
        rows.add(HERE, instant("2024-10-27", 12, 0));
    });
    let exposure = |selection: &str| {
        let week = week(&town, selection, &WeekOf::All);
        let at = HourOfWeek::new(6, 1).number();
        (
            week.hours[usize::from(at)].exposure,
            week.hours[usize::from(at) + 1].exposure,
        )
    };
    assert_eq!(exposure("from=2024-10-21&to=2024-10-27"), (2, 1));
    assert_eq!(exposure("from=2024-03-25&to=2024-03-31"), (0, 1));
}

#[test]
fn the_hours_of_another_source_are_no_exposure() {
    let mut town = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-01", 12, 0));
        rows.add(HERE, instant("2024-03-08", 12, 0));
    });
    let mut other = crate::fixture::Rows::new("complaint");
    other.add(HERE, instant("2023-01-01", 12, 0));
    town.sources.push(other);
    let week = week(&town, "", &WeekOf::All);
    let days: u32 = week.hours.iter().map(|hour| hour.exposure).sum();
    assert_eq!(days, 8 * 24);
}

#[test]
fn months_and_coarse_terms_are_refused() {
    let mut town = Town::new(|rows| {
        let row = rows.add(HERE, instant("2024-03-01", 0, 0));
        (row.to, row.precision) = (instant("2024-04-01", 0, 0), Precision::Month);
    });
    let mut health = crate::fixture::Rows::new("callout");
    health.add(HERE, instant("2024-03-01", 12, 0));
    let mut terms = agreement();
    terms.finest_time = "day".into();
    health.agreement = Some(terms);
    town.sources.push(health);
    let (_folder, store) = town.store();
    let error = |selection: &str| store.week(&select(selection), &WeekOf::All).unwrap_err();
    let months = error("");
    assert_eq!(months.part, "source");
    assert!(
        months
            .reason
            .contains("are months: nothing is known of the hour"),
        "{months}"
    );
    assert!(
        error("source=callout")
            .reason
            .contains("nothing finer than a day")
    );
}

#[test]
fn a_cell_and_a_place_have_their_own_week() {
    let town = Town::new(|rows| {
        for day in ["2024-03-04", "2024-03-05", "2024-03-06"] {
            rows.add(HERE, instant(day, 12, 0));
        }
        rows.add(around(HERE)[0], instant("2024-03-04", 15, 0));
        rows.add(HERE + 3, instant("2024-03-04", 18, 0));
    });
    let (_folder, store) = town.store();
    let counted = |of: &WeekOf| store.week(&select(""), of).unwrap().value.counted;
    assert_eq!(counted(&WeekOf::All), Count::Exact(5));
    assert_eq!(counted(&WeekOf::Cell(id_of(HERE))), Count::Exact(4));
    let place = store.places(&select("")).unwrap().value.places[0]
        .id
        .clone();
    assert_eq!(counted(&WeekOf::Place(place)), Count::Exact(3));
    let error = |of: &WeekOf| store.week(&select(""), of).unwrap_err().part;
    assert_eq!(error(&WeekOf::Cell("nonsense".into())), "cell");
    assert_eq!(error(&WeekOf::Place("1-1".into())), "place");
}

#[test]
fn a_cell_at_the_edge_sees_beyond_it() {
    let town = Town::new(|rows| {
        rows.add(EDGE, instant("2024-03-04", 12, 0));
        rows.add(crate::fixture::BEYOND, instant("2024-03-05", 12, 0));
    });
    let cell = week(&town, "", &WeekOf::Cell(id_of(EDGE)));
    assert_eq!(cell.counted, Count::Exact(2));
    assert_eq!(week(&town, "", &WeekOf::All).counted, Count::Exact(1));
}
