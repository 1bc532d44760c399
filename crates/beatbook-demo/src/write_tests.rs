use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::write_city;
use crate::{DemoError, DemoParams, Truth};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(
                files(&path)
                    .into_iter()
                    .map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)),
            );
        } else {
            all.insert(name, fs::read(&path).unwrap());
        }
    }
    all
}

fn written(params: &DemoParams) -> (Truth, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let truth = write_city(params, folder.path(), &mut |_, _| {}).unwrap();
    (truth, files(folder.path()))
}

const SMALL: DemoParams = DemoParams {
    seed: 4,
    events: 3_000,
    null: false,
};

#[test]
fn same_seed_same_bytes_and_another_seed_other_rows() {
    let (_, first) = written(&SMALL);
    let (_, again) = written(&SMALL);
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        again.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &first {
        assert!(again[name] == *bytes, "{name} differs");
    }
    let (_, other) = written(&DemoParams { seed: 5, ..SMALL });
    assert!(other["police-extract.csv"] != first["police-extract.csv"]);
    assert!(
        other["streets.geojson"] == first["streets.geojson"],
        "the ground does not depend on the seed"
    );
}

#[test]
fn every_file_says_synthetic() {
    let (_, all) = written(&SMALL);
    for (name, bytes) in &all {
        if [".prj", ".cpg", ".shp", ".shx"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            continue;
        }
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(text.contains("synthetic"), "{name}");
    }
    for name in ["streets.geojson", "ground.geojson"] {
        let value: serde_json::Value = serde_json::from_slice(&all[name]).unwrap();
        assert_eq!(value["SYNTHETIC"], true, "{name}");
    }
}

#[test]
fn the_extract_has_the_rows_and_columns_it_promises() {
    let (truth, all) = written(&SMALL);
    let text = String::from_utf8(all["police-extract.csv"].clone()).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    assert!(header.starts_with("SYNTHETIC,crime_ref,incident_ref,ho_code,"));
    let columns = header.split(',').count();
    let counts = truth.counts.unwrap();
    let mut pins = 0;
    for line in lines.clone() {
        // Every second piece between quotation marks is inside them.
        let commas: usize = line
            .split('"')
            .step_by(2)
            .map(|part| part.matches(',').count())
            .sum();
        assert_eq!(commas + 1, columns, "{line}");
        pins += usize::from(line.contains("\"City centre, unspecified\""));
    }
    assert_eq!(lines.count(), 3_000);
    assert_eq!(counts.located + counts.outside + counts.unlocated, 3_000);
    assert!((15..90).contains(&pins), "{pins} rows at the default pin");
}

#[test]
fn the_shapefile_reads_back_as_the_areas() {
    let folder = tempfile::tempdir().unwrap();
    write_city(&SMALL, folder.path(), &mut |_, _| {}).unwrap();
    let path = folder.path().join("boundaries/lsoa11/lsoa11.shp");
    let mut reader = shapefile::Reader::from_path(path).unwrap();
    let rows = reader
        .read_as::<shapefile::Polygon, dbase::Record>()
        .unwrap();
    let areas = crate::Town::shared().areas();
    assert_eq!(rows.len(), areas.len());
    for ((shape, record), area) in rows.iter().zip(areas) {
        assert_eq!(shape.rings().len(), 1);
        assert_eq!(shape.rings()[0].points().len(), area.ring.len() + 1);
        let Some(dbase::FieldValue::Character(Some(code))) = record.get("LSOA11CD") else {
            panic!("no code for {}", area.name);
        };
        assert_eq!(code, &area.code);
    }
}

#[test]
fn the_truth_reads_back() {
    let (truth, all) = written(&SMALL);
    let read: Truth = serde_json::from_slice(&all["truth.json"]).unwrap();
    assert_eq!(read, truth);
    assert!(read.synthetic && read.blocks.len() >= 12 && read.decoys.len() >= 5);
}

#[test]
fn progress_ends_with_all_rows_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut calls = Vec::new();
    let params = DemoParams {
        events: 45_000,
        ..SMALL
    };
    write_city(&params, folder.path(), &mut |done, total| {
        calls.push((done, total));
    })
    .unwrap();
    assert_eq!(
        calls,
        [
            (0, 45_000),
            (20_000, 45_000),
            (40_000, 45_000),
            (45_000, 45_000)
        ]
    );
}

#[test]
fn a_city_without_rows_is_refused_with_a_way_out() {
    let error = write_city(
        &DemoParams { events: 0, ..SMALL },
        Path::new("."),
        &mut |_, _| {},
    )
    .unwrap_err();
    assert!(matches!(error, DemoError::NoEvents(0)));
    assert_eq!(
        error.to_string(),
        "a city of 0 events has nothing to show; ask for at least 1"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let error = write_city(&SMALL, &file, &mut |_, _| {}).unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}
