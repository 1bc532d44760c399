use super::*;

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
