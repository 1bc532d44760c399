use super::*;

#[test]
fn only_a_file_with_our_header_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("problems.csv");
    assert_eq!(first_line(&path).unwrap(), None);
    fs::write(&path, format!("{HEADER}\nx\n")).unwrap();
    assert_eq!(first_line(&path).unwrap().unwrap().trim_end(), HEADER);
    fs::write(&path, vec![b'x'; 5_000]).unwrap();
    assert_eq!(first_line(&path).unwrap().unwrap().len(), 1_000);
    assert!(first_line(folder.path()).is_err(), "a folder");
}

#[test]
fn the_rows_left_out_are_listed_beside_the_config_and_no_two_books_share_a_list() {
    let folder = tempfile::tempdir().unwrap();
    let share = tempfile::tempdir().unwrap();
    let config = folder.path().join("beatbook.toml");
    let list = |book: &Path| {
        let list = beside_config(book, &config);
        assert_eq!(list.parent(), Some(folder.path()), "{}", list.display());
        list.file_name().unwrap().to_string_lossy().into_owned()
    };
    assert_eq!(list(&folder.path().join("book")), "problems.csv");
    assert_eq!(list(&folder.path().join("trial")), "trial.problems.csv");
    let (one, two) = (share.path().join("a/book"), share.path().join("b/book"));
    fs::create_dir_all(&two).unwrap();
    assert!(
        list(&two).ends_with("-b-book.problems.csv"),
        "{}",
        list(&two)
    );
    assert_ne!(list(&one), list(&two));
    let before = list(&share.path().join("new"));
    fs::create_dir(share.path().join("new")).unwrap();
    assert_eq!(list(&share.path().join("new")), before, "built again");
}

#[test]
fn a_list_is_never_written_into_a_book() {
    let folder = tempfile::tempdir().unwrap();
    let nested = folder.path().join("nested");
    fs::create_dir(&nested).unwrap();
    assert!(is_in_book(
        folder.path(),
        &folder.path().join("beatbook.toml")
    ));
    assert!(is_in_book(folder.path(), &nested.join("beatbook.toml")));
    assert!(!is_in_book(&nested, &folder.path().join("beatbook.toml")));
    assert!(!is_in_book(
        &folder.path().join("none"),
        &folder.path().join("beatbook.toml")
    ));
}
