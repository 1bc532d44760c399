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
    let message = scratch.tidy(&member_bytes(&path, "a.geojson", "areas").unwrap_err());
    assert!(
        message.contains("cannot read areas from a.zip#a.geojson"),
        "{message}"
    );
}
