use super::*;

#[test]
fn only_a_file_with_our_header_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("problems.csv");
    assert_eq!(first_line(&path).unwrap(), None);
    fs::write(&path, format!("{PROBLEMS_HEADER}\nx\n")).unwrap();
    assert_eq!(
        first_line(&path).unwrap().unwrap().trim_end(),
        PROBLEMS_HEADER
    );
    fs::write(&path, vec![b'x'; 5_000]).unwrap();
    assert_eq!(first_line(&path).unwrap().unwrap().len(), 1_000);
    assert!(first_line(folder.path()).is_err(), "a folder");
}
