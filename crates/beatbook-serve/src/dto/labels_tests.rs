use beatbook_core::{Change, Day, Hours, LayerId, ListedEvent, Precision, Setting, Source};

#[test]
fn labels_read_as_words() {
    let layer = |id: &str| super::layer(&LayerId::parse(id).unwrap());
    assert_eq!(layer("lsoa11"), "LSOA 2011");
    assert_eq!(layer("ward22"), "Ward 2022");
    assert_eq!(layer("patrol-zone24"), "Patrol zone 2024");
    assert_eq!(
        super::source(&Source::parse("bus-drivers").unwrap()),
        "bus drivers"
    );
    let night = Hours {
        from: 22,
        to: 3,
        share: 0.5,
    };
    assert_eq!(super::hours(&night), "22-03");
}

#[test]
fn days_and_nights_read_as_on_a_notice_board() {
    let day = Day::parse("2023-10-06").unwrap();
    assert_eq!(super::day(day), "6 Oct 2023");
    assert_eq!(super::night(day), "Fri 6 Oct 2023");
    assert_eq!(super::period((day, day)), "6 Oct 2023");
    assert_eq!(
        super::period((day, day.plus(90))),
        "6 Oct 2023 to 4 Jan 2024"
    );
}

#[test]
fn times_are_local_and_no_finer_than_known() {
    let noon = Day::parse("2023-07-01").unwrap().at(12, 5, 0).unwrap();
    let event = |precision| ListedEvent {
        id: None,
        from: noon,
        to: noon + 3_600,
        precision,
        category: String::new(),
        code: None,
        premises: None,
        link: None,
        called_by_premises: false,
        setting: Setting::Unknown,
        place: None,
        flags: Vec::new(),
        recorded: None,
        file: String::new(),
        line: 2,
    };
    let times = |precision| super::times(&event(precision));
    assert_eq!(
        times(Precision::Interval),
        ("2023-07-01 12:05".into(), "2023-07-01 13:05".into())
    );
    assert_eq!(times(Precision::Date).1, "2023-07-01");
    assert_eq!(times(Precision::Month).0, "2023-07");
}

#[test]
fn changes_have_real_minus_signs_and_open_ends_are_said() {
    assert_eq!(super::signed(10_600.2), "+10,600");
    assert_eq!(super::signed(-1_234.0), "\u{2212}1,234");
    let change = |percent, low, high| super::change(&Change { percent, low, high });
    assert_eq!(
        change(Some(-18.2), Some(-31.4), Some(-2.7)).unwrap(),
        "−18% (−31 to −3)"
    );
    assert_eq!(
        change(Some(0.3), Some(-20.0), Some(9.0)).unwrap(),
        "0% (−20 to +9)"
    );
    assert_eq!(
        change(Some(400.0), Some(35.0), None).unwrap(),
        "+400% (+35 or more)"
    );
    assert_eq!(change(None, Some(35.0), None), None);
}
