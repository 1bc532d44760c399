//! The notebooks, run as an analyst would, in a Python environment of their own.

use std::process::Command;

use anyhow::Result;

use crate::counts::{self, Count};
use crate::run::watched;
use crate::workspace::Workspace;
use crate::{demo, needs, program, python};

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::PYTHON])
        .err()
        .map(|error| format!("{error:#}"))
}

/// Runs every notebook against a freshly built synthetic city.
pub fn run(workspace: &Workspace) -> Result<(bool, Option<Count>)> {
    let pins = workspace.root.join("notebooks").join("requirements.txt");
    let python = python::environment(workspace, "python", &pins)?;
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
