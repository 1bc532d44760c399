use std::path::PathBuf;

use calamine::ExcelDateTimeType;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime as Written, Format, Workbook, Worksheet};

use super::*;
use crate::scratch::Scratch;

type Rows = Vec<(u64, Vec<String>)>;

fn saved(scratch: &Scratch, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
    let mut book = Workbook::new();
    fill(&mut book);
    scratch.write("book.xlsx", book.save_to_buffer().unwrap())
}

fn sheet<'b>(book: &'b mut Workbook, name: &str, rows: &[&[&str]]) -> &'b mut Worksheet {
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    sheet
}

fn rows(path: &Path) -> Result<Rows, String> {
    shaped(path, &Shape::default())
}

fn shaped(path: &Path, shape: &Shape) -> Result<Rows, String> {
    let mut table = Table::open_shaped(path, "events", shape).map_err(|e| e.to_string())?;
    let mut rows = vec![(0, table.header().to_vec())];
    while let Some(record) = table.next().map_err(|e| e.to_string())? {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    Ok(rows)
}

fn texts(rows: &Rows) -> Vec<Vec<&str>> {
    rows.iter()
        .map(|(_, fields)| fields.iter().map(String::as_str).collect())
        .collect()
}

#[test]
fn the_header_stands_below_titles_and_notes() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        sheet(
            book,
            "Data",
            &[
                &["Recorded offences"],
                &["Source", "the force"],
                &[],
                &["", "ref", "day", "offence", "easting"],
                &["", "r1", "1", "8N", "384000"],
                &["", "r2"],
                &[],
                &["", "r3", "3", "", "384100"],
            ],
        );
    });
    let read = rows(&path).unwrap();
    assert_eq!(
        texts(&read),
        [
            vec!["ref", "day", "offence", "easting"],
            vec!["r1", "1", "8N", "384000"],
            vec!["r2", "", "", ""],
            vec!["r3", "3", "", "384100"],
        ]
    );
    let lines: Vec<u64> = read.iter().skip(1).map(|row| row.0).collect();
    assert_eq!(lines, [5, 6, 8], "rows of the sheet");
}

#[test]
fn a_cell_beyond_the_header_makes_its_row_too_long() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        sheet(book, "Data", &[&["a", "b"], &["1", "2"], &["1", "2", "3"]]);
    });
    assert_eq!(rows(&path).unwrap()[2].1.len(), 3);
}

#[test]
fn one_column_has_its_header_first() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        sheet(book, "Codes", &[&["code"], &["E01000001"], &["E01000002"]]);
    });
    assert_eq!(texts(&rows(&path).unwrap())[0], ["code"]);
}

#[test]
fn a_header_may_be_given() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        sheet(book, "Data", &[&["1", "2"], &["3"]]);
    });
    let shape = |names: &[&str]| Shape {
        header: Some(names.iter().map(|n| (*n).to_owned()).collect()),
    };
    let read = shaped(&path, &shape(&["a", "b"])).unwrap();
    assert_eq!(texts(&read), [["a", "b"], ["1", "2"], ["3", ""]]);
    assert_eq!((read[1].0, read[2].0), (1, 2));
    let error = shaped(&path, &shape(&["a"])).unwrap_err();
    assert!(
        error.contains("the header 1 columns, the first row of the file has 2"),
        "{error}"
    );
}

#[test]
fn a_sheet_is_chosen_by_name_where_there_are_several() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        sheet(book, "Notes", &[&["about"]]);
        sheet(book, "IMD2019", &[&["a", "b"], &["1", "2"]]);
        book.add_worksheet();
    });
    let part = |name: &str| rows(&part::joined(&path, name)).map_err(|e| scratch.tidy(&e));
    assert_eq!(texts(&part("IMD2019").unwrap())[1], ["1", "2"]);
    assert_eq!(texts(&part("IMD*").unwrap())[1], ["1", "2"]);
    assert_eq!(
        scratch.tidy(&rows(&path).unwrap_err()),
        "cannot read events from book.xlsx\n  it has 2 sheets: Notes, IMD2019\n  \
         help: write the one that is meant after #, such as book.xlsx#Notes"
    );
    assert_eq!(
        part("IMD2015").unwrap_err(),
        "cannot read events from book.xlsx\n  it has no sheet called `IMD2015`; its sheets are Notes, IMD2019, Sheet3\n  \
         help: write one of them after # in the path"
    );
    assert!(
        part("Sheet3")
            .unwrap_err()
            .contains("the sheet Sheet3 is empty")
    );
}

