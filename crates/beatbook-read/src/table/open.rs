//! What kind of file a table is in, by its first bytes, and which part of it is meant.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::text::Packing;
use super::{Shape, Table, archive, feature_rows, part, utf16, workbook};
use crate::Problem;
use crate::problem::listed;

/// Names of text files in an archive.
const TEXT: [&str; 4] = [".csv", ".tsv", ".tab", ".txt"];
/// Names of features that no first bytes give away.
const FEATURES: [&str; 10] = [
    ".geojson",
    ".json",
    ".geojsonl",
    ".ndjson",
    ".jsonl",
    ".topojson",
    ".kml",
    ".kmz",
    ".gpkg",
    ".shp",
];

/// Names of workbooks that are zip archives.
const WORKBOOKS: [&str; 4] = [".xlsx", ".xlsm", ".xlsb", ".ods"];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Archive,
    Workbook(workbook::Kind),
    Parquet,
    Features,
}

/// Opens whatever `path` names.
pub(super) fn table(
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    let (file, wanted) = part::split_part(path);
    match (kind_of(&file, subject)?, wanted) {
        (Kind::Text, None) => {
            let input = opened(&file, subject)?;
            text(Box::new(input), Packing::Plain, path, subject, shape)
        }
        (Kind::Text | Kind::Parquet, Some(wanted)) => {
            let reason = format!("the file has no parts, but `{wanted}` of it is asked for");
            let help = "take # and what follows it out of the path; a zip archive has members, a workbook sheets";
            Err(Box::new(Problem::new(subject, &file, reason, help)))
        }
        (Kind::Archive, wanted) => member(&file, wanted.as_deref(), path, subject, shape),
        (Kind::Workbook(kind), wanted) => {
            workbook::table(&file, kind, wanted.as_deref(), path, subject, shape)
        }
        (Kind::Parquet, None) => super::parquet::table(path, subject, shape),
        (Kind::Features, _) => feature_rows::table(path, subject, shape),
    }
}

/// What a file is. A folder can only be a Shapefile.
pub(crate) fn kind_of(file: &Path, subject: &'static str) -> Result<Kind, Box<Problem>> {
    if file.is_dir() || is_named(&file.to_string_lossy(), &FEATURES) {
        return Ok(Kind::Features);
    }
    let mut head = [0; 16];
    let read = filled(&mut opened(file, subject)?, &mut head);
    let head = &head[..read.map_err(|e| cannot_open(file, subject, &e))?];
    Ok(match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
            let names = archive::members(file, subject)?;
            match workbook::Kind::of_members(&names) {
                Some(kind) => Kind::Workbook(kind),
                None if is_named(&file.to_string_lossy(), &WORKBOOKS) => {
                    let reason = "this is a zip archive without a workbook in it";
                    let help = "open it in a spreadsheet program and save it again, or call it .zip if it is an archive";
                    return Err(Box::new(Problem::new(subject, file, reason, help)));
                }
                None => Kind::Archive,
            }
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Kind::Workbook(workbook::Kind::Xls),
        [b'P', b'A', b'R', b'1', ..] => Kind::Parquet,
        _ if head.starts_with(b"SQLite format 3") => Kind::Features,
        _ if file
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("zip")) =>
        {
            archive::members(file, subject)?; // says what is wrong with it
            Kind::Archive
        }
        _ => Kind::Text,
    })
}

/// The text files of an archive.
pub(crate) fn text_members(
    file: &Path,
    subject: &'static str,
) -> Result<Vec<String>, Box<Problem>> {
    let names = archive::members(file, subject)?;
    Ok(names.into_iter().filter(|n| is_named_text(n)).collect())
}

