use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::scratch::Scratch;
use crate::table::{Shape, Table};

fn table(bytes: impl Into<Vec<u8>>) -> Result<Table, Box<Problem>> {
    let input = Box::new(io::Cursor::new(bytes.into()));
    let shape = Shape::default();
    Table::of_text(input, Packing::Plain, Path::new("t.csv"), "events", &shape)
}

/// Header and records, each record with its line.
fn all(table: &mut Table) -> Vec<(u64, Vec<String>)> {
    let mut rows = vec![(0, table.header().to_vec())];
    while let Some(record) = table.next().unwrap_or_else(|e| panic!("{e}")) {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    rows
}

fn rows(bytes: impl Into<Vec<u8>>) -> Vec<(u64, Vec<String>)> {
    all(&mut table(bytes).unwrap())
}

fn lines(bytes: impl Into<Vec<u8>>) -> Vec<u64> {
    rows(bytes)
        .into_iter()
        .skip(1)
        .map(|(line, _)| line)
        .collect()
}

fn message(bytes: impl Into<Vec<u8>>) -> String {
    let mut table = match table(bytes) {
        Ok(table) => table,
        Err(problem) => return problem.to_string(),
    };
    loop {
        match table.next() {
            Ok(Some(_)) => {}
            Ok(None) => return String::new(),
            Err(problem) => return problem.to_string(),
        }
    }
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    assert_eq!(lines("a,b\n1,2\n3,4\n"), [2, 3]);
    assert_eq!(lines("a,b\r\n1,2\r\n3,4"), [2, 3]);
    assert_eq!(lines("a,b\r1,2\r3,4\r"), [2, 3]);
    assert_eq!(
        lines("\n\na,b\n\n\r\n1,2\r\r3,4"),
        [6, 8],
        "blank lines count"
    );
}

#[test]
fn a_line_break_inside_quotes_is_a_line() {
    assert_eq!(lines("a,b\n1,\"x\ny\r\nz\rw\"\n3,4\n"), [2, 6]);
    assert_eq!(lines("\"a\nb\",c\n1,2\n"), [3]);
}

#[test]
fn the_delimiter_is_the_one_the_header_uses() {
    for text in [
        "a,b;c\n1,2",
        "a\tb\n1\t2",
        "a;b;c,d\n1;2;3",
        "\"x;y;z\",b\n1,2",
    ] {
        let rows = rows(text);
        assert_eq!(rows[0].1.len(), rows[1].1.len(), "{text}");
        assert!(rows[0].1.len() > 1, "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    assert_eq!(rows(b"\xef\xbb\xbf\"a\",b\n1,2")[0].1, ["a", "b"]);
}

#[test]
fn text_that_is_not_utf8_is_windows_1252() {
    let rows = rows(b"caf\xe9,b\n1,\x80\n\xc3,\xa9\n\xc3\xa9,2\n");
    assert_eq!(rows[0].1, ["café", "b"]);
    assert_eq!(rows[1].1, ["1", "€"]);
    assert_eq!(rows[2].1, ["Ã", "©"], "each field on its own");
    assert_eq!(rows[3].1, ["é", "2"]);
}

#[test]
fn gzip_of_several_members_is_read_to_its_end() {
    let member = |text: &str| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    let scratch = Scratch::new();
    let path = scratch.write("t.csv.gz", [member("a,b\n1,2\n"), member("3,4\n")].concat());
    let rows = all(&mut Table::open(&path, "events").unwrap());
    assert_eq!(rows.len(), 3);
}

#[test]
fn rows_that_cross_the_buffer_keep_their_line_and_text() {
    let long = "x".repeat(LONGEST_RECORD / 2);
    let mut text = String::from("n,text\n");
    for i in 0..40 {
        text.push_str(
            &format!("{i},\"{long}\n{long}\"\r\n").replace(&long, &long[..long.len() - 10 - i]),
        );
    }
    let rows = rows(text);
    assert_eq!(rows.len(), 41);
    for (i, (line, fields)) in rows[1..].iter().enumerate() {
        assert_eq!(*line, 2 + 2 * i as u64);
        assert_eq!(fields[0], i.to_string());
        assert_eq!(fields[1].len(), 2 * (long.len() - 10 - i) + 1);
    }
}

#[test]
fn a_quote_that_does_not_close_is_named_with_its_line() {
    assert_eq!(
        message("a,b\n1,2\n3,\"four\n5,6\n"),
        "cannot read events from t.csv\n  \
           line 3: the quote that opens here does not close before the end of the file\n    \
             3,\"four\n      \
               ^\n  \
           help: write a quote inside a field twice (\"\"), or take the quote out"
    );
    let runaway = format!("a,b\n1,2\n3,\"four\n{}", "5,6\n".repeat(100_000));
    let message = message(runaway);
    assert!(
        message.contains("line 3: the quote that opens here does not close within 65,536 bytes"),
        "{message}"
    );
}

#[test]
fn a_quote_that_swallows_lines_is_not_taken_for_a_row() {
    let message = message("a,b\n1,\"x\n2,3\n4,\"y\"\n5,6\n");
    assert!(
        message.contains("line 4: a quote opens on line 2 and closes here, in the middle of a field; where the rows of"),
        "{message}"
    );
    assert!(message.contains("    4,\"y\"\n      ^\n"), "{message}");
}

#[test]
fn a_stray_quote_within_one_line_spoils_only_that_row() {
    let mut table = table("a,b\n\"x\" y,1\n5\" pipe,2\n").unwrap();
    assert_eq!(table.next().unwrap().unwrap().stray_quote, Some(2));
    let record = table.next().unwrap().unwrap();
    assert_eq!((record.stray_quote, record.field(0)), (None, "5\" pipe"));
}

#[test]
fn what_is_not_a_table_is_named() {
    for (bytes, words) in [
        (
            &b"PK\x03\x04....xl/workbook.xml"[..],
            "this is a workbook or a zip archive inside an archive",
        ),
        (b"%PDF-1.7", "this is a PDF document"),
        (b"a,b\n1,\0\n", "it holds zero bytes"),
        (b"", "the file is empty"),
        (b"\n\r\n", "the file is empty"),
    ] {
        let message = message(bytes);
        assert!(message.contains(words), "{message}");
    }
    let late = format!("a,b\n{}1,\0\n", "1,2\n".repeat(100_000));
    assert!(message(late).contains("line 100002: this is a binary file"));
}

#[test]
fn row_text_marks_the_field() {
    let mut table = table("a,b,c\n1,\"x,\"\"y\",3\n").unwrap();
    let record = table.next().unwrap().unwrap();
    let text = "1,\"x,\"\"y\",3".to_owned();
    assert_eq!(record.row_text(Some(1)), (text.clone(), Some((3, 5))));
    assert_eq!(record.row_text(Some(2)), (text, Some((10, 1))));
}

/// Fields that are hard on a record reader.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9 .;é€-]{0,8}",
        "[a-z,;\"\t\r\n]{0,8}",
        "[a-z]{0,4}(\r\n|\n|\r)[,\"a-z]{0,4}",
    ]
}

