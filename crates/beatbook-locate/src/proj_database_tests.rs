use std::fs;

use super::*;

#[test]
fn the_register_is_written_whole_and_mended_when_it_is_not() {
    let folder = env::temp_dir().join(format!("beatbook-locate-test-{}", process::id()));
    write_once(&folder).unwrap();
    assert_eq!(fs::read(folder.join("proj.db")).unwrap(), DATABASE);
    fs::write(folder.join("proj.db"), b"half").unwrap();
    write_once(&folder).unwrap();
    assert_eq!(fs::read(folder.join("proj.db")).unwrap(), DATABASE);
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing else is left behind"
    );
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_register_is_a_database_of_the_size_proj_ships() {
    assert!(DATABASE.starts_with(b"SQLite format 3\0"));
    assert!(DATABASE.len() > 5_000_000);
}
