use std::path::{Path, PathBuf};

use crate::features::read;
use crate::scratch::{Scratch, write_squares};

fn point(code: &str) -> Vec<u8> {
    format!("{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[-2.2,53.4]}}}}")
        .into_bytes()
}

fn codes(path: impl AsRef<Path>) -> Result<Vec<String>, Box<crate::Problem>> {
    let file = read(path.as_ref(), "areas", &["code"])?;
    Ok(file
        .features
        .into_iter()
        .filter_map(|mut f| f.values.remove(0))
        .collect())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn the_only_layer_needs_no_name_and_descriptions_are_passed_over() {
    let scratch = Scratch::new();
    let members = [
        ("readme.txt", b"hello".to_vec()),
        ("deep/meta.json", b"{}".to_vec()),
        ("deep/wards.geojson.gz", packed(&point("W1"))),
        ("__MACOSX/deep/._wards.geojson", b"?".to_vec()),
    ];
    let path = scratch.zip("a.zip", &members);
    assert_eq!(codes(&path).unwrap(), ["W1"]);
    let mut named = path.into_os_string();
    named.push("#wards.geojson.gz");
    assert_eq!(codes(PathBuf::from(named)).unwrap(), ["W1"]);
}

#[test]
fn one_of_several_is_named_and_a_star_joins_them() {
    let scratch = Scratch::new();
    let members = [
        ("x/b-10.geojson", point("b10")),
        ("x/b-9.geojson", point("b9")),
        ("y/b-9.geojson", point("y9")),
    ];
    scratch.zip("a.zip", &members);
    let of =
        |part: &str| codes(scratch.path(&format!("a.zip{part}"))).map_err(|e| scratch.tidy(&e));
    assert_eq!(of("#x/b-9.geojson").unwrap(), ["b9"]);
    assert_eq!(of("#x/*").unwrap(), ["b9", "b10"]);
    assert_eq!(of("#b-10.geojson").unwrap(), ["b10"]);
    let message = of("").unwrap_err();
    assert_eq!(
        message.replace("\n    ", " "),
        "cannot read areas from a.zip\n  the archive holds several layers: x/b-10.geojson, x/b-9.geojson, y/b-9.geojson\n  \
         help: name the one that is meant: a.zip#x/b-10.geojson"
    );
    assert!(
        of("#b-9.geojson")
            .unwrap_err()
            .contains("several layers: x/b-9.geojson, y/b-9.geojson")
    );
    assert!(
        of("#z")
            .unwrap_err()
            .contains("there is no layer `z` in it; the archive holds x/b-10")
    );
}

#[test]
fn one_shapefile_of_several_is_named_by_its_stem() {
    let scratch = Scratch::new();
    write_squares(&scratch, "one", &["A1"]);
    write_squares(&scratch, "two", &["B1", "B2"]);
    let mut members = Vec::new();
    let names = ["shp", "shx", "dbf", "prj"].map(|part| {
        let read = |folder: &str| {
            std::fs::read(scratch.path(&format!("{folder}/squares.{part}"))).unwrap()
        };
        (
            format!("in/one.{part}"),
            read("one"),
            format!("in/two.{part}"),
            read("two"),
        )
    });
    for (first, ones, second, twos) in &names {
        members.push((first.as_str(), ones.clone()));
        members.push((second.as_str(), twos.clone()));
    }
    scratch.zip("a.zip", &members);
    assert_eq!(codes(scratch.path("a.zip#two")).unwrap(), ["B1", "B2"]);
    assert_eq!(codes(scratch.path("a.zip#in/one")).unwrap(), ["A1"]);
    assert_eq!(codes(scratch.path("a.zip#one.shp")).unwrap(), ["A1"]);
    assert_eq!(codes(scratch.path("a.zip#*")).unwrap(), ["A1", "B1", "B2"]);
    assert!(
        codes(scratch.path("a.zip"))
            .unwrap_err()
            .to_string()
            .contains("several layers")
    );
}

#[test]
fn an_archive_without_a_layer_says_what_it_holds() {
    let scratch = Scratch::new();
    let message = |members: &[(&str, Vec<u8>)]| {
        let path = scratch.zip("a.zip", members);
        scratch.tidy(&read(&path, "areas", &[]).unwrap_err())
    };
    assert!(message(&[]).contains("the archive is empty"));
    let text = message(&[("a.csv", Vec::new()), ("b.txt", Vec::new())]);
    assert!(
        text.contains("the archive holds no layer, only a.csv, b.txt"),
        "{text}"
    );
    let text = message(&[("w.gdb/a0001.gdbtable", Vec::new())]);
    assert!(text.contains("Esri file geodatabase"), "{text}");
    let text = message(&[("in.kmz", b"PK".to_vec())]);
    assert!(
        text.contains("cannot read areas from a.zip#in.kmz"),
        "{text}"
    );
}
