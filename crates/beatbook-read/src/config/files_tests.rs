use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::scratch::{Scratch, try_config};

/// A whole download of data.police.uk, in miniature.
fn download(scratch: &Scratch) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for month in ["2019-10", "2019-9"] {
        for kind in ["street", "outcomes", "stop-and-search"] {
            for force in ["city", "county"] {
                let name = format!("{month}/{month}-{force}-{kind}.csv");
                archive
                    .start_file(name, SimpleFileOptions::default())
                    .unwrap();
                archive.write_all(b"a,b\n1,2\n").unwrap();
            }
        }
    }
    archive
        .start_file("README.txt", SimpleFileOptions::default())
        .unwrap();
    scratch.write("download.zip", archive.finish().unwrap().into_inner());
}

fn files(scratch: &Scratch, format: &str, files: &str) -> Result<Vec<String>, String> {
    let source = format!(
        "[[source]]\nid = \"offence\"\nformat = \"{format}\"\nfiles = [\"{files}\"]\n{}",
        if format == "csv" {
            "crs = \"EPSG:27700\"\n[source.columns]\ncategory = \"a\"\nx = \"x\"\ny = \"y\"\nfrom = \"f\"\n[source.time]\nformat = \"%Y-%m-%d\"\nprecision = \"date\"\n"
        } else {
            ""
        }
    );
    let config = try_config(scratch, &source).map_err(|e| scratch.tidy(&e))?;
    let files = config.sources[0].files.iter();
    Ok(files.map(|file| scratch.tidy(&file.display())).collect())
}

#[test]
fn an_archive_stands_for_the_members_of_its_format() {
    let scratch = Scratch::new();
    download(&scratch);
    let found = |format: &str| files(&scratch, format, "download.zip").unwrap();
    assert_eq!(
        found("police.uk"),
        [
            "download.zip#2019-9/2019-9-city-street.csv",
            "download.zip#2019-9/2019-9-county-street.csv",
            "download.zip#2019-10/2019-10-city-street.csv",
            "download.zip#2019-10/2019-10-county-street.csv",
        ],
        "months in the order people count"
    );
    assert_eq!(found("police.uk-outcomes").len(), 4);
    assert_eq!(found("stop-and-search").len(), 4);
    assert_eq!(found("csv").len(), 13, "every text file");
}

/// A message without its line breaks.
fn unwrapped(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_part_says_which_members() {
    let scratch = Scratch::new();
    download(&scratch);
    let found = |part: &str| files(&scratch, "police.uk", part);
    assert_eq!(
        found("*.zip#2019-10/*-street.csv").unwrap(),
        [
            "download.zip#2019-10/2019-10-city-street.csv",
            "download.zip#2019-10/2019-10-county-street.csv",
        ]
    );
    assert_eq!(found("download.zip#*county-street*").unwrap().len(), 2);
    let message = unwrapped(&found("download.zip#*-village-*").unwrap_err());
    assert!(
        message.contains("no member of download.zip is called *-village-*: it has 2019-10/"),
        "{message}"
    );
    let message = found("gone.zip#*").unwrap_err();
    assert!(message.contains("there is no file gone.zip"), "{message}");
}

#[test]
fn a_name_that_really_has_a_hash_is_no_part() {
    let scratch = Scratch::new();
    scratch.write("beat #4.csv", "a\n");
    scratch.write("#2/5.csv", "a\n");
    assert_eq!(
        files(&scratch, "csv", "beat #4.csv").unwrap(),
        ["beat #4.csv"]
    );
    assert_eq!(
        files(&scratch, "csv", "beat #*.csv").unwrap(),
        ["beat #4.csv"]
    );
    assert_eq!(files(&scratch, "csv", "#2/*.csv").unwrap(), ["#2/5.csv"]);
    let message = files(&scratch, "csv", "#2/5.csv#x").unwrap_err();
    assert!(
        message.contains("#2/5.csv has no parts, but `x` of it is asked for"),
        "{message}"
    );
}

#[test]
fn sheets_are_named_like_members() {
    let scratch = Scratch::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["Week 10", "Week 9", "Notes"] {
        book.add_worksheet().set_name(name).unwrap();
    }
    scratch.write("weeks.xlsx", book.save_to_buffer().unwrap());
    let found = |part: &str| files(&scratch, "csv", part);
    assert_eq!(
        found("weeks.xlsx#Week*").unwrap(),
        ["weeks.xlsx#Week 9", "weeks.xlsx#Week 10"]
    );
    assert_eq!(
        found("weeks.xlsx").unwrap(),
        ["weeks.xlsx"],
        "settled when it is read"
    );
    let message = unwrapped(&found("weeks.xlsx#Year*").unwrap_err());
    assert!(
        message.contains("no sheet of weeks.xlsx is called Year*: it has Week 10, Week 9, Notes"),
        "{message}"
    );
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