/// Whether a name ends in one of these, with or without `.gz`.
fn is_named(name: &str, ends: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether the name of a member says that it is text.
pub(crate) fn is_named_text(name: &str) -> bool {
    is_named(name, &TEXT)
}

/// The one member that is meant.
fn member(
    file: &Path,
    wanted: Option<&str>,
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    let names = match wanted {
        Some(wanted) => part::meant(archive::members(file, subject)?, wanted),
        None => text_members(file, subject)?,
    };
    let name = match &names[..] {
        [name] if is_named(name, &FEATURES) => return feature_rows::table(path, subject, shape),
        [] if wanted.is_none_or(|wanted| wanted.contains('#')) => {
            return feature_rows::table(path, subject, shape);
        }
        [name] => name,
        _ => return Err(not_one(file, wanted, &names, "text file", subject)),
    };
    let shown = part::joined(file, name);
    let input = archive::open(file, name, subject)?;
    text(input, Packing::Member, &shown, subject, shape)
}

/// None or several parts where one is meant.
pub(super) fn not_one(
    file: &Path,
    wanted: Option<&str>,
    names: &[String],
    what: &str,
    subject: &'static str,
) -> Box<Problem> {
    let reason = match (wanted, names.is_empty()) {
        (Some(wanted), true) => format!("it has no {what} called `{wanted}`"),
        (Some(wanted), false) => format!(
            "`{wanted}` means {} of its {what}s: {}",
            names.len(),
            listed(names)
        ),
        (None, true) => format!("it has no {what}"),
        (None, false) => format!("it has {} {what}s: {}", names.len(), listed(names)),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let first = names.first().map_or("name", String::as_str);
    let help = format!("write the one that is meant after #, such as {name}#{first}");
    Box::new(Problem::new(subject, file, reason, help))
}

/// Delimited text, unpacked and in UTF-8.
fn text(
    input: Box<dyn Read + Send>,
    mut packing: Packing,
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    let mut input = Peeked::new(input);
    let named = packing == Packing::Plain && is_named_gzip(path);
    if named || input.head() == [0x1f, 0x8b] {
        if packing == Packing::Plain {
            packing = Packing::Gzip;
        }
        input = Peeked::new(Box::new(flate2::read::MultiGzDecoder::new(input)));
    }
    let input: Box<dyn Read + Send> = match utf16::encoding_of(input.head()) {
        Some(encoding) => Box::new(utf16::Utf16::new(Box::new(input), encoding)),
        None => Box::new(input),
    };
    Table::of_text(input, packing, path, subject, shape)
}

/// An input whose first bytes have been looked at.
struct Peeked {
    head: Cursor<Vec<u8>>,
    /// What went wrong while looking; comes up when the file is read.
    fault: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

impl Peeked {
    fn new(mut rest: Box<dyn Read + Send>) -> Self {
        let mut head = [0; 2];
        let (read, fault) = match filled(&mut rest, &mut head) {
            Ok(read) => (read, None),
            Err(e) => (0, Some(e)),
        };
        Self {
            head: Cursor::new(head[..read].to_vec()),
            fault,
            rest,
        }
    }

    fn head(&self) -> &[u8] {
        self.head.get_ref()
    }
}

impl Read for Peeked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.head.read(into)? {
            0 => {}
            read => return Ok(read),
        }
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.rest.read(into),
        }
    }
}

/// Reads until `into` is full or the file ends.
fn filled(input: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match input.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(read)
}

fn opened(file: &Path, subject: &'static str) -> Result<File, Box<Problem>> {
    File::open(file).map_err(|e| cannot_open(file, subject, &e))
}

/// A message for a file that cannot be opened.
pub(crate) fn cannot_open(path: &Path, subject: &'static str, error: &io::Error) -> Box<Problem> {
    let (reason, help) = match error.kind() {
        io::ErrorKind::NotFound => (
            "there is no such file".to_owned(),
            "check the path in the config",
        ),
        io::ErrorKind::PermissionDenied => (
            "permission to read it was denied".to_owned(),
            "ask for read permission, or copy the file to where you have it",
        ),
        _ => (
            format!("it cannot be opened: {error}"),
            "check that the path names a file",
        ),
    };
    Box::new(Problem::new(subject, path, reason, help))
}

/// Whether the name says that the file is packed with gzip.
pub(crate) fn is_named_gzip(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("gz"))
}
