//! Bytes out of gzip and zip, bounded: a small file cannot ask for all memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use beatbook_core::thousands;

use crate::Problem;
use crate::table::part::joined;
use crate::table::{archive, cannot_open, is_named_gzip};

/// Up to here any file may unpack.
const ALWAYS: u64 = 64 << 20;
/// Beyond that, no more than this many bytes for each packed byte. Boundaries and tables pack 5 to 30
/// times; a file made to fill a machine packs 1,000 times.
const RATIO: u64 = 100;

/// All bytes of a file; of one whose name ends in `.gz`, unpacked.
pub(crate) fn bytes_of(path: &Path, subject: &'static str) -> Result<Vec<u8>, Box<Problem>> {
    let cannot = |e: &io::Error| cannot_open(path, subject, e);
    if !is_named_gzip(path) {
        return std::fs::read(path).map_err(|e| cannot(&e));
    }
    let file = File::open(path).map_err(|e| cannot(&e))?;
    let packed = file.metadata().map_err(|e| cannot(&e))?.len();
    bounded(
        flate2::read::MultiGzDecoder::new(file),
        packed,
        path,
        subject,
    )
}

fn bounded(
    input: impl Read,
    packed: u64,
    shown: &Path,
    subject: &'static str,
) -> Result<Vec<u8>, Box<Problem>> {
    let most = packed.saturating_mul(RATIO).max(ALWAYS);
    let mut bytes = Vec::new();
    let read = input.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|e| {
        let reason = format!("the file cannot be read to its end: {e}");
        Problem::new(subject, shown, reason, "copy or download the file again")
    })?;
    if bytes.len() as u64 > most {
        let reason = format!(
            "it unpacks to more than {RATIO} times its size ({} bytes packed), as no map or table does",
            thousands(packed)
        );
        let help = "get the file from its publisher again, or unpack it and look at it first";
        return Err(Box::new(Problem::new(subject, shown, reason, help)));
    }
    Ok(bytes)
}

/// The bytes of a member of an archive; of one whose name ends in `.gz`, unpacked.
pub(crate) fn member_bytes(
    archive: &Path,
    member: &str,
    subject: &'static str,
) -> Result<Vec<u8>, Box<Problem>> {
    let shown = joined(archive, member);
    let packed = std::fs::metadata(archive);
    let packed = packed.map_err(|e| cannot_open(archive, subject, &e))?.len();
    let input = archive::open(archive, member, subject)?;
    let bytes = bounded(input, packed, &shown, subject)?;
    if is_named_gzip(Path::new(member)) {
        let unpacked = flate2::read::MultiGzDecoder::new(&bytes[..]);
        return bounded(unpacked, bytes.len() as u64, &shown, subject);
    }
    Ok(bytes)
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
