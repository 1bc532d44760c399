//! One file by HTTP, resumed where it stopped.
//!
//! What has come stands in `<file>.part`, and beside it in `<file>.part.toml` what the server called
//! that version. The rest is asked for with `Range` and `If-Range` (RFC 9110, sections 13.1.5 and
//! 14.2), so a server whose file has changed meanwhile sends the whole of it, and one that knows no
//! ranges does so anyway; both begin again from nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ureq::Body;
use ureq::http::{HeaderMap, Response, StatusCode, header};

use crate::patience::{Errand, Failure, Patience, Tries};
use crate::record::{beside, write_whole};
use crate::web::{Web, text};
use crate::{FetchError, Progress};

/// What the server calls the version of which a part is here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    address: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Version {
    fn of(address: &str, headers: &HeaderMap) -> Self {
        Self {
            address: address.into(),
            etag: text(headers, header::ETAG),
            last_modified: text(headers, header::LAST_MODIFIED),
        }
    }

    /// What may stand in `If-Range`: a strong tag, else the date.
    fn condition(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }
}

/// A download under way. Dropping it leaves what has come, for the next time.
struct Part {
    path: PathBuf,
    memo: PathBuf,
    file: File,
    version: Option<Version>,
    have: u64,
}

impl Part {
    fn open(target: &Path, address: &str) -> Result<Self, FetchError> {
        let path = beside(target, ".part");
        let memo = beside(target, ".part.toml");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(FetchError::disk("write", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FetchError::Busy(target.into())),
            Err(TryLockError::Error(error)) => return Err(FetchError::Disk("lock", path, error)),
        }
        let have = file
            .seek(SeekFrom::End(0))
            .map_err(FetchError::disk("read", &path))?;
        let version = fs::read_to_string(&memo)
            .ok()
            .and_then(|text| toml::from_str::<Version>(&text).ok())
            .filter(|version| version.address == address);
        let mut part = Self {
            path,
            memo,
            file,
            version,
            have,
        };
        if part.version.as_ref().and_then(Version::condition).is_none() {
            part.empty()?; // nothing says that the rest would belong to it
        }
        Ok(part)
    }

    fn empty(&mut self) -> Result<(), FetchError> {
        self.file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .map_err(FetchError::disk("write", &self.path))?;
        self.have = 0;
        Ok(())
    }

    fn begin(&mut self, version: Version) -> Result<(), FetchError> {
        self.empty()?;
        let text = toml::to_string(&version).unwrap_or_default(); // three strings always fit
        write_whole(&self.memo, text.as_bytes())?;
        self.version = Some(version);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        self.file
            .write_all(bytes)
            .map_err(FetchError::disk("write", &self.path))?;
        self.have += bytes.len() as u64;
        Ok(())
    }
}

/// A whole file under its preliminary name.
pub(crate) struct Whole {
    part: Part,
}

impl Whole {
    pub(crate) fn path(&self) -> &Path {
        &self.part.path
    }

    pub(crate) fn version(&self) -> Version {
        self.part.version.clone().unwrap_or_default()
    }

    /// Gives it its name, in one step.
    pub(crate) fn keep(self, target: &Path) -> Result<(), FetchError> {
        fs::rename(&self.part.path, target).map_err(FetchError::disk("write", target))?;
        self.forget_memo();
        Ok(())
    }

    /// Removes it, so that the next time begins from nothing.
    pub(crate) fn discard(self) {
        let _ = fs::remove_file(&self.part.path); // if it stays, its hash refuses it again
        self.forget_memo();
    }

    fn forget_memo(&self) {
        let _ = fs::remove_file(&self.part.memo); // without a part it says nothing
    }
}

/// Downloads what the errand names to `<path>.part`, going on where an earlier try stopped.
pub(crate) fn download(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    limit: u64,
    watch: &mut dyn FnMut(&Progress),
) -> Result<Whole, FetchError> {
    let mut part = Part::open(errand.path, errand.address)?;
    let mut tries = Tries::new(patience, errand);
    let mut furthest = part.have;
    loop {
        let failure = match once(web, errand, limit, &mut part, watch) {
            Ok(()) => break,
            Err(failure) => failure,
        };
        if part.have > furthest {
            furthest = part.have;
            tries.progress();
        }
        tries.after(failure)?;
    }
    part.file
        .sync_all()
        .map_err(FetchError::disk("write", &part.path))?;
    Ok(Whole { part })
}

