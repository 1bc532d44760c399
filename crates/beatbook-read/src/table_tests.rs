//! The same rows in every kind of file.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::scratch::Scratch;

type Rows = Vec<(u64, Vec<String>)>;

/// The header as line 1, and the records with their lines.
fn rows(path: &Path) -> Result<Rows, String> {
    shaped(path, &Shape::default())
}

fn shaped(path: &Path, shape: &Shape) -> Result<Rows, String> {
    let mut table = Table::open_shaped(path, "events", shape).map_err(|e| e.to_string())?;
    let mut rows = vec![(1, table.header().to_vec())];
    while let Some(record) = table.next().map_err(|e| e.to_string())? {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    Ok(rows)
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

#[test]
fn text_is_the_same_however_it_is_packed_and_encoded() {
    let scratch = Scratch::new();
    let text = "name,n\ncafé,1\n\"Ümläut, Straße\",2\n";
    let expected = rows(&scratch.write("plain.csv", text)).unwrap();
    assert_eq!(expected[2], (3, vec!["Ümläut, Straße".into(), "2".into()]));
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
    for (name, bytes) in [
        ("bom.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("latin.csv", latin.into_owned()),
        ("little.csv", utf16(text, false)),
        ("big.csv", utf16(text, true)),
        ("packed.csv.gz", gzipped(text.as_bytes())),
        ("packed-but-not-named.csv", gzipped(text.as_bytes())),
        ("little.csv.gz", gzipped(&utf16(text, false))),
        (
            "one.zip",
            zipped(&[("read me.md", b"#"), ("a.csv", text.as_bytes())]),
        ),
        ("gz.zip", zipped(&[("a.csv.gz", &gzipped(text.as_bytes()))])),
        (
            "sep.csv",
            format!(
                "sep=;\n{}",
                text.replace("e,n", "e;n")
                    .replace("é,", "é;")
                    .replace("\",", "\";")
            )
            .into(),
        ),
    ] {
        let mut read = rows(&scratch.write(name, bytes)).unwrap_or_else(|e| panic!("{e}"));
        if name == "sep.csv" {
            read.iter_mut().skip(1).for_each(|row| row.0 -= 1);
        }
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn a_member_is_named_after_the_archive() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "download.zip",
        zipped(&[
            ("2019-05/2019-05-city-street.csv", b"a,b\n5,2\n"),
            ("2019-06/2019-06-city-street.csv", b"a,b\n6,2\n"),
        ]),
    );
    let part = |part: &str| rows(&part::joined(&path, part)).map_err(|e| scratch.tidy(&e));
    assert_eq!(
        part("2019-06/2019-06-city-street.csv").unwrap()[1].1,
        ["6", "2"]
    );
    assert_eq!(part("2019-05*").unwrap()[1].1, ["5", "2"]);
    assert_eq!(
        part("*-street.csv").unwrap_err(),
        "cannot read events from download.zip
  `*-street.csv` means 2 of its text files: 2019-05/2019-05-city-street.csv,
    2019-06/2019-06-city-street.csv
  help: write the one that is meant after #, such as download.zip#2019-05/2019-05-city-street.csv"
    );
    assert!(
        part("2019-07*")
            .unwrap_err()
            .contains("it has no text file called `2019-07*`")
    );
    let message = rows(&path).unwrap_err();
    assert!(message.contains("it has 2 text files"), "{message}");
}

#[test]
fn a_fault_in_a_member_is_told_by_its_name_and_line() {
    let scratch = Scratch::new();
    let path = scratch.write("a.zip", zipped(&[("b/c.csv", b"a,b\n1,\"2\n")]));
    let message = scratch.tidy(&rows(&path).unwrap_err());
    assert!(
        message.starts_with("cannot read events from a.zip#b/c.csv\n  line 2: the quote"),
        "{message}"
    );
}

#[test]
fn rows_of_bare_delimiters_are_blank_lines() {
    let scratch = Scratch::new();
    let path = scratch.write("t.csv", ",,\na,b,c\n1,2,3\n,,\n \t, ,\"\"\n4,,\n,,\n,,\n");
    let lines: Vec<u64> = rows(&path).unwrap().iter().map(|row| row.0).collect();
    assert_eq!(lines, [1, 3, 6]);
}

#[test]
fn a_text_file_has_no_parts() {
    let scratch = Scratch::new();
    let path = scratch.write("t.csv", "a,b\n1,2\n");
    let message = scratch.tidy(&rows(&part::joined(&path, "x")).unwrap_err());
    assert!(
        message.contains("the file has no parts, but `x` of it is asked for"),
        "{message}"
    );
}

#[test]
fn a_header_may_be_given_for_a_file_without_one() {
    let scratch = Scratch::new();
    let shape = |names: &[&str]| Shape {
        header: Some(names.iter().map(|n| (*n).to_owned()).collect()),
    };
    let path = scratch.write("t.csv", "1,2\n3,4\n");
    let read = shaped(&path, &shape(&["a", "b"])).unwrap();
    assert_eq!(read[0].1, ["a", "b"]);
    assert_eq!(
        read[1..],
        [
            (1, vec!["1".into(), "2".into()]),
            (2, vec!["3".into(), "4".into()])
        ]
    );
    assert_eq!(
        scratch.tidy(&shaped(&path, &shape(&["a", "b", "c"])).unwrap_err()),
        "cannot read events from t.csv
  line 1: the config gives the header 3 columns, the first row of the file has 2
    1,2
  help: name every column under header, in the order of the file"
    );
}

/// How a table of texts may be written.
#[derive(Debug, Clone, Copy)]
struct Manner {
    delimiter: char,
    line_end: &'static str,
    encoding: usize,
    packing: usize,
    says: bool,
}

fn manner() -> impl Strategy<Value = Manner> {
    (
        prop::sample::select(vec![',', ';', '\t', '|', ':', '^', '~', '\u{1f}']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        0..5_usize,
        0..3_usize,
        any::<bool>(),
    )
        .prop_map(|(delimiter, line_end, encoding, packing, says)| Manner {
            delimiter,
            line_end,
            encoding,
            packing,
            says,
        })
}

fn written(table: &[Vec<String>], manner: Manner) -> (String, Vec<u8>) {
    let d = manner.delimiter;
    let mut text = if manner.says {
        format!("sep={d}{}", manner.line_end)
    } else {
        String::new()
    };
    for row in table {
        let fields = row.iter().map(|field| {
            if field.contains([d, '"', '\r', '\n']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.clone()
            }
        });
        text.push_str(&fields.collect::<Vec<_>>().join(&d.to_string()));
        text.push_str(manner.line_end);
    }
    let bytes = match manner.encoding {
        0 => text.into_bytes(),
        1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        2 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        3 => utf16(&text, false),
        _ => utf16(&text, true),
    };
    match manner.packing {
        0 => ("t.csv".into(), bytes),
        1 => ("t.csv.gz".into(), gzipped(&bytes)),
        _ => ("t.zip".into(), zipped(&[("2019-06/t.csv", &bytes)])),
    }
}

proptest! {
    /// Any table, written in any of these ways, reads back the same, each row with its line.
    #[test]
    fn a_table_reads_back_however_it_is_written(
        names in proptest::collection::vec("[a-z]{1,6}", 2..6),
        cells in proptest::collection::vec("[a-z0-9éü.,;:|^~\t\" -]{0,8}", 0..60),
        manner in manner(),
    ) {
        let mut table = vec![names.clone()];
        table.extend(cells.chunks_exact(names.len()).map(<[String]>::to_vec));
        let (name, bytes) = written(&table, manner);
        let scratch = Scratch::new();
        let read = rows(&scratch.write(&name, bytes)).map_err(TestCaseError::fail)?;
        let first = 1 + u64::from(manner.says);
        let mut expected: Rows = (first..).zip(table).map(|(line, fields)| {
            (line, fields.iter().map(|f| f.trim().to_owned()).collect())
        }).collect();
        expected[0].0 = 1;
        expected.retain(|(_, fields): &(u64, Vec<String>)| fields.iter().any(|f| !f.is_empty()));
        prop_assert_eq!(read, expected);
    }
}
