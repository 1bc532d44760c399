//! Writing and reading the folder, atomically.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use beatbook_core::BookId;
use sha2::{Digest, Sha256};

use super::Manifest;

/// Why a book could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// There is no book in the folder.
    #[error("{0} holds no book (no file CURRENT); make one with `beatbook build <beatbook.toml>`")]
    Missing(PathBuf),
    /// The file system refused.
    #[error("cannot use {path}: {source}")]
    Io {
        /// What was being used.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another build holds the folder.
    #[error("another build is writing {0}; wait for it to end")]
    Locked(PathBuf),
    /// A file does not hold what its name says.
    #[error("{path} is damaged ({reason}); build the book again")]
    Damaged {
        /// The damaged file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Written by a newer program.
    #[error(
        "the book is of format {found}, this program reads format {known}; build it again with this program"
    )]
    Format {
        /// Format of the book.
        found: u32,
        /// Format of the program.
        known: u32,
    },
}

impl BookError {
    pub(crate) fn damaged(path: &Path, reason: &impl ToString) -> Self {
        Self::Damaged {
            path: path.into(),
            reason: reason.to_string(),
        }
    }
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> BookError + '_ {
    move |source| BookError::Io {
        path: path.into(),
        source,
    }
}

/// Writes one version of a book. Nothing is visible to readers before [`BookWriter::publish`].
#[derive(Debug)]
pub struct BookWriter {
    folder: PathBuf,
    _lock: File,
    written: u64,
}

impl BookWriter {
    /// Opens or makes the folder and takes its lock, which the system frees when the process ends.
    ///
    /// # Errors
    /// [`BookError::Locked`] when another build is at work, or the file system's refusal.
    pub fn open(folder: &Path) -> Result<Self, BookError> {
        for part in ["objects", "versions"] {
            let path = folder.join(part);
            fs::create_dir_all(&path).map_err(io_at(&path))?;
        }
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(io_at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(BookError::Locked(folder.into())),
            Err(fs::TryLockError::Error(source)) => return Err(BookError::Io { path, source }),
        }
        for part in [
            folder.to_path_buf(),
            folder.join("objects"),
            folder.join("versions"),
        ] {
            remove_leftovers(&part)?;
        }
        Ok(Self {
            folder: folder.into(),
            _lock: lock,
            written: 0,
        })
    }

    /// Stores bytes under their hash, unless they are there already, and returns the hash.
    ///
    /// # Errors
    /// The file system's refusal.
    pub fn put(&mut self, bytes: &[u8]) -> Result<String, BookError> {
        let hash = sha256(bytes);
        let path = object_path(&self.folder, &hash);
        // The name alone proves nothing: a damaged file is written again.
        if !fs::read(&path).is_ok_and(|held| held == bytes) {
            write_whole(&path, bytes)?;
            self.written += 1;
        }
        Ok(hash)
    }

    /// How many objects were new.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Writes the manifest and makes it the current version. Returns the hash of the manifest.
    ///
    /// # Errors
    /// The file system's refusal; the version before then stays current.
    pub fn publish(self, manifest: &Manifest) -> Result<String, BookError> {
        sync_folder(&self.folder.join("objects"))?;
        let bytes = manifest.to_bytes();
        let hash = sha256(&bytes);
        let path = self.folder.join("versions").join(format!("{hash}.json"));
        let before = fs::read_to_string(self.folder.join("CURRENT")).unwrap_or_default();
        if !fs::read(&path).is_ok_and(|held| held == bytes) {
            write_whole(&path, &bytes)?;
        }
        sync_folder(&self.folder.join("versions"))?;
        write_whole(&self.folder.join("CURRENT"), format!("{hash}\n").as_bytes())?;
        sync_folder(&self.folder)?;
        self.forget_older_than(&hash, before.trim());
        Ok(hash)
    }