fn once(
    web: &Web,
    errand: Errand,
    limit: u64,
    part: &mut Part,
    watch: &mut dyn FnMut(&Progress),
) -> Result<(), Failure> {
    // Compressed on the way, a range would be one of the compressed bytes.
    let mut headers = vec![(header::ACCEPT_ENCODING, "identity".to_string())];
    if part.have > 0
        && let Some(condition) = part.version.as_ref().and_then(Version::condition)
    {
        headers.push((header::RANGE, format!("bytes={}-", part.have)));
        headers.push((header::IF_RANGE, condition.to_string()));
    }
    let answer = web.get(errand.address, &headers)?;
    let fresh = Version::of(errand.address, answer.headers());
    let total = match answer.status() {
        StatusCode::PARTIAL_CONTENT => match content_range(answer.headers()) {
            Some((Some(from), total))
                if from == part.have && same(part.version.as_ref(), &fresh) =>
            {
                total
            }
            _ => {
                part.empty()?;
                return Err(Failure::passing("the server sent another range than asked"));
            }
        },
        StatusCode::RANGE_NOT_SATISFIABLE => {
            // Everything had come before; only the end was not noticed.
            if let Some((None, Some(total))) = content_range(answer.headers())
                && total == part.have
            {
                return Ok(());
            }
            part.empty()?;
            return Err(Failure::passing("the file at the server became shorter"));
        }
        StatusCode::OK => {
            refuse_web_page(errand, &answer)?;
            part.begin(fresh)?;
            text(answer.headers(), header::CONTENT_LENGTH).and_then(|length| length.parse().ok())
        }
        other => return Err(Failure::passing(format!("status {}", other.as_u16()))),
    };
    let too_large = || FetchError::TooLarge {
        address: errand.address.into(),
        limit_mib: limit >> 20,
    };
    if total.is_some_and(|total| total > limit) {
        part.empty()?;
        return Err(too_large().into());
    }
    let mut body = answer.into_body().into_reader();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = body
            .read(&mut buffer)
            .map_err(|error| Failure::passing(format!("the connection broke: {error}")))?;
        if n == 0 {
            break;
        }
        if part.have + n as u64 > limit {
            part.empty()?;
            return Err(too_large().into());
        }
        part.append(&buffer[..n])?;
        watch(&Progress {
            done: part.have,
            of: total,
            unit: crate::Unit::Bytes,
        });
    }
    match total {
        Some(total) if total != part.have => Err(Failure::passing(format!(
            "{} of {total} bytes came",
            part.have
        ))),
        _ => Ok(()),
    }
}

/// A 206 may name its version; it has to be the one we have a part of.
fn same(had: Option<&Version>, fresh: &Version) -> bool {
    had.is_some_and(|had| match (&had.etag, &fresh.etag) {
        (Some(had), Some(fresh)) => had == fresh,
        _ => true,
    })
}

/// `bytes 5-9/10` or `bytes */10`: where it begins and how much there is, as far as it is said.
fn content_range(headers: &HeaderMap) -> Option<(Option<u64>, Option<u64>)> {
    let said = text(headers, header::CONTENT_RANGE)?;
    let (range, total) = said.strip_prefix("bytes ")?.split_once('/')?;
    let from = range
        .split_once('-')
        .and_then(|(from, _)| from.parse().ok());
    Some((from, total.parse().ok()))
}

fn refuse_web_page(errand: Errand, answer: &Response<Body>) -> Result<(), FetchError> {
    let kind = text(answer.headers(), header::CONTENT_TYPE).unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("text/html") {
        let file = errand.path.file_name().unwrap_or_default();
        return Err(FetchError::WebPage {
            address: errand.address.into(),
            file: file.to_string_lossy().into_owned(),
            path: errand.path.into(),
        });
    }
    Ok(())
}

#[cfg(test)]
#[path = "download_tests.rs"]
mod tests;
