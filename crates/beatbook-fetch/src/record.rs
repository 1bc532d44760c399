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
        let path = Self::path(file);
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
        let path = Self::path(file);
        let text = toml::to_string(self)
            .map_err(|error| FetchError::Record(path.clone(), error.to_string()))?;
        write_whole(&path, text.as_bytes())
    }
}

pub(crate) fn standing(file: &Path) -> Result<Standing, FetchError> {
    if !file.exists() {
        return Ok(Standing::Absent);
    }
    let Some(record) = Record::read(file)? else {
        return Ok(Standing::Unrecorded);
    };
    let (bytes, sha256) = measure(file)?;
    Ok(if bytes == record.bytes && sha256 == record.sha256 {
        Standing::Held(Box::new(record))
    } else {
        Standing::Changed
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
