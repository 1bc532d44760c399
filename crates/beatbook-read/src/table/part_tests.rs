use super::*;
use crate::scratch::Scratch;

#[test]
fn a_part_follows_the_file_that_is_there() {
    let scratch = Scratch::new();
    let zip = scratch.write("c# files/a.zip", "");
    let named = scratch.write("a#b.csv", "");
    let part = joined(&zip, "2019-06/x#1.csv");
    assert_eq!(
        split_part(&part),
        (zip.clone(), Some("2019-06/x#1.csv".into()))
    );
    assert_eq!(file_of(&part), zip);
    assert_eq!(
        split_part(&named),
        (named.clone(), None),
        "it is really called that"
    );
    assert_eq!(
        split_part(Path::new("no.zip#a")),
        ("no.zip".into(), Some("a".into()))
    );
}

#[test]
fn a_star_stands_for_any_text() {
    assert!(fits("*-street.csv.gz", "2018-12-merseyside-street.csv.gz"));
    assert!(fits(
        "*-street.csv",
        "2018-12/2018-12-merseyside-street.csv"
    ));
    assert!(fits("a*b*c", "abc") && fits("a*b*c", "a-b-b-c") && fits("*", "é") && fits("*", ""));
    assert!(!fits("a*b", "abc") && !fits("*.csv", "a.csv.gz") && !fits("a", "b"));
    assert!(!fits("ab*ba", "aba"), "no letter counts twice");
    assert!(!fits(&"*a".repeat(40), &"b".repeat(5_000)));
}

#[test]
fn an_exact_name_wins_over_a_pattern() {
    let names = || vec!["a*".to_owned(), "ab".to_owned()];
    assert_eq!(meant(names(), "a*"), ["a*"]);
    assert_eq!(meant(names(), "*b"), ["ab"]);
}
