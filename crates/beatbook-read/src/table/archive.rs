//! Members of zip archives, unpacked while they are read: memory does not grow with what an archive
//! says of itself, nor with what is in it.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use std::path::Path;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::open::cannot_open;
use crate::Problem;

const AGAIN: &str = "copy or download the file again";
/// What systems leave in archives besides what people put there.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

type Archive = ZipArchive<BufReader<File>>;

/// The names of the files in an archive, folders joined by `/`, in the order they lie in it.
pub(crate) fn members(file: &Path, subject: &'static str) -> Result<Vec<String>, Box<Problem>> {
    let archive = opened(file, subject)?;
    let names = archive.file_names().flatten();
    let names = names.map(|name| name.replace('\\', "/"));
    Ok(names.filter(|name| is_file(name)).collect())
}

fn is_file(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let litter = name.starts_with("__MACOSX/") || last.starts_with("._") || LITTER.contains(&last);
    !last.is_empty() && !litter
}

/// Opens one member for reading.
pub(crate) fn open(
    file: &Path,
    member: &str,
    subject: &'static str,
) -> Result<Box<dyn Read + Send>, Box<Problem>> {
    let problem = |reason: String, help: &str| {
        let path = super::part::joined(file, member);
        Box::new(Problem::new(subject, &path, reason, help))
    };
    let broken = || problem("this member of the archive is damaged".into(), AGAIN);
    let mut archive = opened(file, subject)?;
    let number = (0..archive.len()).find(|&i| {
        let name = archive.name_for_index(i).and_then(Result::ok);
        name.is_some_and(|name| name.replace('\\', "/") == member)
    });
    let Some(number) = number else {
        let help = "check the name after # in the config";
        return Err(problem("the archive has no such file".into(), help));
    };
    let entry = archive.by_index_raw(number).map_err(|_| broken())?;
    if entry.encrypted() {
        let help = "unpack it with its password and name the unpacked file";
        return Err(problem(
            "this member of the archive is encrypted".into(),
            help,
        ));
    }
    let method = entry.compression();
    let (length, sum) = (entry.compressed_size(), entry.crc32());
    let start = entry.data_start().ok_or_else(broken)?;
    drop(entry);
    let mut packed = archive.into_inner();
    let found = packed.seek(SeekFrom::Start(start));
    found.map_err(|e| cannot_open(file, subject, &e))?;
    let packed = packed.take(length);
    let unpacked: Box<dyn Read + Send> = match method {
        CompressionMethod::Stored => Box::new(Whole { packed }),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(Whole { packed })),
        _ => {
            let reason = "this member of the archive is packed in a way that is not read here (neither stored nor deflate)";
            let help =
                "unpack it and name the unpacked file, or zip it again with the usual compression";
            return Err(problem(reason.into(), help));
        }
    };
    Ok(Box::new(Checked {
        unpacked,
        sum,
        so_far: Crc::new(),
    }))
}

fn opened(file: &Path, subject: &'static str) -> Result<Archive, Box<Problem>> {
    let opened = File::open(file).map_err(|e| cannot_open(file, subject, &e))?;
    let archive = ZipArchive::new(BufReader::new(opened)).map_err(|_| {
        let reason = "this is not a sound zip archive";
        Box::new(Problem::new(subject, file, reason, AGAIN))
    })?;
    // Only the last of them could be read.
    if archive.has_duplicate_names() {
        let reason = "the archive holds several files of one name";
        let help = "unpack it and zip the files again under names of their own";
        return Err(Box::new(Problem::new(subject, file, reason, help)));
    }
    Ok(archive)
}

/// The packed bytes of a member, all of which have to be there.
struct Whole {
    packed: Take<BufReader<File>>,
}

impl Read for Whole {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(into)?;
        if read == 0 && !into.is_empty() && self.packed.limit() > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(read)
    }
}

/// Compares the sum of what was unpacked with what the archive says.
struct Checked {
    unpacked: Box<dyn Read + Send>,
    sum: u32,
    so_far: Crc,
}

impl Read for Checked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(into)?;
        self.so_far.update(&into[..read]);
        if read == 0 && !into.is_empty() && self.so_far.sum() != self.sum {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "its checksum is another",
            ));
        }
        Ok(read)
    }
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
