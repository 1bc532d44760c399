//! The page: its packages and its build, each made again only when what it is made from changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::run::must;
use crate::workspace::Workspace;

/// npm is a script, and on Windows a script has to be named in full.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What is not an input of the build, or is its output.
const NOT_INPUT: [&str; 6] = [
    "node_modules",
    "dist",
    "e2e",
    "coverage",
    "test-results",
    ".svelte-kit",
];

/// An `npm` command in the front end's folder.
pub fn npm(workspace: &Workspace, words: &[&str]) -> Command {
    let mut command = Command::new(NPM);
    command
        .args(words)
        .current_dir(workspace.front_end())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("NO_UPDATE_NOTIFIER", "1");
    command
}

/// Installs the packages of the lock file, unless they are there.
pub fn packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.front_end();
    ensure!(
        folder.join("package.json").is_file(),
        "there is no frontend/package.json"
    );
    let stamp = folder.join("node_modules").join(".beatbook-packages");
    let wanted = format!("{:016x}", hash_of(&[folder.join("package-lock.json")])?);
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    must(
        &mut npm(workspace, &["ci", "--no-audit", "--no-fund"]),
        "installing npm packages",
    )?;
    fs::create_dir_all(folder.join("node_modules")).context("cannot make frontend/node_modules")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Builds `frontend/dist`, which the program embeds, unless nothing changed since the last time.
/// Says whether it had to.
pub fn build(workspace: &Workspace) -> Result<bool> {
    packages(workspace)?;
    let folder = workspace.front_end();
    let stamp = folder.join("node_modules").join(".beatbook-build");
    let mut inputs = Vec::new();
    files(&folder, &NOT_INPUT, &mut inputs)?;
    let inputs = hash_of(&inputs)?;
    let state = || -> Result<String> {
        let mut made = Vec::new();
        files(&folder.join("dist"), &[], &mut made)?;
        Ok(format!(
            "{inputs:016x} {:016x} {}",
            hash_of(&made)?,
            made.len()
        ))
    };
    if folder.join("dist").is_dir()
        && fs::read_to_string(&stamp).is_ok_and(|was| Some(was) == state().ok())
    {
        return Ok(false);
    }
    must(
        &mut npm(workspace, &["run", "build"]),
        "building the front end",
    )?;
    ensure!(
        folder.join("dist/index.html").is_file(),
        "the build made no frontend/dist/index.html"
    );
    fs::write(&stamp, state()?).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

/// All files under a folder in a fixed order, leaving out folders of the given names.
fn files(folder: &Path, leave_out: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            if !leave_out.iter().any(|out| name == *out) {
                files(&entry.path(), leave_out, found)?;
            }
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// A number that changes when a name or a byte of these files changes.
pub fn hash_of(files: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        bytes.hash(&mut hasher);
    }
    Ok(hasher.finish())
}
