use beatbook_core::Audience;
use polars::prelude::{AnyValue, ParquetReader, SerReader};
use serde_json::{Value, json};
use std::io::Cursor;

use crate::Table;
use crate::fixture_tests::{released, table};

fn bytes(table: &Table) -> Vec<u8> {
    let mut bytes = Vec::new();
    table.write_parquet(&mut bytes).unwrap();
    bytes
}

fn metadata(bytes: &[u8], key: &str) -> Option<Value> {
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let metadata = reader.get_metadata().unwrap().key_value_metadata.clone();
    let found = metadata?.into_iter().find(|entry| entry.key == key)?;
    serde_json::from_str(&found.value?).ok()
}

#[test]
fn the_file_says_what_its_shapes_are() {
    let geo = metadata(&bytes(&table(Audience::Analyst)), "geo").unwrap();
    let column = json!({
        "encoding": "WKB",
        "geometry_types": ["Polygon"],
        "orientation": "counterclockwise",
        "bbox": [0.0, 0.0, 2.0, 1.123_456_8],
    });
    let wanted = json!({
        "version": "1.1.0", "primary_column": "geometry", "columns": { "geometry": column },
    });
    assert_eq!(geo, wanted);
}

#[test]
fn the_file_says_where_it_comes_from() {
    let about = metadata(&bytes(&table(Audience::Partnership)), "beatbook").unwrap();
    assert_eq!(about["provenance"]["audience"], "partnership");
    assert_eq!(about["columns"][3]["name"], "incidents");
}

#[test]
fn columns_are_typed_and_a_withheld_count_is_null() {
    let bytes = bytes(&table(Audience::Partnership));
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().unwrap();
    let at = |name: &str, row| frame.column(name).unwrap().get(row).unwrap().into_static();
    assert_eq!(at("incidents", 0), AnyValue::Int64(10));
    assert_eq!(at("incidents", 1), AnyValue::Null);
    assert_eq!(at("incidents_shown", 1).get_str(), Some("*"));
    assert_eq!(at("name", 1).get_str(), Some("=South"));
    assert_eq!(at("longitude", 0), AnyValue::Float64(-2.25));
    assert_eq!(at("geometry", 2), AnyValue::Null);
}

#[test]
fn equal_tables_give_equal_bytes() {
    assert_eq!(
        bytes(&table(Audience::Analyst)),
        bytes(&table(Audience::Analyst))
    );
}

#[test]
fn without_shapes_it_is_plain_parquet() {
    let plain = bytes(&crate::areas(&released(Audience::Analyst)));
    assert_eq!(metadata(&plain, "geo"), None);
    let frame = ParquetReader::new(Cursor::new(plain)).finish().unwrap();
    assert!(frame.column("geometry").is_err());
}
