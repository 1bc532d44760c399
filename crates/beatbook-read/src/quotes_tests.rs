use super::*;

#[test]
fn sound_quotes_tell_the_line_breaks_inside() {
    assert_eq!(check(b"a,b", b','), Quotes::Sound { breaks: 0 });
    assert_eq!(
        check(b"a,\"b\"\"c\",\"\"", b','),
        Quotes::Sound { breaks: 0 }
    );
    assert_eq!(
        check(b"\"a\r\nb\rc\n\",d", b','),
        Quotes::Sound { breaks: 3 }
    );
    assert_eq!(check(b"5\" pipe;x", b';'), Quotes::Sound { breaks: 0 });
    assert_eq!(check(b"a,\"b\",", b','), Quotes::Sound { breaks: 0 });
}

#[test]
fn quotes_out_of_order_are_pointed_at() {
    assert_eq!(check(b"a,\"b", b','), Quotes::Open { at: 2 });
    assert_eq!(check(b"a,\"b\"\"", b','), Quotes::Open { at: 2 });
    assert_eq!(check(b"a,\"b\" c,d", b','), Quotes::Stray { at: 4 });
}

#[test]
fn a_field_is_found_between_delimiters_that_count() {
    let record = b"a,\"b,c\",,d";
    let field = |n| field_span(record, b',', n).map(|(at, length)| &record[at..at + length]);
    assert_eq!(field(0), Some(&b"a"[..]));
    assert_eq!(field(1), Some(&b"b,c"[..]));
    assert_eq!(field(2), Some(&b""[..]));
    assert_eq!(field(3), Some(&b"d"[..]));
    assert_eq!(field(4), None);
}
