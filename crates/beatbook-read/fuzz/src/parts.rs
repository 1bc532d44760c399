//! Several files in one input: each begins with a line `--- name`, so that what is mutated is their content
//! and not the checksums of an archive round them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MARK: &[u8] = b"--- ";

/// Names and contents, in order; none where the input does not begin with a mark.
pub fn of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(MARK) {
        let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        let name = String::from_utf8_lossy(&rest[MARK.len()..end]).into_owned();
        rest = rest.get(end + 1..).unwrap_or_default();
        let next = rest.windows(MARK.len() + 1).position(|w| w == b"\n--- ");
        let (content, after) = match next {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, &rest[..0]),
        };
        parts.push((name, content.to_vec()));
        rest = after;
    }
    parts
}

/// A zip archive of the parts, or the input as it is where it has none. Names that no archive takes are
/// left out.
pub fn zipped(bytes: &[u8]) -> Vec<u8> {
    let parts = of(bytes);
    if parts.is_empty() {
        return bytes.to_vec();
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if archive.start_file(name, stored).is_ok() {
            archive.write_all(&content).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}