#[test]
fn the_only_filled_sheet_needs_no_name() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        book.add_worksheet();
        sheet(book, "Data", &[&["a", "b"], &["1", "2"]]);
    });
    assert_eq!(texts(&rows(&path).unwrap())[1], ["1", "2"]);
}

#[test]
fn days_times_numbers_and_errors_come_out_as_text() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        let names = [
            "day", "time", "clock", "length", "number", "whole", "truth", "error",
        ];
        let sheet = sheet(book, "Data", &[&names]);
        let format = |text: &str| Format::new().set_num_format(text);
        for (row, serial) in [(1, 43_646.0), (2, 43_647.0)] {
            sheet
                .write_number_with_format(row, 0, serial, &format("dd/mm/yyyy"))
                .unwrap();
        }
        sheet
            .write_number_with_format(1, 1, 43_646.0, &format("dd/mm/yyyy hh:mm"))
            .unwrap();
        // A second before midnight, short of it by less than Excel keeps.
        sheet
            .write_number_with_format(2, 1, 43_646.999_999_999, &format("dd/mm/yyyy hh:mm"))
            .unwrap();
        sheet
            .write_number_with_format(1, 2, 0.96875, &format("hh:mm"))
            .unwrap();
        sheet
            .write_number_with_format(2, 2, 0.0, &format("hh:mm"))
            .unwrap();
        sheet
            .write_number_with_format(1, 3, 1.5, &format("[h]:mm:ss"))
            .unwrap();
        sheet.write_number(1, 4, 0.1 + 0.2).unwrap();
        sheet.write_number(2, 4, -2.976_543).unwrap();
        sheet.write_number(1, 5, 384_000.0).unwrap();
        sheet.write_boolean(1, 6, true).unwrap();
        sheet
            .write_formula(
                1,
                7,
                rust_xlsxwriter::Formula::new("NA()").set_result("#N/A"),
            )
            .unwrap();
        sheet
            .write_datetime_with_format(
                2,
                1,
                Written::parse_from_str("2019-06-30T23:15:00").unwrap(),
                &format("yyyy-mm-dd hh:mm:ss"),
            )
            .unwrap();
    });
    let read = rows(&path).unwrap();
    assert_eq!(
        texts(&read)[1..],
        [
            [
                "2019-06-30",
                "2019-06-30 00:00:00",
                "23:15:00",
                "36:00:00",
                "0.30000000000000004",
                "384000",
                "TRUE",
                "#N/A"
            ],
            [
                "2019-07-01",
                "2019-06-30 23:15:00",
                "00:00:00",
                "",
                "-2.976543",
                "",
                "",
                ""
            ],
        ]
    );
}

