use std::fs;
use std::path::Path;

use beatbook_core::{Bng, LayerId, Precision, Unit, Wgs84};
use geo_types::{line_string, point};
use proptest::prelude::*;

use super::*;

fn events(rows: usize) -> Events {
    let mut events = Events::default();
    let file = events.strings.intern("a.csv");
    let category = events.strings.intern("Robbery");
    for row in 0..rows {
        let located = row % 3 != 0;
        events.file.push(file);
        events.line.push(row as u64 + 2);
        let id = format!("id{row}");
        events.id.push((row % 2 == 0).then_some(&*id));
        events.code.push(None);
        events.premises.push(u32::MAX);
        events.link.push(None);
        events.caller.push(false);
        events.incident.push(None);
        // About one event a day, so that rows spread over months.
        events.from.push(1_700_000_000 + row as i64 * 86_400);
        events.to.push(1_700_003_600 + row as i64 * 86_400);
        events.precision.push(Precision::Interval);
        events.category.push(category);
        events.place.push(None);
        events.status.push(if located {
            Status::Located
        } else {
            Status::Unlocated
        });
        let metres = if located { row as f64 } else { f64::NAN };
        events.position.push(Bng {
            easting: metres,
            northing: metres,
        });
        events.level.push(Level::Exact);
        let recorded = (row % 4 != 0).then(|| beatbook_core::Day::from_number(row as i32));
        events.recorded.push(recorded);
        let settings = beatbook_core::Setting::ALL;
        events.setting.push(settings[row % settings.len()]);
        events.flags.push(row as u16);
        if row % 10 == 7 && located {
            events.elsewhere.push(Elsewhere {
                row: row as u32,
                status: Status::Ring,
                position: Bng {
                    easting: metres + 1.0,
                    northing: metres,
                },
            });
        }
    }
    events
}

fn manifest(objects: Vec<ObjectEntry>) -> Manifest {
    Manifest {
        format: Manifest::FORMAT,
        program: "0".into(),
        title: "Six squares".into(),
        synthetic: false,
        study: "lsoa11".into(),
        alpha: 0.05,
        sliver_metres: 0.1,
        km2: 1.0,
        presets: vec![],
        indexes: vec![],
        populations: vec![],
        calendar: vec![],
        harm: None,
        annotations: vec![],
        layers: vec![],
        sources: vec![],
        people: vec![],
        inputs: vec![],
        objects,
    }
}

fn object(book: &mut BookWriter, bytes: &[u8]) -> ObjectEntry {
    ObjectEntry {
        kind: ObjectKind::Locations,
        sha256: book.put(bytes).unwrap(),
        rows: 1,
        files: Vec::new(),
    }
}

fn publish(folder: &Path, bytes: &[u8]) -> String {
    let mut book = BookWriter::open(folder).unwrap();
    let objects = vec![object(&mut book, bytes)];
    book.publish(&manifest(objects)).unwrap()
}

#[test]
fn events_come_back_month_by_month() {
    let events = events(70);
    let mut read = Events::default();
    let months = events.by_month();
    assert_eq!(months.len(), 3);
    for (_, rows) in &months {
        read.append(&events.encode(rows).unwrap()).unwrap();
    }
    assert_eq!(read.from, events.from);
    assert_eq!(read.status, events.status);
    assert_eq!(read.position[1], events.position[1]);
    assert!(read.position[0].easting.is_nan());
    assert_eq!((read.level, read.recorded), (events.level, events.recorded));
    assert_eq!((read.setting, read.flags), (events.setting, events.flags));
    assert_eq!(read.elsewhere, events.elsewhere);
}

#[test]
fn the_same_events_give_the_same_bytes() {
    let rows: Vec<u32> = (0..70).collect();
    assert_eq!(
        events(70).encode(&rows).unwrap(),
        events(70).encode(&rows).unwrap()
    );
}

