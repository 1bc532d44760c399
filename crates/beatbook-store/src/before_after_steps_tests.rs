use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

const HELD: (&str, &str) = ("2021-10-01", "2024-09-13");

fn of(on: &str, steps: u32, months: bool) -> Result<Sides, SelectionError> {
    sides((day(on), steps), 0, months, (day(HELD.0), day(HELD.1)))
}

#[test]
fn thirteen_steps_of_four_weeks_are_as_many_of_each_day_of_the_week() {
    let sides = of("2023-04-01", 13, false).unwrap();
    assert_eq!(sides.before(), (day("2022-04-02"), day("2023-03-31")));
    assert_eq!(sides.after(), (day("2023-04-01"), day("2024-03-29")));
    assert_eq!(sides.before().0.weekday(), sides.after().0.weekday());
    assert!(sides.is_whole_years());
    assert_eq!(
        sides.earliest(day(HELD.0)),
        day("2022-04-02"),
        "a year before that is not held"
    );
}

#[test]
fn the_shorter_side_decides() {
    let late = of("2024-06-01", 13, false).unwrap();
    assert_eq!((late.number(), late.is_whole_years()), (3, false));
    let refused = of("2024-08-01", 13, false).unwrap_err();
    assert!(
        refused.reason.contains("fewer than 3 steps"),
        "{}",
        refused.reason
    );
}

#[test]
fn months_are_whole() {
    let sides = of("2023-03-01", 12, true).unwrap();
    assert_eq!(sides.before(), (day("2022-03-01"), day("2023-02-28")));
    assert!(sides.is_whole_years());
    assert!(
        of("2023-03-02", 12, true)
            .unwrap_err()
            .reason
            .contains("2023-04-01")
    );
}

#[test]
fn days_are_counted_in_the_step_that_holds_them() {
    let sides = of("2023-04-01", 3, false).unwrap();
    let days = [
        "2023-01-06",
        "2023-01-07",
        "2023-03-31",
        "2023-04-01",
        "2023-06-23",
        "2023-06-24",
    ];
    assert_eq!(sides.count(days.map(day).into_iter()), [1, 0, 1, 1, 0, 1]);
}

#[test]
fn steps_left_out_before_the_day_are_in_no_side() {
    let sides = sides((day("2023-10-01"), 6), 3, false, (day(HELD.0), day(HELD.1))).unwrap();
    assert_eq!(sides.before().1, day("2023-10-01").plus(-3 * 28 - 1));
    assert_eq!(sides.after().0, day("2023-10-01"));
    assert!(sides.of(day("2023-09-15")).is_none());
    assert_eq!(sides.of(day("2023-10-01")), Some(6));
}
