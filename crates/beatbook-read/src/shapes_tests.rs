use std::io::Write;

use beatbook_core::{LayerId, Transform};

use super::*;
use crate::scratch::{Scratch, write_squares};
use crate::{LayerSpec, RawLayer, ReadError, read_layer};

pub(crate) fn layer(path: PathBuf, crs: Option<Crs>) -> Result<RawLayer, ReadError> {
    read_layer(&LayerSpec {
        id: LayerId::parse("lsoa11").unwrap(),
        path,
        code: "code".into(),
        name: Some("name".into()),
        crs,
        transform: Transform::default(),
        overlaps: false,
    })
}

fn squares() -> Scratch {
    let scratch = Scratch::new();
    write_squares(&scratch, "areas", &["A1", "A2", "A3"]);
    scratch
}

#[test]
fn a_folder_a_file_and_an_archive_hold_the_same_layer() {
    let scratch = squares();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in PARTS {
        archive
            .start_file(
                format!("deep/squares.{part}"),
                zip::write::SimpleFileOptions::default(),
            )
            .unwrap();
        let bytes = std::fs::read(scratch.path(&format!("areas/squares.{part}"))).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    scratch.write("areas.zip", archive.finish().unwrap().into_inner());

    let folder = layer(scratch.path("areas"), None).unwrap();
    assert_eq!(
        (folder.areas.len(), folder.crs, folder.synthetic),
        (3, Crs::Bng, false)
    );
    assert_eq!(
        (folder.areas[1].code.as_str(), folder.areas[1].name.as_str()),
        ("A2", "Area A2")
    );
    assert_eq!(folder.areas[1].polygon.0[0].exterior().0.len(), 5);
    assert_eq!(
        layer(scratch.path("areas/squares.shp"), None).unwrap(),
        folder
    );
    assert_eq!(layer(scratch.path("areas.zip"), None).unwrap(), folder);
}

#[test]
fn endings_may_be_in_capitals() {
    let scratch = squares();
    for part in ["shp", "dbf"] {
        let (from, to) = (
            format!("areas/squares.{part}"),
            format!("areas/squares.{}", part.to_uppercase()),
        );
        std::fs::rename(scratch.path(&from), scratch.path(&to)).unwrap();
    }
    assert_eq!(layer(scratch.path("areas"), None).unwrap().areas.len(), 3);
}

#[test]
fn every_missing_part_is_named() {
    for part in ["shx", "dbf"] {
        let scratch = squares();
        std::fs::remove_file(scratch.path(&format!("areas/squares.{part}"))).unwrap();
        let message = scratch.tidy(&layer(scratch.path("areas"), None).unwrap_err());
        assert_eq!(
            message.replace('\\', "/").replace("\n        ", " "),
            format!(
                "cannot read areas from areas/squares.shp\n  \
                 squares.{part} is missing: it belongs to the Shapefile\n  \
                 help: put it beside the others; a Shapefile is .shp, .shx, .dbf and .prj with the same name"
            )
        );
    }
}

#[test]
fn every_part_that_is_cut_short_is_named() {
    for part in ["shp", "shx", "dbf"] {
        let scratch = squares();
        let name = format!("areas/squares.{part}");
        let bytes = std::fs::read(scratch.path(&name)).unwrap();
        for keep in [bytes.len() - 1, bytes.len() / 2, 40] {
            scratch.write(&name, &bytes[..keep]);
            let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
            assert!(
                message.contains(&format!("squares.{part} is cut short: it has {keep} of ")),
                "{message}"
            );
        }
        scratch.write(&name, "");
        let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
        assert!(
            message.contains(&format!("squares.{part} is ")),
            "{message}"
        );
    }
}

#[test]
fn without_a_known_prj_the_config_must_say() {
    let scratch = squares();
    scratch.write("areas/squares.prj", "PROJCS[\"ETRS_1989_LAEA\"]");
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("the reference system `ETRS_1989_LAEA` of squares.prj is not recognised"),
        "{message}"
    );
    std::fs::remove_file(scratch.path("areas/squares.prj")).unwrap();
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("squares.prj is missing, so the reference system is not known"),
        "{message}"
    );
    assert!(
        message.contains("help: add crs = \"EPSG:27700\""),
        "{message}"
    );
    assert_eq!(
        layer(scratch.path("areas"), Some(Crs::Bng))
            .unwrap()
            .areas
            .len(),
        3
    );
}