#[test]
fn shapes_and_locations_come_back() {
    let shapes = [NamedShape {
        name: "Bold Street".into(),
        class: "main".into(),
        geometry: point!(x: -2.0, y: 53.0).into(),
    }];
    assert_eq!(
        decode_shapes(&encode_shapes(&shapes).unwrap()).unwrap(),
        shapes
    );

    let layer = LayerId::parse("lsoa11").unwrap();
    let locations = Locations {
        position: vec![
            Bng {
                easting: 1.0,
                northing: 2.0,
            },
            Bng {
                easting: 3.0,
                northing: 0.5,
            },
        ],
        wgs84: vec![
            Wgs84 {
                lon: -2.0,
                lat: 53.0
            };
            2
        ],
        cell: vec![vec![0, u32::MAX]; Unit::CELLS.len()],
        area: vec![(layer.clone(), vec![u32::MAX, 4])],
        street: vec![u32::MAX, 7],
        segment: vec![
            None,
            Some(OnSegment {
                segment: 9,
                along: 12.5,
                off: 3.25,
            }),
        ],
        place: vec![3, u32::MAX],
    };
    let back = Locations::decode(&locations.encode().unwrap(), &[layer]).unwrap();
    assert_eq!(back, locations);
    assert_eq!(
        back.find(Bng {
            easting: 3.0,
            northing: 0.5
        }),
        Some(1)
    );
    assert_eq!(
        back.find(Bng {
            easting: f64::NAN,
            northing: 0.0
        }),
        None
    );
}

#[test]
fn a_street_network_comes_back_and_has_the_same_bytes() {
    let layer = LayerId::parse("lsoa11").unwrap();
    let course = line_string![(x: -2.0, y: 53.0), (x: -2.001, y: 53.0), (x: -2.001, y: 53.001)];
    let network = StreetNetwork {
        line: vec![0, 0, 4],
        street: vec![0, 0, 1],
        from: vec![0, 1, 1],
        to: vec![1, 2, 1],
        metres: vec![120.5, 80.25, 40.0],
        course: vec![course; 3],
        area: vec![(layer.clone(), vec![7, u32::MAX, 0])],
    };
    let bytes = network.encode().unwrap();
    assert_eq!(bytes, network.encode().unwrap());
    let back = StreetNetwork::decode(&bytes, &[layer]).unwrap();
    assert_eq!(back, network);
    assert_eq!((back.nodes(), back.len()), (3, 3));
    assert_eq!(StreetNetwork::default().nodes(), 0);
}

#[test]
fn a_new_version_keeps_the_one_before_and_forgets_older_ones() {
    let folder = tempfile::tempdir().unwrap();
    let versions: Vec<String> = [b"one", b"two", b"3rd"]
        .iter()
        .map(|bytes| publish(folder.path(), *bytes))
        .collect();
    let (current, manifest) = read_current(folder.path()).unwrap();
    assert_eq!(current, versions[2]);
    assert_eq!(
        read_object(folder.path(), &manifest.objects[0].sha256).unwrap(),
        b"3rd"
    );
    let kept = fs::read_dir(folder.path().join("objects")).unwrap().count();
    assert_eq!(
        kept, 2,
        "the objects of the current and the previous version"
    );
}

#[test]
fn a_damaged_object_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path(), b"whole");
    let (_, manifest) = read_current(folder.path()).unwrap();
    let hash = &manifest.objects[0].sha256;
    fs::write(
        folder
            .path()
            .join("objects")
            .join(format!("{hash}.parquet")),
        b"whose",
    )
    .unwrap();
    let error = read_object(folder.path(), hash).unwrap_err().to_string();
    assert!(
        error.contains("do not match") && error.contains("build the book again"),
        "{error}"
    );
    publish(folder.path(), b"whole");
    let mended = read_object(folder.path(), hash).unwrap();
    assert_eq!(mended, b"whole", "building again mends it");
}

#[test]
fn what_no_build_wrote_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path(), b"one");
    let notes = folder.path().join("versions/notes.txt");
    fs::write(&notes, "mine").unwrap();
    fs::create_dir(folder.path().join("objects/old")).unwrap();
    publish(folder.path(), b"two");
    publish(folder.path(), b"3rd");
    assert!(notes.exists());
}

#[test]
fn a_second_build_waits_for_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let _first = BookWriter::open(folder.path()).unwrap();
    let error = BookWriter::open(folder.path()).unwrap_err();
    assert!(matches!(error, BookError::Locked(_)), "{error}");
}

#[test]
fn a_folder_without_a_book_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = read_current(folder.path()).unwrap_err().to_string();
    assert!(error.contains("beatbook build"), "{error}");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(decode_shapes(&bytes).is_err());
        prop_assert!(Events::default().append(&bytes).is_err());
    }
}
