use super::*;

#[test]
fn days_know_their_weekday_month_and_number() {
    let day = Day::parse("2024-09-30").unwrap();
    assert_eq!(
        (day.weekday(), day.month().to_string().as_str()),
        (0, "2024-09")
    );
    assert_eq!(day.plus(1).to_string(), "2024-10-01");
    assert_eq!(Day::parse("1970-01-01").unwrap().number(), 0);
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for text in [
        "2024-02-30",
        "2024-2-3",
        "30/09/2024",
        "2024-09-30T10",
        "",
        "+024-01-01",
    ] {
        assert!(Day::parse(text).is_err(), "{text}");
    }
}

#[test]
fn months_end_where_the_next_begins() {
    let february = Month::parse("2024-02").unwrap();
    assert_eq!(february.last().to_string(), "2024-02-29");
    assert_eq!(
        Month::parse("2023-12").unwrap().next().to_string(),
        "2024-01"
    );
}

#[test]
fn the_clock_changes_are_real() {
    let hours = |day: &str| {
        let day = Day::parse(day).unwrap();
        (day.plus(1).start() - day.start()) / SECONDS_PER_HOUR
    };
    assert_eq!(
        (
            hours("2027-03-28"),
            hours("2027-10-31"),
            hours("2027-06-01")
        ),
        (23, 25, 24)
    );
}

#[test]
fn a_skipped_time_is_an_hour_later_and_a_repeated_one_is_the_first() {
    let spring = Day::parse("2027-03-28").unwrap();
    assert_eq!(spring.at(1, 30, 0), spring.at(2, 30, 0));
    let autumn = Day::parse("2027-10-31").unwrap();
    let (first, second) = (autumn.at(1, 30, 0).unwrap(), autumn.at(2, 0, 0).unwrap());
    assert_eq!(second - first, 90 * 60);
}

#[test]
fn a_summer_hour_is_local() {
    // 2024-07-05 22:00 UTC is Friday 23:00 in British Summer Time.
    let utc_hour = (Day::parse("2024-07-05").unwrap().start() + 3_600) / SECONDS_PER_HOUR + 22;
    let (day, hour) = local_hour(utc_hour);
    assert_eq!(
        (day.to_string().as_str(), hour.weekday(), hour.hour()),
        ("2024-07-05", 4, 23)
    );
}
