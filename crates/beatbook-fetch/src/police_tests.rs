use std::fs;
use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::write::SimpleFileOptions;

use super::*;

fn facts() -> Archive {
    Archive {
        first: "2013-12".into(),
        data_from: "2010-12".into(),
        whole_until: "2017-04".into(),
        months: 36,
    }
}

fn planned(months: &str) -> Vec<String> {
    let plan = plan(&facts(), Months::parse(months).unwrap()).unwrap();
    plan.iter()
        .map(|(file, months)| format!("{file} for {months}"))
        .collect()
}

/// An archive with a file for each of the names, holding its name.
pub(crate) fn archive(names: &[&str]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(format!("{name}\n").repeat(50).as_bytes())
            .unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn the_fewest_archives_that_hold_the_months_are_taken() {
    assert_eq!(
        planned("2023-01..2023-12"),
        ["2023-12 for 2023-01..2023-12"]
    );
    assert_eq!(
        planned("2021-01..2023-12"),
        ["2023-12 for 2021-01..2023-12"]
    );
    assert_eq!(
        planned("2020-12..2023-12"),
        ["2023-12 for 2021-01..2023-12", "2020-12 for 2020-12"]
    );
    // Up to April 2017 an archive holds everything since the beginning.
    assert_eq!(
        planned("2010-12..2017-04"),
        ["2017-04 for 2010-12..2017-04"]
    );
    assert_eq!(
        planned("2010-12..2018-03"),
        [
            "2018-03 for 2015-04..2018-03",
            "2015-03 for 2010-12..2015-03"
        ]
    );
    // The first archive is of December 2013, its data older.
    assert_eq!(planned("2011-05"), ["2013-12 for 2011-05"]);
}

#[test]
fn months_before_the_first_are_refused() {
    let said = plan(&facts(), Months::parse("2010-11..2011-01").unwrap())
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("nothing is published for 2010-11: the archives begin with 2010-12"),
        "{said}"
    );
}

#[test]
fn a_member_is_read_from_its_name() {
    let member = Member::parse("2019-06/2019-06-greater-manchester-stop-and-search.csv").unwrap();
    assert_eq!(member.force, "greater-manchester");
    assert_eq!(member.kind, "stop-and-search");
    for name in [
        "2019-06/2019-07-btp-street.csv",
        "2019-06/2019-06-street.csv",
        "2019-06-btp-street.csv",
        "2019-06/2019-06-btp-other.csv",
        "2019-06/",
        "readme.txt",
    ] {
        assert_eq!(Member::parse(name), None, "{name}");
    }
}

#[test]
fn one_force_is_cut_out_byte_for_byte_and_what_is_missing_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (new, old) = (folder.path().join("new.zip"), folder.path().join("old.zip"));
    let street = |month: &str, force: &str| format!("{month}/{month}-{force}-street.csv");
    let names = [
        street("2019-05", "merseyside"),
        street("2019-06", "merseyside"),
        street("2019-06", "greater-manchester"),
        street("2019-04", "greater-manchester"),
        "2019-05/2019-05-greater-manchester-street.csv".to_string(),
        "2019-05/2019-05-greater-manchester-outcomes.csv".to_string(),
    ];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    fs::write(&new, archive(&names)).unwrap();
    fs::write(
        &old,
        archive(&["2019-04/2019-04-greater-manchester-street.csv"]),
    )
    .unwrap();
    let span = |text| Months::parse(text).unwrap();
    let from = [(new, span("2019-05..2019-08")), (old, span("2019-04"))];
    let to = folder.path().join("cut.zip");
    let notes = cut(&from, "greater-manchester", &to).unwrap();
    assert_eq!(
        notes,
        [
            "no street file of greater-manchester for 2019-07..2019-08",
            "no outcomes file of greater-manchester for 2019-04, 2019-06..2019-08",
            "no stop-and-search file of greater-manchester for 2019-04..2019-08"
        ]
    );
    let mut cut_zip = ZipArchive::new(File::open(&to).unwrap()).unwrap();
    let held: Vec<String> = cut_zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        held,
        [
            "2019-04/2019-04-greater-manchester-street.csv",
            "2019-05/2019-05-greater-manchester-outcomes.csv",
            "2019-05/2019-05-greater-manchester-street.csv",
            "2019-06/2019-06-greater-manchester-street.csv"
        ]
    );
    for name in held {
        let mut text = String::new();
        cut_zip
            .by_name(&name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, format!("{name}\n").repeat(50));
    }
    // The same again is the same bytes.
    let again = folder.path().join("again.zip");
    cut(&from, "greater-manchester", &again).unwrap();
    assert!(fs::read(&to).unwrap() == fs::read(&again).unwrap());
    assert_eq!(
        missing(&from[0].0, span("2019-05..2019-08")).unwrap(),
        ["holds nothing for 2019-07..2019-08"]
    );
}

#[test]
fn a_force_that_is_not_there_is_answered_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    fs::write(
        &path,
        archive(&[
            "2019-06/2019-06-merseyside-street.csv",
            "2019-06/2019-06-btp-street.csv",
        ]),
    )
    .unwrap();
    let from = [(path, Months::parse("2019-06").unwrap())];
    let said = cut(&from, "greater-manchester", &folder.path().join("cut.zip"))
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("holds no file of `greater-manchester`; take one of btp, merseyside"),
        "{said}"
    );
}
