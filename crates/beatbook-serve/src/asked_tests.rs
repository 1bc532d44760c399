use beatbook_core::{Behind, WeekOf, With};

use super::{behind, behind_text, index_text, week_of, week_of_text, with_text};

#[test]
fn what_is_asked_has_one_text_form() {
    assert_eq!(week_of_text(&WeekOf::All), "");
    assert_eq!(
        week_of_text(&week_of(None, Some("384415398245".into())).unwrap()),
        "place=384415398245"
    );
    let asked = behind(Some("8a19".into()), None, Some("167"), Some("2024-02")).unwrap();
    assert_eq!(behind_text(&asked), "cell=8a19&hour=167&month=2024-02");
    assert_eq!(behind_text(&Behind::default()), "");
    let with = With::parse("2022-10-01..2023-09-30").unwrap();
    assert_eq!(with_text(&with), "with=2022-10-01..2023-09-30");
    assert_eq!(index_text(Some("imd19")), "index=imd19");
    assert_eq!(index_text(None), "");
}

#[test]
fn a_cell_and_a_place_together_are_refused() {
    assert_eq!(
        week_of(Some("a".into()), Some("b".into()))
            .unwrap_err()
            .part,
        "place"
    );
    assert_eq!(
        behind(Some("a".into()), Some("b".into()), None, None)
            .unwrap_err()
            .part,
        "place"
    );
}

#[test]
fn an_hour_or_month_that_does_not_exist_is_refused_with_the_way_out() {
    for (hour, month, part) in [
        (Some("168"), None, "hour"),
        (Some("-1"), None, "hour"),
        (Some("fri22"), None, "hour"),
        (None, Some("2024-13"), "month"),
    ] {
        let error = behind(None, None, hour, month).unwrap_err();
        assert_eq!(error.part, part);
        assert!(error.reason.contains("; write "), "{error}");
    }
}

#[test]
fn an_id_cannot_break_a_line_or_pose_as_another_part() {
    let asked = behind(Some("x\ny&hour=3".into()), None, None, None).unwrap();
    assert_eq!(behind_text(&asked), "cell=x\\ny\\u{26}hour=3");
}
