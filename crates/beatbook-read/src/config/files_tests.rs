use super::*;

#[test]
fn a_star_stands_for_any_run_of_characters() {
    assert!(matches(
        "*-street.csv.gz",
        "2018-12-merseyside-street.csv.gz"
    ));
    assert!(matches("a*b*c", "abc") && matches("a*b*c", "a-b-b-c") && matches("*", "é"));
    assert!(!matches("a*b", "abc") && !matches("*.csv", "a.csv.gz") && !matches("a", "b"));
}

#[test]
fn files_are_read_as_people_count() {
    let mut names = [
        "extract-10.csv",
        "extract-9.csv",
        "2024-02/a.csv",
        "2023-11/a.csv",
    ];
    names.sort_by_cached_key(|name| counted(name));
    assert_eq!(
        names,
        [
            "2023-11/a.csv",
            "2024-02/a.csv",
            "extract-9.csv",
            "extract-10.csv"
        ]
    );
}
