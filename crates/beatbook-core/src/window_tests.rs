use super::*;

fn hour(day: &str, hour: u8) -> (Day, HourOfWeek) {
    let day = Day::parse(day).unwrap();
    (day, HourOfWeek::new(day.weekday(), hour))
}

#[test]
fn the_night_belongs_to_the_day_on_which_it_starts() {
    let nights = Window::parse("fri22-sat07,sat22-sun07").unwrap();
    let night_of = |day, h| {
        let (day, hour) = hour(day, h);
        nights.operational_day(day, hour).map(|d| d.to_string())
    };
    let (friday, saturday, sunday) = ("2024-10-04", "2024-10-05", "2024-10-06");
    assert_eq!(night_of(friday, 21), None);
    assert_eq!(night_of(friday, 22).as_deref(), Some(friday));
    assert_eq!(night_of(saturday, 6).as_deref(), Some(friday));
    assert_eq!(night_of(saturday, 7), None);
    assert_eq!(night_of(sunday, 3).as_deref(), Some(saturday));
    assert_eq!(nights.hours(), 18);
}

#[test]
fn a_window_over_several_days_belongs_to_its_first() {
    let window = Window::parse("fri18-mon06").unwrap();
    let (monday, three) = hour("2024-10-07", 3);
    assert_eq!(
        window.operational_day(monday, three).unwrap().to_string(),
        "2024-10-04"
    );
}

#[test]
fn what_cannot_be_a_window_is_refused_with_the_way_out() {
    let message = |text| Window::parse(text).unwrap_err().to_string();
    assert_eq!(
        message("fri22-fri22"),
        "window `fri22-fri22` ends where it starts; leave the window out to look at the whole week"
    );
    assert_eq!(
        message("fri22-sat07,sat06-sat09"),
        "windows `fri22-sat07` and `sat06-sat09` overlap; join them into one"
    );
    for text in [
        "friday22-sat07",
        "fri24-sat07",
        "fri2-sat07",
        "fri22",
        "",
        "fri+2-sat07",
    ] {
        assert!(message(text).contains("is not a window"), "{text}");
    }
}

#[test]
fn the_canonical_order_is_that_of_the_week() {
    assert_eq!(
        Window::parse("sat22-sun07, fri22-sat07")
            .unwrap()
            .to_string(),
        "fri22-sat07,sat22-sun07"
    );
}
