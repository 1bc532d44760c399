use std::io::Write;

use super::*;
use crate::scratch::Scratch;

#[test]
fn a_file_made_to_fill_a_machine_is_refused() {
    let scratch = Scratch::new();
    let zeros = vec![b' '; (ALWAYS + 2) as usize];
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&zeros).unwrap();
    let path = scratch.write("a.geojson.gz", packer.finish().unwrap());
    let message = scratch.tidy(&bytes_of(&path, "areas").unwrap_err());
    assert!(
        message.contains("it unpacks to more than 100 times its size"),
        "{message}"
    );
    let path = scratch.zip("a.zip", &[("a.geojson", zeros)]);
    let mut archive = Archive::open(&path, "areas").unwrap();
    let message = scratch.tidy(&archive.bytes("a.geojson").unwrap_err());
    assert!(
        message.contains("cannot read areas from a.zip#a.geojson"),
        "{message}"
    );
}

#[test]
fn a_locked_member_is_named() {
    use zip::unstable::write::FileOptionsExt;
    let scratch = Scratch::new();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let locked = options.with_deprecated_encryption(b"secret").unwrap();
    archive.start_file("a.geojson", locked).unwrap();
    archive.write_all(b"{}").unwrap();
    let path = scratch.write("a.zip", archive.finish().unwrap().into_inner());
    let mut archive = Archive::open(&path, "areas").unwrap();
    let message = scratch.tidy(&archive.bytes("a.geojson").unwrap_err());
    assert!(
        message.contains("it is locked with a password"),
        "{message}"
    );
}
