use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    Date::Day(Day::parse(text).unwrap())
}

fn month(text: &str) -> Date {
    Date::Month(Month::parse(text).unwrap())
}

#[test]
fn days_written_in_all_known_ways_are_read() {
    for text in [
        "2024-05-03",
        "2024/05/03",
        "2024.5.3",
        "20240503",
        "03/05/2024",
        "3/5/2024",
        "03-05-2024",
        "03.05.24",
        "3 May 2024",
        "03-May-2024",
        "3-May-24",
        "03MAY2024",
        "3rd May 2024",
        "3 may, 2024",
        "May 3, 2024",
        "May 3rd 2024",
        "Fri 3 May 2024",
        "Friday, 3 May 2024",
        "45415",
    ] {
        let value = Value::split(text);
        let value = value.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            value.date(Order::DayFirst),
            Some(day("2024-05-03")),
            "{text}"
        );
        assert_eq!((value.clock, value.offset), (None, None), "{text}");
    }
    for text in [
        "2024-05", "2024/05", "05/2024", "5-2024", "May 2024", "may-2024",
    ] {
        let value = Value::split(text);
        let value = value.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            value.date(Order::DayFirst),
            Some(month("2024-05")),
            "{text}"
        );
    }
    let american = Value::split("05/03/2024").unwrap();
    assert_eq!(american.date(Order::MonthFirst), Some(day("2024-05-03")));
}

#[test]
fn times_of_day_are_read_in_all_known_ways() {
    for (text, clock) in [
        ("2024-05-03 22:10", [22, 10, 0]),
        ("2024-05-03T22:10:05", [22, 10, 5]),
        ("2024-05-03T22:10:05.123456", [22, 10, 5]),
        ("20240503T221005", [22, 10, 5]),
        ("03/05/2024 2210", [22, 10, 0]),
        ("03/05/2024, 22.10", [22, 10, 0]),
        ("03/05/2024  9:05", [9, 5, 0]),
        ("3 May 2024 10:10 pm", [22, 10, 0]),
        ("3 May 2024 10pm", [22, 0, 0]),
        ("05/03/2024 12:00:00 AM", [0, 0, 0]),
        ("45415.9236111111", [22, 10, 0]),
    ] {
        let value = Value::split(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((value.clock, value.offset), (Some(clock), None), "{text}");
    }
    for (text, offset) in [
        ("2024-05-03T22:10:05Z", 0),
        ("2024-05-03 22:10:05.5+01:00", 3600),
        ("2024-05-03T22:10 +0100", 3600),
        ("2024-05-03T22:10:05-05", -18_000),
    ] {
        assert_eq!(Value::split(text).unwrap().offset, Some(offset), "{text}");
    }
    assert_eq!(clock("22:10"), Some([22, 10, 0]));
    assert_eq!(clock("soon"), None);
}

#[test]
fn what_is_no_time_is_not_read() {
    for text in [
        "",
        "soon",
        "2024",
        "202405",
        "03052024",
        "1.5",
        "12345",
        "99999",
        "45415.",
        "2024-05-03 24:00",
        "2024-05-03 22:60",
        "2024-05-03 22",
        "2024-05-03x",
        "2024-05-03 22:10 later",
        "2024-05 22:10",
        "03/05-2024",
        "3/5/2024/6",
        "3 Mai 2024",
        "2024.05",
        "05.2024",
        "-03/05/2024",
        "1e5",
        "May",
        "2024-05-03 13:00 pm",
        "2024-05-03 22:10+99:00",
        "5/3",
        "E01012607",
    ] {
        assert_eq!(Value::split(text), None, "{text}");
    }
    assert_eq!(
        Value::split("31/02/2024").unwrap().date(Order::DayFirst),
        None
    );
    assert_eq!(Value::of_excel("60"), None, "Excel's 29 February 1900");
}

/// (how it is printed, whether with a time of day, the order it is read back in)
const PRINTED: &[(&str, bool, Order)] = &[
    ("%Y-%m-%d %H:%M:%S", true, Order::DayFirst),
    ("%Y-%m-%dT%H:%M:%S", true, Order::DayFirst),
    ("%Y/%m/%d %H:%M:%S", true, Order::DayFirst),
    ("%Y%m%d %H%M%S", true, Order::DayFirst),
    ("%d/%m/%Y %H:%M:%S", true, Order::DayFirst),
    ("%d.%m.%Y %H:%M:%S", true, Order::DayFirst),
    ("%m/%d/%Y %I:%M:%S %p", true, Order::MonthFirst),
    ("%d %b %Y %H:%M:%S", true, Order::DayFirst),
    ("%d-%b-%Y %H:%M:%S", true, Order::DayFirst),
    ("%A, %d %B %Y %H:%M:%S", true, Order::DayFirst),
    ("%B %d, %Y %I:%M:%S%P", true, Order::DayFirst),
    ("%-d/%-m/%Y %-H:%M:%S", true, Order::DayFirst),
    ("%Y-%m-%d", false, Order::DayFirst),
    ("%Y%m%d", false, Order::DayFirst),
    ("%d-%m-%Y", false, Order::DayFirst),
    ("%d/%m/%y", false, Order::DayFirst),
    ("%m-%d-%Y", false, Order::MonthFirst),
    ("%d-%b-%y", false, Order::DayFirst),
];

proptest! {
    #[test]
    fn what_is_printed_in_a_known_way_reads_back(
        seconds in 0_i64..3_100_000_000,
        (format, timed, order) in proptest::sample::select(PRINTED),
    ) {
        let instant = jiff::Timestamp::from_second(seconds).unwrap();
        let civil = jiff::tz::TimeZone::UTC.to_datetime(instant);
        let text = civil.strftime(format).to_string();
        let value = Value::split(&text);
        prop_assert!(value.is_some(), "{}", text);
        let value = value.unwrap();
        prop_assert_eq!(value.date(order), Some(day(&civil.date().to_string())), "{}", &text);
        let clock = [civil.hour(), civil.minute(), civil.second()].map(|n| n as u32);
        prop_assert_eq!(value.clock, timed.then_some(clock), "{}", &text);
    }

    #[test]
    fn months_read_back(
        year in 1970_i16..2060, number in 1_i8..13,
        format in proptest::sample::select(vec!["%Y-%m", "%Y/%m", "%m/%Y", "%b %Y", "%B-%Y"]),
    ) {
        let first = jiff::civil::date(year, number, 1);
        let text = first.strftime(format).to_string();
        let read = Value::split(&text).and_then(|value| value.date(Order::DayFirst));
        prop_assert_eq!(read, Some(month(&format!("{year}-{number:02}"))), "{}", text);
    }

    #[test]
    fn serial_numbers_read_back_to_the_second(days in SERIAL_FIRST..SERIAL_END - 1, second in 0_u32..86_400) {
        let serial = f64::from(days) + f64::from(second) / 86_400.0;
        let value = Value::split(&serial.to_string()).unwrap();
        let number = days as i32 - SERIAL_EPOCH;
        prop_assert_eq!(value.date(Order::DayFirst), Some(Date::Day(Day::from_number(number))));
        let clock = [second / 3600, second / 60 % 60, second % 60];
        prop_assert_eq!(value.clock.unwrap_or_default(), clock);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,24}|[0-9:.TZ/+ -]{0,26}|[0-9]{1,12}") {
        if let Some(value) = Value::split(&text) {
            let _ = (value.date(Order::DayFirst), value.date(Order::MonthFirst));
        }
        let _ = (Value::of_excel(&text), clock(&text));
    }
}