#[test]
fn both_systems_of_days_are_known() {
    let shown = |days: f64, of_1904: bool| {
        let mut sheet = Sheet::default();
        let time = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, of_1904);
        sheet.push(0, 0, Value::Text("t")).unwrap();
        sheet.push(1, 0, Value::Time(time)).unwrap();
        let (_, mut rows) = SheetRows::new(sheet, &Shape::default()).unwrap();
        let mut cells = super::super::Cells::default();
        super::super::CellRows::next(&mut rows, &mut cells).unwrap();
        cells.record(2).field(0).to_owned()
    };
    assert_eq!(shown(43_646.0, false), "2019-06-30");
    assert_eq!(shown(42_184.0, true), "2019-06-30");
    assert_eq!(shown(59.0, false), "1900-02-28");
    assert_eq!(shown(61.0, false), "1900-03-01");
    assert_eq!(shown(43_646.5, true), "2023-07-01 12:00:00");
    assert_eq!(
        shown(43_646.999_999_9, false),
        "2019-07-01",
        "rounded to the second"
    );
    for days in [45_415.999_999_999_99, 45_415.999_995] {
        assert_eq!(shown(days, false), "2024-05-04", "{days}");
    }
    assert_eq!(shown(45_415.5, false), "2024-05-03 12:00:00");
    assert_eq!(shown(-3.0, false), "-3", "no day");
    assert_eq!(shown(1e300, false).len(), 301);
}

#[test]
fn times_of_open_document_are_written_alike() {
    let mut sheet = Sheet::default();
    let values = [
        Value::IsoTime("2019-06-30T23:15:00.000"),
        Value::IsoTime("2019-06-30T23:15"),
        Value::IsoLength("PT23H15M00S"),
        Value::IsoLength("P3D"),
    ];
    for (column, value) in (0..).zip(values) {
        sheet.push(0, column, value).unwrap();
    }
    let (header, _) = SheetRows::new(sheet, &Shape::default()).unwrap();
    assert_eq!(
        header,
        [
            "2019-06-30 23:15:00",
            "2019-06-30 23:15:00",
            "23:15:00",
            "P3D"
        ]
    );
}

#[test]
fn what_is_no_sound_workbook_is_named() {
    let scratch = Scratch::new();
    for (name, bytes) in [
        ("cut.xlsx", &b"PK\x03\x04cut"[..]),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ] {
        let message = rows(&scratch.write(name, bytes)).unwrap_err();
        assert!(message.contains("not a sound"), "{message}");
    }
}

/// Run with `--ignored`; prints how long it took.
#[test]
#[ignore = "writes a workbook of a million rows"]
fn a_full_sheet_is_read() {
    let scratch = Scratch::new();
    let path = saved(&scratch, |book| {
        let sheet = book.add_worksheet();
        for row in 0..1_048_576_u32 {
            for column in 0..4_u16 {
                if row == 0 || column < 2 {
                    sheet
                        .write_string(row, column, format!("text {row} {column}"))
                        .unwrap();
                } else {
                    sheet
                        .write_number(row, column, f64::from(row) + 0.25)
                        .unwrap();
                }
            }
        }
    });
    let begin = std::time::Instant::now();
    let mut table = Table::open(&path, "events").unwrap_or_else(|e| panic!("{e}"));
    let mut last = 0;
    while let Some(record) = table.next().unwrap() {
        last = record.line;
    }
    assert_eq!(last, 1_048_576);
    println!("{:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A table of texts is the same as a sheet and as CSV.
    #[test]
    fn a_sheet_reads_back_as_its_csv(
        names in proptest::collection::vec("[a-z]{1,5}", 2..5),
        cells in proptest::collection::vec(prop_oneof!["[a-zé€,;\" -]{0,8}", "[0-9]{1,6}"], 0..40),
    ) {
        let scratch = Scratch::new();
        let table: Vec<&[String]> = std::iter::once(&names[..]).chain(cells.chunks_exact(names.len())).collect();
        let path = saved(&scratch, |book| {
            let sheet = book.add_worksheet();
            for (row, fields) in (0..).zip(&table) {
                for (column, field) in (0..).zip(*fields) {
                    match field.parse::<u32>() {
                        Ok(number) if number.to_string() == *field => sheet.write_number(row, column, number),
                        _ => sheet.write_string(row, column, field),
                    }.unwrap();
                }
            }
        });
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for fields in &table {
            writer.write_record(*fields).unwrap();
        }
        let text = scratch.write("t.csv", writer.into_inner().unwrap());
        prop_assert_eq!(rows(&path).unwrap(), rows(&text).unwrap());
    }
}
