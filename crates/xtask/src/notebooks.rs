//! The notebooks, run as an analyst would, in a Python environment of their own.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::counts::{self, Count};
use crate::front_end::hash_of;
use crate::run::{must, watched};
use crate::workspace::Workspace;
use crate::{demo, needs, program};

pub const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::PYTHON])
        .err()
        .map(|error| format!("{error:#}"))
}

/// Runs every notebook against a freshly built synthetic city.
pub fn run(workspace: &Workspace) -> Result<(bool, Option<Count>)> {
    let python = environment(workspace)?;
    let program = program::build(workspace)?;
    let dir = workspace.scratch("city");
    demo::city(&program, &dir, &[])?;
    let book = demo::book(&program, &dir)?;
    let mut command = Command::new(python);
    command
        .arg(workspace.root.join("notebooks").join("run.py"))
        .env("BEATBOOK_BIN", program)
        .env("BEATBOOK_BOOK", book);
    let ran = watched(&mut command, "running the notebooks")?;
    Ok((ran.ok, counts::plain(&ran.text)))
}

/// A virtual environment with the pinned packages, made again when the pins change.
fn environment(workspace: &Workspace) -> Result<std::path::PathBuf> {
    let pins = workspace.root.join("notebooks").join("requirements.txt");
    let folder = workspace.scratch("python");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let stamp = folder.join(".pins");
    let wanted = format!("{:016x}", hash_of(std::slice::from_ref(&pins))?);
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
