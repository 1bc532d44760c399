use proptest::prelude::*;

use super::*;

fn times(format: &str, precision: Precision) -> Times {
    let written = Written::Format(format.into());
    Times::new(&written, &written, Some(precision), None)
}

/// Times as the values of a column decide.
fn by_evidence<const N: usize>(values: [&str; N]) -> Times {
    let written = Written::Style(crate::evidence::evidence(values).decide().unwrap());
    Times::new(&written, &written, None, None)
}

fn instant(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_second()
}

const CLOCK: &str = "%Y-%m-%d %H:%M:%S";

#[test]
fn local_time_follows_the_clock_of_great_britain() {
    let mut times = times(CLOCK, Precision::Instant);
    let mut at = |text| times.span(Some(text), None).unwrap().from;
    assert_eq!(at("2024-01-15 22:30:05"), instant("2024-01-15T22:30:05Z"));
    assert_eq!(at("2024-07-15 22:30:05"), instant("2024-07-15T21:30:05Z"));
    // 31 March 2024, 01:00 to 02:00, does not exist; an hour later is taken.
    assert_eq!(at("2024-03-31 01:30:00"), instant("2024-03-31T01:30:00Z"));
    // 27 October 2024, 01:00 to 02:00, occurs twice; the first is taken.
    assert_eq!(at("2024-10-27 01:30:00"), instant("2024-10-27T00:30:00Z"));
    assert_eq!(at("2024-10-27 02:00:00"), instant("2024-10-27T02:00:00Z"));
}

#[test]
fn an_interval_across_a_clock_change_does_not_end_before_it_starts() {
    let mut times = times(CLOCK, Precision::Interval);
    let mut span = |from, to| times.span(Some(from), Some(to));
    let autumn = span("2024-10-27 01:50:00", "2024-10-27 01:10:00").unwrap();
    assert_eq!(autumn.to - autumn.from, 20 * 60);
    let spring = span("2024-03-31 01:30:00", "2024-03-31 02:10:00").unwrap();
    assert_eq!(
        (spring.from, spring.precision),
        (spring.to, Precision::Instant)
    );
    let backwards = span("2024-10-28 01:50:00", "2024-10-28 01:10:00");
    let fault = TimeFault::EndFirst {
        seconds: 40 * 60,
        same_day: true,
    };
    assert_eq!(backwards, Err(fault));
}

#[test]
fn a_start_or_end_in_the_hour_that_is_skipped_or_doubled_keeps_its_order() {
    let mut times = times(CLOCK, Precision::Interval);
    let mut span = |from, to| times.span(Some(from), Some(to)).unwrap();
    let minutes = |span: Span| (span.to - span.from) / 60;
    // Into the hour that does not exist, and out of it.
    assert_eq!(
        minutes(span("2024-03-31 00:30:00", "2024-03-31 01:30:00")),
        60
    );
    assert_eq!(
        minutes(span("2024-03-31 01:30:00", "2024-03-31 03:00:00")),
        30
    );
    // Into the first of two like hours, out of the first, and from the first to the second.
    assert_eq!(
        minutes(span("2024-10-27 00:30:00", "2024-10-27 01:30:00")),
        60
    );
    assert_eq!(
        minutes(span("2024-10-27 01:30:00", "2024-10-27 02:00:00")),
        90
    );
    assert_eq!(
        minutes(span("2024-10-27 01:30:00", "2024-10-27 01:20:00")),
        50
    );
    // The nights round them are an hour shorter and longer.
    assert_eq!(
        minutes(span("2024-03-30 22:00:00", "2024-03-31 06:00:00")),
        7 * 60
    );
    assert_eq!(
        minutes(span("2024-10-26 22:00:00", "2024-10-27 06:00:00")),
        9 * 60
    );
}

#[test]
fn a_value_with_a_day_alone_is_a_day_among_times() {
    for mut times in [
        times("%Y-%m-%d %H:%M", Precision::Interval),
        by_evidence(["2024-05-03 22:10", "2024-05-04"]),
    ] {
        let day = times.span(Some("2024-05-03"), None).unwrap();
        assert_eq!(
            (day.to - day.from, day.precision),
            (86_400, Precision::Date)
        );
        let until = times
            .span(Some("2024-05-03"), Some("2024-05-03 06:00"))
            .unwrap();
        assert_eq!(
            (until.to - until.from, until.precision),
            (6 * 3600, Precision::Interval)
        );
        let from = times
            .span(Some("2024-05-03 22:00"), Some("2024-05-03"))
            .unwrap();
        assert_eq!(
            (from.to - from.from, from.precision),
            (2 * 3600, Precision::Interval)
        );
        let same = times.span(Some("2024-05-03"), Some("2024-05-03")).unwrap();
        assert_eq!(same, day);
        let before = times.span(Some("2024-05-03 22:00"), Some("2024-05-02"));
        assert!(matches!(
            before,
            Err(TimeFault::EndFirst {
                same_day: false,
                ..
            })
        ));
    }
}

