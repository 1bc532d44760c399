//! The top level of the repository is fixed, so that the visible part of it stays readable.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::Workspace;

const TOP: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "boundaries",
    "crates",
    "frontend",
    "notebooks",
    "tests",
    "tiles",
];

pub fn check(workspace: &Workspace) -> Result<()> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(&workspace.root)
        .output()
        .context("cannot start git, which knows what belongs to the repository")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let listing = String::from_utf8_lossy(&output.stdout);
    let faults = faults(listing.split('\0').filter(|path| !path.is_empty()));
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", faults.join("\n"));
}

/// What is at the top and should not be, and the other way round. Dot-files are free.
pub fn faults<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: Vec<&str> = paths.filter_map(|path| path.split('/').next()).collect();
    seen.sort_unstable();
    seen.dedup();
    let strange = seen
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP.contains(name))
        .map(|name| format!("{name}: does not belong at the top level"));
    let missing = TOP
        .iter()
        .filter(|name| !seen.contains(name))
        .map(|name| format!("{name}: is missing"));
    strange.chain(missing).collect()
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