    /// Keeps the current and the previous version, so that an open server can go on reading. What
    /// cannot be removed now is left to the next build; what no build wrote is left alone.
    fn forget_older_than(&self, current: &str, previous: &str) {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        for version in [current, previous] {
            kept.insert(version.to_owned());
            let path = self.folder.join("versions").join(format!("{version}.json"));
            if let Ok(manifest) = read_manifest(&path) {
                kept.extend(manifest.objects.into_iter().map(|object| object.sha256));
            }
        }
        for (part, ending) in [("versions", "json"), ("objects", "parquet")] {
            for entry in fs::read_dir(self.folder.join(part))
                .into_iter()
                .flatten()
                .flatten()
            {
                let name = entry.file_name().to_string_lossy().into_owned();
                let Some((stem, found)) = name.split_once('.') else {
                    continue;
                };
                if found == ending && is_hash(stem) && !kept.contains(stem) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// The current version: its hash and its manifest.
///
/// # Errors
/// [`BookError::Missing`] where there is no book, or what is wrong with it.
pub fn read_current(folder: &Path) -> Result<(String, Manifest), BookError> {
    let hash = current_hash(folder)?;
    let manifest = read_manifest(&folder.join("versions").join(format!("{hash}.json")))?;
    Ok((hash, manifest))
}

/// The name of the current version, which need not be sound.
///
/// # Errors
/// [`BookError::Missing`] where there is no book, or what is wrong with its `CURRENT`.
pub fn current_id(folder: &Path) -> Result<BookId, BookError> {
    current_hash(folder).map(|hash| id_of(&hash))
}

pub(crate) fn id_of(hash: &str) -> BookId {
    BookId(hash[..12].into())
}

fn current_hash(folder: &Path) -> Result<String, BookError> {
    let path = folder.join("CURRENT");
    let current = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(BookError::Missing(folder.into()));
        }
        Err(source) => return Err(BookError::Io { path, source }),
    };
    let hash = current.trim().to_owned();
    if !is_hash(&hash) {
        return Err(BookError::damaged(&path, &"it names no version"));
    }
    Ok(hash)
}

/// The bytes of an object, checked against its hash.
///
/// # Errors
/// [`BookError::Damaged`] when the bytes are not those that were written.
pub fn read_object(folder: &Path, hash: &str) -> Result<Vec<u8>, BookError> {
    let path = object_path(folder, hash);
    let bytes = fs::read(&path).map_err(io_at(&path))?;
    if sha256(&bytes) != hash {
        return Err(BookError::damaged(
            &path,
            &"its contents do not match its name",
        ));
    }
    Ok(bytes)
}

fn read_manifest(path: &Path) -> Result<Manifest, BookError> {
    let bytes = fs::read(path).map_err(io_at(path))?;
    let expected = path.file_stem().unwrap_or_default().to_string_lossy();
    if sha256(&bytes) != expected {
        return Err(BookError::damaged(
            path,
            &"its contents do not match its name",
        ));
    }
    Manifest::from_bytes(&bytes, path)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn object_path(folder: &Path, hash: &str) -> PathBuf {
    folder.join("objects").join(format!("{hash}.parquet"))
}

/// Write beside, fsync, rename: the name never stands for half a file.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), BookError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".tmp-{name}"));
    let mut file = File::create(&beside).map_err(io_at(&beside))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(io_at(&beside))?;
    drop(file);
    fs::rename(&beside, path).map_err(io_at(path))
}

fn remove_leftovers(folder: &Path) -> Result<(), BookError> {
    for entry in fs::read_dir(folder).map_err(io_at(folder))?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(".tmp-") {
            fs::remove_file(entry.path()).map_err(io_at(&entry.path()))?;
        }
    }
    Ok(())
}

/// Makes renames in a folder durable. Windows keeps no handle to a folder and needs none.
fn sync_folder(folder: &Path) -> Result<(), BookError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|f| f.sync_all())
            .map_err(io_at(folder))?;
    }
    Ok(())
}

/// The SHA-256 of what a reader gives, in hex, without holding it in memory.
///
/// # Errors
/// The reader's own.
pub fn sha256_of(mut reader: impl io::Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match reader.read(&mut block)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&block[..read]),
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
            text
        })
}
