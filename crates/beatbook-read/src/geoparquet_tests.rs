use geo_types::{Geometry, point};
use polars::prelude::{KeyValueMetadata, NamedFrom, ParquetWriter, Series};
use wkb::writer::{WriteOptions, write_geometry};

use super::*;
use crate::features;
use crate::scratch::Scratch;

const GRID: &str = r#"{"version":"1.0.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":[],"crs":{"name":"OSGB36","id":{"authority":"EPSG","code":27700}}}}}"#;

fn write(scratch: &Scratch, geo: Option<&str>) -> std::path::PathBuf {
    let shape = |x: f64| {
        let mut bytes = Vec::new();
        let point = Geometry::Point(point!(x: x, y: 398_000.0));
        write_geometry(&mut bytes, &point, &WriteOptions::default()).unwrap();
        bytes
    };
    let shapes = [Some(shape(384_000.0)), None];
    let columns = vec![
        Column::from(Series::new("code".into(), ["W1", "W2"])),
        Column::from(Series::new("n".into(), [Some(1.5), None])),
        Column::from(Series::new("geometry".into(), shapes)),
    ];
    let mut frame = DataFrame::new(2, columns).unwrap();
    let mut bytes = Vec::new();
    let metadata = geo.map(|geo| KeyValueMetadata::from_static(vec![("geo".into(), geo.into())]));
    ParquetWriter::new(&mut bytes)
        .with_key_value_metadata(metadata)
        .finish(&mut frame)
        .unwrap();
    scratch.write("w.parquet", bytes)
}

#[test]
fn rows_come_with_their_texts_and_shapes() {
    let scratch = Scratch::new();
    let path = write(&scratch, Some(GRID));
    let file = features::read(&path, "areas", &["n", "code"]).unwrap();
    assert_eq!(file.crs, Ok(Crs::Bng));
    assert_eq!(file.properties, ["code", "n"]);
    let [first, second] = &file.features[..] else {
        panic!()
    };
    assert_eq!(
        first.values,
        [Some("1.5".to_owned()), Some("W1".to_owned())]
    );
    assert_eq!(
        first.geometry,
        Some(Geometry::Point(point!(x: 384_000.0, y: 398_000.0)))
    );
    assert_eq!(second.values, [None, Some("W2".to_owned())]);
    assert!(second.geometry.is_none());
}

#[test]
fn the_reference_system_is_that_of_the_metadata() {
    let said = |crs: &str| system(Some(&serde_json::from_str(crs).unwrap()));
    assert_eq!(system(None), Ok(Crs::Wgs84));
    assert_eq!(
        said(r#"{"id":{"authority":"OGC","code":"CRS84"}}"#),
        Ok(Crs::Wgs84)
    );
    assert_eq!(
        said(r#"{"id":{"authority":"EPSG","code":4326}}"#),
        Ok(Crs::Wgs84)
    );
    assert_eq!(said(r#""EPSG:27700""#), Ok(Crs::Bng));
    assert!(said("null").unwrap_err().contains("not known"));
    assert!(said(r#"{"name":"Odd"}"#).unwrap_err().contains("`Odd`"));
}

#[test]
fn other_encodings_and_plain_tables_are_refused_with_the_way_out() {
    let scratch = Scratch::new();
    let said = |geo: Option<&str>| {
        let path = write(&scratch, geo);
        scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err())
    };
    assert!(said(None).contains("this Parquet file has no geometry"));
    let native = said(Some(&GRID.replace("WKB", "polygon")));
    assert!(
        native.contains("its geometry is encoded as `polygon` (GeoArrow); only WKB is read"),
        "{native}"
    );
    assert!(
        native.contains("help: write it again as GeoParquet with WKB"),
        "{native}"
    );
    assert!(said(Some("{}")).contains("names no primary_column"));
    assert!(said(Some("nonsense")).contains("is not JSON"));
    let bytes = std::fs::read(write(&scratch, Some(GRID))).unwrap();
    let path = scratch.write("cut.parquet", &bytes[..bytes.len() / 2]);
    let message = scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err());
    assert!(message.contains("the file is cut short"), "{message}");
    let path = scratch.write("x.parquet", "a,b");
    let message = scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err());
    assert!(message.contains("this is not a Parquet file"), "{message}");
}
