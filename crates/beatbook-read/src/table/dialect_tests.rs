use super::*;

fn found(text: &str) -> char {
    delimiter_of(text.as_bytes(), true).into()
}

#[test]
fn every_delimiter_is_found() {
    for delimiter in DELIMITERS {
        let d = char::from(delimiter);
        let text = format!("a{d}b{d}c\n1{d}2{d}3\n4{d}5{d}6\n");
        assert_eq!(found(&text), d, "{text}");
    }
}

#[test]
fn what_lines_agree_on_counts_more_than_what_is_frequent() {
    assert_eq!(found("a;b,c,d\n1;2\n3;4,5\n"), ';', "commas in a name");
    assert_eq!(found("day;time\n1,5;12:30:00\n2,5;13:30:00\n"), ';');
    assert_eq!(found("id,time: start\n1,12:30\n2,13:30\n"), ',');
    assert_eq!(found("x|y\n1,5|2,5\n"), '|');
    assert_eq!(found("a;b;c,d\n1;2;3"), ';');
}

#[test]
fn a_row_that_is_short_does_not_change_the_delimiter() {
    let rows = "1,2 12:30\n".repeat(9);
    assert_eq!(found(&format!("a,b: c\n{rows}3 12:30\n")), ',');
}

#[test]
fn what_stands_in_quotes_does_not_count() {
    assert_eq!(found("\"a;b;c;d\",e\n\"1;\"\";2\n;3\",4\n"), ',');
    assert_eq!(found("a;5\" pipe;c\n1;2;3\n"), ';', "no field starts there");
}

#[test]
fn one_column_has_no_delimiter() {
    assert_eq!(found("code\nE01\n"), ',');
    assert_eq!(found("code\n12:30\n"), ',');
    assert_eq!(found(""), ',');
    assert_eq!(
        found(",,,\n\na;b\n1;2\n"),
        ';',
        "a row of delimiters is blank"
    );
}

#[test]
fn a_line_cut_off_by_the_end_of_the_sample_is_not_looked_at() {
    assert_eq!(delimiter_of(b"a;b:c\n1;2:3\n4:", false), b';');
}

#[test]
fn a_spreadsheet_program_may_say_it() {
    assert_eq!(said(b"sep=;\r\na;b"), Some((b';', 5)));
    assert_eq!(said(b"\"SEP=\t\"\na\tb"), Some((b'\t', 7)));
    assert_eq!(said(b"sep;b\n1;2"), None);
    assert_eq!(said(b"sep=\xe9\n"), None);
}
