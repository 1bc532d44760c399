use super::*;

fn instant(day: &str, hour: i8, minute: i8) -> i64 {
    Day::parse(day).unwrap().at(hour, minute, 0).unwrap()
}

fn calendar() -> Calendar {
    Calendar::new(
        instant("2024-09-01", 0, 0),
        instant("2024-11-30", 0, 0),
        DatedDays::default(),
    )
}

fn lies(selection: &str, from: i64, to: i64) -> Lies {
    calendar()
        .inside(&Selection::parse(selection).unwrap())
        .lies(from, to)
}

#[test]
fn the_last_day_of_a_period_is_included() {
    let period = "from=2024-09-30&to=2024-09-30";
    for (hour, minute, expected) in [(0, 0, Lies::Inside), (23, 59, Lies::Inside)] {
        let at = instant("2024-09-30", hour, minute);
        assert_eq!(lies(period, at, at), expected);
    }
    let next = instant("2024-10-01", 0, 0);
    assert_eq!(lies(period, next, next), Lies::Outside);
}

#[test]
fn the_night_of_the_last_day_reaches_into_the_next_morning() {
    let nights = "from=2024-09-28&to=2024-09-28&window=sat22-sun07";
    let at = |day, hour| instant(day, hour, 30);
    assert_eq!(
        lies(nights, at("2024-09-29", 3), at("2024-09-29", 3)),
        Lies::Inside
    );
    assert_eq!(
        lies(nights, at("2024-09-29", 7), at("2024-09-29", 7)),
        Lies::Outside
    );
    assert_eq!(
        lies(nights, at("2024-09-22", 3), at("2024-09-22", 3)),
        Lies::Outside
    );
}

#[test]
fn an_interval_counts_as_inside_only_when_all_of_it_is() {
    let night = "window=fri22-sat07";
    let (nine, ten, eleven) = (
        instant("2024-10-04", 21, 0),
        instant("2024-10-04", 22, 0),
        instant("2024-10-04", 23, 0),
    );
    assert_eq!(lies(night, ten, eleven), Lies::Inside);
    assert_eq!(lies(night, nine, eleven), Lies::Perhaps);
    assert_eq!(lies(night, nine, ten), Lies::Outside);
    // An interval that spans two nights may have been in neither.
    assert_eq!(lies(night, ten, ten + 7 * 86_400), Lies::Perhaps);
}

#[test]
fn the_last_event_of_a_book_may_be_an_instant_on_the_hour() {
    let last = instant("2024-10-01", 23, 0);
    let calendar = Calendar::new(instant("2024-09-01", 0, 0), last + 1, DatedDays::default());
    assert_eq!(
        calendar.inside(&Selection::default()).lies(last, last),
        Lies::Inside
    );
}

#[test]
fn an_autumn_night_keeps_its_extra_hour() {
    // 27 October 2024: 01:30 comes twice; both belong to the night of the 26th.
    let (first, night) = (instant("2024-10-27", 1, 30), "window=sat22-sun07");
    assert_eq!(lies(night, first, first), Lies::Inside);
    assert_eq!(lies(night, first + 3_600, first + 3_600), Lies::Inside);
    assert_eq!(calendar().local(first), calendar().local(first + 3_600));
}

#[test]
fn dated_days_are_looked_at_or_left_out_by_their_night() {
    let saturday = Day::parse("2024-09-28").unwrap();
    let dated = DatedDays::new([(saturday, "match-day"), (saturday, "match-day")]);
    assert_eq!(dated.kinds().collect::<Vec<_>>(), [("match-day", 1)]);
    let calendar = Calendar::new(
        instant("2024-09-01", 0, 0),
        instant("2024-10-31", 0, 0),
        dated,
    );
    let hours = |selection: &str| {
        let selection = Selection::parse(selection).unwrap();
        calendar.dated.check(&selection).unwrap();
        let days: Vec<Day> = calendar.hours(&selection).map(|(_, day, _)| day).collect();
        (days.len(), days.iter().all(|day| *day == saturday))
    };
    assert_eq!(hours("days=match-day"), (24, true));
    assert_eq!(hours("days=match-day&window=sat22-sun07"), (9, true));
    assert_eq!(
        hours("days=ordinary").0,
        59 * 24 + 1,
        "the clock goes back in October"
    );
    let unknown = calendar
        .dated
        .check(&Selection::parse("days=payday").unwrap());
    assert_eq!(unknown.unwrap_err().accepted, ["ordinary", "match-day"]);
}

/// METHODS 7: 105 minutes from Friday 23:30, of which 30, 60 and 15 lie in three hours.
#[test]
fn an_interval_weighs_as_much_as_the_part_of_it_inside() {
    let (from, to) = (instant("2024-10-04", 23, 30), instant("2024-10-05", 1, 15));
    let weight = |window: &str| {
        let inside = calendar().inside(&Selection::parse(window).unwrap());
        inside.weight(from, to)
    };
    for (window, seconds) in [
        ("window=fri23-sat00", 1_800),
        ("window=sat00-sat01", 3_600),
        ("window=sat01-sat02", 900),
        ("window=fri22-sat01", 5_400),
        ("window=sun00-sun01", 0),
    ] {
        assert_eq!(weight(window), Some(seconds * UNIT / 6_300), "{window}");
    }
    assert_eq!(weight(""), Some(UNIT));
}

#[test]
fn an_instant_weighs_all_or_nothing() {
    let night = calendar().inside(&Selection::parse("window=fri22-sat07").unwrap());
    let weight = |hour, minute| {
        let at = instant("2024-10-04", hour, minute);
        night.weight(at, at)
    };
    assert_eq!((weight(22, 0), weight(21, 59)), (Some(UNIT), Some(0)));
}

#[test]
fn of_more_than_a_week_that_is_partly_inside_nothing_is_known() {
    let october = calendar().inside(&Selection::parse("from=2024-10-01&to=2024-10-31").unwrap());
    let day = |day| instant(day, 0, 0);
    assert_eq!(october.weight(day("2024-09-29"), day("2024-10-07")), None);
    assert_eq!(
        october.weight(day("2024-10-02"), day("2024-10-20")),
        Some(UNIT)
    );
    let cut = october.weight(day("2024-09-29"), day("2024-10-04"));
    assert_eq!(cut, Some(3 * UNIT / 5));
}

/// The night on which clocks go back has an hour twice: ten hours from 22:00 to 07:00.
#[test]
fn the_hour_that_comes_twice_weighs_twice() {
    let (from, to) = (instant("2024-10-26", 22, 0), instant("2024-10-27", 7, 0));
    assert_eq!(to - from, 10 * SECONDS_PER_HOUR);
    let twice = calendar().inside(&Selection::parse("window=sun01-sun02").unwrap());
    assert_eq!(twice.weight(from, to), Some(2 * UNIT / 10));
}
