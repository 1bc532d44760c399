use super::*;
use crate::scratch::Scratch;

/// Written by pyarrow 26 in two groups: every primitive type, two rows of values and one of nulls, and
/// beside them a dictionary, a column of lists and one of nothing but nulls.
const TYPED: &[u8] = include_bytes!("typed.parquet");

fn rows(table: &mut Table) -> Vec<(u64, Vec<String>)> {
    let mut rows = Vec::new();
    while let Some(record) = table.next().unwrap_or_else(|e| panic!("{e}")) {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    rows
}

#[test]
fn every_type_comes_out_as_text() {
    let scratch = Scratch::new();
    let path = scratch.write("typed.parquet", TYPED);
    let mut table = Table::open(&path, "events").unwrap();
    let expected = [
        ("text", "café, \"x\"", ""),
        ("kind", "burglary", "robbery"),
        ("yes", "true", "false"),
        ("small", "-1", "127"),
        ("wide", "0", "18446744073709551615"),
        ("whole", "-9223372036854775808", "5"),
        ("single", "0.1", "-2.5"),
        ("double", "0.30000000000000004", "-2.976543"),
        ("day", "2019-06-30", "1969-12-31"),
        ("local", "2019-06-30 23:15:00", "2019-06-30 00:00:00"),
        ("nanos", "2019-06-30 23:15:00", "1969-12-31 23:59:59"),
        (
            "zoned",
            "2019-06-30 22:15:00+00:00",
            "2019-01-01 00:00:00+00:00",
        ),
        ("clock", "23:15:00", "00:00:01"),
        ("exact", "-12.50", "0.05"),
        ("bytes", "abc", "ff00"),
    ];
    let header: Vec<&str> = table.header().iter().map(String::as_str).collect();
    assert_eq!(
        header[..15],
        expected.map(|column| column.0),
        "lists are left out"
    );
    let rows = rows(&mut table);
    let lines: Vec<u64> = rows.iter().map(|row| row.0).collect();
    assert_eq!(lines, [2, 3], "the row of nulls is blank");
    assert_eq!(rows[0].1[..15], expected.map(|column| column.1));
    assert_eq!(rows[1].1[..15], expected.map(|column| column.2));
}

#[test]
fn a_file_cut_short_is_named() {
    let scratch = Scratch::new();
    for length in [4, 8, 100, TYPED.len() - 1] {
        let path = scratch.write("cut.parquet", &TYPED[..length]);
        let Err(problem) = Table::open(&path, "events") else {
            panic!("{length} bytes are no file");
        };
        assert!(
            problem.reason.contains("not a sound Parquet file"),
            "{problem}"
        );
    }
}

#[test]
fn a_header_cannot_be_given() {
    let scratch = Scratch::new();
    let path = scratch.write("typed.parquet", TYPED);
    let shape = Shape {
        header: Some(vec!["a".into()]),
    };
    let problem = Table::open_shaped(&path, "events", &shape).err().unwrap();
    assert!(
        problem.reason.contains("names its columns itself"),
        "{problem}"
    );
}

#[test]
fn decimals_keep_their_places() {
    assert_eq!(decimal(5, 2), "0.05");
    assert_eq!(decimal(-1250, 2), "-12.50");
    assert_eq!(decimal(7, 0), "7");
}
