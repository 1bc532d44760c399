use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::scratch::Scratch;

fn packed(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn text(path: &Path, member: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut input = open(path, member, "events").map_err(|e| e.to_string())?;
    input.read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text)
}

#[test]
fn members_are_read_from_where_they_lie() {
    let scratch = Scratch::new();
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let options = SimpleFileOptions::default().compression_method(method);
        let files: &[(&str, &[u8])] = &[
            ("2019-06/a.csv", b"a,b\n1,2\n"),
            ("__MACOSX/2019-06/._a.csv", b"litter"),
            ("2019-06\\b.csv", b"written with back-slashes"),
            ("empty.csv", b""),
        ];
        let path = scratch.write("a.zip", packed(files, options));
        let names = members(&path, "events").unwrap();
        assert_eq!(names, ["2019-06/a.csv", "2019-06/b.csv", "empty.csv"]);
        assert_eq!(text(&path, "2019-06/a.csv").unwrap(), "a,b\n1,2\n");
        assert_eq!(
            text(&path, "2019-06/b.csv").unwrap(),
            "written with back-slashes"
        );
        assert_eq!(text(&path, "empty.csv").unwrap(), "");
    }
}

#[test]
fn a_member_that_is_not_there_is_named() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "a.zip",
        packed(&[("a.csv", b"a")], SimpleFileOptions::default()),
    );
    let message = scratch.tidy(&text(&path, "b.csv").unwrap_err());
    assert_eq!(
        message,
        "cannot read events from a.zip#b.csv\n  the archive has no such file\n  \
         help: check the name after # in the config"
    );
}

#[test]
fn a_damaged_member_is_not_taken_for_a_short_one() {
    let scratch = Scratch::new();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut bytes = packed(&[("a.csv", b"a,b\n1,2\n")], options);
    let at = bytes.windows(3).position(|w| w == b"a,b").unwrap();
    bytes[at + 4] = b'7';
    let path = scratch.write("a.zip", &bytes);
    let error = text(&path, "a.csv").unwrap_err();
    assert!(error.contains("checksum"), "{error}");
}

#[test]
fn a_packing_that_is_not_known_is_said_once_and_clearly() {
    let scratch = Scratch::new();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let plain = packed(&[("a.csv", b"a,b\n1,2\n")], options);
    // The method stands at 8 in the local header and at 10 in the central one, the flags before it.
    let central = plain.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let with = |flags: u8, method: u8| {
        let mut bytes = plain.clone();
        for at in [6, central + 8] {
            bytes[at] |= flags;
            bytes[at + 2] = method;
        }
        text(&scratch.write("b.zip", &bytes), "a.csv").unwrap_err()
    };
    assert!(
        with(0, 9).contains("packed in a way that is not read here"),
        "{}",
        with(0, 9)
    );
    assert!(with(1, 0).contains("is encrypted"), "{}", with(1, 0));
}

#[test]
fn two_members_of_one_name_are_refused() {
    let scratch = Scratch::new();
    let files: &[(&str, &[u8])] = &[("a.csv", b"a\n1\n"), ("b.csv", b"a\n2\n")];
    let mut bytes = packed(files, SimpleFileOptions::default());
    while let Some(at) = bytes.windows(5).position(|w| w == b"b.csv") {
        bytes[at] = b'a';
    }
    let message = members(&scratch.write("a.zip", &bytes), "events")
        .unwrap_err()
        .to_string();
    assert!(message.contains("several files of one name"), "{message}");
}
