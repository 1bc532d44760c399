use std::io::Write;

use super::*;
use crate::scratch::Scratch;
use crate::table::Table;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    let numbers = [0x600, kind, 0, 0, 0, 0, 6, 0];
    let bytes: Vec<u8> = numbers.iter().flat_map(|n: &u16| n.to_le_bytes()).collect();
    record(BEGIN, &bytes)
}

fn text(row: u16, column: u16, text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
    record(0x0204, &[&head[..], &[0], text.as_bytes()].concat())
}

/// A workbook of one sheet with these records.
fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
    let named = |start: u32| {
        record(
            SHEET,
            &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat(),
        )
    };
    let shared = |start| [begin(5), named(start), record(END, &[])].concat();
    let start = u32::try_from(shared(0).len()).unwrap();
    [
        shared(start),
        begin(0x10),
        records.concat(),
        record(END, &[]),
    ]
    .concat()
}

fn opened(scratch: &Scratch, bytes: &[u8]) -> Result<Vec<String>, String> {
    let path = scratch.path("book.xls");
    let mut container = cfb::create(&path).unwrap();
    let mut stream = container.create_stream("Workbook").unwrap();
    stream.write_all(bytes).unwrap();
    stream.flush().unwrap();
    drop(stream);
    container.flush().unwrap();
    drop(container);
    let table = Table::open(&path, "events").map_err(|e| scratch.tidy(&e))?;
    Ok(table.header().to_vec())
}

#[test]
fn a_sheet_is_as_wide_as_sheets_are() {
    let scratch = Scratch::new();
    let header = [text(0, 0, "a"), text(0, 255, "b"), text(1, 0, "c")];
    assert_eq!(opened(&scratch, &workbook(&header)).unwrap().len(), 256);
    let far = [text(0, 0, "a"), text(65_535, 65_535, "b")];
    let message = opened(&scratch, &workbook(&far)).unwrap_err();
    assert!(
        message.contains("a cell of it is beyond column 256"),
        "{message}"
    );
    let wide = record(
        DIMENSIONS,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0],
    );
    let message = opened(&scratch, &workbook(&[wide])).unwrap_err();
    assert!(
        message.contains("more cells than there can be"),
        "{message}"
    );
}

#[test]
fn damage_of_the_container_is_refused() {
    let scratch = Scratch::new();
    opened(&scratch, &workbook(&[text(0, 0, "a")])).unwrap();
    let path = scratch.path("book.xls");
    let sound = std::fs::read(&path).unwrap();
    // Any one entry of the header or of the first sectors.
    for at in (24..sound.len().min(1_600)).step_by(4) {
        for entry in [0_u32, 1, 2, 0xffff_fff0] {
            let mut bytes = sound.clone();
            bytes[at..at + 4].copy_from_slice(&entry.to_le_bytes());
            std::fs::write(&path, bytes).unwrap();
            if let Err(problem) = Table::open(&path, "events") {
                assert!(problem.to_string().contains("help:"));
            }
        }
    }
}
