//! Building the `beatbook` program.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::run::must;
use crate::workspace::Workspace;

/// Builds the front end and then the program that embeds it; gives the program's path.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    crate::front_end::build(workspace)?;
    compile(workspace)
}

/// Builds the program alone. The whole workspace is selected although one program is built:
/// cargo then turns on the same features of every dependency as for the tests, and nothing
/// is compiled twice (see `features`).
pub fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let words = ["build", "--locked", "--workspace", "--bin", "beatbook"];
    must(&mut workspace.cargo(&words), "building the program")?;
    let program = workspace.target.join("debug").join(file_name());
    ensure!(program.is_file(), "cargo built no {}", program.display());
    Ok(program)
}

pub fn file_name() -> String {
    format!("beatbook{}", std::env::consts::EXE_SUFFIX)
}
