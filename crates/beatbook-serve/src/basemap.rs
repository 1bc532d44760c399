//! A basemap of the user's own: one `PMTiles` archive that the page reads in parts
//! (<https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>). It lies under the findings and
//! changes none of them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

use crate::error::HttpError;
use crate::etag::Key;
use crate::reply::{self, Reply};

/// Where the page asks for it.
pub(crate) const ADDRESS: &str = "/basemap.pmtiles";
/// Most bytes of one part: no directory and no tile is larger.
const MOST_BYTES: u64 = 8 << 20;
const HEADER: usize = 127;
const PMTILES: HeaderValue = HeaderValue::from_static("application/vnd.pmtiles");

/// An archive of vector tiles, open.
#[derive(Debug)]
pub struct Basemap {
    file: Arc<Mutex<File>>,
    bytes: u64,
    key: Key,
}

/// Why a file is no basemap.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BasemapError {
    /// It cannot be opened or read.
    #[error("cannot read the basemap {0}")]
    Read(PathBuf, #[source] io::Error),
    /// It does not begin as an archive does.
    #[error("{0} is no PMTiles archive of version 3; name a file that ends with .pmtiles")]
    NotPmtiles(PathBuf),
    /// Its tiles are pictures, which cannot be drawn in the greys of the page.
    #[error("{0} holds pictures; the page draws vector tiles (MVT) only")]
    NotVector(PathBuf),
}

impl Basemap {
    /// Opens an archive and reads its header.
    ///
    /// # Errors
    /// [`BasemapError`] when it cannot be read, or is no archive of vector tiles.
    pub fn open(path: &Path) -> Result<Self, BasemapError> {
        let unread = |error| BasemapError::Read(path.to_owned(), error);
        let mut file = File::open(path).map_err(unread)?;
        let about = file.metadata().map_err(unread)?;
        let mut head = [0; HEADER];
        match file.read_exact(&mut head) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(BasemapError::NotPmtiles(path.to_owned()));
            }
            Err(error) => return Err(unread(error)),
        }
        if &head[..7] != b"PMTiles" || head[7] != 3 {
            return Err(BasemapError::NotPmtiles(path.to_owned()));
        }
        if head[99] != 1 {
            return Err(BasemapError::NotVector(path.to_owned()));
        }
        // A file that is replaced has another time, and mostly another header.
        let written = about
            .modified()
            .ok()
            .and_then(|when| when.duration_since(UNIX_EPOCH).ok());
        let written = written.unwrap_or_default().as_nanos();
        let mut hash = Sha256::new_with_prefix(head);
        hash.update(written.to_le_bytes());
        Ok(Self {
            file: Arc::new(Mutex::new(file)),
            bytes: about.len(),
            key: Key::of_hash(&hash.finalize()),
        })
    }

    /// The part that `Range` names: one part, its end cut at the end of the file and at [`MOST_BYTES`].
    /// Without it the whole file, where it is no larger than that.
    pub(crate) async fn part(&self, headers: &HeaderMap) -> Reply {
        if let Some(held) = reply::held(&self.key, headers) {
            return Ok(held);
        }
        let asked = headers.get(header::RANGE);
        let (first, last) = match asked {
            None if self.bytes <= MOST_BYTES => (0, self.bytes - 1),
            None => return Err(HttpError::Part(self.bytes)),
            Some(range) => parse(range, self.bytes).ok_or(HttpError::Part(self.bytes))?,
        };
        let file = Arc::clone(&self.file);
        let read = tokio::task::spawn_blocking(move || read(&file, first, last)).await;
        let bytes = read.ok().and_then(Result::ok).ok_or(HttpError::Broken)?;
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PMTILES);
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(header::ETAG, self.key.header());
        if asked.is_some() {
            let range = format!("bytes {first}-{last}/{}", self.bytes);
            if let Ok(range) = HeaderValue::try_from(range) {
                headers.insert(header::CONTENT_RANGE, range);
            }
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        }
        Ok(response)
    }
}

/// First and last byte of `bytes=first-last`, `bytes=first-` or `bytes=-length`, both included.
fn parse(range: &HeaderValue, bytes: u64) -> Option<(u64, u64)> {
    let (first, last) = range
        .to_str()
        .ok()?
        .strip_prefix("bytes=")?
        .split_once('-')?;
    let end = bytes.checked_sub(1)?;
    let (first, last) = match (first, last) {
        ("", length) => (bytes.saturating_sub(length.parse().ok()?), end),
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<u64>().ok()?.min(end)),
    };
    let last = last.min(first.saturating_add(MOST_BYTES - 1));
    (first <= last).then_some((first, last))
}

fn read(file: &Mutex<File>, first: u64, last: u64) -> io::Result<Vec<u8>> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(first))?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take(last - first + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
#[path = "basemap_tests.rs"]
mod tests;
