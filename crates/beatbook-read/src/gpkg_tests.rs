use geo_types::{Point, polygon};
use proptest::prelude::*;
use rusqlite::params;
use wkb::writer::{WriteOptions, write_geometry};

use super::*;
use crate::features;
use crate::scratch::Scratch;

/// A geometry with the header of the standard, with an envelope of this kind.
fn blob(geometry: &Geometry<f64>, envelope: u8, flags: u8) -> Vec<u8> {
    let mut bytes = vec![b'G', b'P', 0, 1 | (envelope << 1) | flags];
    bytes.extend(27_700_u32.to_le_bytes());
    bytes.extend(vec![0; [0, 32, 48, 48, 64][usize::from(envelope)]]);
    write_geometry(&mut bytes, geometry, &WriteOptions::default()).unwrap();
    bytes
}

const HEAD: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined', -1, 'NONE', -1, 'undefined'), ('grid', 27700, 'EPSG', 27700, ''),
 ('WGS 84', 4326, 'epsg', 4326, ''), ('WGS 84 (CRS84)', 100000, 'OGC', 84, 'GEOGCS[\"WGS 84 (CRS84)\"]'), ('odd', 9, 'ESRI', 9, 'PROJCS[\"Odd\"]');
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);";

/// A layer of the given reference system.
fn layer(name: &str, system: i64) -> String {
    format!(
        "CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, n REAL, yes BOOLEAN);
         INSERT INTO gpkg_contents VALUES ('{name}', 'features', {system});
         INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'GEOMETRY', {system});"
    )
}

fn write(scratch: &Scratch, name: &str, sql: &str, rows: &[(&str, Vec<u8>)]) -> PathBuf {
    let path = scratch.path(name);
    std::fs::remove_file(&path).ok();
    let file = Connection::open(&path).unwrap();
    file.execute_batch(&format!("{HEAD}{sql}")).unwrap();
    for (i, (code, shape)) in rows.iter().enumerate() {
        let insert = "INSERT INTO wards (geom, code, n, yes) VALUES (?1, ?2, ?3, ?4)";
        let n = i as f64 + 0.5;
        file.execute(insert, params![shape, code, n, i % 2 == 0])
            .unwrap();
    }
    path
}

fn square() -> Geometry<f64> {
    Geometry::Polygon(polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)])
}

#[test]
fn rows_come_with_their_texts_and_shapes() {
    let scratch = Scratch::new();
    let rows: Vec<_> = (0..5)
        .map(|envelope| ("A", blob(&square(), envelope, 0)))
        .collect();
    let path = write(&scratch, "w.gpkg", &layer("wards", 27_700), &rows);
    let before = std::fs::read(&path).unwrap();
    let file = features::read(&path, "areas", &["n", "yes", "gone"]).unwrap();
    assert_eq!(file.crs, Ok(Crs::Bng));
    assert_eq!(file.properties, ["fid", "code", "n", "yes"]);
    let values: Vec<_> = file.features[2]
        .values
        .iter()
        .map(Option::as_deref)
        .collect();
    assert_eq!(values, [Some("2.5"), Some("1"), None]);
    assert!(file.features.iter().all(|f| f.geometry == Some(square())));
    assert_eq!(std::fs::read(&path).unwrap(), before, "nothing is written");
    assert_eq!(
        std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1
    );
}

#[test]
fn reference_systems_are_known_by_code_or_by_name() {
    let scratch = Scratch::new();
    let of = |system| {
        let path = write(&scratch, "w.gpkg", &layer("wards", system), &[]);
        features::read(&path, "areas", &[]).unwrap().crs
    };
    assert_eq!(of(27_700), Ok(Crs::Bng));
    assert_eq!(of(4326), Ok(Crs::Wgs84));
    assert_eq!(of(100_000), Ok(Crs::Wgs84));
    assert_eq!(
        of(-1).unwrap_err(),
        "the layer says that its reference system is undefined"
    );
    assert_eq!(
        of(9).unwrap_err(),
        "the reference system `odd` of the layer is not recognised"
    );
    assert!(of(3857).unwrap_err().contains("3857"));
}

#[test]
fn one_layer_of_several_is_named_and_a_table_may_have_no_geometry() {
    let scratch = Scratch::new();
    let table = "CREATE TABLE \"odd \"\" name\" (code TEXT, at TEXT); INSERT INTO \"odd \"\" name\" VALUES ('x', '2024-01-15');
        INSERT INTO gpkg_contents VALUES ('odd \" name', 'attributes', 0);";
    let one = write(
        &scratch,
        "w.gpkg",
        &format!("{}{table}", layer("wards", 27_700)),
        &[("A", blob(&square(), 1, 0))],
    );
    assert_eq!(
        features::read(&one, "areas", &[]).unwrap().features.len(),
        1,
        "the only layer"
    );
    let named = features::read(&scratch.path("w.gpkg#odd \" name"), "areas", &["at"]).unwrap();
    assert_eq!(named.features[0].values, [Some("2024-01-15".to_owned())]);
    assert!(named.features[0].geometry.is_none());
    assert_eq!(named.crs.unwrap_err(), "it is a table without geometry");
    let two = format!("{}{}", layer("wards", 27_700), layer("beats", 27_700));
    let path = write(&scratch, "two.gpkg", &two, &[]);
    let message = scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err());
    assert_eq!(
        message,
        "cannot read areas from two.gpkg\n  the file has several layers: wards, beats\n  \
         help: name the one that is meant: two.gpkg#wards"
    );
    assert!(features::read(&scratch.path("two.gpkg#BEATS"), "areas", &[]).is_ok());
    let message = features::read(&scratch.path("two.gpkg#x"), "areas", &[])
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("there is no layer `x`; the file has wards, beats"),
        "{message}"
    );
    let only = write(&scratch, "t.gpkg", table, &[]);
    assert_eq!(
        features::read(&only, "areas", &[]).unwrap().features.len(),
        1
    );
}

