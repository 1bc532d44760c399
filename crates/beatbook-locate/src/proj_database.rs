//! PROJ's register of reference systems, carried inside the program.
//!
//! PROJ opens it by path, so it is written once to a cache folder: `$BEATBOOK_CACHE`, else the user's
//! own cache (`%LOCALAPPDATA%`, `$XDG_CACHE_HOME`, `~/.cache`), else the temporary folder.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs, io, process};

use crate::LocateError;

static DATABASE: &[u8] = include_bytes!(env!("BEATBOOK_PROJ_DB"));
const FOLDER: &str = concat!("proj-", env!("BEATBOOK_PROJ_DB_MARK"));

/// The folder that holds `proj.db`, written if it is not there or not whole.
pub(crate) fn folder() -> Result<PathBuf, LocateError> {
    static KNOWN: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut known = KNOWN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(folder) = &*known {
        return Ok(folder.clone());
    }
    let mut refused = None;
    for base in bases() {
        let folder = base.join("beatbook").join(FOLDER);
        match write_once(&folder) {
            Ok(()) => return Ok(known.insert(folder).clone()),
            Err(source) => refused = refused.or(Some((folder, source))),
        }
    }
    let (path, source) = refused.unwrap_or_else(|| (FOLDER.into(), io::ErrorKind::NotFound.into()));
    Err(LocateError::Database { path, source })
}

fn bases() -> impl Iterator<Item = PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let own = named("BEATBOOK_CACHE").map(PathBuf::from);
    let user = if cfg!(windows) {
        named("LOCALAPPDATA").map(PathBuf::from)
    } else {
        named("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| named("HOME").map(|home| PathBuf::from(home).join(".cache")))
    };
    let bases = [own, user, Some(env::temp_dir())];
    bases
        .into_iter()
        .flatten()
        .filter(|path| path.is_absolute())
}

/// Writes beside and renames, so that another process never sees half a file.
fn write_once(folder: &Path) -> io::Result<()> {
    let path = folder.join("proj.db");
    let whole = || fs::read(&path).is_ok_and(|there| there == DATABASE);
    if whole() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let beside = folder.join(format!("proj.db.{}", process::id()));
    let written = fs::write(&beside, DATABASE).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        // Windows refuses to replace a file that another process holds open; theirs will do.
        if whole() {
            return Ok(());
        }
    }
    written
}

#[cfg(test)]
#[path = "proj_database_tests.rs"]
mod tests;
