use super::*;

#[test]
fn a_share_is_all_or_nothing_only_when_it_is() {
    assert_eq!(share_words(12_925, 12_925, 1), "100.0%");
    assert_eq!(share_words(12_924, 12_925, 1), "more than 99.9%");
    assert_eq!(share_words(12_924, 12_925, 2), "99.99%");
    assert_eq!(share_words(1, 12_925, 1), "less than 0.1%");
    assert_eq!(share_words(0, 12_925, 1), "0.0%");
    assert_eq!(share_words(199, 200, 0), "more than 99%");
    assert_eq!(share_words(0, 0, 1), "0.0%");
}

#[test]
fn long_distances_are_in_kilometres() {
    assert_eq!(distance_words(Metres(0.0)), "0 m");
    assert_eq!(distance_words(Metres(0.4)), "1 m");
    assert_eq!(distance_words(Metres(999.2)), "1000 m");
    assert_eq!(distance_words(Metres(1_000.0)), "1.0 km");
    assert_eq!(distance_words(Metres(9_400.0)), "9.4 km");
    assert_eq!(distance_words(Metres(555_757.31)), "556 km");
}
