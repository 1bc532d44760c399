use super::*;

fn file(name: &str, times: &[&str]) -> FileReport {
    FileReport {
        file: name.into(),
        times: times.iter().map(|&words| words.into()).collect(),
        ..FileReport::default()
    }
}

#[test]
fn what_holds_for_several_files_is_said_once() {
    let files = [
        file(
            "a.csv",
            &["from: yyyy-mm-dd, decided by 10 of 12 values", "to: blank"],
        ),
        file(
            "b.csv",
            &["from: yyyy-mm-dd, decided by 9 of 9 values", "to: blank"],
        ),
    ];
    assert_eq!(
        times(&files),
        [
            "times: from: yyyy-mm-dd, decided by the values of each of 2 files",
            "times: to: blank",
        ]
    );
}

#[test]
fn what_holds_for_some_files_names_the_first() {
    let files = [
        file("a.csv", &["from: dd/mm/yyyy, decided by 1 of 3 values"]),
        file("b.csv", &["from: yyyy-mm-dd, decided by 3 of 3 values"]),
        file("c.csv", &["from: yyyy-mm-dd, decided by 2 of 2 values"]),
        file("d.csv", &[]),
    ];
    assert_eq!(
        times(&files),
        [
            "times: from: dd/mm/yyyy, decided by 1 of 3 values (a.csv)",
            "times: from: yyyy-mm-dd, decided by the values of each of 2 files (b.csv and 1 more)",
        ]
    );
    let one = times(&files[..1]);
    assert_eq!(one, ["times: from: dd/mm/yyyy, decided by 1 of 3 values"]);
}
