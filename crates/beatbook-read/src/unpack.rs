//! Bytes out of gzip and zip, bounded: a small file cannot ask for all memory.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use beatbook_core::thousands;
use zip::ZipArchive;

use crate::Problem;
use crate::table::{cannot_open, is_named_gzip};

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

/// Unpacks bytes of a member whose name ends in `.gz`.
pub(crate) fn ungzipped(
    bytes: &[u8],
    shown: &Path,
    subject: &'static str,
) -> Result<Vec<u8>, Box<Problem>> {
    let unpacked = flate2::read::MultiGzDecoder::new(bytes);
    bounded(unpacked, bytes.len() as u64, shown, subject)
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

/// A file, or bytes in memory.
trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// A zip archive that is open.
pub(crate) struct Archive {
    path: PathBuf,
    subject: &'static str,
    zip: ZipArchive<Box<dyn Seekable>>,
    /// Files in it, in the order they are stored, without what macOS adds.
    pub names: Vec<String>,
}

impl Archive {
    pub fn open(path: &Path, subject: &'static str) -> Result<Self, Box<Problem>> {
        let file = File::open(path).map_err(|e| cannot_open(path, subject, &e))?;
        Self::new(Box::new(file), path, subject)
    }

    /// An archive inside another file.
    pub fn of_bytes(
        bytes: Vec<u8>,
        shown: &Path,
        subject: &'static str,
    ) -> Result<Self, Box<Problem>> {
        Self::new(Box::new(Cursor::new(bytes)), shown, subject)
    }

    fn new(
        input: Box<dyn Seekable>,
        path: &Path,
        subject: &'static str,
    ) -> Result<Self, Box<Problem>> {
        let zip = ZipArchive::new(input).map_err(|_| {
            let help = "copy or download the archive again";
            Problem::new(subject, path, "this is not a sound zip archive", help)
        })?;
        let is_file = |name: &String| {
            let folded = name.starts_with("__MACOSX") || name.contains("/._");
            !folded && !name.ends_with(['/', '\\'])
        };
        let names = (0..zip.len())
            .filter_map(|i| Some(zip.name_for_index(i)?.ok()?.into_owned()))
            .filter(is_file)
            .collect();
        Ok(Self {
            path: path.to_owned(),
            subject,
            zip,
            names,
        })
    }

    /// How a member is shown: `archive.zip#member`.
    pub fn shown(&self, name: &str) -> PathBuf {
        let mut shown = self.path.clone().into_os_string();
        shown.push("#");
        shown.push(name);
        PathBuf::from(shown)
    }

    /// The bytes of a member; of one whose name ends in `.gz`, unpacked.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Box<Problem>> {
        let (shown, subject) = (self.shown(name), self.subject);
        let member = self.zip.by_name(name).map_err(|e| {
            let (reason, help) = match e {
                zip::result::ZipError::UnsupportedArchive(why) if why.contains("assword") => (
                    "it is locked with a password".to_owned(),
                    "unpack it with the password, and name the file",
                ),
                other => (
                    format!("it cannot be unpacked: {other}"),
                    "copy or download the archive again",
                ),
            };
            Problem::new(subject, &shown, reason, help)
        })?;
        let packed = member.compressed_size();
        let bytes = bounded(member, packed, &shown, subject)?;
        if is_named_gzip(Path::new(name)) {
            return ungzipped(&bytes, &shown, subject);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