#[test]
fn a_config_that_contradicts_the_prj_is_refused() {
    let scratch = squares();
    let message = layer(scratch.path("areas"), Some(Crs::Wgs84))
        .unwrap_err()
        .to_string();
    assert!(
        message.contains(
            "the file says its reference system is EPSG:27700, the config says EPSG:4326"
        ),
        "{message}"
    );
}

#[test]
fn degrees_in_metres_are_noticed() {
    let scratch = squares();
    std::fs::remove_file(scratch.path("areas/squares.prj")).unwrap();
    let message = layer(scratch.path("areas"), Some(Crs::Wgs84))
        .unwrap_err()
        .to_string()
        .replace("\n    ", " ");
    assert!(
        message
            .contains("A1: the coordinate 384000, 398000 looks like metres of the National Grid"),
        "{message}"
    );
    assert!(
        message.contains("2 more features fail the same check: 2, 3"),
        "{message}"
    );
}

#[test]
fn codes_that_stand_twice_and_blank_ones_are_named() {
    let scratch = Scratch::new();
    write_squares(&scratch, "areas", &["A1", "A2", "A1"]);
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("feature 3, column code: the code A1 stands twice: feature 1 has it too"),
        "{message}"
    );
    write_squares(&scratch, "areas", &["A1", " ", "A3"]);
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("feature 2: its code is blank"),
        "{message}"
    );
}

#[test]
fn parts_of_two_layers_do_not_go_together() {
    let scratch = squares();
    write_squares(&scratch, "other", &["B1", "B2"]);
    std::fs::copy(
        scratch.path("other/squares.dbf"),
        scratch.path("areas/squares.dbf"),
    )
    .unwrap();
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("the parts do not belong together: .shx lists 3 shapes, .dbf has 2 rows"),
        "{message}"
    );
}

#[test]
fn a_folder_must_hold_exactly_one() {
    let scratch = squares();
    let empty = scratch.write("none/readme.txt", "");
    let message = layer(empty.parent().unwrap().to_owned(), None)
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("the folder holds no .shp file"),
        "{message}"
    );
    std::fs::copy(
        scratch.path("areas/squares.shp"),
        scratch.path("areas/two.shp"),
    )
    .unwrap();
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("the folder holds several Shapefiles: squares.shp, two.shp"),
        "{message}"
    );
    let message = layer(scratch.path("nowhere/x.shp"), None)
        .unwrap_err()
        .to_string();
    assert!(message.contains("there is no such file"), "{message}");
    let message = layer(scratch.write("bad.zip", "PK"), None)
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("this is not a sound zip archive"),
        "{message}"
    );
}

/// Replaces the shapes of the squares.
fn write_shapes<S: shapefile::record::EsriShape>(scratch: &Scratch, shapes: &Vec<S>) {
    let (mut shp, mut shx) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    shapefile::ShapeWriter::with_shx(&mut shp, &mut shx)
        .write_shapes(shapes)
        .unwrap();
    scratch.write("areas/squares.shp", shp.into_inner());
    scratch.write("areas/squares.shx", shx.into_inner());
}

#[test]
fn heights_and_measures_are_left_out() {
    use shapefile::{PointM, PointZ, PolygonM, PolygonZ};
    let plain = layer(squares().path("areas"), None).unwrap();
    let corners = |i: usize| -> Vec<(f64, f64)> {
        let ring = plain.areas[i].polygon.0[0].exterior();
        ring.0.iter().map(|c| (c.x, c.y)).collect()
    };
    let scratch = squares();
    let high = |i| {
        let points = corners(i)
            .into_iter()
            .map(|(x, y)| PointZ::new(x, y, 50.0, 1.0));
        PolygonZ::new(PolygonRing::Outer(points.collect()))
    };
    write_shapes(&scratch, &(0..3).map(high).collect());
    assert_eq!(layer(scratch.path("areas"), None).unwrap(), plain);
    let measured = |i| {
        let points = corners(i).into_iter().map(|(x, y)| PointM::new(x, y, 1.0));
        PolygonM::new(PolygonRing::Outer(points.collect()))
    };
    write_shapes(&scratch, &(0..3).map(measured).collect());
    assert_eq!(layer(scratch.path("areas"), None).unwrap(), plain);
}

