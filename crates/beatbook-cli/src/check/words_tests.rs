use super::*;

#[test]
fn a_handful_of_rows_is_counted_and_many_are_a_share() {
    assert_eq!(lie_in(1, 1), "1 of 1 row lies in");
    assert_eq!(lie_in(0, 2), "0 of 2 rows lie in");
    assert_eq!(lie_in(19, 19), "19 of 19 rows lie in");
    assert_eq!(lie_in(7_854, 8_144), "96.44% of 8,144 rows lie in");
    assert_eq!(
        lie_in(99_999, 100_000),
        "more than 99.99% of 100,000 rows lie in"
    );
}

#[test]
fn the_others_are_told_only_where_there_are_some() {
    assert_eq!(others(2, 2, Metres(0.0)), "");
    assert_eq!(
        others(1, 2, Metres(18.1)),
        ", the other is 19 m away from it"
    );
    assert_eq!(
        others(0, 2, Metres(555_757.31)),
        ", the others are up to 556 km away from it"
    );
}