#[test]
fn an_unknown_start_is_the_hours_before_the_end() {
    let written = Written::Format("%d/%m/%Y %H:%M".into());
    let mut times = Times::new(&written, &written, None, Some(6));
    let end = Some("02/03/2024 04:00");
    for start in [None, end] {
        let span = times.span(start, end).unwrap();
        assert_eq!(
            (span.to - span.from, span.precision, span.widened),
            (6 * 3600, Precision::Interval, true)
        );
    }
    let known = times.span(Some("02/03/2024 03:00"), end).unwrap();
    assert!(!known.widened && known.to - known.from == 3600);
    let alone = times.span(end, None).unwrap();
    assert_eq!(
        (alone.precision, alone.widened),
        (Precision::Instant, false)
    );
    assert_eq!(times.span(None, None), Err(TimeFault::Blank));
    assert_eq!(times.span(None, Some("soon")), Err(TimeFault::To));
}

#[test]
fn offsets_and_serial_numbers_are_read_by_evidence() {
    let mut utc = by_evidence(["2019-05-31T23:01:00+00:00", "2019-06-01T00:10:00Z"]);
    let at = utc
        .span(Some("2019-05-31T23:01:00+00:00"), None)
        .unwrap()
        .from;
    assert_eq!(at, instant("2019-05-31T23:01:00Z"));
    let mut excel = by_evidence(["45415.9236111111", "45416"]);
    let at = excel.span(Some("45415.9236111111"), None).unwrap();
    assert_eq!(
        (at.from, at.precision),
        (instant("2024-05-03T21:10:00Z"), Precision::Instant)
    );
    let day = excel.span(Some("45416"), None).unwrap();
    assert_eq!(
        (day.from, day.precision),
        (instant("2024-05-03T23:00:00Z"), Precision::Date)
    );
    let mut told = times(EXCEL, Precision::Instant);
    assert_eq!(
        told.span(Some("45415.9236111111"), None).unwrap().from,
        at.from
    );
    assert_eq!(told.span(Some("03/05/2024"), None), Err(TimeFault::From));
}

#[test]
fn precision_says_what_the_two_times_mean() {
    let mut interval = times(CLOCK, Precision::Interval);
    let night = interval
        .span(Some("2024-01-15 22:00:00"), Some("2024-01-16 06:00:00"))
        .unwrap();
    assert_eq!(
        (night.to - night.from, night.precision),
        (8 * 3600, Precision::Interval)
    );
    let moment = interval.span(Some("2024-01-15 22:00:00"), None).unwrap();
    assert_eq!(
        (moment.to, moment.precision),
        (moment.from, Precision::Instant)
    );

    let day = times("%d/%m/%Y", Precision::Date)
        .span(Some("31/03/2024"), None)
        .unwrap();
    assert_eq!(
        (day.to - day.from, day.precision),
        (23 * 3600, Precision::Date)
    );
    let days = times("%d/%m/%Y", Precision::Interval)
        .span(Some("01/02/2024"), Some("02/02/2024"))
        .unwrap();
    assert_eq!(
        (days.to - days.from, days.precision),
        (48 * 3600, Precision::Interval)
    );

    let month = times("%Y-%m", Precision::Month)
        .span(Some("2024-02"), None)
        .unwrap();
    assert_eq!(
        (month.to - month.from, month.precision),
        (29 * 86_400, Precision::Month)
    );
    let same = times("%Y-%m-%d", Precision::Month)
        .span(Some("2024-02-01"), None)
        .unwrap();
    assert_eq!(same, month);
}

#[test]
fn an_offset_in_the_text_is_obeyed() {
    let span = times("%Y-%m-%dT%H:%M:%S%:z", Precision::Instant)
        .span(Some("2019-05-31T23:01:00+01:00"), None)
        .unwrap();
    assert_eq!(span.from, instant("2019-05-31T22:01:00Z"));
}