#[test]
fn solids_in_space_are_refused() {
    use shapefile::{Multipatch, Patch, PointZ};
    let scratch = squares();
    let corner = |x, y| PointZ::new(x, y, 0.0, shapefile::NO_DATA);
    let solid = || {
        let fan = vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0)];
        Multipatch::new(Patch::TriangleFan(fan))
    };
    write_shapes(&scratch, &vec![solid(), solid(), solid()]);
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("feature 1: it is a multipatch"),
        "{message}"
    );
}

#[test]
fn counts_beyond_the_file_are_noticed_before_they_are_believed() {
    let scratch = squares();
    let mut bytes = std::fs::read(scratch.path("areas/squares.shp")).unwrap();
    // The number of points of the second record: 8 + 128 bytes a record.
    let at = 100 + 136 + 8 + 40;
    assert_eq!(bytes[at..at + 4], 5_i32.to_le_bytes());
    bytes[at..at + 4].copy_from_slice(&i32::MAX.to_le_bytes());
    scratch.write("areas/squares.shp", bytes);
    let message = layer(scratch.path("areas"), None).unwrap_err().to_string();
    assert!(
        message.contains("feature 2: the shape is not sound"),
        "{message}"
    );
}

#[test]
fn a_code_page_beside_it_is_obeyed() {
    let scratch = squares();
    let rows: [&[&[u8]]; 3] = [&[b"A1", "Café".as_bytes()], &[b"A2", b"x"], &[b"A3", b"y"]];
    let table = crate::scratch::dbf_table(&[("code", 9), ("name", 20)], &rows);
    scratch.write("areas/squares.dbf", table);
    let name = |page: &str| {
        scratch.write("areas/squares.cpg", page);
        let read = layer(scratch.path("areas"), None);
        read.map(|layer| layer.areas[0].name.clone())
            .map_err(|e| e.to_string().replace("\n    ", " "))
    };
    assert_eq!(name("UTF-8").unwrap(), "Café");
    assert_eq!(name("1252").unwrap(), "CafÃ©");
    let message = name("OEM 850").unwrap_err();
    assert!(
        message.contains("the code page `OEM 850` of squares.cpg is not known"),
        "{message}"
    );
    let rows: [&[&[u8]]; 3] = [&[b"A1", b"x"], &[b"A2", b"x"], &[b"A3", b"y"]];
    let table = crate::scratch::dbf_table(&[("code", 9), ("name", 20)], &rows);
    scratch.write("areas/squares.dbf", table);
    assert_eq!(name("OEM 850").unwrap(), "x", "ASCII is the same in all");
}

#[test]
fn one_shapefile_of_a_folder_is_named_after_a_hash() {
    let scratch = squares();
    for part in PARTS {
        let from = scratch.path(&format!("areas/squares.{part}"));
        std::fs::copy(from, scratch.path(&format!("areas/two.{part}"))).unwrap();
    }
    assert_eq!(
        layer(scratch.path("areas#two"), None).unwrap().areas.len(),
        3
    );
    let message = layer(scratch.path("areas#x"), None)
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("there is no Shapefile `x` in it, but squares.shp, two.shp"),
        "{message}"
    );
    std::fs::create_dir(scratch.path("w.gdb")).unwrap();
    let message = layer(scratch.path("w.gdb"), None).unwrap_err().to_string();
    assert!(message.contains("Esri file geodatabase"), "{message}");
}

#[test]
fn no_changed_byte_makes_the_reader_panic() {
    let scratch = squares();
    let name = "areas/squares.shp";
    let bytes = std::fs::read(scratch.path(name)).unwrap();
    let read = |bytes: Vec<u8>| {
        scratch.write(name, bytes);
        layer(scratch.path("areas"), None).is_ok()
    };
    let mut sound = 0;
    for at in (0..bytes.len()).step_by(3) {
        for value in [0, 0x7f, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = value;
            sound += u32::from(read(changed));
        }
    }
    assert!(sound > 0 && read(bytes));
}
