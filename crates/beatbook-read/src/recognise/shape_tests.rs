use super::*;

#[test]
fn times_are_told_from_other_texts() {
    for (text, kind) in [
        ("2019-06", Some(TimeKind::Month)),
        ("06/2019", Some(TimeKind::Month)),
        ("2019-06-30", Some(TimeKind::Day)),
        ("30/06/2019", Some(TimeKind::Day)),
        ("30-Jun-19", Some(TimeKind::Day)),
        ("2019-05-31T23:01:00+00:00", Some(TimeKind::Moment)),
        ("30/06/2019 9:05", Some(TimeKind::Moment)),
        ("12:03:00", Some(TimeKind::Clock)),
        ("12", None),
        ("53.48", None),
        ("Jan", None),
        ("M1 1LQ", None),
        ("E01005065", None),
        ("12:0", None),
    ] {
        assert_eq!(time(text), kind, "{text}");
    }
}

#[test]
fn codes_of_areas_tell_their_layer() {
    assert_eq!(code_kind("E01005065"), Some("lsoa"));
    assert_eq!(code_kind("E05011376"), Some("ward"));
    assert_eq!(code_kind("E08000003"), Some("lad"));
    for other in ["E0100506", "A2H1", "E99000001", "\u{e9}0100506"] {
        assert_eq!(code_kind(other), None, "{other}");
    }
}