#[test]
fn a_layer_inside_an_archive_and_one_with_a_log_are_read() {
    let scratch = Scratch::new();
    let path = write(
        &scratch,
        "w.gpkg",
        &layer("wards", 27_700),
        &[("A", blob(&square(), 0, 0))],
    );
    let file = Connection::open(&path).unwrap();
    file.query_row("PRAGMA journal_mode = wal", [], |_| Ok(()))
        .unwrap();
    file.close().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(bytes[18], 2, "it is written with a log");
    assert_eq!(
        features::read(&path, "areas", &[]).unwrap().features.len(),
        1
    );
    scratch.zip("a.zip", &[("in/w.gpkg", bytes)]);
    for part in ["", "#w.gpkg", "#in/w.gpkg#wards"] {
        let path = scratch.path(&format!("a.zip{part}"));
        assert_eq!(
            features::read(&path, "areas", &[]).unwrap().features.len(),
            1,
            "{part}"
        );
    }
    scratch.write("w.gpkg-wal", "changes");
    let message = features::read(&path, "areas", &[]).unwrap_err().to_string();
    assert!(message.contains("a program has it open"), "{message}");
}

#[test]
fn broken_shapes_are_named_by_their_number() {
    let scratch = Scratch::new();
    let said = |shape: Vec<u8>| {
        let rows = [("A", blob(&square(), 1, 0)), ("B", shape)];
        let path = write(&scratch, "w.gpkg", &layer("wards", 27_700), &rows);
        features::read(&path, "areas", &[])
            .map(|f| f.features[1].geometry.is_none())
            .map_err(|e| e.to_string())
    };
    assert_eq!(said(blob(&square(), 0, 0x10)), Ok(true), "marked as empty");
    let whole = blob(&square(), 1, 0);
    for (shape, words) in [
        (
            b"GP".to_vec(),
            "feature 2: its geometry does not begin as one of GeoPackage",
        ),
        (whole[..20].to_vec(), "feature 2: its geometry is cut short"),
        (whole[..60].to_vec(), "feature 2: its geometry is not sound"),
        (
            blob(&square(), 0, 0x0c),
            "bounding box of no known kind (6)",
        ),
        (blob(&square(), 0, 0x20), "of a kind added by one program"),
    ] {
        let message = said(shape).unwrap_err();
        assert!(message.contains(words), "{message}");
    }
    let nan =
        Geometry::Polygon(polygon![(x: 0.0, y: f64::NAN), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)]);
    assert_eq!(
        said(blob(&nan, 0, 0)),
        Ok(false),
        "the check of positions names it"
    );
}

#[test]
fn what_is_no_geopackage_is_named() {
    let scratch = Scratch::new();
    let said = |bytes: &[u8]| {
        let path = scratch.write("x.gpkg", bytes);
        scratch.tidy(&features::read(&path, "areas", &[]).unwrap_err())
    };
    assert!(said(b"").contains("the file is empty"));
    assert!(said(&[b'x'; 200]).contains("this is not a GeoPackage"));
    let path = write(
        &scratch,
        "w.gpkg",
        &layer("wards", 27_700),
        &[("A", blob(&square(), 1, 0))],
    );
    let whole = std::fs::read(path).unwrap();
    for keep in [100, 1000, whole.len() - 1] {
        assert!(said(&whole[..keep]).contains("the file is cut short"));
    }
    let plain = scratch.path("plain.gpkg");
    Connection::open(&plain)
        .unwrap()
        .execute_batch("CREATE TABLE a (b)")
        .unwrap();
    let message = features::read(&plain, "areas", &[])
        .unwrap_err()
        .to_string();
    assert!(message.contains("but not a GeoPackage"), "{message}");
}

#[test]
fn no_changed_byte_makes_the_reader_panic() {
    let scratch = Scratch::new();
    let path = write(
        &scratch,
        "w.gpkg",
        &layer("wards", 27_700),
        &[("A", blob(&square(), 1, 0))],
    );
    let whole = std::fs::read(path).unwrap();
    let asked = Asked {
        shown: std::path::Path::new("w.gpkg"),
        subject: "areas",
        wanted: crate::asked::Wanted::All,
        part: None,
    };
    let mut sound = 0;
    for at in (0..whole.len()).step_by(37) {
        for value in [0, 0x7f, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            sound += u32::from(read(changed, &asked).is_ok());
        }
    }
    assert!(sound > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn rows_come_back_as_they_were_written(rows in proptest::collection::vec(("\\PC{0,12}", 0.0..7e5_f64, 0.0..1.3e6_f64), 1..20)) {
        let scratch = Scratch::new();
        let shapes: Vec<_> = rows.iter().map(|(code, x, y)| (code.as_str(), blob(&Geometry::Point(Point::new(*x, *y)), 0, 0))).collect();
        let path = write(&scratch, "w.gpkg", &layer("wards", 27_700), &shapes);
        let file = features::read(&path, "areas", &["code"]).unwrap();
        prop_assert_eq!(file.features.len(), rows.len());
        for ((code, x, y), feature) in rows.iter().zip(&file.features) {
            prop_assert_eq!(feature.values[0].as_deref(), Some(code.as_str()));
            prop_assert_eq!(&feature.geometry, &Some(Geometry::Point(Point::new(*x, *y))));
        }
    }
}