fn written(rows: &[Vec<String>], line_end: &str, quote_all: &[bool]) -> String {
    let mut text = String::new();
    for (i, row) in rows.iter().enumerate() {
        let fields = row.iter().enumerate().map(|(j, field)| {
            let must = field.contains([',', '"', '\r', '\n']) || row.len() == 1 && field.is_empty();
            if must || quote_all[(i * 7 + j) % quote_all.len()] {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.clone()
            }
        });
        text.push_str(&fields.collect::<Vec<_>>().join(","));
        text.push_str(line_end);
    }
    text
}

proptest! {
    /// Against the `csv` crate, on tables it and we must agree on.
    #[test]
    fn records_are_those_of_the_csv_crate(
        names in proptest::collection::vec("[a-z]{1,5}", 2..6),
        cells in proptest::collection::vec(field(), 0..60),
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        quote_all in proptest::collection::vec(any::<bool>(), 1..20),
        mark in any::<bool>(),
    ) {
        let mut rows = vec![names.clone()];
        rows.extend(cells.chunks_exact(names.len()).map(<[String]>::to_vec));
        let text = written(&rows, line_end, &quote_all);
        let bytes = [if mark { BYTE_ORDER_MARK } else { b"" }, text.as_bytes()].concat();
        let mut oracle = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
        let expected: Vec<Vec<String>> = oracle
            .records()
            .map(|record| record.unwrap().iter().map(|f| f.trim().to_owned()).collect())
            .filter(|fields: &Vec<String>| fields.iter().any(|f| !f.is_empty()))
            .collect();
        let mut table = table(bytes).unwrap();
        let read = all(&mut table);
        let ours: Vec<Vec<String>> = read.iter().map(|(_, fields)| fields.clone()).collect();
        prop_assert_eq!(ours, expected);

        let mut line = 1;
        let mut lines = Vec::new();
        for row in &rows {
            if row.iter().any(|field| !field.trim().is_empty()) {
                lines.push(line);
            }
            let inside: usize = row
                .iter()
                .map(|field| field.replace("\r\n", "\n").matches(['\r', '\n']).count())
                .sum();
            line += inside as u64 + 1;
        }
        let ours: Vec<u64> = read.iter().skip(1).map(|(line, _)| *line).collect();
        prop_assert_eq!(ours, &lines[1..]);
    }

    /// Whatever the bytes: no panic, and every record's line is that of its first byte.
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(
        prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'a'), Just(0xe9), any::<u8>()], 0..200)) {
        if let Ok(mut table) = table(bytes) {
            let mut last = 0;
            while let Ok(Some(record)) = table.next() {
                prop_assert!(record.line > last || last == 0);
                last = record.line;
                let _ = record.row_text(Some(0));
                let _ = record.row_text(None);
            }
        }
    }
}
