use super::*;

#[test]
fn a_long_path_loses_its_first_folders_and_never_its_name() {
    for (path, cut) in [
        (
            "../../../open/data/police/2014-04-merseyside-street.csv.gz",
            "\u{2026}/2014-04-merseyside-street.csv.gz",
        ),
        (
            "download.zip#2019-06/2019-06-merseyside-street.csv",
            "\u{2026}/2019-06-merseyside-street.csv",
        ),
        (
            "a/long/way/to/the/folder/police/2018-12.csv.gz",
            "\u{2026}/to/the/folder/police/2018-12.csv.gz",
        ),
        ("events.csv", "events.csv"),
    ] {
        assert_eq!(short_path(path, 40), cut);
    }
}

#[test]
fn a_name_longer_than_its_column_stays_whole() {
    let name = "2019-06-greater-manchester-stop-and-search.csv";
    assert_eq!(
        short_path(&format!("download.zip#2019-06/{name}"), 40),
        name
    );
    assert_eq!(short_path(&format!("data/{name}"), 40), name);
}

#[test]
fn months_of_one_folder_stay_apart() {
    let folder = "../../../some/where/data/police";
    let cut = |month: &str| short_path(&format!("{folder}/{month}-merseyside-street.csv.gz"), 34);
    assert_eq!(cut("2018-06"), "\u{2026}/2018-06-merseyside-street.csv.gz");
    assert_ne!(cut("2018-06"), cut("2018-12"));
}

#[test]
fn a_long_column_keeps_both_ends() {
    assert_eq!(middle_cut("abcdefghij", 5), "ab\u{2026}ij");
    assert_eq!(middle_cut("abc", 5), "abc");
}