#[test]
fn what_is_no_time_is_refused() {
    let mut clock = times(CLOCK, Precision::Interval);
    assert_eq!(clock.span(None, None), Err(TimeFault::Blank));
    for text in [
        "2024-02-30 10:00:00",
        "2024-01-15 24:00:00",
        "0024-01-15 10:00:00",
        "2024-01-15 10:00:00 ",
    ] {
        assert_eq!(clock.span(Some(text), None), Err(TimeFault::From), "{text}");
    }
    assert_eq!(
        clock.span(Some("2024-01-15 10:00:00"), Some("later")),
        Err(TimeFault::To)
    );
    let mut month = times("%Y-%m", Precision::Month);
    assert_eq!(month.span(Some("2024-13"), None), Err(TimeFault::From));
    assert_eq!(month.span(Some("2024-02-01"), None), Err(TimeFault::From));
}

#[test]
fn formats_that_cannot_serve_are_explained() {
    for format in [
        CLOCK,
        "%d/%m/%Y %H:%M",
        "%Y-%m",
        "%Y-%m-%d",
        "%d %b %Y",
        "%Y-%m-%dT%H:%M:%S%:z",
        "%F %T",
    ] {
        assert_eq!(unusable(format), None, "{format}");
    }
    assert!(unusable("%H:%M").unwrap().contains("has no year"));
    assert!(unusable("YYYY-MM-DD").unwrap().contains("has no year"));
    assert!(unusable("%Y-%K").unwrap().contains("is not a time format"));
    assert!(
        has_clock(CLOCK)
            && has_clock("%F %-I:%M %p")
            && !has_clock("%Y-%m-%d")
            && !has_clock("%%H %Y")
    );
}

proptest! {
    /// The quick reader against the general one.
    #[test]
    fn fixed_width_times_are_those_of_strptime(
        seconds in 0_i64..4_000_000_000,
        format in prop_oneof![
            Just(CLOCK), Just("%Y-%m-%dT%H:%M:%S"), Just("%Y-%m-%d %H:%M"),
            Just("%Y-%m-%dT%H:%M"), Just("%d/%m/%Y %H:%M:%S"), Just("%d/%m/%Y %H:%M"),
        ],
    ) {
        let civil = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(seconds).unwrap());
        let text = civil.strftime(format).to_string();
        let mut quick = times(format, Precision::Instant);
        prop_assert!(quick.start.fixed.is_some());
        let mut general = times(format, Precision::Instant);
        general.start.fixed = None;
        prop_assert_eq!(quick.span(Some(&text), None), general.span(Some(&text), None));
    }

    #[test]
    fn no_text_makes_the_quick_reader_panic(text in "\\PC{0,20}|[0-9:T /-]{16,19}") {
        for format in [CLOCK, "%d/%m/%Y %H:%M"] {
            let _ = times(format, Precision::Instant).span(Some(&text), None);
        }
    }
}

#[test]
fn the_day_part_of_a_format_is_what_stands_before_the_hour() {
    for (format, part) in [
        ("%Y-%m-%d %H:%M:%S", Some("%Y-%m-%d")),
        ("%d/%m/%Y %H:%M", Some("%d/%m/%Y")),
        ("%Y-%m-%dT%H:%M:%S%:z", Some("%Y-%m-%d")),
        ("%d/%m/%Y", Some("%d/%m/%Y")),
        ("%H:%M %d/%m/%Y", None),
        ("%Y-%m", None),
    ] {
        assert_eq!(day_part(format).as_deref(), part, "{format}");
    }
    assert!(joins("%Y-%m-%d %H:%M") && !joins("%Y-%m-%dT%H:%M") && !joins("%Y-%m-%d"));
}

#[test]
fn days_are_read_like_the_times_beside_them_or_year_first() {
    let mut days = Days::new(&Written::Format("%d/%m/%Y %H:%M".into()));
    let expected = Day::parse("2024-02-03");
    for text in ["03/02/2024", "03/02/2024 23:59", "2024-02-03"] {
        assert_eq!(
            days.day(text).ok_or(()),
            expected.clone().map_err(|_| ()),
            "{text}"
        );
    }
    assert_eq!(days.day("30/02/2024"), None);
    assert_eq!(days.day("soon"), None);
}

#[test]
fn a_day_that_does_not_exist_is_not_its_month() {
    let mut times = times("%Y-%m-%d", Precision::Date);
    assert_eq!(times.span(Some("2024-02-31"), None), Err(TimeFault::From));
    assert!(times.span(Some("2024-02-29"), None).is_ok());
}
