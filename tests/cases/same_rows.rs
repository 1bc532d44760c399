//! The same rows, in whatever file they come, make the same book.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use beatbook_tests::{Scenario, real_data_or_skip};
use flate2::read::GzDecoder;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MONTHS: [&str; 4] = ["2014-04", "2017-01", "2018-06", "2018-12"];

#[test]
fn four_months_of_liverpool_from_gz_files_a_folder_a_zip_and_a_workbook() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    let texts = MONTHS.map(|month| (month, plain(&data, month)));
    for (month, text) in &texts {
        scenario.write(&format!("folder/{month}-merseyside-street.csv"), text);
    }
    archive(&scenario.write("download.zip", ""), &texts);
    workbook(&scenario.write("months.xlsx", ""), &texts, true);
    workbook(&scenario.write("one-sheet.xlsx", ""), &texts, false);
    let police = data.join("police/*-merseyside-street.csv.gz");
    let forms = [
        ("gz", police.to_string_lossy().replace('\\', "/")),
        ("folder", "../folder/*.csv".to_owned()),
        ("zip", "../download.zip".to_owned()),
        ("sheets", "../months.xlsx#*".to_owned()),
        ("one-sheet", "../one-sheet.xlsx".to_owned()),
    ];
    let objects = forms.map(|(name, files)| {
        write(&scenario, &data, name, &files);
        (name, objects(&scenario.book(name)))
    });
    let (_, expected) = &objects[0];
    assert!(expected.len() > 15, "{expected:?}");
    for (name, found) in &objects[1..4] {
        assert_eq!(found, expected, "{name}");
    }
    // On one sheet rows have other numbers: all but where they were read is the same.
    let content = |objects: &[(String, String)]| {
        let all = objects
            .iter()
            .filter(|(kind, _)| !kind.starts_with("origins"));
        all.cloned().collect::<Vec<_>>()
    };
    assert_eq!(content(&objects[4].1), content(expected), "one sheet");
}

/// A street file without its packing.
fn plain(data: &Path, month: &str) -> Vec<u8> {
    let path = data.join(format!("police/{month}-merseyside-street.csv.gz"));
    let mut text = Vec::new();
    let file = File::open(path).unwrap();
    GzDecoder::new(file).read_to_end(&mut text).unwrap();
    text
}

/// As data.police.uk packs them: a folder a month, other forces and other tables beside.
fn archive(path: &Path, texts: &[(&str, Vec<u8>)]) {
    let mut archive = ZipWriter::new(File::create(path).unwrap());
    for (month, text) in texts {
        let mut add = |what: &str, text: &[u8]| {
            let name = format!("{month}/{month}-merseyside-{what}.csv");
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text).unwrap();
        };
        add("street", text);
        add("outcomes", b"Crime ID,Month,Outcome type\n");
    }
    archive.finish().unwrap();
}

/// A sheet for each month, or all rows on one, coordinates as numbers.
fn workbook(path: &Path, texts: &[(&str, Vec<u8>)], sheet_a_month: bool) {
    const COLUMNS: [&str; 12] = [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Crime type",
        "Last outcome category",
        "Context",
    ];
    let mut workbook = Workbook::new();
    let mut next = 0;
    for (month, text) in texts {
        if sheet_a_month || next == 0 {
            let sheet = workbook.add_worksheet();
            if sheet_a_month {
                sheet.set_name(*month).unwrap();
            }
            sheet.write_row(0, 0, COLUMNS).unwrap();
            next = 1;
        }
        let last = workbook.worksheets().len() - 1;
        let sheet = workbook.worksheet_from_index(last).unwrap();
        let text = String::from_utf8_lossy(text).replace('\r', "\n");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            for (name, value) in columns.iter().zip(&record) {
                let column = COLUMNS.iter().position(|known| *known == name).unwrap() as u16;
                match value.parse::<f64>() {
                    Ok(number) if name.ends_with("tude") => {
                        sheet.write_number(next, column, number).unwrap();
                    }
                    _ if value.is_empty() => {}
                    _ => {
                        sheet.write_string(next, column, value).unwrap();
                    }
                }
            }
            next += 1;
        }
    }
    workbook.save(path).unwrap();
}

fn write(scenario: &Scenario, data: &Path, name: &str, files: &str) -> PathBuf {
    let data = data.to_string_lossy().replace('\\', "/");
    let config = format!(
        r#"
title = "Liverpool"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "{data}/boundaries/lsoa2011_liverpool_shp"
code = "code"
name = "name"

[[source]]
id = "offence"
format = "police.uk"
files = ["{files}"]
"#
    );
    scenario.write(&format!("{name}/beatbook.toml"), config)
}

/// What each object holds, and its hash.
fn objects(book: &Path) -> Vec<(String, String)> {
    let current = fs::read_to_string(book.join("CURRENT")).unwrap();
    let path = book
        .join("versions")
        .join(format!("{}.json", current.trim()));
    let version: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let objects = version["objects"].as_array().unwrap();
    let name = |object: &Value| {
        let words = ["kind", "source", "month", "layer", "resolution"];
        let words = words.map(|word| object[word].to_string());
        words.join(" ").replace('"', "")
    };
    objects
        .iter()
        .map(|object| (name(object), object["sha256"].to_string()))
        .collect()
}
