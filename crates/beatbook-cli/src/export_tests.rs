use std::fs;
use std::path::Path;

use beatbook_serve::export::Format;

use super::{format_of, pairs_of, write_whole};

#[test]
fn the_name_of_the_file_says_its_format_unless_another_is_named() {
    assert_eq!(
        format_of(None, Path::new("a.parquet")).unwrap(),
        Format::Parquet
    );
    assert_eq!(
        format_of(Some("csv"), Path::new("a.txt")).unwrap(),
        Format::Csv
    );
    let error = format_of(None, Path::new("a.xlsx")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`xlsx` is not a format; use csv, geojson, parquet, gpx, pmtiles"
    );
    assert!(
        format_of(None, Path::new("a"))
            .unwrap_err()
            .to_string()
            .contains("--format")
    );
}

#[test]
fn what_is_asked_beside_the_selection_stands_in_its_text() {
    let pairs = pairs_of("layer=ward22 & category = violence").unwrap();
    let texts: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    assert_eq!(texts, ["layer=ward22", "category=violence"]);
    assert!(pairs_of("ward22").is_err());
}

#[test]
fn a_file_is_written_whole_and_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.csv");
    write_whole(&out, b"one", false).unwrap();
    assert!(write_whole(&out, b"two", false).is_err());
    assert_eq!(fs::read(&out).unwrap(), b"one");
    write_whole(&out, b"two", true).unwrap();
    assert_eq!(fs::read(&out).unwrap(), b"two");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}
