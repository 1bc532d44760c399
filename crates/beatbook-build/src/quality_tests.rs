use super::*;

#[test]
fn thirteen_rows_alike_are_thirteen_rows_of_one_kind() {
    let mut numbers = vec![number_of("asb"); 13];
    numbers.extend(["a", "b", "c", "c"].map(number_of));
    assert_eq!(repeats(numbers), Repeats { rows: 15, kinds: 2 });
    assert_eq!(repeats(Vec::new()), Repeats::default());
}

#[test]
fn a_replaced_row_leaves_its_month() {
    let from = Day::parse("2024-03-05").unwrap().start();
    let mut quality = FileQuality {
        levels: [1, 0, 0],
        months: BTreeMap::from([(
            Month::parse("2024-03").unwrap(),
            MonthRows {
                rows: 1,
                located: 1,
            },
        )]),
        ..FileQuality::default()
    };
    quality.take_back(from, Status::Located, Level::Exact);
    assert!(quality.months.is_empty());
    assert_eq!(quality.levels, [0; 3]);
}
