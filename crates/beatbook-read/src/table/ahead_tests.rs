use std::fmt::Write;
use std::path::Path;

use super::super::text::LONGEST_RECORD;
use super::super::{Shape, Table};
use super::*;
use crate::scratch::Scratch;

/// Line, second field and text of each row, and how the reading ended.
type Seen = (Vec<(u64, String, String)>, Result<(), Box<Problem>>);

fn lines_of(path: &Path) -> Seen {
    let table = Table::open_shaped(path, "events", &Shape::default()).unwrap();
    let mut seen = Vec::new();
    let end = table.each_record(&mut |record| {
        let row = record.row_text(None).0;
        seen.push((record.line, record.field(1).to_owned(), row));
    });
    (seen, end)
}

#[test]
fn records_come_in_order_over_many_blocks_with_line_and_row() {
    let scratch = Scratch::new();
    let mut text = String::from("a,b\n");
    let rows = 4 * BLOCK / 10;
    for row in 0..rows {
        writeln!(text, "{row},\"{row},x\"").unwrap();
    }
    let (seen, end) = lines_of(&scratch.write("events.csv", text));
    end.unwrap();
    assert_eq!(seen.len(), rows);
    for (row, (line, field, whole)) in seen.iter().enumerate() {
        assert_eq!(*line, row as u64 + 2);
        assert_eq!(*field, format!("{row},x"));
        assert_eq!(*whole, format!("{row},\"{row},x\""));
    }
}

#[test]
fn what_is_wrong_with_the_file_is_told_after_the_rows_before_it() {
    let scratch = Scratch::new();
    let open = "x".repeat(2 * LONGEST_RECORD);
    let (seen, end) = lines_of(&scratch.write("events.csv", format!("a,b\n1,2\n3,\"{open}")));
    assert_eq!(seen.len(), 1);
    assert_eq!(end.unwrap_err().line, Some(3));
}

#[test]
fn blank_fields_fill_a_block_too() {
    let mut block = Block::default();
    block.push(&Record {
        line: 2,
        stray_quote: None,
        raw: Some((b",,", b',')),
        text: "",
        ends: &[0, 0, 0],
    });
    assert_eq!(block.bytes(), 2 + 3 * 8);
}
