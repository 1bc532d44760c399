//! The program and its tests have to be compiled with the same features of every dependency that
//! ends up in them. (What only helps to build is compiled apart, with features of its own.)
//!
//! Where a dependency of a test turns on a feature that the program does not use, cargo compiles
//! everything above that dependency twice: once for `cargo xtask demo`, once for the tests.
//! The remedy is to name the feature in `[workspace.dependencies]`, or to make the dependency of
//! the test a normal one of `beatbook-tests`.

use std::collections::BTreeSet;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::Workspace;

pub fn check(workspace: &Workspace) -> Result<()> {
    let program = tree(workspace, "normal,no-proc-macro")?;
    let tests = tree(workspace, "normal,dev,no-proc-macro")?;
    let faults: Vec<&str> = program.difference(&tests).map(String::as_str).collect();
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "compiled with other features for the tests:\n{}",
        faults.join("\n")
    );
}

/// "name version features", one for each dependency as it is compiled.
fn tree(workspace: &Workspace, edges: &str) -> Result<BTreeSet<String>> {
    let words = [
        "tree",
        "--locked",
        "--workspace",
        "--prefix",
        "none",
        "-f",
        "{p} [{f}]",
        "-e",
        edges,
    ];
    let output = workspace
        .cargo(&words)
        .stdin(Stdio::null())
        .output()
        .context("cannot start `cargo tree`")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text
        .lines()
        .map(|line| line.trim_end_matches(" (*)").to_string())
        .collect())
}
