//! What stands beside every file that was fetched: from where, when, under which licence, and its hash.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Entry, FetchError, Source};

/// The content of `<file>.source.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Source and file in the catalogue, such as `imd-england-2019#file7`.
    pub name: String,
    /// Its name at the publisher.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
    /// What to print where it is shown.
    pub attribution: Vec<String>,
    /// The year it describes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vintage: Option<u16>,
    /// The coordinate system of this file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// From where.
    pub address: String,
    /// When, in UTC; for a file that was put there by hand, when it was taken up.
    pub fetched: String,
    /// Whether it was put there by hand.
    #[serde(default)]
    pub by_hand: bool,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Features or rows, where they were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// What the publisher called this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When the publisher changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// The archives that this was cut from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_from: Vec<CutFrom>,
}

/// An archive that a smaller one was cut from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutFrom {
    /// Its address.
    pub address: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// How a file on disk stands to its record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Absent,
    /// There, without a record: put there by hand.
    Unrecorded,
    /// There, as recorded.
    Held(Box<Record>),
    /// There, and not what was recorded.
    Changed,
}

impl Record {
    pub(crate) fn new(source: &Source, entry: &Entry, address: &str) -> Self {
        Self {
            name: format!("{}#{}", source.name, entry.id),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            licence: source.licence.clone(),
            attribution: source.attribution.clone(),
            vintage: source.vintage,
            crs: source.crs.clone(),
            address: address.into(),
            fetched: now(),
            by_hand: false,
            bytes: 0,
            sha256: String::new(),
            rows: None,
            etag: None,
            last_modified: None,
            cut_from: Vec::new(),
        }
    }

    /// Where the record of a file stands.
    pub fn path(file: &Path) -> PathBuf {
        beside(file, ".source.toml")
    }

    /// Reads the record of a file.
    ///
    /// # Errors
    /// [`FetchError::Disk`], [`FetchError::Record`].
    pub fn read(file: &Path) -> Result<Option<Self>, FetchError> {
        Self::read_at(Self::path(file))
    }

    fn read_at(path: PathBuf) -> Result<Option<Self>, FetchError> {
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FetchError::Disk("read", path, error)),
        };
        toml::from_str(&text)
            .map(Some)
            .map_err(|error| FetchError::Record(path, error.message().into()))
    }

    pub(crate) fn write(&self, file: &Path) -> Result<(), FetchError> {
        self.write_at(&Self::path(file))
    }

    /// Writes the record of a file that is about to be put in its place.
    pub(crate) fn write_next(&self, file: &Path) -> Result<(), FetchError> {
        self.write_at(&Self::next(file))
    }

    fn write_at(&self, path: &Path) -> Result<(), FetchError> {
        let text = toml::to_string(self)
            .map_err(|error| FetchError::Record(path.into(), error.to_string()))?;
        write_whole(path, text.as_bytes())
    }

    /// Makes the record that waits the one of the file.
    pub(crate) fn adopt_next(file: &Path) -> Result<(), FetchError> {
        let path = Self::path(file);
        fs::rename(Self::next(file), &path).map_err(FetchError::disk("write", &path))
    }

    /// Where the record of a file waits until the file is in its place.
    fn next(file: &Path) -> PathBuf {
        beside(file, ".source.toml.next")
    }

    fn fits(&self, bytes: u64, sha256: &str) -> bool {
        self.bytes == bytes && self.sha256 == sha256
    }
}

/// How a file stands to its record. A record that still waits, since a fetch was stopped right after it
/// had put the file in its place, is adopted if it fits.
pub(crate) fn standing(file: &Path) -> Result<Standing, FetchError> {
    if !file.exists() {
        return Ok(Standing::Absent);
    }
    let record = Record::read(file)?;
    let next = Record::read_at(Record::next(file))?;
    if record.is_none() && next.is_none() {
        return Ok(Standing::Unrecorded);
    }
    let (bytes, sha256) = measure(file)?;
    let fits = |record: &Record| record.fits(bytes, &sha256);
    let recorded = record.is_some();
    if let Some(record) = record.filter(fits) {
        return Ok(Standing::Held(Box::new(record)));
    }
    if let Some(record) = next.filter(fits) {
        Record::adopt_next(file)?;
        return Ok(Standing::Held(Box::new(record)));
    }
    Ok(if recorded {
        Standing::Changed
    } else {
        Standing::Unrecorded
    })
}

/// Size in bytes and SHA-256 of a file.
pub(crate) fn measure(path: &Path) -> Result<(u64, String), FetchError> {
    let mut file = File::open(path).map_err(FetchError::disk("read", path))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    let mut bytes = 0;
    loop {
        let n = file
            .read(&mut buffer)
            .map_err(FetchError::disk("read", path))?;
        if n == 0 {
            break;
        }
        bytes += n as u64;
        hash.update(&buffer[..n]);
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}"); // into a String, which takes everything
    }
    Ok((bytes, digits))
}

/// Writes a small file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FetchError> {
    let fresh = beside(path, ".new");
    fs::write(&fresh, bytes).map_err(FetchError::disk("write", &fresh))?;
    fs::rename(&fresh, path).map_err(FetchError::disk("write", path))
}

/// The path with something after its name.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(end);
    PathBuf::from(name)
}

fn now() -> String {
    let now = Timestamp::now();
    // Whole seconds are enough, and shorter to read.
    Timestamp::from_second(now.as_second())
        .unwrap_or(now)
        .to_string()
}
