//! Python environments of our own, with pinned packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::front_end::hash_of;
use crate::run::must;
use crate::workspace::Workspace;

pub const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// The interpreter of the environment of this name, made again when the pins change.
pub fn environment(workspace: &Workspace, name: &str, pins: &Path) -> Result<PathBuf> {
    let folder = workspace.scratch(name);
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let stamp = folder.join(".pins");
    let wanted = format!("{:016x}", hash_of(&[pins.to_path_buf()])?);
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    let mut venv = Command::new(PYTHON);
    must(
        venv.args(["-m", "venv", "--clear"]).arg(&folder),
        "making a Python environment",
    )?;
    let mut pip = Command::new(&python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ])
    .arg(pins);
    must(&mut pip, "installing Python packages")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(python)
}
