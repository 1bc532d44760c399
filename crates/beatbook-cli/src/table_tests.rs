use super::*;

#[test]
fn numbers_stand_right_and_texts_left() {
    let rows = [
        vec!["1".into(), "Bold Street".into()],
        vec!["10".into(), "Quay".into()],
    ];
    assert_eq!(
        aligned(&["#", "place"], &rows, &[0]),
        " #  place\n 1  Bold Street\n10  Quay\n"
    );
}

#[test]
fn fields_are_quoted_where_they_must_be_and_never_computed() {
    assert_eq!(
        csv_line(["-1", "a,b", "say \"no\"", "-1+1"]),
        "-1,\"a,b\",\"say \"\"no\"\"\",'-1+1"
    );
}
